//! Fields one types into. Each shows its hint before and its error after, tied to it for readers of the page.

use crate::{lang, markup::as_text, parts::deed_form::FormOf, t};
use leptos::prelude::*;

/// What every field has around it: its id, its error, and the form it stands in.
pub(super) struct Around {
    pub(super) form: FormOf,
    pub(super) id: String,
    pub(super) error: Option<String>,
    has_hint: bool,
}

impl Around {
    /// Of the argument `name` of a deed's form.
    pub(super) fn of(deed: &'static str, name: &'static str, label: &str, has_hint: bool) -> Self {
        let form = FormOf::of(deed);
        form.call(name, label);
        Self { id: form.id(name), error: form.error(name), has_hint, form }
    }

    /// The ids of hint and error that exist.
    pub(super) fn described(&self) -> Option<String> {
        let hint = self.has_hint.then(|| format!("{}-hint", self.id));
        let error = self.error.is_some().then(|| format!("{}-error", self.id));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// For `aria-invalid`.
    pub(super) const fn invalid(&self) -> Option<&'static str> {
        if self.error.is_some() { Some("true") } else { None }
    }
}

/// Label above, hint and error beneath.
#[component]
pub(super) fn Field(
    around: Around,
    label: String,
    hint: Option<String>,
    required: bool,
    children: Children,
) -> impl IntoView {
    let optional = (!required).then(|| view! { " " <span class="hint">"(" {t::house_optional(lang())} ")"</span> });
    view! {
        <div class="field">
            <label for=around.id.clone()>{label} {optional}</label>
            {children()}
            <Beneath around hint/>
        </div>
    }
}

/// Hint and error: their ids stand in the input's `aria-describedby`.
#[component]
pub(super) fn Beneath(around: Around, hint: Option<String>) -> impl IntoView {
    let Around { id, error, .. } = around;
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    let error = error.map(|error| view! { <p class="field-error" id=format!("{id}-error")>{error}</p> });
    view! {
        {hint}
        {error}
    }
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
    /// What it must look like before a browser sends it at all; the hint says it in words.
    #[prop(optional)]
    pattern: Option<&'static str>,
) -> impl IntoView {
    let around = Around::of(deed, name, &label, hint.is_some());
    let (id, invalid, described) = (around.id.clone(), around.invalid(), around.described());
    let said = pattern.and(hint.clone());
    // A name that begins with `secret` is not among the kept values.
    let value = around.form.value(name, value);
    view! {
        <Field around label hint required>
            <input class="input" id=id name=name type=kind.unwrap_or("text") value=value required=required
                autocomplete=autocomplete inputmode=inputmode maxlength=max.map(|max| max.to_string())
                pattern=pattern title=said aria-invalid=invalid aria-describedby=described dir=direction(kind, inputmode)/>
        </Field>
    }
}

/// Addresses and numbers read left to right in every language; words read as they are.
fn direction(kind: Option<&str>, inputmode: Option<&str>) -> Option<&'static str> {
    match (kind, inputmode) {
        (Some("email" | "url" | "number" | "date" | "tel"), _) | (_, Some("decimal" | "numeric" | "tel")) => {
            Some("ltr")
        }
        _ => Some("auto"),
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
    /// At least so many characters.
    #[prop(optional)]
    min: Option<u32>,
    /// At most so many characters.
    #[prop(optional)]
    max: Option<u32>,
    /// Without it the form is refused.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let around = Around::of(deed, name, &label, hint.is_some());
    let (id, invalid, described) = (around.id.clone(), around.invalid(), around.described());
    let value = around.form.value(name, value);
    view! {
        <Field around label hint required>
            <textarea class="textarea" id=id name=name rows=rows.unwrap_or(5).to_string() required=required dir="auto"
                minlength=min.map(|min| min.to_string()) maxlength=max.map(|max| max.to_string()) aria-invalid=invalid
                aria-describedby=described>
                {as_text(&value)}
            </textarea>
        </Field>
    }
}
