//! What somebody of the house can do in the room now: take it on, propose, decide, agree to what a colleague decided. Who
//! must keep out of it is told so and sees no form.

use super::{decide::decide, decided::Verdict, forms::Asks};
use crate::{
    lang,
    pages::{admin::words as options, identity::StepUp},
    parts::{DeedForm, FoldedForm, HiddenField, Notice, Person, SelectField, Submit, TextArea, missed},
    t,
};
use actions::disputes::DisputeRoom;
use domain::{
    Timestamp,
    disputes::{Decision, Dispute, DisputeError, DisputePhase, DisputePriority, Resolver},
    machine::Word,
};
use leptos::prelude::*;

const DEEDS: [&str; 8] = [
    "claim_dispute",
    "let_go_dispute",
    "prioritise_dispute",
    "mediate_dispute",
    "decide_dispute",
    "confirm_decision",
    "drop_decision",
    "sign_decision",
];

/// Nothing for who is no resolver here.
#[component]
pub(super) fn Work(room: DisputeRoom, now: Timestamp) -> impl IntoView {
    let l = lang();
    let by = room.resolver?;
    let dispute = room.dispute.clone();
    let forms = match dispute.may_work(by, now) {
        Err(DisputeError::Conflict) => vec![keep_out()],
        _ if room.may_sign => sign(&dispute),
        _ if !dispute.is_with_the_house() => Vec::new(),
        may => forms(&room, by, may.is_ok()),
    };
    let refused: Vec<_> = if forms.is_empty() { DEEDS.into_iter().filter_map(missed).collect() } else { Vec::new() };
    (!forms.is_empty() || !refused.is_empty()).then(|| {
        view! {
            <section class="card p-5 stack" data-gap="loose" aria-labelledby="work">
                <h2 id="work">{t::console_work(l)}</h2>
                {refused}
                {forms}
            </section>
        }
    })
}

fn keep_out() -> AnyView {
    let l = lang();
    view! { <Notice kind="info" title=t::console_barred(l)><p>{t::console_barred_text(l)}</p></Notice> }.into_any()
}

fn forms(room: &DisputeRoom, by: Resolver, may_work: bool) -> Vec<AnyView> {
    let dispute = &room.dispute;
    let draft = dispute.draft.clone().map(|draft| second(room, draft, by));
    let waits = dispute.waits_for_both();
    let may_write = may_work && dispute.draft.is_none() && !waits;
    let may_mediate = may_write && dispute.phase == DisputePhase::Mediate;
    let step_up = (may_write || draft.is_some()).then(|| view! { <StepUp/> }.into_any());
    let waiting = waits.then(|| view! { <p class="hint">{t::console_waits(lang())}</p> }.into_any());
    let all = [Some(holder(room, by)), step_up, draft, waiting];
    let write = [may_mediate.then(|| mediate(dispute)), may_write.then(|| decide(room))];
    all.into_iter().chain(write).flatten().chain([prioritise(dispute)]).collect()
}

/// Who has it, and the way to take it on or to let it go.
fn holder(room: &DisputeRoom, by: Resolver) -> AnyView {
    let (l, id) = (lang(), room.dispute.id);
    let deed = move |deed: &'static str, label: &'static str| {
        view! {
            <DeedForm deed>
                <HiddenField name="dispute" value=id.to_string()/>
                <Submit label kind="quiet"/>
            </DeedForm>
        }
    };
    match room.dispute.claim {
        None => view! { <p>{t::console_nobody(l)}</p> {deed("claim_dispute", t::console_claim(l))} }.into_any(),
        Some(claim) => {
            let name = room.names.get(&claim.by).cloned().unwrap_or_default();
            let may = claim.by == by.id || by.is_admin;
            let let_go = may.then(|| deed("let_go_dispute", t::console_let_go(l)));
            view! { <p>{t::console_holder(l)} ": " <Person name id=claim.by/></p> {let_go} }.into_any()
        }
    }
}

/// For who decided it, when the vault has another key since.
fn sign(dispute: &Dispute) -> Vec<AnyView> {
    let (l, id) = (lang(), dispute.id);
    let form = view! {
        <DeedForm deed="sign_decision">
            <HiddenField name="dispute" value=id.to_string()/>
            <p class="hint">{t::decided_sign_text(l)}</p>
            <Submit label=t::decided_sign(l) kind="danger"/>
        </DeedForm>
    };
    vec![view! { <StepUp/> }.into_any(), form.into_any()]
}

fn mediate(dispute: &Dispute) -> AnyView {
    let (l, id) = (lang(), dispute.id);
    view! {
        <FoldedForm deed="mediate_dispute" title=t::console_mediate(l)>
            <HiddenField name="dispute" value=id.to_string()/>
            <p class="hint">{t::console_mediate_text(l)}</p>
            <Asks deed="mediate_dispute"/>
            <Submit label=t::console_mediate_do(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}

/// What a colleague wrote and waits for a second one; its author can only take it back.
fn second(room: &DisputeRoom, draft: Decision, by: Resolver) -> AnyView {
    let (l, dispute, which) = (lang(), &room.dispute, draft.id);
    let (id, names) = (dispute.id, room.names.clone());
    let may_agree = draft.by != by.id && dispute.decisions.iter().all(|decision| !decision.is_of(by.id));
    let agree = may_agree.then(move || {
        view! {
            <DeedForm deed="confirm_decision">
                <HiddenField name="dispute" value=id.to_string()/>
                <HiddenField name="decision" value=which.to_string()/>
                <Submit label=t::console_agree(l) kind="danger"/>
            </DeedForm>
        }
    });
    let drop = if draft.by == by.id { t::console_take_back(l) } else { t::console_disagree(l) };
    view! {
        <Notice kind="warning" title=t::console_second(l)><p>{t::console_second_text(l)}</p></Notice>
        <Verdict decision=draft names/>
        {agree}
        <FoldedForm deed="drop_decision" title=drop>
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="decision" value=which.to_string()/>
            <TextArea deed="drop_decision" name="reason" label=t::admin_reason(l) rows=3 max=500 required=true/>
            <Submit label=drop kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}

fn prioritise(dispute: &Dispute) -> AnyView {
    let (l, options) = (lang(), options::<DisputePriority>("dispute_priority"));
    let (id, now) = (dispute.id, dispute.priority.word());
    view! {
        <FoldedForm deed="prioritise_dispute" title=t::console_priority(l)>
            <HiddenField name="dispute" value=id.to_string()/>
            <SelectField deed="prioritise_dispute" name="priority" label=t::console_priority(l) options value=now
                required=true/>
            <Submit label=t::console_priority_do(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}
