//! Fields one chooses from.

use crate::parts::fields::{Around, Beneath, Field};
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
    let around = Around::of(deed, name, &label, hint.is_some());
    let (id, invalid, described) = (around.id.clone(), around.invalid(), around.described());
    let chosen = around.form.value(name, value);
    let options = options.into_iter().map(|(value, text)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{text}</option> }
    });
    let options: Vec<_> = options.collect();
    view! {
        <Field around label hint required>
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
    let around = Around::of(deed, name, &label, hint.is_some());
    let (id, invalid, described) = (around.id.clone(), around.invalid(), around.described());
    let for_label = id.clone();
    let checked = around.form.ticked(name, checked);
    view! {
        <div class="field">
            <label class="choice" for=for_label>
                <input class="checkbox" type="checkbox" id=id name=name value="yes" checked=checked
                    aria-invalid=invalid aria-describedby=described/>
                <span>{label}</span>
            </label>
            <Beneath around hint/>
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
    let around = Around::of(deed, name, &label, hint.is_some());
    let (id, described) = (around.id.clone(), around.described());
    let chosen = around.form.value(name, value);
    let choices = options.into_iter().map(|(value, text)| {
        let checked = value == chosen;
        view! {
            <label class="choice">
                <input class="radio" type="radio" name=name value=value checked=checked/> <span>{text}</span>
            </label>
        }
    });
    let choices: Vec<_> = choices.collect();
    view! {
        <fieldset class="field" id=id aria-describedby=described>
            <legend>{label}</legend>
            {choices}
            <Beneath around hint/>
        </fieldset>
    }
}
