//! Whether a receipt holds: for everybody, signed in or not. What is pasted is looked at and forgotten.

use super::sums::groups;
use crate::{
    Refused,
    head::Described,
    lang,
    parts::{DeedForm, Icon, Notice, Submit, TextArea},
    ssr::{AssetBase, desk},
    t, words,
};
use actions::Desk;
use domain::{
    escrow::receipt::{Checked, ReceiptCheck, ReceiptFacts, Verdict, verify},
    machine::Word,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::Title;

/// The deed of the form.
const DEED: &str = "verify_receipt";
/// Places that are named, of one check. A text that is no receipt at all has hundreds.
const NAMED: usize = 12;

/// What this house finds in a text that is said to be a receipt of its own.
pub fn verdict_on(desk: &Desk, receipt: &str) -> Verdict {
    verify(receipt, Some(&actions::escrow::receipt_signer(desk).key()))
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
    let verdict = pasted.as_deref().map(|pasted| view! { <Found verdict=verdict_on(&desk(), pasted)/> });
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
        </div>
    }
}

/// The answer: holds or not, each check, and of a receipt that holds what it says.
#[component]
fn Found(verdict: Verdict) -> impl IntoView {
    let l = lang();
    let holds = verdict.is_valid();
    let (kind, title, text) = match holds {
        true => ("success", t::receipt_valid_title(l), t::receipt_valid_text(l)),
        false => ("error", t::receipt_changed_title(l), t::receipt_changed_text(l)),
    };
    let unsealed = verdict.unsealed_count();
    let later = (holds && unsealed > 0)
        .then(|| view! { <p class="hint">{t::receipt_unsealed(l, words::number(l, unsealed as u64))}</p> });
    let rows = verdict.checks.iter().map(row).collect_view();
    let rest = (verdict.checks.len() < ReceiptCheck::ALL.len()).then(|| view! { <p>{t::receipt_unseen(l)}</p> });
    let says = verdict.facts.filter(|_| holds).map(|facts| view! { <Says facts/> });
    view! {
        <section class="stack" data-verdict=if holds { "valid" } else { "changed" } aria-labelledby="found">
            <Notice kind title><p>{text}</p></Notice>
            <h2 id="found">{t::receipt_checks(l)}</h2>
            <ul class="stack" data-gap="tight">{rows}</ul>
            {rest}
            {later}
            {says}
        </section>
    }
}

fn row(found: &Checked) -> impl IntoView + use<> {
    let l = lang();
    let (state, icon, list) = match found.wrong.is_empty() {
        true => ("right", "check", "receipt_check"),
        false => ("wrong", "triangle-alert", "receipt_fault"),
    };
    let places = (!found.wrong.is_empty()).then(|| places(&found.wrong));
    view! {
        <li class="flex gap-2 items-start" data-check=found.check.word() data-state=state>
            <Icon name=icon/>
            <div class="min-w-0">{words::word(l, list, found.check.word())} {places}</div>
        </li>
    }
}

fn places(wrong: &[String]) -> impl IntoView + use<> {
    let more = wrong.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { <li>{t::receipt_more(lang(), words::number(lang(), more as u64))}</li> });
    let named = wrong.iter().take(NAMED).cloned();
    let named: Vec<_> = named.map(|path| view! { <li><code dir="ltr" class="break-all">{path}</code></li> }).collect();
    view! { <ul class="list-disc ps-8">{named} {more}</ul> }
}

/// What a receipt that holds says, in short.
#[component]
fn Says(facts: ReceiptFacts) -> impl IntoView {
    let l = lang();
    let outcome = words::word(l, "escrow_state", facts.order.outcome.word());
    let sum = format!("{} {}", facts.money.funded.amount, facts.money.funded.currency);
    view! {
        <dl class="facts">
            <div><dt>{t::escrow_receipt_title(l)}</dt><dd><bdi dir="ltr">{facts.order.number}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_what(l)}</dt><dd><bdi>{facts.order.title}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_buyer(l)}</dt><dd><bdi>{facts.parties.buyer.name}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_seller(l)}</dt><dd><bdi>{facts.parties.seller.name}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_paid(l)}</dt><dd><bdi dir="ltr">{sum}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_state(l)}</dt><dd>{outcome}</dd></div>
        </dl>
    }
}

/// What `frontend/receipt.js` finds: a file is read in the browser and put into the field above. Without it one pastes.
#[component]
fn ChooseFile() -> impl IntoView {
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    view! {
        <div class="field" data-choose-receipt="" hidden=true>
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
pub(super) fn Fingerprint(key_id: String) -> impl IntoView {
    let groups = groups(&key_id).into_iter().map(|group| view! { <span>{group}</span> }).collect_view();
    view! { <bdi dir="ltr" class="address" translate="no">{groups}</bdi> }
}
