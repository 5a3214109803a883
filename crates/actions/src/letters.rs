//! Letters leave by a queue: a letter and its task are written in the commit of what causes them, so there is no letter
//! without a change and no change without its letter.
//!
//! Sending is at least once: a worker marks the try (compare-and-set: of two workers one goes on), asks the post, and
//! marks the letter as sent. One that dies between the last two sends again after its lease, under the same Message-ID.

use crate::{ActionError, Desk, identity, tasks::Ran};
use domain::{
    LetterId, Minutes, Seconds,
    identity::User,
    letters::{Letter, LetterKind, Reader},
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

/// A letter to this person, in the commit of what causes it. To somebody without an e-mail nothing is written.
pub fn add(commit: Commit, desk: &Desk, user: &User, kind: LetterKind) -> Commit {
    let Some(reader) = Reader::of(user) else { return commit };
    let letter = Letter::to(desk.new_id(), reader, kind, desk.now());
    commit.insert(&letter).task(&task(desk, &letter))
}

/// A letter and nothing else.
pub(crate) fn queued(desk: &Desk, letter: &Letter) -> Commit {
    Commit::new().insert(letter).task(&task(desk, letter))
}

fn task(desk: &Desk, letter: &Letter) -> ScheduledTask {
    ScheduledTask::at(desk.new_id(), Deed::SendLetter(letter.id), desk.now(), desk.now())
}

/// Hands a letter to the post, once.
pub(crate) async fn send(desk: &Desk, id: LetterId) -> Result<Ran, ActionError> {
    let letter: Letter = desk.store.get(id).await?;
    if !letter.waits() {
        return Ok(Ran::Done);
    }
    if letter.is_stale(desk.now()) {
        return close(desk, Letter { given_up_at: Some(desk.now()), ..letter }).await;
    }
    let Some(post) = &desk.post else { return Ok(Ran::Again(desk.now() + WAIT)) };
    let tried = letter.tried();
    desk.commit(Commit::new().save(&tried)).await?;
    let tried = Letter { version: tried.version + 1, ..tried };
    let code = tried.kind.code_of().map(|(of, round)| identity::mailed_code(desk, of, round));
    match post.take(&tried, code.as_deref()).await {
        Ok(()) => close(desk, Letter { sent_at: Some(desk.now()), error: None, ..tried }).await,
        Err(NotTaken::Never(why)) => {
            close(desk, Letter { given_up_at: Some(desk.now()), error: Some(why), ..tried }).await
        }
        Err(NotTaken::Later(why)) => later(desk, tried, why).await,
    }
}

/// The post may be away for days: a letter waits for it as long as it is worth something, each time a little longer. At
/// first it is asked again within seconds, because somebody may be waiting for a code.
async fn later(desk: &Desk, tried: Letter, why: String) -> Result<Ran, ActionError> {
    let pause = Seconds((FIRST_PAUSE.0 << tried.tries.saturating_sub(1).min(16)).min(LONGEST_PAUSE.0));
    close(desk, Letter { error: Some(why), ..tried }).await?;
    Ok(Ran::Again(desk.now() + pause))
}

async fn close(desk: &Desk, letter: Letter) -> Result<Ran, ActionError> {
    desk.commit(Commit::new().save(&letter)).await.map(|()| Ran::Done)
}
