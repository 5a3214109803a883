//! Letters leave by a queue: a letter and its task are written in the commit of what causes them, so there is no letter
//! without a change and no change without its letter. A letter has a channel: the mail, or the bot. How one is handed over
//! stands in `send`.

use crate::{ActionError, Desk};
use domain::{
    Seconds,
    identity::User,
    letters::{Letter, LetterKind, Reader},
    notices::{Channel, NoticeCategory, Notification},
    tasks::{Deed, ScheduledTask},
};
use futures::future::BoxFuture;
use store::Commit;

mod send;

pub(crate) use send::send;

/// Why the post did not take a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Perhaps later.
    Later(String),
    /// Not before so long; then perhaps.
    After(Seconds, String),
    /// Never: the address is none, or the letter is refused.
    Never(String),
    /// Never, and nothing else either: the reader has shut the way.
    Stopped(String),
    /// Nobody knows: the post has it, and did not answer.
    Unclear(String),
}

/// Takes letters to their readers.
pub trait Post: Send + Sync {
    /// Takes one, with the code that its text shows, if it has one. A letter handed over twice has the same id both
    /// times.
    fn take<'a>(&'a self, letter: &'a Letter, code: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>>;

    /// True when letters never leave the house and a page shows them: a demo's.
    fn keeps_letters(&self) -> bool {
        false
    }
}

/// Tells this person, in the commit of what they are told: an item of the inbox, and a letter if they have an e-mail.
pub fn add(commit: Commit, desk: &Desk, user: &User, kind: LetterKind) -> Commit {
    let item = Notification::of(desk.new_id(), user.id, &kind, desk.now());
    with_letters(item.iter().fold(commit, Commit::insert), desk, user, kind, item.as_ref())
}

/// As [`add`], for what a clock tells and may tell again: under one key a person is told once. Whoever is beaten to it
/// in the same moment finds the unique index, looks again and has nothing to say.
///
/// # Errors
/// Only the database's.
pub async fn add_once(
    commit: Commit,
    desk: &Desk,
    user: &User,
    kind: LetterKind,
    key: &str,
) -> Result<Commit, ActionError> {
    let item = Notification::of(desk.new_id(), user.id, &kind, desk.now());
    let Some(item) = item else { return Ok(commit) };
    if desk.store.notification_with_key(user.id, key).await?.is_some() {
        return Ok(commit);
    }
    let item = Notification { key: key.to_owned(), ..item };
    Ok(with_letters(commit.insert(&item), desk, user, kind, Some(&item)))
}

/// News go to an e-mail that is proved; what opens the account, or closes it, to the one there is. Who is linked is told by
/// the bot too.
fn with_letters(commit: Commit, desk: &Desk, user: &User, kind: LetterKind, item: Option<&Notification>) -> Commit {
    let commit = if item.is_some() { commit.concerns(user.id) } else { commit };
    let may = user.email_verified_at.is_some() || kind.category().is_none_or(NoticeCategory::is_about_safety);
    let by_mail = Reader::of(user).filter(|_| may).map(|reader| (Channel::Email, reader));
    let linked = user.telegram.filter(|_| desk.telegram.is_some() && item.is_some());
    let by_bot = linked.map(|id| {
        let (to, name) = (id.to_string(), user.display_name.clone());
        (Channel::Telegram, Reader { to, name, language: user.language })
    });
    by_mail.into_iter().chain(by_bot).fold(commit, |commit, (channel, reader)| {
        let letter = Letter {
            user_id: Some(user.id),
            channel,
            notification_id: item.map(|item| item.id),
            ..Letter::to(desk.new_id(), reader, kind.clone(), desk.now())
        };
        commit.insert(&letter).task(&task(desk, &letter))
    })
}

/// A letter and nothing else.
pub(crate) fn queued(desk: &Desk, letter: &Letter) -> Commit {
    Commit::new().insert(letter).task(&task(desk, letter))
}

fn task(desk: &Desk, letter: &Letter) -> ScheduledTask {
    let deed = match letter.channel {
        Channel::Telegram => Deed::SendTelegram(letter.id),
        Channel::Email | Channel::Inbox => Deed::SendLetter(letter.id),
    };
    ScheduledTask::at(desk.new_id(), deed, desk.now(), desk.now())
}
