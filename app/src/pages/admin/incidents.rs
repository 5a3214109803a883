//! What chains took back after they had called it final: evidence, age, and what two admins decide; and what it has cost.

use super::{
    frame::AdminPage,
    incidents_missed::missed,
    payment_parts::{Checks, Hash},
    payments::order_number,
};
use crate::{
    Fault, Refused, lang,
    pages::{identity::StepUp, loaded},
    parts::{Address, Column, DataTable, DeedForm, Empty, MoneyView, Notice, Person, Submit, TextArea, When},
    ssr::{desk, refuse, signed_in, viewer},
    t,
    words::word,
};
use actions::admin::{IncidentLine, Incidents as Found};
use domain::{
    Hours, Money, Timestamp, UserId,
    escrow::{REORG_LOSS, ReversalAsked},
    identity::Role,
    ledger::LedgerAccount,
    machine::Word,
};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

/// Until then a chain may well bring it back by itself.
const TIME_TO_COME_BACK: Hours = Hours(24);

type Names = BTreeMap<UserId, String>;

/// Page `/admin/incidents`: the longest missing first.
#[component]
pub fn Incidents() -> impl IntoView {
    loaded(load(), |(found, now)| view! { <Page found now/> })
}

async fn load() -> Result<(Found, Timestamp), Fault> {
    let (desk, me) = (desk(), signed_in()?);
    Ok((actions::admin::incidents(&desk, me.id).await.map_err(refuse)?, desk.now()))
}

#[component]
fn Page(found: Found, now: Timestamp) -> impl IntoView {
    let l = lang();
    let Found { open, reversed, names, losses } = found;
    let may_rule = viewer().is_some_and(|me| me.is(Role::Admin));
    let missed = missed(&open);
    let step_up = (may_rule && !open.is_empty()).then(|| view! { <StepUp/> });
    let cards: Vec<_> = open.into_iter().map(|line| view! { <Card line names=names.clone() now may_rule/> }).collect();
    let open = if cards.is_empty() {
        Either::Left(view! { <Empty title=t::incident_none(l) text=t::incident_none_text(l)/> })
    } else {
        Either::Right(view! { <ul class="stack">{cards}</ul> })
    };
    let reversed = (!reversed.is_empty()).then(|| view! { <Reversed lines=reversed names/> });
    view! {
        <AdminPage title=t::incident_title(l) lead=t::incident_lead(l)>
            {missed}
            {step_up}
            <Losses losses/>
            {open}
            {reversed}
        </AdminPage>
    }
}

/// What the house bore, in one line.
#[component]
pub(super) fn Losses(losses: Vec<Money>) -> impl IntoView {
    let l = lang();
    let account = LedgerAccount::Expense(REORG_LOSS.to_owned()).to_string();
    (!losses.is_empty()).then(|| {
        let sums: Vec<_> = losses.into_iter().map(|money| view! { <li><MoneyView money/></li> }).collect();
        view! {
            <Notice kind="warning" title=t::incident_losses(l)>
                <p>{t::incident_losses_text(l)} " " <bdi class="hint" dir="ltr">{account}</bdi></p>
                <ul class="cluster">{sums}</ul>
            </Notice>
        }
    })
}

#[component]
fn Card(line: IncidentLine, names: Names, now: Timestamp, may_rule: bool) -> impl IntoView {
    let l = lang();
    let IncidentLine { event, payment, order, escrow, explorer } = line;
    let since = event.missing_since.unwrap_or(now);
    let is_old = now >= since + TIME_TO_COME_BACK;
    let (badge, text) =
        if is_old { ("badge badge-error", t::incident_old(l)) } else { ("badge badge-warning", t::incident_young(l)) };
    let look = explorer.map(|link| view! { " " <a href=link rel="noreferrer">{t::incident_look(l)}</a> });
    let which = event.id.to_string();
    let deeds = may_rule.then(|| view! { <Deeds which asked=event.reversal_asked.clone() names/> });
    view! {
        <li class="card"><div class="card-body stack">
            <h2>{event.amount.map(|money| view! { <MoneyView money/> })} " " <span class=badge>{text}</span></h2>
            <dl class="facts">
                <div><dt>{t::books_payment(l)}</dt><dd><a href=format!("/admin/payments/{}", payment.id)>
                    <bdi dir="ltr">{payment.reference()}</bdi></a> " · " <bdi dir="ltr">{order.map(order_number)}</bdi></dd></div>
                <div><dt>{t::incident_since(l)}</dt><dd><When at=since/></dd></div>
                <div><dt>{t::incident_brought(l)}</dt><dd>{word(l, "chain_event_status", event.status.word())}</dd></div>
                <div><dt>{t::incident_order_money(l)}</dt><dd>{word(l, "escrow_state", escrow.word())}</dd></div>
                <div><dt>{t::books_tx(l)}</dt><dd><Hash text=event.tx_hash.0.clone()/> {look}</dd></div>
                <div><dt>{t::books_block(l)}</dt><dd><bdi dir="ltr">{event.block_number}</bdi></dd></div>
                <div><dt>{t::books_address(l)}</dt><dd><Address address=event.to.clone()/></dd></div>
            </dl>
            <Checks checks=event.checks/>
            {deeds}
        </div></li>
    }
}

