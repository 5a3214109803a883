//! The form that reports a message, in place of the one that writes one.

use super::{
    load::View,
    message::{author, shortened},
};
use crate::{
    lang,
    parts::{DeedForm, Notice, SelectField, Submit, TextArea},
    t,
    words::word,
};
use domain::{
    chat::{Message, REPORT_WORDS_MAX, ReportReason},
    machine::Word,
};
use leptos::prelude::*;
use std::sync::Arc;

const DEED: &str = "report_message";
/// What a browser counts as the most; the law counts the same.
const MOST: u32 = REPORT_WORDS_MAX as u32;

/// The message that this page is asked to report, if this reader may.
pub(super) fn reported(view: &View) -> Option<Message> {
    let message = view.taken_up.clone().filter(|message| view.wanted.report == Some(message.id));
    message.filter(|message| message.may_report(view.me.id).is_ok())
}

#[component]
pub(super) fn ReportForm(view: Arc<View>, message: Message) -> impl IntoView {
    let l = lang();
    let (name, back) = (author(l, &view, &message), format!("/chats/{}#m{}", view.room.chat.id, message.seq));
    let reason = |reason: &ReportReason| (reason.to_string(), word(l, "report_reason", reason.word()));
    let first = (String::new(), t::chat_report_choose(l).to_owned());
    let reasons: Vec<_> = std::iter::once(first).chain(ReportReason::ALL.iter().map(reason)).collect();
    view! {
        <DeedForm deed=DEED which=message.id.to_string()>
            <p>{t::chat_report_of(l, name)} ": " <span class="hint" dir="auto">{shortened(l, &message)}</span></p>
            <p class="hint">{t::chat_report_text(l)}</p>
            <SelectField deed=DEED name="reason" label=t::chat_report_reason(l) options=reasons required=true/>
            <TextArea deed=DEED name="words" label=t::chat_report_words(l) rows=3 max=MOST/>
            <div class="cluster">
                <Submit label=t::chat_report_do(l) kind="danger"/>
                <a class="btn btn-ghost" href=back>{t::chat_report_not(l)}</a>
            </div>
        </DeedForm>
    }
}

/// That it was taken, once.
#[component]
pub(super) fn Reported(view: Arc<View>) -> impl IntoView {
    let l = lang();
    let is_done = view.wanted.done.as_deref() == Some("reported");
    is_done.then(|| view! { <Notice kind="success"><p>{t::chat_report_done(l)}</p></Notice> })
}
