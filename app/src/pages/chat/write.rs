//! The form beneath a conversation: a new message, an answer to one, one's own said otherwise, or another's reported.

use super::{
    counter::CounterFormView,
    files::SendFiles,
    load::View,
    message::{author, shortened},
    report::{ReportForm, reported},
};
use crate::{
    lang,
    parts::{DeedForm, HiddenField, Submit, TextArea},
    t,
};
use domain::chat::{MAX_TEXT, Message};
use leptos::{either::EitherOf3, prelude::*};
use std::sync::Arc;

/// What a browser counts as the most; the law counts the same.
const MOST: u32 = MAX_TEXT as u32;

/// The form.
#[component]
pub(super) fn Write(view: Arc<View>) -> impl IntoView {
    let l = lang();
    let edited = view.taken_up.clone().filter(|message| view.wanted.edit == Some(message.id));
    let edited = edited.filter(|message| message.may_edit(view.me.id, view.now).is_ok());
    let whole = view.clone();
    let form = match (reported(&view), edited) {
        (Some(message), _) => EitherOf3::A(view! { <ReportForm view message/> }),
        (None, Some(message)) => EitherOf3::B(view! { <Edit view message/> }),
        (None, None) => EitherOf3::C(view! { <Say view=view.clone()/> <SendFiles view/> }),
    };
    view! { <section id="write" class="stack chat-write" aria-label=t::chat_write(l)>{form} <CounterFormView view=whole/></section> }
}

#[component]
fn Say(view: Arc<View>) -> impl IntoView {
    let l = lang();
    let chat = view.room.chat.id.to_string();
    let answered = view.taken_up.clone().filter(|message| view.wanted.reply == Some(message.id));
    let seen = view.seen().to_string();
    view! {
        <DeedForm deed="send_message">
            <HiddenField name="chat" value=chat/>
            <HiddenField name="seen" value=seen/>
            {answered.map(|message| view! { <TakenUp view=view.clone() message/> })}
            <TextArea deed="send_message" name="text" label=t::chat_message(l) rows=3 max=MOST required=true/>
            <Submit label=t::chat_send(l)/>
        </DeedForm>
    }
}

/// What is answered, and the way out of answering it.
#[component]
fn TakenUp(view: Arc<View>, message: Message) -> impl IntoView {
    let l = lang();
    let name = author(l, &view, &message);
    let back = format!("/chats/{}#write", view.room.chat.id);
    view! {
        <HiddenField name="reply_to" value=message.id.to_string()/>
        <p data-reply>
            {t::chat_reply_to(l, name)} ": " <span class="hint" dir="auto">{shortened(l, &message)}</span> " "
            <a href=back>{t::chat_reply_not(l)}</a>
        </p>
    }
}

#[component]
fn Edit(view: Arc<View>, message: Message) -> impl IntoView {
    let l = lang();
    let back = format!("/chats/{}#m{}", view.room.chat.id, message.seq);
    view! {
        <DeedForm deed="edit_message" which=message.id.to_string()>
            <TextArea deed="edit_message" name="text" label=t::chat_edit_label(l) hint=t::chat_edit_hint(l) value=message.text
                rows=3 max=MOST required=true/>
            <div class="cluster">
                <Submit label=t::chat_edit_save(l)/>
                <a class="btn btn-ghost" href=back>{t::chat_edit_not(l)}</a>
            </div>
        </DeedForm>
    }
}
