//! The money of an order: what was agreed, what is held, what moved; and what silence does, by when.

use super::{
    fees::FeeLines,
    load::{OrderView, Side},
};
use crate::{
    dates, lang,
    parts::{MoneyView, When},
    t::{self, Locale},
    words,
};
use domain::{
    Money, Timestamp,
    escrow::Escrow,
    ledger::{Entry, Journal, LedgerAccount},
    market::RequestStatus,
};
use leptos::{either::Either, prelude::*};

/// Price, fee, proceeds, what is held now, and each move.
#[component]
pub(super) fn MoneyPanel(view: OrderView) -> impl IntoView {
    let l = lang();
    let escrow = &view.escrow;
    let moved = |label: &'static str, money: Money| {
        money.is_positive().then(|| view! { <div><dt>{label}</dt><dd><MoneyView money/></dd></div> })
    };
    view! {
        <section class="card p-5 stack" aria-labelledby="money">
            <h2 id="money">{t::escrow_money_title(l)}</h2>
            <dl class="facts">
                <div><dt>{t::escrow_money_price(l)}</dt><dd><MoneyView money=escrow.price/></dd></div>
                <FeeLines escrow=escrow.clone()/>
                <div data-total=""><dt>{t::escrow_money_held(l)}</dt><dd><MoneyView money=view.held()/></dd></div>
                <SellersDeposit escrow=escrow.clone()/>
                {moved(t::escrow_money_released(l), escrow.released)}
                {moved(t::escrow_money_refunded(l), escrow.refunded)}
            </dl>
            <h3>{t::escrow_money_moves(l)}</h3>
            <Moves journals=view.journals side=view.side/>
        </section>
    }
}

/// What the seller left as security, and where it is.
#[component]
fn SellersDeposit(escrow: Escrow) -> impl IntoView {
    let l = lang();
    escrow.deposit.map(|deposit| {
        let place = match deposit.returned_at {
            Some(at) => Either::Left(view! { {t::holds_deposit_returned(l)} " · " <When at/> }),
            None => Either::Right(t::holds_deposit_lies(l)),
        };
        view! {
            <div data-deposit="">
                <dt>{t::holds_deposit_with_order(l)}</dt>
                <dd><MoneyView money=deposit.amount/> <p class="hint">{place}</p></dd>
            </div>
        }
    })
}

#[component]
fn Moves(journals: Vec<Journal>, side: Side) -> impl IntoView {
    let l = lang();
    let lines: Vec<_> = journals.iter().flat_map(|journal| moves_of(l, journal, side)).collect();
    if lines.is_empty() {
        return Either::Left(view! { <p class="hint">{t::escrow_money_none(l)}</p> });
    }
    let lines = lines.into_iter().map(|(what, at, money)| {
        view! {
            <div>
                <dt>{what} <span class="block"><When at/></span></dt>
                <dd><MoneyView money/></dd>
            </div>
        }
    });
    let lines: Vec<_> = lines.collect();
    Either::Right(view! { <dl class="facts">{lines}</dl> })
}

/// What a journal moved for the order; and, for the buyer alone, what of it came beyond the price.
fn moves_of(l: Locale, journal: &Journal, side: Side) -> Vec<(String, Timestamp, Money)> {
    let is_beyond = |entry: &&Entry| entry.debit.is_outside() && matches!(entry.credit, LedgerAccount::Wallet(_));
    let (beyond, order): (Vec<_>, Vec<_>) = journal.entries.iter().partition(is_beyond);
    let beyond = (side == Side::Buyer).then(|| sum(&beyond)).flatten();
    let beyond = beyond.map(|money| (t::escrow_money_beyond(l).to_owned(), journal.at, money));
    let what = words::word(l, "journal_kind", &journal.kind.to_string());
    sum(&order).map(|money| (what, journal.at, money)).into_iter().chain(beyond).collect()
}

/// Of an exchange, what came in or went out: the other currency is the same money again.
fn sum(entries: &[&Entry]) -> Option<Money> {
    entries.iter().map(|entry| entry.amount).reduce(|sum, amount| sum.plus(amount).unwrap_or(sum))
}

/// The deadlines that still matter, each with what happens when nobody does anything.
#[component]
pub(super) fn Deadlines(view: OrderView) -> impl IntoView {
    let (l, now) = (lang(), view.now);
    let due = &view.request.deadlines;
    let top_up = view.payment.as_ref().and_then(|payment| payment.top_up_by);
    let lines = match view.request.status {
        RequestStatus::PendingPayment | RequestStatus::Payment if top_up.is_some() => {
            vec![(t::escrow_deadline_top_up(l), top_up, t::escrow_deadline_top_up_text(l))]
        }
        RequestStatus::PendingPayment | RequestStatus::Payment => {
            vec![(t::escrow_deadline_pay(l), due.pay_by, t::escrow_deadline_pay_text(l))]
        }
        RequestStatus::Processing => vec![
            (t::escrow_deadline_arrive(l), due.arrive_by, ""),
            (t::escrow_deadline_send(l), due.send_by, t::escrow_deadline_send_text(l)),
        ],
        RequestStatus::Delivery => {
            vec![(t::escrow_deadline_arrive(l), due.arrive_by, t::escrow_deadline_arrive_text(l))]
        }
        RequestStatus::Delivered | RequestStatus::Confirming => {
            vec![(t::escrow_deadline_inspect(l), due.inspect_until, t::escrow_deadline_inspect_text(l))]
        }
        _ => Vec::new(),
    };
    let lines: Vec<_> = lines
        .into_iter()
        .filter_map(|(label, at, text)| Some((label, at?, text)))
        .map(|(label, at, text)| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd>
                        <time datetime=at.to_string()>{dates::moment(l, at)}</time>
                        " (" {dates::relative(l, at, now)} ")"
                        <p class="hint">{text}</p>
                    </dd>
                </div>
            }
        })
        .collect();
    let stands_still = view.escrow.incident.is_some();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card p-5 stack" aria-labelledby="silence">
                <h2 id="silence">{t::escrow_deadlines_title(l)}</h2>
                {stands_still.then(|| view! { <p>{t::incident_clock(l)}</p> })}
                <dl class="facts">{lines}</dl>
            </section>
        }
    })
}
