//! The money of an order: what was agreed, what is held, what moved. What silence does to it is `silence`.

use super::{
    fees::FeeLines,
    load::{OrderView, Side},
};
use crate::{
    lang,
    parts::{MoneyView, When},
    t::{self, Locale},
    words,
};
use domain::{
    Money, Timestamp,
    escrow::Escrow,
    ledger::{Entry, Journal, LedgerAccount},
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
