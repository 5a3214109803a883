//! Whether a receipt, or what a dispute ended with, holds: for everybody, signed in or not. What is pasted is looked at and forgotten.

use super::{
    sums::groups,
    verdict::{Answer, Found},
};
use crate::{
    Refused,
    head::Described,
    lang,
    parts::{DeedForm, Submit, TextArea},
    ssr::{AssetBase, desk},
    t,
};
use actions::Desk;
use domain::paper::{Looked, look_at};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::Title;

/// The deed of the form.
const DEED: &str = "verify_receipt";

/// What this house finds in a text that is said to be a paper of its own.
pub fn verdict_on(desk: &Desk, text: &str) -> Looked {
    look_at(text, Some(&actions::escrow::receipt_signer(desk).key()))
}

/// Page `/verify`.
#[component]
pub fn Verify() -> impl IntoView {
    let l = lang();
    let pasted = Refused::of(DEED).filter(|refused| refused.fault.fields.is_empty());
    let pasted = pasted.and_then(|refused| refused.values.get("receipt").cloned());
    // The verdict says it all; the form would call it a refusal once more.
    if pasted.is_some() {
        provide_context(Refused::default());
    }
    let verdict = pasted.as_deref().map(|pasted| view! { <Found answer=verdict_on(&desk(), pasted).into()/> });
    view! {
        <Title text=t::receipt_verify_title(l)/>
        <Described text=t::receipt_verify_lead(l)/>
        <div class="page stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <h1>{t::receipt_verify_title(l)}</h1>
                <p class="lead">{t::receipt_verify_lead(l)}</p>
            </header>
            {verdict}
            <DeedForm deed=DEED>
                <TextArea deed=DEED name="receipt" label=t::receipt_verify_text(l) hint=t::receipt_verify_hint(l)
                    value=pasted.unwrap_or_default() rows=8 required=true/>
                <ChooseFile/>
                <div><Submit label=t::receipt_verify_button(l)/></div>
            </DeedForm>
            <HouseKey/>
            <Verdicts/>
        </div>
    }
}

/// Every answer that there can be, unseen: `frontend/receipt.js` takes out what does not apply.
#[component]
fn Verdicts() -> impl IntoView {
    let shapes = Answer::shapes().into_iter().map(|answer| view! { <Found answer/> }).collect_view();
    view! { <template data-verdicts="">{shapes}</template> }
}

/// What `frontend/receipt.js` finds: a file is read in the browser and put into the field above. Its place is kept until
/// the module is there; where there are no scripts, one pastes.
#[component]
fn ChooseFile() -> impl IntoView {
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    view! {
        <div class="field asleep" data-choose-receipt="">
            <label for="choose-receipt">{t::receipt_choose(lang())}</label>
            <input class="file-drop" type="file" id="choose-receipt" accept=".json,application/json"/>
        </div>
        <script type="module" src=format!("{base}/pkg/receipt.js") nonce=use_nonce()></script>
    }
}

/// The key that readers compare, and how to look without this page.
#[component]
fn HouseKey() -> impl IntoView {
    let l = lang();
    let signer = actions::escrow::receipt_signer(&desk());
    let command = format!("amanat verify receipt.json --key {}", signer.key());
    view! {
        <section class="card p-5 stack" aria-labelledby="key">
            <h2 id="key">{t::receipt_key_title(l)}</h2>
            <p>{t::receipt_key_text(l)}</p>
            <dl class="facts">
                <div><dt>{t::receipt_key_id(l)}</dt><dd><Fingerprint key_id=signer.key_id()/></dd></div>
                <div>
                    <dt>{t::receipt_key_whole(l)}</dt>
                    <dd><code dir="ltr" class="break-all" data-key="">{signer.key()}</code></dd>
                </div>
            </dl>
            <p><a href="/.well-known/amanat-receipt-key.json" rel="external">{t::receipt_key_file(l)}</a></p>
            <h3>{t::receipt_offline_title(l)}</h3>
            <p>{t::receipt_offline_text(l)}</p>
            <p><code dir="ltr" class="break-all">{command}</code></p>
        </section>
    }
}

/// A key's short form, in groups of four.
#[component]
pub fn Fingerprint(key_id: String) -> impl IntoView {
    let groups = groups(&key_id).into_iter().map(|group| view! { <span>{group}</span> }).collect_view();
    view! { <bdi dir="ltr" class="address" translate="no">{groups}</bdi> }
}
