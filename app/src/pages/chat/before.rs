//! What a message said before it was changed or deleted: for who decides a dispute about it, and nobody else.

use super::files::MessageFiles;
use crate::{dates, lang, t};
use domain::{Timestamp, chat::Message};
use leptos::prelude::*;

/// Every version that others do not see any more.
#[component]
pub(super) fn Before(message: Message) -> impl IntoView {
    let l = lang();
    let line = |text: String, at: Timestamp, until: String| {
        view! {
            <li>
                <p class="hint"><time datetime=at.to_string()>{until}</time></p>
                <p class="message-text" dir="auto">{text}</p>
            </li>
        }
    };
    let edits = message
        .edits
        .iter()
        .map(|edit| line(edit.text.clone(), edit.at, t::chat_before_edit(l, dates::moment(l, edit.at))));
    let deleted =
        message.deleted_at.map(|at| line(message.text.clone(), at, t::chat_before_delete(l, dates::moment(l, at))));
    let lines: Vec<_> = edits.chain(deleted).collect();
    let files = message.deleted_at.map(|_| view! { <MessageFiles files=message.files.clone()/> });
    (!lines.is_empty()).then(|| {
        view! {
            <div class="message-quote stack" data-gap="tight" data-before="">
                <p>{t::chat_before(l)}</p>
                <ol class="message-files">{lines}</ol>
                {files}
            </div>
        }
    })
}
