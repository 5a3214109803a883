//! One person hears no more from another where the two talk alone. What the house tells, and the conversation of a dispute,
//! reach both all the same: money matters are nobody's to block.

use super::of_member;
use crate::{ActionError, Desk, again::again};
use domain::{
    ChatId, UserId,
    chat::{Asker, Block, Blocked, Chat, ChatType},
    event::{Actor, Subject},
};
use store::Commit;

/// Hears no more from the other side of this conversation, in any of theirs. Twice is once.
///
/// # Errors
/// 404, 403 for a stranger; 409 where nobody can be blocked.
pub async fn block_person(desk: &Desk, who: Asker, chat: ChatId) -> Result<(), ActionError> {
    again(|| async {
        let other = of_member(desk, who, chat).await?.to_block(who.id)?;
        if desk.store.blocked_between(who.id, other).await?.by_me {
            return Ok(());
        }
        let row = desk.event(Subject::User(other), Actor::User(who.id), "block_person", None, "blocked");
        desk.commit(Commit::new().block(&Block::new(who.id, other, desk.now())).record(&row)).await
    })
    .await
}

/// Hears from the other side again. Twice is once.
///
/// # Errors
/// As [`block_person`].
pub async fn unblock_person(desk: &Desk, who: Asker, chat: ChatId) -> Result<(), ActionError> {
    again(|| async {
        let other = of_member(desk, who, chat).await?.to_block(who.id)?;
        let Some(block) = desk.store.find::<Block>(Block::id_of(who.id, other)).await? else { return Ok(()) };
        let row = desk.event(Subject::User(other), Actor::User(who.id), "unblock_person", None, "heard");
        desk.commit(Commit::new().remove(&block).record(&row)).await
    })
    .await
}

/// How the two of a conversation stand to each other, seen from this person; where more than two talk, nobody is blocked.
///
/// # Errors
/// Only the database's.
pub async fn blocked_in(desk: &Desk, who: UserId, chat: &Chat) -> Result<Blocked, ActionError> {
    match chat.other_side(who).filter(|_| chat.chat_type == ChatType::Direct) {
        Some(other) => Ok(desk.store.blocked_between(who, other).await?),
        None => Ok(Blocked::default()),
    }
}

/// Nothing is said between two of whom one does not want to hear the other.
pub(super) async fn only_open(desk: &Desk, who: Asker, chat: &Chat) -> Result<(), ActionError> {
    Ok(blocked_in(desk, who.id, chat).await?.only_open()?)
}
