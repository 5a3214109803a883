//! One letter is handed over, when its reader wants it.
//!
//! A worker marks the try (compare-and-set: of two workers one goes on), asks the post, and writes down its answer. One that
//! dies in between leaves a letter in the post's hands: by mail it is sent again, under the same Message-ID, so that it is
//! seen to be one; by the bot it is not, because two messages are two.

use super::{NotTaken, Post};
use crate::{
    ActionError, Desk, identity,
    notices::{Wish, wish_about},
    tasks::Ran,
    telegram,
};
use domain::{
    LetterId, Minutes, Seconds,
    letters::Letter,
    notices::{Channel, Dispatch, DispatchOutcome},
};
use store::Commit;

/// Without a post a letter waits, and is looked at this often.
const WAIT: Minutes = Minutes(10);
/// A post that was away is asked again after this, then after twice as long, and so on.
const FIRST_PAUSE: Seconds = Seconds(5);
/// A post that is away is asked at least this often.
const LONGEST_PAUSE: Seconds = Seconds(30 * 60);

/// Hands a letter to the post, once, when its reader wants it.
pub(crate) async fn send(desk: &Desk, id: LetterId) -> Result<Ran, ActionError> {
    let letter: Letter = desk.store.get(id).await?;
    if !letter.waits() {
        return Ok(Ran::Done);
    }
    if letter.may_have_left() {
        return give_up(desk, letter.answered(None), DispatchOutcome::Unclear).await;
    }
    if letter.is_stale(desk.now()) {
        return give_up(desk, letter, DispatchOutcome::TooLate).await;
    }
    let Some(post) = post_of(desk, letter.channel) else { return Ok(Ran::Again(desk.now() + WAIT)) };
    let stop = match wish_about(desk, &letter).await? {
        Wish::Now(stop) => stop,
        Wish::At(until) => {
            desk.commit(Commit::new().insert(&tried_by(desk, &letter, DispatchOutcome::Held))).await?;
            return Ok(Ran::Again(until));
        }
        Wish::Never => return give_up(desk, letter, DispatchOutcome::NotWanted).await,
    };
    let tried = letter.tried(desk.now());
    desk.commit(Commit::new().save(&tried)).await?;
    let tried = Letter { version: tried.version + 1, stop, ..tried };
    let code = tried.kind.code_of().map(|(of, round)| identity::mailed_code(desk, of, round));
    let taken = post.take(&tried, code.as_deref()).await;
    answered(desk, &tried, taken).await
}

fn post_of(desk: &Desk, channel: Channel) -> Option<&dyn Post> {
    match channel {
        Channel::Telegram => desk.telegram.as_ref().map(|bot| &*bot.voice as &dyn Post),
        Channel::Email | Channel::Inbox => desk.post.as_deref(),
    }
}

/// What the post said is written down with the letter as it stands then.
async fn answered(desk: &Desk, tried: &Letter, taken: Result<(), NotTaken>) -> Result<Ran, ActionError> {
    match taken {
        Ok(()) => {
            let sent = Letter { sent_at: Some(desk.now()), ..tried.answered(None) };
            close(desk, &sent, DispatchOutcome::Sent).await.map(|()| Ran::Done)
        }
        Err(NotTaken::Never(why)) => give_up(desk, tried.answered(Some(why)), DispatchOutcome::Refused).await,
        Err(NotTaken::Stopped(why)) => {
            telegram::stopped(desk, tried).await?;
            give_up(desk, tried.answered(Some(why)), DispatchOutcome::Refused).await
        }
        Err(NotTaken::Unclear(why)) if tried.channel == Channel::Telegram => {
            give_up(desk, tried.answered(Some(why)), DispatchOutcome::Unclear).await
        }
        Err(NotTaken::After(pause, why)) => later(desk, tried, why, pause).await,
        Err(NotTaken::Later(why) | NotTaken::Unclear(why)) => later(desk, tried, why, Seconds(0)).await,
    }
}

/// The post may be away for days: a letter waits for it as long as it is worth something, each time a little longer, and
/// never less than the post asks for. At first it is asked again within seconds, because somebody may be waiting for a code.
async fn later(desk: &Desk, tried: &Letter, why: String, least: Seconds) -> Result<Ran, ActionError> {
    let pause = (FIRST_PAUSE.0 << tried.tries.saturating_sub(1).min(16)).min(LONGEST_PAUSE.0).max(least.0);
    close(desk, &tried.answered(Some(why)), DispatchOutcome::Later).await?;
    Ok(Ran::Again(desk.now() + Seconds(pause)))
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
    Dispatch::of(desk.new_id(), letter, outcome, desk.now())
}
