//! The wallet: what is available in each currency, and every line that made it so.

use super::{
    aside::{Aside, AsideToo, SetAside, sum_in},
    lines::{self, Line, WalletLines},
};
use crate::{
    lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, MoneyView, Pager, When},
    t, words,
};
use domain::Money;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Page `/wallet`.
#[component]
pub fn Wallet() -> impl IntoView {
    let page = use_query_map().get_untracked().get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    loaded(lines::load(page), show)
}

fn show((wallets, aside): (Vec<WalletLines>, Vec<Aside>)) -> impl IntoView {
    let l = lang();
    let inside = if wallets.is_empty() {
        Either::Left(view! {
            <Empty title=t::escrow_wallet_empty(l) text=t::escrow_wallet_empty_text(l)>
                <a class="btn btn-primary" href="/requests">{t::escrow_wallet_empty_do(l)}</a>
            </Empty>
        })
    } else {
        let balance = |wallet: &WalletLines| view! { <Balance free=wallet.balance aside=sum_in(&aside, wallet.balance.currency)/> };
        let balances: Vec<_> = wallets.iter().map(balance).collect();
        let activity: Vec<_> = wallets.into_iter().map(|wallet| view! { <Activity wallet/> }).collect();
        Either::Right(view! {
            <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{balances}</div>
            <SetAside aside/>
            {activity}
            <p><a class="btn btn-primary" href="/wallet/withdraw">{t::custody_title(l)}</a></p>
            <p><a class="btn btn-outline" href="/wallet/activity.csv" download data-no-prefetch>{t::escrow_wallet_csv(l)}</a></p>
        })
    };
    view! {
        <Title text=t::escrow_wallet_title(l)/>
        <div class="page-wide stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <h1>{t::escrow_wallet_title(l)}</h1>
                <p class="lead">{t::escrow_wallet_lead(l)}</p>
            </header>
            {inside}
        </div>
    }
}

#[component]
fn Balance(free: Money, aside: Money) -> impl IntoView {
    let l = lang();
    view! {
        <section class="card p-5 stack" data-gap="tight" data-currency=free.currency.code()>
            <h2 class="hint">{t::escrow_wallet_balance(l, free.currency.code())}</h2>
            <MoneyView money=free large=true/>
            <AsideToo free aside/>
        </section>
    }
}

#[component]
fn Activity(wallet: WalletLines) -> impl IntoView {
    let l = lang();
    let currency = wallet.balance.currency.code();
    let columns = vec![
        Column::of(t::escrow_wallet_at(l)),
        Column::of(t::escrow_wallet_what(l)),
        Column::money(t::escrow_wallet_amount(l)),
        Column::money(t::escrow_wallet_after(l)),
    ];
    let rows = wallet.lines.into_iter().map(row).collect();
    view! {
        <section class="stack">
            <h2>{t::escrow_wallet_activity(l, currency)}</h2>
            <DataTable columns rows/>
            <Pager here=wallet.page last=wallet.last_page href=|page| format!("?page={page}")/>
        </section>
    }
}

fn row(line: Line) -> Vec<AnyView> {
    let l = lang();
    let kind = words::word(l, "journal_kind", line.what);
    let order = line.order.map(|(id, number)| {
        view! { " · " <a href=format!("/orders/{id}")>{t::escrow_wallet_order(l, number)}</a> }
    });
    vec![
        view! { <When at=line.at/> }.into_any(),
        view! { <span>{kind} {order}</span> }.into_any(),
        view! { <MoneyView money=line.amount signed=true/> }.into_any(),
        view! { <MoneyView money=line.after/> }.into_any(),
    ]
}
