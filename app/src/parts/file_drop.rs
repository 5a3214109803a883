//! A place to drop a file, or to choose one: the browser's own field, as large as the place.

use crate::parts::fields::{Around, Field};
use leptos::prelude::*;

/// One file or several. Dropping works without a script, because the field itself fills the place.
#[component]
pub fn FileField(
    /// The form's deed.
    deed: &'static str,
    /// Name of the argument.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// Which kinds and how large.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Kinds the browser offers: `image/*,.pdf`.
    #[prop(optional)]
    accept: Option<&'static str>,
    /// More than one.
    #[prop(optional)]
    multiple: bool,
    /// Without it the form is refused.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let around = Around::of(deed, name, &label, hint.is_some());
    let (id, invalid, described) = (around.id.clone(), around.invalid(), around.described());
    view! {
        <Field around label hint required>
            <input class="file-drop" type="file" id=id name=name accept=accept multiple=multiple required=required
                aria-invalid=invalid aria-describedby=described/>
        </Field>
    }
}
