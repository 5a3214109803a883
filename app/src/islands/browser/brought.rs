//! Files that somebody pastes into a page or drops on it: they are laid into the form that sends files, where they are seen
//! before anything is sent.

use super::typing::{form_of, words_of};
use leptos::wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, HtmlElement, HtmlFormElement, HtmlInputElement};

/// Takes what comes with a `paste`, a `drop` or the `dragover` before it into the form of the deed `into`, and the words that
/// wait in the form of `beside` with it. Its button has the focus then. Words that are pasted stay words.
pub(in crate::islands) fn take_files(event: &Event, into: &str, beside: &str) {
    let (Some(data), Some(form)) = (brought(event), form_of(into)) else { return };
    let Ok(Some(field)) = form.query_selector("input[type=file]") else { return };
    let Ok(field) = field.dyn_into::<HtmlInputElement>() else { return };
    // What is dropped on the field itself, the browser lays into it.
    let onto = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    if onto.as_ref() == Some(&field) {
        return;
    }
    if event.type_() == "dragover" {
        // Without this a browser leaves the page for the file.
        return event.prevent_default();
    }
    event.prevent_default();
    add(&field, &data);
    if let Some(words) = form_of(beside).and_then(|form| words_of(&form)) {
        take_words(&words, &form);
    }
    if let Ok(Some(fold)) = form.closest("details") {
        let _ = fold.set_attribute("open", "");
    }
    let button = form.query_selector("button[type=submit]").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// The files that an event brings; none where it brings words, as office programs do beside a picture of them.
fn brought(event: &Event) -> Option<DataTransfer> {
    let data = match event.dyn_ref::<ClipboardEvent>() {
        Some(paste) => paste.clipboard_data().filter(|data| data.get_data("text/plain").is_ok_and(|it| it.is_empty())),
        None => event.dyn_ref::<DragEvent>()?.data_transfer(),
    };
    data.filter(|data| data.types().includes(&"Files".into(), 0))
}

/// What was chosen before stays.
fn add(field: &HtmlInputElement, data: &DataTransfer) {
    let Ok(all) = DataTransfer::new() else { return };
    for files in [field.files(), data.files()].into_iter().flatten() {
        for file in (0..files.length()).filter_map(|at| files.get(at)) {
            let _ = all.items().add_with_file(&file);
        }
    }
    field.set_files(all.files().as_ref());
}

/// Moves what was written, where nothing else stands.
fn take_words(from: &web_sys::HtmlTextAreaElement, form: &HtmlFormElement) {
    let Some(to) = words_of(form).filter(|to| to.value().is_empty() && !from.value().is_empty()) else { return };
    to.set_value(&from.value());
    from.set_value("");
    let told = web_sys::EventInit::new();
    told.set_bubbles(true);
    if let Ok(input) = Event::new_with_event_init_dict("input", &told) {
        let _ = from.dispatch_event(&input);
    }
}
