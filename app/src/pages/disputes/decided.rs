//! What the house decided, with its reasons, and what both sides can do about it while there is time.

use super::said;
use crate::{
    lang,
    parts::{DeedForm, FoldedForm, HiddenField, MoneyView, Notice, Person, Submit, TextArea, When, missed},
    t,
    words::word,
};
use actions::disputes::DisputeRoom;
use domain::{
    Timestamp, UserId,
    disputes::{Decision, Dispute},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Every decision, the newest first, each with the appeal against it.
#[component]
pub(super) fn Decisions(room: DisputeRoom, viewer: UserId, now: Timestamp) -> impl IntoView {
    let l = lang();
    let unsigned = room.waits_for_signature.then(|| {
        view! { <Notice kind="warning" title=t::decided_unsigned(l)><p>{t::decided_unsigned_text(l)}</p></Notice> }
    });
    let DisputeRoom { dispute, names, .. } = room;
    let answers = answers(&dispute, viewer, now);
    let appeal = dispute.appeal.clone().map(|appeal| {
        let by = said::by(l, &dispute, domain::event::Actor::User(appeal.by));
        view! {
            <p class="hint">{by} " · " {t::decided_appealed(l)} " · " <When at=appeal.at/></p>
            <blockquote dir="auto" class="ps-4 whitespace-pre-line">{appeal.reason}</blockquote>
        }
    });
    let all: Vec<_> = dispute
        .decisions
        .iter()
        .rev()
        .cloned()
        .map(|decision| view! { <Verdict decision names=names.clone()/> })
        .collect();
    let paper = format!("/disputes/{}/resolution", dispute.id);
    (!all.is_empty()).then(|| {
        view! {
            <section class="card p-5 stack" data-gap="loose" aria-labelledby="decided">
                <h2 id="decided">{t::decided_title(l)}</h2>
                {unsigned}
                {all}
                {appeal}
                <p class="hint">{t::decided_file_text(l)} " " <a href=paper>{t::summary_link(l)}</a></p>
                {answers}
            </section>
        }
    })
}

/// One decision: what, why, by whom, and who signed.
#[component]
pub(super) fn Verdict(decision: Decision, names: BTreeMap<UserId, String>) -> impl IntoView {
    let l = lang();
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_default();
    let Decision { verdict, reasons, by, at, confirmed, instruction, .. } = decision;
    let action = word(l, "resolution_action", &verdict.action.to_string());
    let money = verdict.outcome.map_or_else(|| t::console_goes_on(l).to_owned(), |outcome| said::outcome(l, outcome));
    let security = verdict.security.map(|money| {
        view! { <div><dt>{t::decided_security(l)}</dt><dd><MoneyView money/></dd></div> }
    });
    let second = confirmed.map(|second| {
        view! { <div><dt>{t::decided_second(l)}</dt><dd><Person name=name(second.by)/></dd></div> }
    });
    let signed = instruction.map(|signed| {
        view! { <div><dt>{t::decided_signed(l)}</dt><dd><bdi dir="ltr" class="break-all">{signed.signer.0}</bdi></dd></div> }
    });
    view! {
        <article class="stack" data-gap="tight">
            <h3>{action}</h3>
            <p>{money}</p>
            <p dir="auto" class="whitespace-pre-line break-words">{reasons}</p>
            <dl class="facts">
                <div><dt>{t::decided_by(l)}</dt><dd><Person name=name(by)/> " · " <When at/></dd></div>
                {second}
                {security}
                {signed}
            </dl>
        </article>
    }
}

/// The forms of a side that can still do something; what came too late is said all the same.
fn answers(dispute: &Dispute, viewer: UserId, now: Timestamp) -> Vec<AnyView> {
    let l = lang();
    let too_late = || ["waive_appeal", "appeal_decision"].into_iter().filter_map(missed).collect();
    let Some(decision) = dispute.decisions.last().filter(|_| dispute.is_party(viewer)) else { return Vec::new() };
    if !dispute.can_appeal(viewer, now) {
        let waits = decision.waived_by.contains(&viewer) && dispute.is_open && !dispute.status.is_argued();
        let waits = waits.then(|| view! { <Notice kind="info"><p>{t::decided_waived(l)}</p></Notice> }.into_any());
        return waits.map_or_else(too_late, |waits| vec![waits]);
    }
    let (id, which) = (dispute.id, decision.id);
    let waive = view! {
        <DeedForm deed="waive_appeal">
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="decision" value=which.to_string()/>
            <p class="hint">{t::decided_waive_text(l)}</p>
            <Submit label=t::decided_waive(l)/>
        </DeedForm>
    };
    let appeal = view! {
        <FoldedForm deed="appeal_decision" title=t::decided_appeal(l)>
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="decision" value=which.to_string()/>
            <p class="hint">{t::decided_appeal_text(l)}</p>
            <TextArea deed="appeal_decision" name="reason" label=t::decided_appeal_why(l) rows=5 max=1000 required=true/>
            <Submit label=t::decided_appeal_do(l) kind="quiet"/>
        </FoldedForm>
    };
    vec![waive.into_any(), appeal.into_any()]
}
