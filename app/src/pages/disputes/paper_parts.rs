//! What the house decided, on paper: each decision with its reasons, the hashes of what was laid before it and what the
//! vault signed; the appeal between them; and how anybody can check all of it.

use crate::{
    lang,
    pages::escrow::Fingerprint,
    parts::{MoneyView, When},
    t, words,
};
use domain::{
    disputes::{AppealFacts, DecisionFacts, InstructionFacts, SignedSummary, SummaryFacts},
    escrow::receipt::{Amount, moment},
    machine::Word,
};
use leptos::prelude::*;

/// Every decision, oldest first, and the appeal after the first; nothing when both sides, or silence, ended it.
#[component]
pub(super) fn Decided(facts: SummaryFacts) -> impl IntoView {
    let l = lang();
    let (parties, appeal) = (facts.parties, facts.appeal);
    let is_buyers = appeal.as_ref().is_some_and(|appeal| appeal.by == parties.buyer.id);
    let by = if is_buyers { parties.buyer.name } else { parties.seller.name };
    let mut decisions = facts.decisions.into_iter().map(|decision| view! { <Decision decision/> });
    let first = decisions.next();
    let later: Vec<_> = decisions.collect();
    let appeal = appeal.map(|appeal| view! { <Appealed appeal by/> });
    first.map(|first| {
        view! {
            <section class="stack" data-gap="loose" aria-labelledby="decided">
                <h2 id="decided">{t::decided_title(l)}</h2>
                {first}
                {appeal}
                {later}
            </section>
        }
    })
}

#[component]
fn Decision(decision: DecisionFacts) -> impl IntoView {
    let l = lang();
    let at = moment(&decision.at).map(|at| view! { " · " <When at/> });
    let line = |label: &'static str, amount: &Amount| {
        amount.money().map(|money| view! { <div><dt>{label}</dt><dd><MoneyView money/></dd></div> })
    };
    let shares = decision.outcome.as_ref();
    let buyers = shares.and_then(|shares| line(t::summary_buyers(l), &shares.buyer));
    let sellers = shares.and_then(|shares| line(t::summary_sellers(l), &shares.seller));
    let security = decision.security.as_ref().and_then(|security| line(t::decided_security(l), security));
    let second = decision.confirmed_by.map(|second| {
        view! { <div><dt>{t::decided_second(l)}</dt><dd><bdi>{second.name}</bdi></dd></div> }
    });
    let signed = decision.instruction.map(|instruction| view! { <Signed instruction/> });
    view! {
        <article class="card p-5 stack" data-gap="tight">
            <h3>{words::word(l, "resolution_action", decision.action.word())}</h3>
            <p dir="auto" class="whitespace-pre-line break-words">{decision.reasons}</p>
            <dl class="facts">
                <div><dt>{t::decided_by(l)}</dt><dd><bdi>{decision.decided_by.name}</bdi> {at}</dd></div>
                {second}
                {buyers}
                {sellers}
                {security}
            </dl>
            <Hashes hashes=decision.evidence/>
            {signed}
        </article>
    }
}

/// A hash reads from left to right in every language, and breaks where it must.
#[component]
fn Hashes(hashes: Vec<String>) -> impl IntoView {
    let lines: Vec<_> = hashes
        .into_iter()
        .map(|hash| view! { <li><code dir="ltr" class="break-all" translate="no">{hash}</code></li> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <p class="hint">{t::summary_evidence(lang())}</p>
            <ol class="stack list-none p-0 text-sm" data-gap="tight">{lines}</ol>
        }
    })
}

/// Word for word what was signed, by whom, and the signature.
#[component]
fn Signed(instruction: InstructionFacts) -> impl IntoView {
    let l = lang();
    view! {
        <p class="hint">{t::summary_instruction(l)}</p>
        <pre dir="ltr" class="text-sm whitespace-pre-wrap break-all" translate="no">{instruction.text}</pre>
        <dl class="facts">
            <div>
                <dt>{t::decided_signed(l)}</dt>
                <dd><code dir="ltr" class="break-all" translate="no">{instruction.signer}</code></dd>
            </div>
            <div>
                <dt>{t::summary_signature(l)}</dt>
                <dd><code dir="ltr" class="break-all text-sm" translate="no">{instruction.signature}</code></dd>
            </div>
        </dl>
    }
}

#[component]
fn Appealed(appeal: AppealFacts, by: String) -> impl IntoView {
    let at = moment(&appeal.at).map(|at| view! { " · " <When at/> });
    view! {
        <div class="stack" data-gap="tight">
            <p class="hint"><bdi>{by}</bdi> " · " {t::decided_appealed(lang())} {at}</p>
            <blockquote dir="auto" class="ps-4 whitespace-pre-line break-words">{appeal.reason}</blockquote>
        </div>
    }
}

/// Where the signed facts are, and how anybody can check them.
#[component]
pub(super) fn HowToCheck(summary: SignedSummary) -> impl IntoView {
    let l = lang();
    let SignedSummary { facts, key_id, .. } = summary;
    let (file, page) =
        (format!("/disputes/{}/resolution.json", facts.dispute.id), format!("{}/verify", facts.house.origin));
    view! {
        <section class="stack" data-gap="tight" aria-labelledby="signed">
            <h2 id="signed">{t::receipt_signed(l)}</h2>
            <p>{t::summary_signed_with(l)} ": " <Fingerprint key_id/></p>
            <p class="hint">{t::receipt_how(l)} " " <bdi dir="ltr"><a href="/verify">{page}</a></bdi></p>
            <p data-print="no">
                <a class="btn btn-outline" href=file download="" rel="external">{t::decided_file(l)}</a>
            </p>
        </section>
    }
}
