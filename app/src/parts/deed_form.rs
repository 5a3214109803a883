//! `DeedForm`: a form whose post is a server function, done by `src/door.rs` on the page it stands on.

use super::button::button_class;
use crate::{
    Fault, Refused, lang,
    parts::Notice,
    ssr::{ShownElsewhere, desk, query_without_deed},
    t,
};
use axum::http::request::Parts;
use domain::EventId;
use leptos::{either::Either, prelude::*};
use std::sync::{Arc, Mutex};

/// A form for one deed. Carries the page's query, an idempotency key, and the summary of a refusal.
///
/// The browser's own checks are off: their words would be in the browser's language, ours are in the reader's.
#[component]
pub fn DeedForm(
    /// The server function's endpoint.
    deed: &'static str,
    /// Classes of the form; `stack` when not said.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Distinguishes several forms of one deed on a page (a row's id): only the one that was refused shows it. Posted
    /// as `which`.
    #[prop(optional, into)]
    which: Option<String>,
    /// The form has files, and they come for this: it is posted past the door, see `src/uploads.rs`.
    #[prop(optional, into)]
    files_for: Option<String>,
    children: Children,
) -> impl IntoView {
    let refused = Refused::of(deed).filter(|refused| which.as_ref() == refused.values.get("which"));
    let key = kept_key(refused.as_ref());
    let form = FormOf { deed, refused: refused.clone(), which: which.clone(), labels: Labels::default() };
    provide_context(form.clone());
    // The fields come first: they tell the summary what they are called.
    let inside = children();
    let enctype = files_for.is_some().then_some("multipart/form-data");
    let action = files_for.map_or_else(|| action(deed), |id| format!("/attach/{id}?deed={deed}"));
    view! {
        <form method="post" action=action enctype=enctype class=class.unwrap_or("stack") novalidate=true>
            {refused.map(|refused| view! { <Summary refused form/> })}
            <input type="hidden" name="key" value=key/>
            {which.map(|which| view! { <input type="hidden" name="which" value=which/> })}
            {inside}
        </form>
    }
}

/// The same, folded until somebody wants it, or it was refused.
#[component]
pub fn FoldedForm(
    /// The server function's endpoint.
    deed: &'static str,
    /// What it is for: the line that unfolds it.
    #[prop(into)]
    title: String,
    children: Children,
) -> impl IntoView {
    view! {
        <details open=Refused::of(deed).is_some()>
            <summary>{title}</summary>
            <DeedForm deed>{children()}</DeedForm>
        </details>
    }
}

