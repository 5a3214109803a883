//! What came back to the buyer of an order: it is in the wallet, and can be sent on in one step. What is chosen stands in
//! the address of the page, so that nothing happens before it has been read.

use super::{
    ToRequest, order_number, order_of_page,
    refund_lines::Line,
    refund_review::{DEED, Review},
    sums::said,
};
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{Empty, LinkButton, Notice},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::{
    ActionError,
    custody::{Exits, Quoted, RefundFile, RefundForm, Sender, exits, quote_refund, refund_file},
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
    fault: Option<Fault>,
}

/// Page `/orders/{id}/refund`, for the buyer alone.
#[component]
pub fn Refund() -> impl IntoView {
    let id = order_of_page();
    loaded(load(id.clone(), typed()), move |asked| match asked {
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

async fn load(id: Result<PurchaseRequestId, Fault>, typed: RefundForm) -> Result<Option<Asked>, Fault> {
    let (viewer, desk, id) = (signed_in()?, desk(), id?);
    let request: PurchaseRequest = desk.store.get(id).await.map_err(|error| refuse(error.into()))?;
    if request.is_party(viewer.id) && desk.store.payment_of(id).await.map_err(|e| refuse(e.into()))?.is_none() {
        return Ok(None);
    }
    let file = refund_file(&desk, viewer.id, id).await.map_err(refuse)?;
    let (mut quoted, mut fault) = (None, None);
    if !typed.line.is_empty() {
        match quote_refund(&desk, viewer.id, id, &typed).await {
            Ok(quote) => quoted = Some(quote),
            Err(error @ (ActionError::Fields(_) | ActionError::Refused { .. })) => fault = Some(refuse(error)),
            Err(error) => return Err(refuse(error)),
        }
    }
    let exits = exits(&desk, viewer.id).await.map_err(refuse)?;
    Ok(Some(Asked { file, exits, typed, quoted, fault }))
}

fn show(asked: Asked) -> impl IntoView {
    let l = lang();
    let Asked { file, exits, typed, quoted, fault } = asked;
    let order = file.order.clone();
    let (href, number) = (format!("/orders/{}", order.request.id), order_number(order.request.number));
    let inside = match quoted {
        Some(quoted) => view! { <Review quoted typed order=order.request.id/> }.into_any(),
        None if file.lines.is_empty() => {
            let back = href.clone();
            view! {
                <Empty title=t::refund_none(l) text=t::refund_none_text(l)>
                    <LinkButton href=back label=t::escrow_checkout_back(l) kind="quiet"/>
                </Empty>
            }
            .into_any()
        }
        None => lines(file, &exits, &typed, fault),
    };
    view! {
        <Title text=t::refund_title(l)/>
        <div class="page stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <p class="hint"><a href=href>{t::refund_back(l, number)}</a></p>
                <h1>{t::refund_title(l)}</h1>
                <p class="lead">{t::refund_lead(l)}</p>
            </header>
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
    let l = lang();
    if let Some(fault) = fault {
        // The fields of the line that was asked about read what is wrong with them from here.
        let values = [("which", &typed.line), ("chain", &typed.chain), ("address", &typed.address)];
        let values: BTreeMap<String, String> = values.map(|(name, value)| (name.to_owned(), value.clone())).into();
        provide_context(Refused { deed: DEED.to_owned(), fault, values });
    }
    let refused = Refused::of(DEED).map(|refused| {
        view! { <Notice kind="error" title=t::house_form_refused(l)><p>{refused.fault.sentence(l)}</p></Notice> }
    });
    let RefundFile { lines, senders, .. } = file;
    let lines = lines.into_iter().map(|line| {
        let senders: Vec<Sender> =
            senders.iter().filter(|sender| sender.currency == line.amount.currency).cloned().collect();
        let asked = (typed.line == line.key).then(|| typed.clone());
        view! { <Line line senders chains=chains_of(exits) asked/> }
    });
    let lines: Vec<_> = lines.collect();
    view! { {refused} {lines} }.into_any()
}

fn chains_of(exits: &Exits) -> Vec<(String, String)> {
    exits.chains.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
}
