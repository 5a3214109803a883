//! What somebody types into a form of ours that an island sends instead of the browser.

use crate::islands::chat::Typed;
use leptos::{ev::SubmitEvent, prelude::document, wasm_bindgen::JsCast};
use web_sys::{Event, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, VisibilityState};

/// The law takes no more: what is longer goes the plain way and is refused at its field.
const MOST: usize = 4_000;

/// Takes the words out of this deed's form, which is empty and has another key afterwards; whoever wrote them writes on
/// there. Nothing is taken from another form, and nothing that the server would refuse.
pub(in crate::islands) fn take_typed(event: &SubmitEvent, deed: &str) -> Option<Typed> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    is_of(&form, deed).then_some(())?;
    let text = words_of(&form)?;
    let key = input(&form, "key")?;
    let words = text.value();
    if words.trim().is_empty() || words.chars().count() > MOST {
        return None;
    }
    let answers = input(&form, "reply_to");
    let reply_to = answers.as_ref().map(HtmlInputElement::value).unwrap_or_default();
    let typed = Typed { key: key.value(), text: words, reply_to };
    event.prevent_default();
    text.set_value("");
    key.set_value(&next_key(&typed.key));
    // The next message answers nothing any more.
    answers.into_iter().for_each(|answers| answers.remove());
    if let Ok(Some(told)) = form.query_selector("[data-reply]") {
        told.remove();
    }
    let _ = text.focus();
    Some(typed)
}

/// What stands in the form of this deed now, as often as somebody types into it.
pub(in crate::islands) fn typed_into(event: &Event, deed: &str) -> Option<String> {
    let field: HtmlTextAreaElement = event.target()?.dyn_into().ok()?;
    is_of(&field.form()?, deed).then(|| field.value())
}

/// Puts these words into the form of this deed, unless others stand there.
pub(in crate::islands) fn type_again(deed: &str, words: &str) {
    let field = form_of(deed).and_then(|form| words_of(&form));
    if let Some(field) = field.filter(|field| field.value().is_empty()) {
        field.set_value(words);
    }
}

/// Sends the form of this deed when somebody who types into it presses Ctrl (or ⌘) and Enter.
pub(in crate::islands) fn send_by_keys(event: &KeyboardEvent, deed: &str) {
    let is_meant = event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing();
    let field = event.target().and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()).filter(|_| is_meant);
    if let Some(form) = field.and_then(|field| field.form()).filter(|form| is_of(form, deed)) {
        event.prevent_default();
        let _ = form.request_submit();
    }
}

/// True while somebody has the page before their eyes.
pub(in crate::islands) fn is_looked_at() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

fn is_of(form: &HtmlFormElement, deed: &str) -> bool {
    form.get_attribute("action").is_some_and(|action| action.contains(&format!("deed={deed}")))
}

/// The form of this deed.
pub(super) fn form_of(deed: &str) -> Option<HtmlFormElement> {
    document().query_selector(&format!("form[action*='deed={deed}']")).ok()??.dyn_into().ok()
}

/// The field for words.
pub(super) fn words_of(form: &HtmlFormElement) -> Option<HtmlTextAreaElement> {
    form.query_selector("[name=text]").ok()??.dyn_into().ok()
}

fn input(form: &HtmlFormElement, name: &str) -> Option<HtmlInputElement> {
    form.query_selector(&format!("[name={name}]")).ok()??.dyn_into().ok()
}

/// `evt_01…`, `evt_01…-1`, `evt_01…-2`: the first part is the server's and never comes twice.
fn next_key(key: &str) -> String {
    let (first, count) = key.rsplit_once('-').unwrap_or((key, "0"));
    let count: u64 = count.parse().unwrap_or(0);
    format!("{first}-{}", count + 1)
}
