//! Taking money out: what leaves, by which network, to whom. What is typed stands in the address of the page, so that
//! it is there again after every step.

use super::{evidence::standing, pick::AddressPick, review::Review};
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, LinkButton, MoneyView, SelectField, Submit, TextField, When, missed},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::{
    ActionError,
    custody::{Exits, Quoted, WithdrawForm, exits, my_payouts, quote_withdrawal},
};
use domain::custody::Payout;
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::collections::BTreeMap;

/// The deed of the form.
pub(super) const DEED: &str = "withdraw";

/// What the page knows.
struct Asked {
    exits: Exits,
    typed: WithdrawForm,
    quoted: Option<Quoted>,
    fault: Option<Fault>,
    payouts: Vec<Payout>,
}

/// Page `/wallet/withdraw`.
#[component]
pub fn Withdraw() -> impl IntoView {
    loaded(load(typed()), |asked| view! { <Page asked/> })
}

/// What stands in the address, and whether it is to be looked at: not at first, and not on the way back to the form.
fn typed() -> (WithdrawForm, bool) {
    let query = use_query_map().get_untracked();
    let said = |name: &str| query.get(name).unwrap_or_default();
    let form = WithdrawForm {
        currency: said("currency"),
        chain: said("chain"),
        address: said("address"),
        amount: said("amount"),
    };
    (form, query.get("amount").is_some())
}

async fn load((typed, is_sent): (WithdrawForm, bool)) -> Result<Asked, Fault> {
    let (viewer, desk) = (signed_in()?, desk());
    let (mut quoted, mut fault) = (None, None);
    if is_sent {
        match quote_withdrawal(&desk, viewer.id, &typed).await {
            Ok(quote) => quoted = Some(quote),
            Err(error @ (ActionError::Fields(_) | ActionError::Refused { .. })) => fault = Some(refuse(error)),
            Err(error) => return Err(refuse(error)),
        }
    }
    Ok(Asked {
        exits: exits(&desk, viewer.id).await.map_err(refuse)?,
        payouts: my_payouts(&desk, viewer.id).await.map_err(refuse)?,
        typed,
        quoted,
        fault,
    })
}

#[component]
fn Page(asked: Asked) -> impl IntoView {
    let l = lang();
    let Asked { exits, typed, quoted, fault, payouts } = asked;
    let inside = match quoted {
        Some(quoted) => EitherOf3::A(view! { <Review quoted typed/> }),
        None if exits.balances.is_empty() => EitherOf3::B(view! { <NothingToTake is_open=!exits.chains.is_empty()/> }),
        None => EitherOf3::C(view! { <Form exits typed fault/> }),
    };
    view! {
        <Title text=t::custody_title(l)/>
        <div class="page stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <p class="hint"><a href="/wallet">{t::custody_to_wallet(l)}</a></p>
                <h1>{t::custody_title(l)}</h1>
                <p class="lead">{t::custody_lead(l)}</p>
            </header>
            {inside}
            <Mine payouts/>
        </div>
    }
}

#[component]
fn NothingToTake(is_open: bool) -> impl IntoView {
    let l = lang();
    let text = if is_open { t::custody_none_text(l) } else { t::custody_closed_text(l) };
    let title = if is_open { t::custody_none(l) } else { t::custody_closed(l) };
    view! {
        <Empty title text><LinkButton href="/wallet" label=t::custody_to_wallet(l) kind="quiet"/></Empty>
    }
}

/// A plain GET form: nothing happens before the next page has been read.
#[component]
fn Form(exits: Exits, typed: WithdrawForm, fault: Option<Fault>) -> impl IntoView {
    let l = lang();
    if let Some(fault) = fault {
        // The fields read what is wrong with them from here.
        let values = [
            ("currency", typed.currency.clone()),
            ("chain", typed.chain.clone()),
            ("address", typed.address.clone()),
            ("amount", typed.amount.clone()),
        ];
        let values: BTreeMap<String, String> = values.map(|(name, value)| (name.to_owned(), value)).into();
        provide_context(Refused { deed: DEED.to_owned(), fault, values });
    }
    let (refused, now) = (missed(DEED), desk().now());
    let currencies = exits.balances.iter().map(|balance| {
        let code = balance.currency.code().to_owned();
        (code.clone(), t::custody_have(l, crate::words::amount(*balance), code))
    });
    let currencies: Vec<_> = currencies.collect();
    let chains = exits.chains.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    view! {
        <form method="get" action="/wallet/withdraw" class="stack" novalidate=true>
            {refused}
            <SelectField deed=DEED name="currency" label=t::custody_currency(l) options=currencies
                value=typed.currency required=true/>
            <SelectField deed=DEED name="chain" label=t::custody_network(l) hint=t::custody_network_hint(l)
                options=chains value=typed.chain required=true/>
            <AddressPick deed=DEED addresses=exits.addresses value=typed.address now/>
            <TextField deed=DEED name="amount" label=t::custody_amount(l) hint=t::custody_amount_hint(l)
                value=typed.amount required=true inputmode="decimal" autocomplete="off" max=40/>
            <div><Submit label=t::custody_review(l) kind="primary"/></div>
        </form>
    }
}

/// What was asked for before.
#[component]
fn Mine(payouts: Vec<Payout>) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::custody_when(l)),
        Column::money(t::custody_amount(l)),
        Column::of(t::custody_network(l)),
        Column::of(t::custody_stands(l)),
    ];
    (!payouts.is_empty()).then(|| {
        let rows = payouts.into_iter().map(row).collect();
        view! {
            <section class="stack">
                <h2>{t::custody_mine(l)}</h2>
                <DataTable caption=t::custody_mine(l) columns rows/>
            </section>
        }
    })
}

fn row(payout: Payout) -> Vec<AnyView> {
    let href = format!("/wallet/withdrawals/{}", payout.id);
    vec![
        view! { <a href=href><When at=payout.created_at/></a> }.into_any(),
        view! { <MoneyView money=payout.amount/> }.into_any(),
        view! { <bdi>{payout.network}</bdi> }.into_any(),
        standing(lang(), payout.status).into_any(),
    ]
}
