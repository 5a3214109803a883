//! Somebody has read as far as this.

use super::{news, of_member};
use crate::{ActionError, Desk, again::again};
use domain::{
    ChatId,
    chat::{Asker, ReadMark},
};
use store::Commit;

/// Everything up to this number is read. Less than before changes nothing; a number that does not exist yet is cut to
/// the last one there is.
///
/// # Errors
/// 404 where there is no such conversation, 403 for a stranger.
pub async fn mark_read(desk: &Desk, who: Asker, chat: ChatId, seq: u64) -> Result<(), ActionError> {
    if again(|| read_now(desk, who, chat, seq)).await? {
        news(desk, chat);
    }
    Ok(())
}

async fn read_now(desk: &Desk, who: Asker, chat: ChatId, seq: u64) -> Result<bool, ActionError> {
    // The mark comes first: a message of one's own that is counted here grows its version, and then this is done again.
    let mark = desk.store.find::<ReadMark>(ReadMark::id_of(chat, who.id)).await?;
    let chat = of_member(desk, who, chat).await?;
    let seq = seq.min(chat.last_seq);
    // People of the house share a conversation that is not theirs: they have no mark in it.
    let Some(mark) = mark.filter(|mark| mark.read_seq < seq) else { return Ok(false) };
    let own_after = desk.store.own_messages_after(chat.id, who.id, seq).await?;
    let Some(read) = mark.read_to(seq, own_after, desk.now()) else { return Ok(false) };
    desk.commit(Commit::new().save(&read).concerns(who.id)).await?;
    Ok(true)
}
