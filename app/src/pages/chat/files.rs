//! Files in a conversation: those of a message, and the form that sends some. A plain form of its own: it works before any
//! script has loaded, and a script leaves it to the browser.

use super::load::View;
use crate::{
    Refused,
    api::chat::SaidFile,
    lang,
    parts::{DeedForm, FileField, HiddenField, ShownFile, Submit, TAKEN_KINDS, TextArea},
    t,
    words::number,
};
use domain::{
    attachments::{AttachedFile, MAX_FILE_BYTES, MAX_FILES},
    chat::{MAX_TEXT, Message},
};
use leptos::prelude::*;
use std::sync::Arc;

const DEED: &str = "send_files";
/// What a browser counts as the most; the law counts the same.
const MOST: u32 = MAX_TEXT as u32;

/// What a message shows.
#[component]
pub(super) fn MessageFiles(files: Vec<AttachedFile>) -> impl IntoView {
    let lines: Vec<_> = files.into_iter().map(|file| view! { <li><ShownFile file/></li> }).collect();
    (!lines.is_empty()).then(|| view! { <ul class="message-files">{lines}</ul> })
}

/// The same for a page that is looked at.
pub(super) fn said_files(message: &Message) -> Vec<SaidFile> {
    let said = |file: &AttachedFile| SaidFile {
        href: format!("/files/{}", file.id),
        name: file.name.clone(),
        is_picture: file.kind.is_picture(),
    };
    message.shown_files().iter().map(said).collect()
}

/// Folded until somebody wants it, or it was refused.
#[component]
pub(super) fn SendFiles(view: Arc<View>) -> impl IntoView {
    let l = lang();
    let answered = view.taken_up.clone().filter(|message| view.wanted.reply == Some(message.id));
    let hint = t::chat_files_hint(l, number(l, MAX_FILES.into()), number(l, MAX_FILE_BYTES / 1024 / 1024));
    view! {
        <details open=Refused::of(DEED).is_some()>
            <summary>{t::chat_files(l)}</summary>
            <DeedForm deed=DEED files_for=view.room.chat.id.to_string()>
                <HiddenField name="seen" value=view.seen().to_string()/>
                {answered.map(|message| view! { <HiddenField name="reply_to" value=message.id.to_string()/> })}
                <FileField deed=DEED name="files" label=t::chat_files_choose(l) hint accept=TAKEN_KINDS multiple=true/>
                <TextArea deed=DEED name="text" label=t::chat_files_words(l) rows=2 max=MOST/>
                <Submit label=t::chat_files_send(l) kind="quiet"/>
            </DeedForm>
        </details>
    }
}
