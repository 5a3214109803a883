//! The form that opens a dispute, on the page of the order.

use super::{evidence::Fields, forms::Asks};
use crate::{
    Refused, lang,
    parts::{DeedForm, HiddenField, SelectField, Submit, TextArea, TextField},
    t, words,
};
use domain::{PurchaseRequestId, disputes::DisputeCategory, machine::Word};
use leptos::prelude::*;

const DEED: &str = "open_dispute";

/// Folded until somebody wants it, or it was refused.
pub fn open_form(request: PurchaseRequestId, is_buyer: bool) -> AnyView {
    let l = lang();
    let category =
        |category: &DisputeCategory| (category.to_string(), words::word(l, "dispute_category", &category.to_string()));
    let first = (String::new(), t::dispute_open_choose(l).to_owned());
    let categories: Vec<_> = std::iter::once(first).chain(DisputeCategory::ALL.iter().map(category)).collect();
    let silence = if is_buyer { t::dispute_open_silence_buyer(l) } else { t::dispute_open_silence_seller(l) };
    view! {
        <details open=Refused::of(DEED).is_some()>
            <summary>{t::dispute_open_title(l)}</summary>
            <DeedForm deed=DEED files_for=request.to_string()>
                <HiddenField name="request" value=request.to_string()/>
                <p class="hint">{t::dispute_open_text(l)} " " {silence}</p>
                <SelectField deed=DEED name="category" label=t::dispute_open_category(l) options=categories required=true/>
                <TextField deed=DEED name="reason" label=t::dispute_open_reason(l) max=200 required=true/>
                <TextArea deed=DEED name="description" label=t::dispute_open_description(l)
                    hint=t::dispute_open_description_hint(l) rows=5 max=2000 required=true/>
                <Fields deed=DEED/>
                <Asks deed=DEED/>
                <Submit label=t::dispute_open_do(l) kind="danger"/>
            </DeedForm>
        </details>
    }
    .into_any()
}
