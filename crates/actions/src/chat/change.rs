//! A message is said otherwise, taken back, or answered without words.

use super::{block::only_open, changed, of_member};
use crate::{ActionError, Desk, again::again};
use domain::{
    ChatId, MessageId,
    chat::{Asker, ChatError, Message, NewText, ReactionKind},
};
use store::Commit;

/// Its author says it otherwise; what it said before is kept.
///
/// # Errors
/// A code for the field; 403 for everybody else; 409 when it is too old, gone, or nothing to change.
pub async fn edit_message(desk: &Desk, who: Asker, message: MessageId, typed: &str) -> Result<ChatId, ActionError> {
    let text = NewText::read(typed)?;
    must_be_heard(desk, who, message).await?;
    change(desk, who, message, |before| before.edited(who.id, text.clone(), desk.now())).await
}

/// Its author takes it back. Twice is once.
///
/// # Errors
/// 403 for everybody else, 409 for what cannot be taken back.
pub async fn delete_message(desk: &Desk, who: Asker, message: MessageId) -> Result<ChatId, ActionError> {
    change(desk, who, message, |before| before.deleted(who.id, desk.now())).await
}

/// Somebody answers without words, or takes such an answer back.
///
/// # Errors
/// 403 for a stranger, 409 when it is gone.
pub async fn react_to_message(
    desk: &Desk,
    who: Asker,
    message: MessageId,
    kind: ReactionKind,
) -> Result<ChatId, ActionError> {
    must_be_heard(desk, who, message).await?;
    change(desk, who, message, |before| before.reacted(who.id, kind, desk.now()).map(Some)).await
}

/// Other words and signs are heard as much as a new message; taking back is always possible.
async fn must_be_heard(desk: &Desk, who: Asker, message: MessageId) -> Result<(), ActionError> {
    let message: Message = desk.store.get(message).await?;
    only_open(desk, who, &of_member(desk, who, message.chat_id).await?).await
}

async fn change(
    desk: &Desk,
    who: Asker,
    message: MessageId,
    rule: impl Fn(&Message) -> Result<Option<Message>, ChatError>,
) -> Result<ChatId, ActionError> {
    again(|| async {
        let before: Message = desk.store.get(message).await?;
        of_member(desk, who, before.chat_id).await?;
        if let Some(after) = rule(&before)? {
            desk.commit(Commit::new().save(&after)).await?;
            changed(desk, &after);
        }
        Ok(before.chat_id)
    })
    .await
}
