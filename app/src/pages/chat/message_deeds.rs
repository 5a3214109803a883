//! What a reader may do with a message: answer it, answer without words, change or take back one's own. Plain forms behind
//! a fold, so that a long conversation stays readable.

use super::{load::View, message::author};
use crate::{
    dates, lang,
    parts::{DeedForm, Submit},
    t,
    words::word,
};
use domain::{
    chat::{Message, MessageKind, ReactionKind},
    machine::Word,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The fold beneath a message.
#[component]
pub(super) fn Deeds(view: Arc<View>, message: Message) -> impl IntoView {
    let l = lang();
    let chat = view.room.chat.id;
    let id = message.id.to_string();
    let name = author(l, &view, &message);
    let is_own = message.author_id == Some(view.me.id) && message.kind == MessageKind::Text;
    let may_edit = message.may_edit(view.me.id, view.now).is_ok();
    let edit = may_edit.then(|| {
        view! { <a class="btn btn-ghost btn-sm" href=format!("/chats/{chat}?edit={id}#write")>{t::chat_edit(l)}</a> }
    });
    let delete = is_own.then(|| {
        view! {
            <DeedForm deed="delete_message" class="contents" which=id.clone()>
                <Submit label=t::chat_delete(l) kind="danger"/>
            </DeedForm>
        }
    });
    let report = message.may_report(view.me.id).is_ok().then(|| {
        view! { <a class="btn btn-ghost btn-sm" href=format!("/chats/{chat}?report={id}#write")>{t::chat_report(l)}</a> }
    });
    view! {
        <details class="message-deeds">
            <summary aria-label=t::chat_more_about(l, name, dates::time(l, message.created_at))>{t::chat_more(l)}</summary>
            <div class="cluster">
                <Reactions id=id.clone()/>
                <a class="btn btn-ghost btn-sm" href=format!("/chats/{chat}?reply={id}#write")>{t::chat_reply(l)}</a>
                {edit} {delete} {report}
            </div>
        </details>
    }
}

/// A button per answer without words.
#[component]
fn Reactions(id: String) -> impl IntoView {
    let l = lang();
    let buttons: Vec<_> = ReactionKind::ALL
        .iter()
        .map(|kind| {
            view! {
                <button class="btn btn-ghost btn-sm" type="submit" name="reaction" value=kind.word()
                    aria-label=word(l, "reaction", kind.word())>
                    <span aria-hidden="true">{kind.sign()}</span>
                </button>
            }
        })
        .collect();
    view! { <DeedForm deed="react_to_message" class="cluster" which=id>{buttons}</DeedForm> }
}
