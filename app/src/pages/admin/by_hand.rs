//! Payments recorded by hand: what waits for a second admin, the form, and what was decided.

use super::frame::AdminPage;
use crate::{
    Fault, Refused, lang,
    pages::{identity::StepUp, loaded},
    parts::{Column, DataTable, DeedForm, Empty, MoneyView, Notice, Person, Submit, TextArea, TextField, When},
    ssr::{desk, refuse, signed_in},
    t, words,
};
use actions::providers::{HandLine, records_by_hand};
use domain::{UserId, escrow::HandRecordState};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

const DEED: &str = "record_payment_by_hand";

type Names = BTreeMap<UserId, String>;

/// Page `/admin/payments/by-hand`.
#[component]
pub fn ByHand() -> impl IntoView {
    loaded(load(), |(me, lines, names)| view! { <Page me lines names/> })
}

async fn load() -> Result<(UserId, Vec<HandLine>, Names), Fault> {
    let me = signed_in()?;
    let (lines, names) = records_by_hand(&desk(), me.id).await.map_err(refuse)?;
    Ok((me.id, lines, names))
}

#[component]
fn Page(me: UserId, lines: Vec<HandLine>, names: Names) -> impl IntoView {
    let l = lang();
    let (waiting, decided): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.record.state == HandRecordState::Waiting);
    let rows: Vec<_> = waiting.into_iter().map(|line| view! { <Waiting me line names=names.clone()/> }).collect();
    let waiting = if rows.is_empty() {
        Either::Left(view! { <Empty title=t::by_hand_none(l) text=t::by_hand_none_text(l)/> })
    } else {
        Either::Right(view! { <ul class="stack">{rows}</ul> })
    };
    let decided = (!decided.is_empty()).then(|| view! { <Decided lines=decided names/> });
    view! {
        <AdminPage title=t::by_hand_title(l) lead=t::by_hand_lead(l)>
            <StepUp/>
            <section class="stack" aria-labelledby="waiting">
                <h2 id="waiting">{t::by_hand_waiting(l)}</h2>
                {waiting}
            </section>
            <section class="stack" aria-labelledby="record">
                <h2 id="record">{t::by_hand_record(l)}</h2>
                <p class="hint">{t::by_hand_record_text(l)}</p>
                <Record/>
            </section>
            {decided}
        </AdminPage>
    }
}

#[component]
fn Record() -> impl IntoView {
    let l = lang();
    view! {
        <DeedForm deed=DEED>
            <TextField deed=DEED name="payment" label=t::by_hand_payment(l) hint=t::by_hand_payment_hint(l) required=true
                max=20/>
            <TextField deed=DEED name="amount" label=t::by_hand_amount(l) hint=t::by_hand_amount_hint(l)
                inputmode="decimal" required=true max=40/>
            <TextField deed=DEED name="reference" label=t::by_hand_reference(l) hint=t::by_hand_reference_hint(l)
                required=true max=100/>
            <TextArea deed=DEED name="evidence" label=t::by_hand_evidence(l) hint=t::by_hand_evidence_hint(l) rows=4
                max=1000 required=true/>
            <Submit label=t::by_hand_record_do(l) kind="primary"/>
        </DeedForm>
    }
}

#[component]
fn Waiting(me: UserId, line: HandLine, names: Names) -> impl IntoView {
    let l = lang();
    let HandLine { record, payment } = line;
    let which = record.id.to_string();
    let is_mine = record.recorded_by == me;
    let open = Refused::of("refuse_payment_by_hand").is_some_and(|it| it.values.get("which") == Some(&which));
    let name = names.get(&record.recorded_by).cloned().unwrap_or_default();
    let confirm = if is_mine {
        Either::Left(view! { <Notice kind="info"><p>{t::by_hand_mine(l)}</p></Notice> })
    } else {
        Either::Right(view! {
            <DeedForm deed="confirm_payment_by_hand" which=which.clone()>
                <Submit label=t::by_hand_confirm(l) kind="primary"/>
            </DeedForm>
        })
    };
    view! {
        <li class="card"><div class="card-body stack">
            <h3><bdi dir="ltr">{payment.reference()}</bdi> " · " <MoneyView money=record.amount/></h3>
            <dl class="facts">
                <div><dt>{t::by_hand_asked(l)}</dt><dd><MoneyView money=payment.amount/></dd></div>
                <div><dt>{t::by_hand_reference(l)}</dt><dd><bdi>{record.reference}</bdi></dd></div>
                <div><dt>{t::by_hand_evidence(l)}</dt><dd><bdi>{record.evidence}</bdi></dd></div>
                <div><dt>{t::by_hand_by(l)}</dt><dd><Person name id=record.recorded_by/> ", " <When at=record.recorded_at/></dd></div>
            </dl>
            {confirm}
            <details open=open>
                <summary class="btn btn-outline btn-error">{t::by_hand_refuse(l)}</summary>
                <div class="pt-3">
                    <DeedForm deed="refuse_payment_by_hand" which>
                        <TextArea deed="refuse_payment_by_hand" name="reason" label=t::admin_reason(l)
                            hint=t::by_hand_refuse_hint(l) rows=3 max=500 required=true/>
                        <Submit label=t::by_hand_refuse_do(l) kind="danger"/>
                    </DeedForm>
                </div>
            </details>
        </div></li>
    }
}

#[component]
fn Decided(lines: Vec<HandLine>, names: Names) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::by_hand_payment(l)),
        Column::money(t::by_hand_amount(l)),
        Column::of(t::by_hand_reference(l)),
        Column::of(t::admin_status(l)),
        Column::of(t::by_hand_by(l)),
        Column::of(t::by_hand_decided_by(l)),
        Column::of(t::admin_log_when(l)),
    ];
    let rows = lines.into_iter().map(|line| cells(line, &names)).collect();
    view! {
        <section class="stack" aria-labelledby="decided">
            <h2 id="decided">{t::by_hand_decided(l)}</h2>
            <DataTable caption=t::by_hand_decided(l) columns rows/>
        </section>
    }
}

fn cells(line: HandLine, names: &Names) -> Vec<AnyView> {
    let HandLine { record, payment } = line;
    let said = |id: UserId| {
        let name = names.get(&id).cloned().unwrap_or_default();
        view! { <Person name id/> }
    };
    vec![
        view! { <bdi dir="ltr">{payment.reference()}</bdi> }.into_any(),
        view! { <MoneyView money=record.amount/> }.into_any(),
        view! { <bdi>{record.reference.clone()}</bdi> }.into_any(),
        words::word(lang(), "hand_record_state", &record.state.to_string()).into_any(),
        said(record.recorded_by).into_any(),
        record.decided_by.map(said).into_any(),
        record.decided_at.map(|at| view! { <When at/> }).into_any(),
    ]
}
