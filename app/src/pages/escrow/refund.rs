//! What came back to the buyer of an order: it is in the wallet, and can be sent on in one step. What is chosen stands in
//! the address of the page, so that nothing happens before it has been read.

use super::{
    ToRequest, order_number, order_of_page,
    refund_lines::Line,
    refund_rates::Rates,
    refund_review::{DEED, Review},
    sums::said,
};
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{Empty, LinkButton, Notice, missed},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::{
    ActionError,
    custody::{
        Exits, Quoted, RateChoices, RefundFile, RefundForm, Sender, exits, quote_refund, rate_choices, refund_file,
    },
};
use domain::{
    PurchaseRequestId,
    escrow::Order,
    ledger::{Journal, JournalKind, LedgerAccount},
    market::PurchaseRequest,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::collections::BTreeMap;

/// What the page knows.
struct Asked {
    file: RefundFile,
    exits: Exits,
    typed: RefundForm,
    quoted: Option<Quoted>,
    choices: Option<RateChoices>,
    fault: Option<Fault>,
}

/// Page `/orders/{id}/refund`, for the buyer alone.
#[component]
pub fn Refund() -> impl IntoView {
    let id = order_of_page();
    loaded(load(id.clone(), typed(), asks_rates()), move |asked| match asked {
        Some(asked) => Either::Left(show(asked)),
        None => Either::Right(view! { <ToRequest id/> }),
    })
}

/// True for a posting that put something into a buyer's wallet.
pub(super) fn gives_back(journal: &Journal) -> bool {
    let to_wallet = journal.entries.iter().any(|entry| matches!(entry.credit, LedgerAccount::Wallet(_)));
    to_wallet && matches!(journal.kind, JournalKind::Refund | JournalKind::PayIn | JournalKind::Claim)
}

fn typed() -> RefundForm {
    let query = use_query_map().get_untracked();
    let said = |name: &str| query.get(name).unwrap_or_default();
    RefundForm { line: said("line"), chain: said("chain"), address: said("address") }
}

/// True when the rates for a line are asked for, and not where to send it.
fn asks_rates() -> bool {
    use_query_map().get_untracked().get("rates").is_some()
}

async fn load(
    id: Result<PurchaseRequestId, Fault>,
    typed: RefundForm,
    asks_rates: bool,
) -> Result<Option<Asked>, Fault> {
    let (viewer, desk, id) = (signed_in()?, desk(), id?);
    let request: PurchaseRequest = desk.store.get(id).await.map_err(|error| refuse(error.into()))?;
    if request.is_party(viewer.id) && desk.store.payment_of(id).await.map_err(|e| refuse(e.into()))?.is_none() {
        return Ok(None);
    }
    let file = refund_file(&desk, viewer.id, id).await.map_err(refuse)?;
    let (mut quoted, mut choices, mut fault) = (None, None, None);
    if asks_rates {
        choices = said_or(rate_choices(&desk, viewer.id, id, &typed.line).await, &mut fault)?;
    } else if !typed.line.is_empty() {
        quoted = said_or(quote_refund(&desk, viewer.id, id, &typed).await, &mut fault)?;
    }
    let mut exits = exits(&desk, viewer.id).await.map_err(refuse)?;
    if file.order.not_frozen().is_err() {
        exits.chains.clear();
    }
    Ok(Some(Asked { file, exits, typed, quoted, choices, fault }))
}

/// An answer; or a refusal that belongs on the page.
fn said_or<T>(answer: Result<T, ActionError>, fault: &mut Option<Fault>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error @ (ActionError::Fields(_) | ActionError::Refused { .. })) => {
            *fault = Some(refuse(error));
            Ok(None)
        }
        Err(error) => Err(refuse(error)),
    }
}

fn show(asked: Asked) -> impl IntoView {
    let l = lang();
    let Asked { file, exits, typed, quoted, choices, fault } = asked;
    let order = file.order.clone();
    let (href, number) = (format!("/orders/{}", order.request.id), order_number(order.request.number));
    let standstill = order.not_frozen().err().map(|frozen| {
        let why = Fault::new(frozen.status(), frozen.code()).sentence(l);
        view! { <Notice kind="warning" title=t::escrow_incident_title(l)><p>{why}</p></Notice> }
    });
    let inside = match (quoted, choices) {
        (_, Some(choices)) => view! { <Rates choices order=order.request.id/> }.into_any(),
        (Some(quoted), _) => view! { <Review quoted typed order=order.request.id/> }.into_any(),
        _ if file.lines.is_empty() => {
            let back = href.clone();
            view! {
                <Empty title=t::refund_none(l) text=t::refund_none_text(l)>
                    <LinkButton href=back label=t::escrow_checkout_back(l) kind="quiet"/>
                </Empty>
            }
            .into_any()
        }
        _ => lines(file, &exits, &typed, fault),
    };
    view! {
        <Title text=t::refund_title(l)/>
        <div class="page stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <p class="hint"><a href=href>{t::refund_back(l, number)}</a></p>
                <h1>{t::refund_title(l)}</h1>
                <p class="lead">{t::refund_lead(l)}</p>
            </header>
            {standstill}
            {inside}
            <RateRule order/>
        </div>
    }
}

/// A price in another currency than the coins that paid it: at which rate it went back.
#[component]
fn RateRule(order: Order) -> impl IntoView {
    let l = lang();
    order.payment.exchanged.map(|exchanged| {
        let (coins, price) = (said(l, exchanged.coins), said(l, exchanged.price));
        view! { <p class="hint">{t::refund_rate(l, coins, price)}</p> }
    })
}

fn lines(file: RefundFile, exits: &Exits, typed: &RefundForm, fault: Option<Fault>) -> AnyView {
    if let Some(fault) = fault {
        // The fields of the line that was asked about read what is wrong with them from here.
        let values = [("which", &typed.line), ("chain", &typed.chain), ("address", &typed.address)];
        let values: BTreeMap<String, String> = values.map(|(name, value)| (name.to_owned(), value.clone())).into();
        provide_context(Refused { deed: DEED.to_owned(), fault, values });
    }
    let refused = missed(DEED);
    let RefundFile { lines, senders, .. } = file;
    let lines = lines.into_iter().map(|line| {
        let senders: Vec<Sender> =
            senders.iter().filter(|sender| sender.sent.currency == line.amount.currency).cloned().collect();
        let asked = (typed.line == line.key).then(|| typed.clone());
        view! { <Line line senders chains=chains_of(exits) addresses=exits.addresses.clone() asked/> }
    });
    let lines: Vec<_> = lines.collect();
    view! { {refused} {lines} }.into_any()
}

fn chains_of(exits: &Exits) -> Vec<(String, String)> {
    exits.chains.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
}
