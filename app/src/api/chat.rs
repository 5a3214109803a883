//! Server functions of conversations: who is asking, one action, one answer.

mod conduct;
mod counter;
mod live;
pub mod wire;

pub use conduct::{
    BlockPerson, DismissReport, HandleReport, ReportMessage, UnblockPerson, block_person, dismiss_report,
    handle_report, report_message, unblock_person,
};
pub use counter::{AnswerCounterOffer, MakeCounterOffer, answer_counter_offer, make_counter_offer};
pub use live::{ChatNow, ChatSince, SaidFile, SaidNow, chat_since};

use crate::Fault;
use leptos::prelude::*;

/// The conversation of a request's buyer with one of its sellers.
///
/// # Errors
/// 403 or 404.
#[server(endpoint = "start_chat")]
pub async fn start_chat(request: String, seller: String) -> Result<(), Fault> {
    use crate::{api::market::known, ssr};
    let me = ssr::signed_in()?;
    let (request, seller) = (known(&request)?, known(&seller)?);
    let chat = actions::chat::start_direct(&ssr::desk(), me.id, request, seller).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/chats/{chat}#newest"));
    Ok(())
}

/// A person's conversation with the house.
///
/// # Errors
/// Only ours.
#[server(endpoint = "ask_support")]
pub async fn ask_support() -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let chat = actions::chat::start_support(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/chats/{chat}#newest"));
    Ok(())
}

/// Says something. The form's key is what the browser calls the message; what stood on the page above the form is read.
///
/// # Errors
/// 403, 404, 409, or a code per field.
#[server(endpoint = "send_message")]
pub async fn send_message(
    key: String,
    chat: String,
    #[server(default)] text: String,
    #[server(default)] reply_to: String,
    #[server(default)] seen: String,
) -> Result<(), Fault> {
    use crate::{api::market::known, ssr};
    let (me, id) = (asker()?, known(&chat)?);
    let typed = domain::chat::TypedMessage { text, client_id: key, reply_to };
    actions::chat::send(&ssr::desk(), me, id, &typed).await.map_err(ssr::refuse)?;
    actions::chat::mark_read(&ssr::desk(), me, id, seen.parse().unwrap_or(0)).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/chats/{id}#newest"));
    Ok(())
}

/// Everything up to this message is read.
///
/// # Errors
/// 403 or 404.
#[server(endpoint = "mark_chat_read")]
pub async fn mark_chat_read(chat: String, seen: String) -> Result<(), Fault> {
    use crate::{api::market::known, ssr};
    let id = known(&chat)?;
    let seen = seen.parse().unwrap_or(0);
    actions::chat::mark_read(&ssr::desk(), asker()?, id, seen).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/chats/{id}#newest"));
    Ok(())
}

/// An answer without words, or the same one taken back.
///
/// # Errors
/// 403, 404, 409.
#[server(endpoint = "react_to_message")]
pub async fn react_to_message(which: String, reaction: String) -> Result<(), Fault> {
    use crate::{api::market::known, ssr};
    let kind: domain::chat::ReactionKind = reaction.parse().map_err(|()| Fault::new(422, "bad-form"))?;
    let message = known(&which)?;
    let chat = actions::chat::react_to_message(&ssr::desk(), asker()?, message, kind).await.map_err(ssr::refuse)?;
    lead_to_message(chat, message).await
}

/// Says it otherwise.
///
/// # Errors
/// 403, 404, 409, or a code for the field.
#[server(endpoint = "edit_message")]
pub async fn edit_message(which: String, #[server(default)] text: String) -> Result<(), Fault> {
    use crate::{api::market::known, ssr};
    let message = known(&which)?;
    let chat = actions::chat::edit_message(&ssr::desk(), asker()?, message, &text).await.map_err(ssr::refuse)?;
    lead_to_message(chat, message).await
}

/// Takes it back.
///
/// # Errors
/// 403, 404, 409.
#[server(endpoint = "delete_message")]
pub async fn delete_message(which: String) -> Result<(), Fault> {
    use crate::{api::market::known, ssr};
    let message = known(&which)?;
    let chat = actions::chat::delete_message(&ssr::desk(), asker()?, message).await.map_err(ssr::refuse)?;
    lead_to_message(chat, message).await
}

/// Who asks, as conversations know them.
///
/// # Errors
/// 401 for nobody.
#[cfg(feature = "ssr")]
pub(crate) fn asker() -> Result<domain::chat::Asker, Fault> {
    use domain::identity::Role;
    let me = crate::ssr::signed_in()?;
    Ok(domain::chat::Asker { id: me.id, helps: me.is(Role::Support) || me.is(Role::Admin) })
}

/// Back to the page this message stands on, and to its place there.
#[cfg(feature = "ssr")]
async fn lead_to_message(chat: domain::ChatId, message: domain::MessageId) -> Result<(), Fault> {
    use crate::ssr;
    let message: domain::chat::Message =
        ssr::desk().store.get(message).await.map_err(|error| ssr::refuse(error.into()))?;
    ssr::done(&crate::pages::chat::place_of(chat, message.seq));
    Ok(())
}
