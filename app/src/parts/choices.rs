//! Fields one chooses from.

use crate::parts::{
    deed_form::FormOf,
    fields::{Field, described_by},
};
use leptos::prelude::*;

/// One of a list. An option is (value, text).
#[component]
pub fn SelectField(
    /// The form's deed.
    deed: &'static str,
    /// Name of the argument.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// Value and text, in the order of the list.
    options: Vec<(String, String)>,
    /// What the page offers; the reader's choice wins.
    #[prop(optional, into)]
    value: Option<String>,
    /// What helps before it is filled in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Without it the form is refused.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let form = FormOf::of(deed);
    let (id, error) = (form.id(name), form.error(name));
    let chosen = form.value(name, value);
    let described = described_by(&id, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let options = options.into_iter().map(|(value, text)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{text}</option> }
    });
    let options: Vec<_> = options.collect();
    let for_label = id.clone();
    view! {
        <Field id=for_label label hint error required>
            <select class="select" id=id name=name required=required aria-invalid=invalid aria-describedby=described>
                {options}
            </select>
        </Field>
    }
}

/// Yes or nothing: an absent value means "no" (`Option<String>` with `#[server(default)]`).
#[component]
pub fn CheckField(
    /// The form's deed.
    deed: &'static str,
    /// Name of the argument; its value is `yes`.
    name: &'static str,
    /// What is agreed to.
    #[prop(into)]
    label: String,
    /// What the page offers; the reader's choice wins.
    #[prop(optional)]
    checked: bool,
    /// What helps before it is ticked.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let form = FormOf::of(deed);
    let (id, error) = (form.id(name), form.error(name));
    let described = described_by(&id, hint.is_some(), error.is_some());
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    let error = error.map(|error| view! { <p class="field-error" id=format!("{id}-error")>{error}</p> });
    view! {
        <div class="field">
            <label class="cluster" for=id.clone()>
                <input class="checkbox" type="checkbox" id=id.clone() name=name value="yes"
                    checked=form.ticked(name, checked) aria-describedby=described/>
                <span>{label}</span>
            </label>
            {hint}
            {error}
        </div>
    }
}

/// One of a few, all seen at once. An option is (value, text).
#[component]
pub fn RadioField(
    /// The form's deed.
    deed: &'static str,
    /// Name of the argument.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// Value and text, in their order.
    options: Vec<(String, String)>,
    /// What the page offers; the reader's choice wins.
    #[prop(optional, into)]
    value: Option<String>,
    /// What helps before it is chosen.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let form = FormOf::of(deed);
    let (id, error) = (form.id(name), form.error(name));
    let chosen = form.value(name, value);
    let described = described_by(&id, hint.is_some(), error.is_some());
    let choices = options.into_iter().map(|(value, text)| {
        let checked = value == chosen;
        view! {
            <label class="cluster">
                <input class="radio" type="radio" name=name value=value checked=checked/> <span>{text}</span>
            </label>
        }
    });
    let choices: Vec<_> = choices.collect();
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    let error = error.map(|error| view! { <p class="field-error" id=format!("{id}-error")>{error}</p> });
    view! {
        <fieldset class="field" id=id aria-describedby=described>
            <legend>{label}</legend>
            {choices}
            {hint}
            {error}
        </fieldset>
    }
}
