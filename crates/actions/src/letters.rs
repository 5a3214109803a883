//! Letters leave by a queue: a letter and its task are written in the commit of what causes them, so there is no letter
//! without a change and no change without its letter.
//!
//! Sending is at least once: a worker marks the try (compare-and-set: of two workers one goes on), asks the post, and
//! marks the letter as sent. One that dies between the last two sends again after its lease, under the same Message-ID.

use crate::{
    ActionError, Desk, identity,
    notices::{Wish, wish_about},
    tasks::Ran,
};
use domain::{
    LetterId, Minutes, Seconds,
    identity::User,
    letters::{Letter, LetterKind, Reader},
    notices::{Dispatch, DispatchOutcome, NoticeCategory, Notification},
    tasks::{Deed, ScheduledTask},
};
use futures::future::BoxFuture;
use store::Commit;

/// Without a post a letter waits, and is looked at this often.
const WAIT: Minutes = Minutes(10);
/// A post that was away is asked again after this, then after twice as long, and so on.
const FIRST_PAUSE: Seconds = Seconds(5);
/// A post that is away is asked at least this often.
const LONGEST_PAUSE: Seconds = Seconds(30 * 60);

/// Why the post did not take a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Perhaps later.
    Later(String),
    /// Never: the address is none, or the letter is refused.
    Never(String),
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
    with_letter(item.iter().fold(commit, Commit::insert), desk, user, kind)
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
    Ok(with_letter(commit.insert(&item), desk, user, kind))
}

/// News go to an e-mail that is proved; what opens the account, or closes it, to the one there is.
fn with_letter(commit: Commit, desk: &Desk, user: &User, kind: LetterKind) -> Commit {
    let may = user.email_verified_at.is_some() || kind.category().is_none_or(NoticeCategory::is_about_safety);
    let Some(reader) = Reader::of(user).filter(|_| may) else { return commit };
    let letter = Letter { user_id: Some(user.id), ..Letter::to(desk.new_id(), reader, kind, desk.now()) };
    commit.insert(&letter).task(&task(desk, &letter))
}

/// A letter and nothing else.
pub(crate) fn queued(desk: &Desk, letter: &Letter) -> Commit {
    Commit::new().insert(letter).task(&task(desk, letter))
}

fn task(desk: &Desk, letter: &Letter) -> ScheduledTask {
    ScheduledTask::at(desk.new_id(), Deed::SendLetter(letter.id), desk.now(), desk.now())
}

/// Hands a letter to the post, once, when its reader wants it.
pub(crate) async fn send(desk: &Desk, id: LetterId) -> Result<Ran, ActionError> {
    let letter: Letter = desk.store.get(id).await?;
    if !letter.waits() {
        return Ok(Ran::Done);
    }
    if letter.is_stale(desk.now()) {
        return give_up(desk, letter, DispatchOutcome::TooLate).await;
    }
    let Some(post) = &desk.post else { return Ok(Ran::Again(desk.now() + WAIT)) };
    let stop = match wish_about(desk, &letter).await? {
        Wish::Now(stop) => stop,
        Wish::At(until) => {
            desk.commit(Commit::new().insert(&tried_by(desk, &letter, DispatchOutcome::Held))).await?;
            return Ok(Ran::Again(until));
        }
        Wish::Never => return give_up(desk, letter, DispatchOutcome::NotWanted).await,
    };
    let tried = letter.tried();
    desk.commit(Commit::new().save(&tried)).await?;
    let tried = Letter { version: tried.version + 1, stop, ..tried };
    let code = tried.kind.code_of().map(|(of, round)| identity::mailed_code(desk, of, round));
    match post.take(&tried, code.as_deref()).await {
        Ok(()) => {
            let sent = Letter { sent_at: Some(desk.now()), error: None, ..tried };
            close(desk, &sent, DispatchOutcome::Sent).await.map(|()| Ran::Done)
        }
        Err(NotTaken::Never(why)) => {
            give_up(desk, Letter { error: Some(why), ..tried }, DispatchOutcome::Refused).await
        }
        Err(NotTaken::Later(why)) => later(desk, tried, why).await,
    }
}

/// The post may be away for days: a letter waits for it as long as it is worth something, each time a little longer. At
/// first it is asked again within seconds, because somebody may be waiting for a code.
async fn later(desk: &Desk, tried: Letter, why: String) -> Result<Ran, ActionError> {
    let pause = Seconds((FIRST_PAUSE.0 << tried.tries.saturating_sub(1).min(16)).min(LONGEST_PAUSE.0));
    close(desk, &Letter { error: Some(why), ..tried }, DispatchOutcome::Later).await?;
    Ok(Ran::Again(desk.now() + pause))
}

async fn give_up(desk: &Desk, letter: Letter, why: DispatchOutcome) -> Result<Ran, ActionError> {
    let letter = Letter { given_up_at: Some(desk.now()), ..letter };
    close(desk, &letter, why).await.map(|()| Ran::Done)
}

/// The letter as it stands now, and what came of the try, in one commit.
async fn close(desk: &Desk, letter: &Letter, outcome: DispatchOutcome) -> Result<(), ActionError> {
    desk.commit(Commit::new().save(letter).insert(&tried_by(desk, letter, outcome))).await
}

fn tried_by(desk: &Desk, letter: &Letter, outcome: DispatchOutcome) -> Dispatch {
    Dispatch::by_email(desk.new_id(), letter, outcome, desk.now())
}