/// One admin asks, another one decides.
#[component]
fn Deeds(which: String, asked: Option<ReversalAsked>, names: Names) -> impl IntoView {
    let l = lang();
    let Some(asked) = asked else { return Either::Left(view! { <Ask which/> }) };
    let me = viewer().map(|me| me.id);
    let name = names.get(&asked.by).cloned().unwrap_or_default();
    let confirm = if me == Some(asked.by) {
        Either::Left(view! { <Notice kind="info"><p>{t::incident_mine(l)}</p></Notice> })
    } else {
        Either::Right(view! {
            <DeedForm deed="confirm_reversal" which=which.clone()>
                <p>{t::incident_confirm_text(l)}</p>
                <Submit label=t::incident_confirm(l) kind="danger"/>
            </DeedForm>
        })
    };
    Either::Right(view! {
        <dl class="facts">
            <div><dt>{t::incident_asked_by(l)}</dt><dd><Person name id=asked.by/> ", " <When at=asked.at/></dd></div>
            <div><dt>{t::admin_reason(l)}</dt><dd><bdi>{asked.reason}</bdi></dd></div>
        </dl>
        {confirm}
        <DeedForm deed="drop_reversal" which>
            <Submit label=t::incident_drop(l)/>
        </DeedForm>
    })
}

#[component]
fn Ask(which: String) -> impl IntoView {
    let l = lang();
    let open = Refused::of("ask_reversal").is_some_and(|refused| refused.values.get("which") == Some(&which));
    view! {
        <details open=open>
            <summary class="btn btn-outline btn-error">{t::incident_ask(l)}</summary>
            <div class="pt-3">
                <DeedForm deed="ask_reversal" which>
                    <p>{t::incident_ask_text(l)}</p>
                    <TextArea deed="ask_reversal" name="reason" label=t::admin_reason(l) hint=t::incident_reason_hint(l)
                        rows=3 max=500 required=true/>
                    <Submit label=t::incident_ask_do(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}

#[component]
fn Reversed(lines: Vec<IncidentLine>, names: Names) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::books_payment(l)),
        Column::money(t::books_sum(l)),
        Column::of(t::incident_since(l)),
        Column::of(t::incident_reversed_at(l)),
        Column::of(t::incident_by_two(l)),
        Column::of(t::admin_reason(l)),
    ];
    let rows = lines.into_iter().filter_map(|line| cells(line, &names)).collect();
    view! {
        <section class="stack" aria-labelledby="reversed">
            <h2 id="reversed">{t::incident_reversed(l)}</h2>
            <p class="hint">{t::incident_reversed_text(l)}</p>
            <DataTable caption=t::incident_reversed(l) columns rows/>
        </section>
    }
}

fn cells(line: IncidentLine, names: &Names) -> Option<Vec<AnyView>> {
    let last = line.event.reversals.last().cloned()?;
    let said = |id: UserId| {
        let name = names.get(&id).cloned().unwrap_or_default();
        view! { <Person name id/> }
    };
    let payment = line.payment;
    Some(vec![
        view! { <a href=format!("/admin/payments/{}", payment.id)><bdi dir="ltr">{payment.reference()}</bdi></a> }
            .into_any(),
        view! { <MoneyView money=last.amount/> }.into_any(),
        view! { <When at=last.missing_since/> }.into_any(),
        view! { <When at=last.at/> }.into_any(),
        view! { {said(last.asked.by)} ", " {said(last.confirmed_by)} }.into_any(),
        view! { <bdi>{last.asked.reason}</bdi> }.into_any(),
    ])
}
