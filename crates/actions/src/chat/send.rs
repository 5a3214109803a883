//! Something is said.

use super::{block::only_open, enter, of_member};
use crate::{ActionError, Desk, again::again, attachments::Attaching, market::request_moved};
use domain::{
    ChatId,
    attachments::{AttachedFile, AttachmentHome},
    chat::{Asker, Chat, ChatError, Message, MessageForm, TypedMessage},
    event::Actor,
    market::{PurchaseRequest, RequestDeed},
};
use std::sync::Arc;
use store::{Commit, SaidNumber};

/// Says it, once per name that the author's browser gave it: said again, it is the same message. Words about a request
/// with live offers say that its sides are talking.
///
/// # Errors
/// A code per field; 404 where there is no such conversation, 403 for a stranger; 409 when the name was used for other
/// words, or the message that is answered is elsewhere.
pub async fn send(desk: &Desk, who: Asker, chat: ChatId, typed: &TypedMessage) -> Result<Message, ActionError> {
    say(desk, who, (chat, None), typed.read()?, None).await
}

/// As [`send`], where the conversation is known already, as it was a moment ago: it is not read for every message, only when
/// it may be another by now. The commit itself asks whether its author still takes part.
///
/// # Errors
/// Those of [`send`].
pub async fn send_in(desk: &Desk, who: Asker, known: &Chat, typed: &TypedMessage) -> Result<Message, ActionError> {
    say(desk, who, (known.id, Some(known)), typed.read()?, None).await
}

/// Somebody brings files for something they say.
///
/// # Errors
/// 404 where there is no such conversation, 403 for a stranger, who is written down; 429 after too many in a day.
pub async fn begin_files(desk: &Desk, who: Asker, chat: ChatId) -> Result<Attaching, ActionError> {
    enter(desk, who, chat).await?;
    Attaching::to(desk, who.id, AttachmentHome::Message(desk.new_id())).await
}

/// As [`send`], with files; the words may be missing then.
///
/// # Errors
/// Those of [`send`].
pub async fn send_files(
    desk: &Desk,
    who: Asker,
    chat: ChatId,
    typed: &TypedMessage,
    brought: &Attaching,
) -> Result<Message, ActionError> {
    say(desk, who, (chat, None), typed.read_beside(brought.files())?, Some(brought)).await
}

async fn say(
    desk: &Desk,
    who: Asker,
    (chat, mut known): (ChatId, Option<&Chat>),
    form: MessageForm,
    brought: Option<&Attaching>,
) -> Result<Message, ActionError> {
    let said = again(|| say_now(desk, who, (chat, known.take()), &form, brought)).await?;
    desk.feed.say(Arc::new([said.clone()]));
    Ok(said)
}

async fn say_now(
    desk: &Desk,
    who: Asker,
    (chat, known): (ChatId, Option<&Chat>),
    form: &MessageForm,
    brought: Option<&Attaching>,
) -> Result<Message, ActionError> {
    // Whatever stands in its way by what was known is decided by what is read now.
    if let Some(known) = known
        && known.only_members(who).is_ok()
        && let Ok(said) = say_new(desk, who, known, form, brought).await
    {
        return Ok(said);
    }
    let chat = of_member(desk, who, chat).await?;
    match say_new(desk, who, &chat, form, brought).await {
        Ok(said) => Ok(said),
        // Whatever stands in its way now, a twin of its own among it: what was said before is said.
        Err(refused) => said_before(desk, who, &chat, form).await?.ok_or(refused),
    }
}

async fn say_new(
    desk: &Desk,
    who: Asker,
    chat: &Chat,
    form: &MessageForm,
    brought: Option<&Attaching>,
) -> Result<Message, ActionError> {
    only_open(desk, who, chat).await?;
    must_answer_here(desk, chat, form).await?;
    // Files lie beside the message that they came for.
    let id = match brought.map(Attaching::home) {
        Some(AttachmentHome::Message(id)) => id,
        _ => desk.new_id(),
    };
    let message = Message::said(id, chat.id, who.id, form.clone(), desk.now());
    let number = SaidNumber::default();
    let commit = talking(desk, who, chat, Commit::new()).await?.say(chat, &message, &number);
    let commit = match brought {
        Some(brought) => brought.put_beside(desk, commit).await?,
        None => commit,
    };
    desk.commit(commit).await?;
    Ok(Message { seq: number.given(), ..message })
}

/// The same message, when it was said before. A page that was brought back may carry an old name with new words: those
/// are not lost in silence.
pub(super) async fn said_before(
    desk: &Desk,
    who: Asker,
    chat: &Chat,
    form: &MessageForm,
) -> Result<Option<Message>, ActionError> {
    let Some(first) = desk.store.message_called(chat.id, who.id, &form.client_id).await? else { return Ok(None) };
    let words = first.edits.first().map_or(&first.text, |edit| &edit.text);
    let hashes = |files: &[AttachedFile]| files.iter().map(|file| file.hash.clone()).collect::<Vec<_>>();
    let is_same = *words == form.text.text && hashes(&first.files) == hashes(&form.files);
    if is_same { Ok(Some(first)) } else { Err(ActionError::conflict("key-used-otherwise")) }
}

pub(super) async fn must_answer_here(desk: &Desk, chat: &Chat, form: &MessageForm) -> Result<(), ActionError> {
    let Some(answered) = form.reply_to else { return Ok(()) };
    let is_here = desk.store.find::<Message>(answered).await?.is_some_and(|message| message.chat_id == chat.id);
    if is_here { Ok(()) } else { Err(ChatError::ReplyElsewhere.into()) }
}

/// The request this is about, moved when words move it.
pub(super) async fn talking(desk: &Desk, who: Asker, chat: &Chat, commit: Commit) -> Result<Commit, ActionError> {
    let Some(request) = chat.request_id else { return Ok(commit) };
    let before: PurchaseRequest = desk.store.get(request).await?;
    let Some(after) = before.talked_about(desk.now()) else { return Ok(commit) };
    let row = request_moved(desk, Actor::User(who.id), RequestDeed::Negotiate, &before, &after);
    Ok(commit.save(&after).record(&row))
}
