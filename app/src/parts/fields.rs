//! Fields one types into. Each shows its hint before and its error after, tied to it for readers of the page.

use crate::{lang, parts::deed_form::FormOf, t};
use leptos::prelude::*;

/// Label above, hint and error beneath. `ids` of hint and error stand in the input's `aria-describedby`.
#[component]
pub(super) fn Field(
    id: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    required: bool,
    children: Children,
) -> impl IntoView {
    let optional = (!required).then(|| view! { " " <span class="hint">"(" {t::house_optional(lang())} ")"</span> });
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    let error = error.map(|error| view! { <p class="field-error" id=format!("{id}-error")>{error}</p> });
    view! {
        <div class="field">
            <label for=id>{label} {optional}</label>
            {children()}
            {hint}
            {error}
        </div>
    }
}

/// The ids of hint and error that exist.
pub(super) fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let hint = has_hint.then(|| format!("{id}-hint"));
    let error = has_error.then(|| format!("{id}-error"));
    let ids: Vec<String> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// One line of text.
#[component]
pub fn TextField(
    /// The form's deed.
    deed: &'static str,
    /// Name of the argument; what begins with `secret` is never sent back.
    name: &'static str,
    /// What to type.
    #[prop(into)]
    label: String,
    /// What the page offers; typed text wins.
    #[prop(optional, into)]
    value: Option<String>,
    /// What helps before it is filled in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `text`, `email`, `password`, `number`, `url`, `date`, `search`.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// Without it the form is refused.
    #[prop(optional)]
    required: bool,
    /// What browsers may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// At most so many characters.
    #[prop(optional)]
    max: Option<u32>,
) -> impl IntoView {
    let form = FormOf::of(deed);
    let (id, error) = (form.id(name), form.error(name));
    let described = described_by(&id, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    // A name that begins with `secret` is not among the kept values.
    let value = form.value(name, value);
    let for_label = id.clone();
    view! {
        <Field id=for_label label hint error required>
            <input class="input" id=id name=name type=kind.unwrap_or("text") value=value required=required
                autocomplete=autocomplete inputmode=inputmode maxlength=max.map(|max| max.to_string())
                aria-invalid=invalid aria-describedby=described dir=direction(kind)/>
        </Field>
    }
}

/// Addresses and numbers read left to right in every language; words read as they are.
fn direction(kind: Option<&str>) -> Option<&'static str> {
    match kind {
        Some("email" | "url" | "number" | "date") => Some("ltr"),
        Some(_) | None => Some("auto"),
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The form's deed.
    deed: &'static str,
    /// Name of the argument.
    name: &'static str,
    /// What to type.
    #[prop(into)]
    label: String,
    /// What the page offers; typed text wins.
    #[prop(optional, into)]
    value: Option<String>,
    /// What helps before it is filled in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// How many lines are seen; 5 when not said.
    #[prop(optional)]
    rows: Option<u32>,
    /// At most so many characters.
    #[prop(optional)]
    max: Option<u32>,
    /// Without it the form is refused.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let form = FormOf::of(deed);
    let (id, error) = (form.id(name), form.error(name));
    let described = described_by(&id, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let for_label = id.clone();
    view! {
        <Field id=for_label label hint error required>
            <textarea class="textarea" id=id name=name rows=rows.unwrap_or(5).to_string() required=required dir="auto"
                maxlength=max.map(|max| max.to_string()) aria-invalid=invalid aria-describedby=described>
                {form.value(name, value)}
            </textarea>
        </Field>
    }
}
