//! The signatures of the house that a decision's money waits for: to both sides that it waits, to the house each leg, with the
//! way to sign it.

use crate::{
    lang,
    parts::{DeedForm, HiddenField, MoneyView, Notice, Submit, missed},
    t,
    words::word,
};
use actions::disputes::{DisputeRoom, LegStands};
use domain::{DecisionId, DisputeId, Timestamp};
use leptos::prelude::*;

/// That nothing is waited for but signatures: for everybody who reads it.
#[component]
pub(super) fn Waiting(room: DisputeRoom, now: Timestamp) -> impl IntoView {
    let l = lang();
    is_waiting(&room, now).then(|| {
        view! { <Notice kind="info" title=t::decided_waits_signers(l)><p>{t::decided_waits_signers_text(l)}</p></Notice> }
    })
}

/// True once nobody can ask for anything more, and signatures are missing.
pub(super) fn is_waiting(room: &DisputeRoom, now: Timestamp) -> bool {
    room.signatures.are_missing && now >= room.dispute.respond_by
}

/// Each leg of what was decided, for people of the house; nothing where nobody is asked.
#[component]
pub(super) fn Legs(room: DisputeRoom) -> impl IntoView {
    let l = lang();
    let refused = missed("make_leg_instruction");
    let decision = room.dispute.standing_decision().map(|it| it.id)?;
    let (dispute, may_sign) = (room.dispute.id, room.signatures.may_sign);
    let legs: Vec<_> =
        room.signatures.legs.into_iter().map(|leg| view! { <Row leg ids=(dispute, decision) may_sign/> }).collect();
    (!legs.is_empty()).then(|| {
        view! {
            <section class="card p-5 stack" aria-labelledby="signers">
                <h2 id="signers">{t::decided_signers(l)}</h2>
                <p class="hint">{t::decided_signers_text(l)}</p>
                {refused}
                <ul class="stack">{legs}</ul>
            </section>
        }
    })
}

#[component]
fn Row(leg: LegStands, ids: (DisputeId, DecisionId), may_sign: bool) -> impl IntoView {
    let l = lang();
    let (class, says) = if leg.is_signed {
        ("badge badge-success", t::decided_leg_signed(l))
    } else {
        ("badge badge-warning", t::decided_leg_waits(l))
    };
    let onward = match leg.instruction.filter(|_| may_sign) {
        Some(id) => Some(view! { <a href=format!("/admin/instructions/{id}")>{t::decided_leg_open(l)}</a> }.into_any()),
        None if may_sign => Some(
            view! {
                <DeedForm deed="make_leg_instruction" which=leg.leg.to_string()>
                    <HiddenField name="dispute" value=ids.0.to_string()/>
                    <HiddenField name="decision" value=ids.1.to_string()/>
                    <Submit label=t::instructions_make(l)/>
                </DeedForm>
            }
            .into_any(),
        ),
        None => None,
    };
    view! {
        <li class="cluster">
            <span>{word(l, "leg", &leg.leg.to_string())}</span>
            <MoneyView money=leg.amount/>
            <span class=class>{says}</span>
            {onward}
        </li>
    }
}
