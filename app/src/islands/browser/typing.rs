//! What somebody types into a form of ours that an island sends instead of the browser.

use crate::islands::chat::Typed;
use leptos::{ev::SubmitEvent, prelude::document, wasm_bindgen::JsCast};
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, VisibilityState};

/// The law takes no more: what is longer goes the plain way and is refused at its field.
const MOST: usize = 4_000;

/// Takes the words out of this deed's form, which is empty and has another key afterwards. Nothing is taken from another
/// form, and nothing that the server would refuse.
pub(in crate::islands) fn take_typed(event: &SubmitEvent, deed: &str) -> Option<Typed> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    form.get_attribute("action").filter(|action| action.contains(&format!("deed={deed}")))?;
    let text: HtmlTextAreaElement = form.query_selector("[name=text]").ok()??.dyn_into().ok()?;
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
    Some(typed)
}

/// True while somebody has the page before their eyes.
pub(in crate::islands) fn is_looked_at() -> bool {
    document().visibility_state() == VisibilityState::Visible
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