/// The arguments of a form and what their fields are called, in the order of the page.
type Labels = Arc<Mutex<Vec<(&'static str, String)>>>;

/// What the fields inside a form know of it.
#[derive(Clone)]
pub(super) struct FormOf {
    deed: &'static str,
    refused: Option<Refused>,
    which: Option<String>,
    labels: Labels,
}

impl FormOf {
    /// The form this field stands in; a field outside of a [`DeedForm`] reads the deed's refusal itself.
    pub(super) fn of(deed: &'static str) -> Self {
        let here = use_context::<Self>().filter(|form| form.deed == deed);
        here.unwrap_or_else(|| Self { deed, refused: Refused::of(deed), which: None, labels: Labels::default() })
    }

    /// A field says what it is called.
    pub(super) fn call(&self, name: &'static str, label: &str) {
        if let Ok(mut labels) = self.labels.lock() {
            labels.push((name, label.to_owned()));
        }
    }

    /// What is wrong, in the order of the page; what has no field of its own comes last.
    fn wrong(&self, fault: &Fault) -> Vec<(String, Option<String>)> {
        let labels = self.labels.lock().map(|labels| labels.clone()).unwrap_or_default();
        let place = |name: &str| labels.iter().position(|(its_name, _)| *its_name == name);
        let mut names: Vec<&String> = fault.fields.keys().collect();
        names.sort_by_key(|name| place(name).unwrap_or(usize::MAX));
        let named = |name: &String| (name.clone(), place(name).map(|place| labels[place].1.clone()));
        names.into_iter().map(named).collect()
    }

    /// Unique on the page: `offer-price`, `withdraw_offer-off_01…-reason`.
    pub(super) fn id(&self, name: &str) -> String {
        field_id(self.deed, self.which.as_deref(), name)
    }

    /// What was typed, else what the page offers.
    pub(super) fn value(&self, name: &str, offered: Option<String>) -> String {
        let typed = self.refused.as_ref().and_then(|refused| refused.values.get(name).cloned());
        typed.or(offered).unwrap_or_default()
    }

    /// Whether a box was ticked, else what the page offers.
    pub(super) fn ticked(&self, name: &str, offered: bool) -> bool {
        self.refused.as_ref().map_or(offered, |refused| refused.values.contains_key(name))
    }

    /// What is wrong with this field.
    pub(super) fn error(&self, name: &str) -> Option<String> {
        self.refused.as_ref()?.fault.field_sentence(lang(), name)
    }
}

fn field_id(deed: &str, which: Option<&str>, name: &str) -> String {
    match which {
        Some(which) => format!("{deed}-{which}-{name}"),
        None => format!("{deed}-{name}"),
    }
}

fn action(deed: &str) -> String {
    let Some(parts) = use_context::<Parts>() else { return format!("?deed={deed}") };
    let is_elsewhere = parts.extensions.get::<ShownElsewhere>().is_some();
    let path = if is_elsewhere { parts.uri.path() } else { "" };
    let query = query_without_deed(parts.uri.query().unwrap_or_default());
    if query.is_empty() { format!("{path}?deed={deed}") } else { format!("{path}?deed={deed}&{query}") }
}

/// The refused form's own key, so that sending it again is the same try; a fresh one when the key was the trouble.
fn kept_key(refused: Option<&Refused>) -> String {
    let kept = refused.filter(|refused| refused.fault.code != "key-used-otherwise");
    let kept = kept.and_then(|refused| refused.values.get("key").cloned());
    kept.unwrap_or_else(|| desk().new_id::<EventId>().to_string())
}

#[component]
fn Summary(refused: Refused, form: FormOf) -> impl IntoView {
    let l = lang();
    let which = refused.values.get("which").map(String::as_str);
    let lines = form.wrong(&refused.fault).into_iter().map(|(name, label)| {
        let href = format!("#{}", field_id(&refused.deed, which, &name));
        let label = label.map(|label| format!("{label}: "));
        view! { <li><a href=href>{label} {refused.fault.field_sentence(l, &name)}</a></li> }
    });
    let lines: Vec<_> = lines.collect();
    let number = (refused.fault.status >= 500).then(|| refused.fault.request_id.clone());
    view! {
        <Notice kind="error" title=t::house_form_refused(l) first=true>
            <p>{refused.fault.sentence(l)}</p>
            {if lines.is_empty() { Either::Left(()) } else { Either::Right(view! { <ul>{lines}</ul> }) }}
            {number.map(|number| view! { <p class="hint">{t::house_error_number(l)} ": " <bdi>{number}</bdi></p> })}
        </Notice>
    }
}

/// Something a deed needs that nobody types.
#[component]
pub fn HiddenField(
    /// Name of the server function's argument.
    name: &'static str,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// The button that sends a form. Its label says what happens, with the sum when money moves.
#[component]
pub fn Submit(
    /// What it does.
    #[prop(into)]
    label: String,
    /// `primary`, `quiet` or `danger`.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// A further value that only this button sends.
    #[prop(optional)]
    name: Option<&'static str>,
    /// The value of that name.
    #[prop(optional, into)]
    value: Option<String>,
) -> impl IntoView {
    view! { <button type="submit" class=button_class(kind) name=name value=value>{label}</button> }
}
