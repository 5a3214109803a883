//! The house's instructions: which wait for signatures, and every one there was, with who signed.

use crate::{
    Fault, lang,
    pages::{
        admin::{AdminPage, Choice, Narrow, Onward, asked, words as options},
        loaded,
    },
    parts::{Address, Empty, MoneyView, When},
    ssr::{desk, refuse, signed_in},
    t::{self, Locale},
    words,
};
use actions::custody::{Instructions as Found, InstructionsForm, instructions};
use domain::{
    Timestamp, UserId,
    custody::{Instruction, InstructionStatus, Matter},
};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

/// Page `/admin/instructions`.
#[component]
pub fn Instructions() -> impl IntoView {
    let form = InstructionsForm { status: asked("status"), before: asked("before") };
    loaded(load(form.clone()), |found| view! { <Page form found/> })
}

async fn load(form: InstructionsForm) -> Result<Found, Fault> {
    let me = signed_in()?;
    instructions(&desk(), me.id, &form).await.map_err(refuse)
}

/// The status as a badge, with its word. One whose time is over is over, before the clock has said so.
pub(super) fn standing(l: Locale, instruction: &Instruction, now: Timestamp) -> impl IntoView + use<> {
    let is_over = instruction.status == InstructionStatus::Open && now >= instruction.expires_at;
    let status = if is_over { InstructionStatus::Expired } else { instruction.status };
    let class = match status {
        InstructionStatus::Approved => "badge badge-success",
        InstructionStatus::Open => "badge badge-warning",
        InstructionStatus::Expired | InstructionStatus::Dropped => "badge",
    };
    view! { <span class=class>{words::word(l, "instruction_status", &status.to_string())}</span> }
}

#[component]
fn Page(form: InstructionsForm, found: Found) -> impl IntoView {
    let l = lang();
    let Found { part, decided, names, now } = found;
    let decided: Vec<_> = decided
        .into_iter()
        .map(|it| view! { <li><a href=format!("/disputes/{}", it.id)><bdi>{it.reason}</bdi></a> " · " <MoneyView money=it.held/></li> })
        .collect();
    let decided = (!decided.is_empty()).then(|| {
        view! {
            <section class="card p-5 stack" aria-labelledby="decided">
                <h2 id="decided">{t::instructions_unsigned(l)}</h2>
                <p class="hint">{t::instructions_unsigned_text(l)}</p>
                <ul class="stack" data-gap="tight">{decided}</ul>
            </section>
        }
    });
    let InstructionsForm { status, before } = form;
    let query = vec![("status", status.clone())];
    let older_than = part.rows.last().filter(|_| part.and_more).map(|last| last.id.to_string());
    let statuses = options::<InstructionStatus>("instruction_status");
    let (is_narrowed, is_onward) = (!status.is_empty(), !before.is_empty());
    let rows = if part.rows.is_empty() {
        Either::Left(view! { <Empty title=t::instructions_none(l) text=t::instructions_none_text(l)/> })
    } else {
        let rows: Vec<_> =
            part.rows.into_iter().map(|instruction| view! { <Row instruction names=names.clone() now/> }).collect();
        Either::Right(view! { <ul class="stack">{rows}</ul> })
    };
    view! {
        <AdminPage title=t::instructions_title(l) lead=t::instructions_lead(l)>
            <Narrow path="/admin/instructions" is_narrowed>
                <Choice name="status" label=t::custody_stands(l) options=statuses value=status/>
            </Narrow>
            {decided}
            {rows}
            <Onward path="/admin/instructions" query older_than is_onward/>
        </AdminPage>
    }
}

#[component]
fn Row(instruction: Instruction, names: BTreeMap<UserId, String>, now: Timestamp) -> impl IntoView {
    let l = lang();
    let badge = standing(l, &instruction, now);
    let to = match instruction.about {
        Matter::Payout(_) => view! { <Address address=instruction.order.recipient.clone()/> }.into_any(),
        Matter::Leg(it) => {
            let (href, leg) = (format!("/disputes/{}", it.dispute_id), words::word(l, "leg", &it.leg.to_string()));
            view! { {leg} " · " <a href=href>{t::instructions_dispute(l)} " " <bdi dir="ltr">{instruction.order.order.clone()}</bdi></a> }.into_any()
        }
    };
    view! {
        <li class="card"><div class="card-body stack">
            <h2>
                <a href=format!("/admin/instructions/{}", instruction.id)>
                    <bdi dir="ltr">{instruction.order.amount.clone()}</bdi>
                </a>
                " " {badge}
            </h2>
            <dl class="facts">
                <div><dt>{t::instructions_recipient(l)}</dt><dd>{to}</dd></div>
                <div><dt>{t::instructions_signatures(l)}</dt><dd>{counted(l, &instruction)}</dd></div>
                <div><dt>{t::instructions_until(l)}</dt><dd><When at=instruction.expires_at/></dd></div>
            </dl>
            <Signatures instruction names/>
        </div></li>
    }
}

/// How many have signed of how many who must.
pub(super) fn counted(l: Locale, instruction: &Instruction) -> String {
    let signed = u64::try_from(instruction.approvals.len()).unwrap_or(u64::MAX);
    t::instructions_of(l, words::number(l, u64::from(instruction.needed)), words::number(l, signed))
}

/// Who signed, when, and with which address.
#[component]
pub(super) fn Signatures(instruction: Instruction, names: BTreeMap<UserId, String>) -> impl IntoView {
    let l = lang();
    let name = |id: &UserId| names.get(id).cloned().unwrap_or_else(|| id.to_string());
    let lines: Vec<_> = instruction
        .approvals
        .iter()
        .map(|it| {
            view! { <li><bdi>{name(&it.user_id)}</bdi> ", " <When at=it.at/> " " <Address address=it.address.clone()/></li> }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <ul class="stack" data-gap="tight" aria-label=t::instructions_signatures(l)>{lines}</ul>
        }
    })
}
