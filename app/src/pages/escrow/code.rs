//! The delivery code: shown in six boxes to the buyer, typed into six boxes by either side.

use super::load::OrderView;
use crate::{
    Refused, dates,
    islands::CopyButton,
    lang,
    parts::{DeedForm, HiddenField, Notice, Submit},
    ssr::shows_a_secret,
    t,
};
use domain::Timestamp;
use leptos::prelude::*;

/// The buyer's code, how long it is good for, and the way to a new one.
#[component]
pub(super) fn BuyersCode(view: OrderView) -> impl IntoView {
    let l = lang();
    let issue = view.request.delivery_code.clone()?;
    let locked = issue.locked_until.filter(|until| view.now < *until);
    let digits = view.code.clone();
    Some(view! {
        <section class="card p-5 stack" aria-labelledby="code">
            <h2 id="code">{t::escrow_code_title(l)}</h2>
            {match digits {
                Some(code) => view! { <Digits code expires_at=issue.expires_at/> }.into_any(),
                None => view! { <Notice kind="warning"><p>{t::escrow_code_expired(l)}</p></Notice> }.into_any(),
            }}
            {locked.map(|until| view! {
                <Notice kind="warning"><p>{t::escrow_code_locked(l, dates::moment(l, until))}</p></Notice>
            })}
            <details>
                <summary>{t::escrow_code_new(l)}</summary>
                <DeedForm deed="renew_delivery_code">
                    <HiddenField name="request" value=view.request.id.to_string()/>
                    <p class="hint">{t::escrow_code_new_text(l)}</p>
                    <Submit label=t::escrow_code_new(l) kind="quiet"/>
                </DeedForm>
            </details>
        </section>
    })
}

#[component]
fn Digits(code: String, expires_at: Timestamp) -> impl IntoView {
    let l = lang();
    shows_a_secret();
    let boxes = code.chars().map(|digit| {
        view! {
            <span class="grid h-13 w-9 sm:w-11 place-items-center rounded-box border border-edge bg-base-200">{digit}</span>
        }
    });
    let boxes: Vec<_> = boxes.collect();
    view! {
        <p class="hint">{t::escrow_code_text(l)}</p>
        <div class="cluster">
            <output id="delivery-code" class="inline-flex gap-1 sm:gap-2 font-mono text-2xl" dir="ltr" aria-label=code.clone()>
                {boxes}
            </output>
            <CopyButton text=code label=t::escrow_copy_code(l).to_owned() done=t::escrow_copied(l).to_owned()/>
        </div>
        <p class="hint">{t::escrow_code_expires(l)} " " {dates::moment(l, expires_at)}</p>
    }
}

/// Six boxes to type into: one input, so that pasting, readers and any alphabet's digits work.
#[component]
pub(super) fn CodeField(
    /// The form's deed.
    deed: &'static str,
) -> impl IntoView {
    let l = lang();
    let error = Refused::of(deed).and_then(|refused| refused.fault.field_sentence(l, "code"));
    let (id, hint, wrong) = (format!("{deed}-code"), format!("{deed}-code-hint"), format!("{deed}-code-error"));
    let described = if error.is_some() { format!("{hint} {wrong}") } else { hint.clone() };
    view! {
        <div class="field">
            <label for=id.clone()>{t::escrow_code(l)}</label>
            <input class="code-boxes" id=id name="code" type="text" inputmode="numeric" autocomplete="off" required=true
                aria-describedby=described aria-invalid=error.is_some().then_some("true")/>
            <p class="hint" id=hint>{t::escrow_code_field_hint(l)}</p>
            {error.map(|error| view! { <p class="field-error" id=wrong>{error}</p> })}
        </div>
    }
}
