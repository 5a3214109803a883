//! Fields: untouched, and refused with what was typed.

use crate::{
    Fault, Refused, lang,
    parts::{CheckField, DeedForm, FileField, RadioField, SelectField, Submit, TextArea, TextField},
    t,
};
use domain::FieldFault;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// No deed has these names: what is sent from here is answered with 404.
const CALM: &str = "design";
const WRONG: &str = "design_refused";

/// Every field before it is touched.
#[component]
pub(super) fn Fields() -> impl IntoView {
    view! { <Form deed=CALM/> }
}

/// The same after a refusal: the summary, what was typed, an error per field.
#[component]
pub(super) fn RefusedFields() -> impl IntoView {
    let l = lang();
    let required = || FieldFault { code: "required".to_owned(), limit: None };
    let fields =
        ["title", "budget", "category", "soon", "agreed", "words", "picture"].map(|name| (name.to_owned(), required()));
    let fault = Fault { fields: BTreeMap::from(fields), ..Fault::new(422, "look-again") };
    let values = BTreeMap::from([("title".to_owned(), t::design_long(l).to_owned())]);
    provide_context(Refused { deed: WRONG.to_owned(), fault, values });
    view! { <Form deed=WRONG/> }
}

#[component]
fn Form(deed: &'static str) -> impl IntoView {
    let l = lang();
    let options = [t::design_choice_one(l), t::design_choice_two(l)].map(|text| (text.to_owned(), text.to_owned()));
    let soon = [("soon", t::design_soon(l)), ("later", t::design_later(l))];
    let soon = soon.map(|(value, text)| (value.to_owned(), text.to_owned()));
    view! {
        <DeedForm deed=deed>
            <div class="grid gap-4 sm:grid-cols-2">
                <TextField deed name="title" label=t::design_field(l) hint=t::design_hint(l) required=true/>
                <TextField deed name="budget" label=t::design_amount(l) inputmode="decimal"/>
                <SelectField deed name="category" label=t::design_choice(l) options=options.to_vec() required=true/>
                <RadioField deed name="soon" label=t::design_radio(l) options=soon.to_vec()/>
            </div>
            <CheckField deed name="agreed" label=t::design_agree(l) hint=t::design_hint(l)/>
            <TextArea deed name="words" label=t::design_words(l) rows=3/>
            <FileField deed name="picture" label=t::design_file(l) hint=t::design_file_hint(l) accept="image/*"/>
            <Submit label=t::design_send(l)/>
        </DeedForm>
    }
}
