//! What the house has, owes and earned; and that both sides are equal, with the figure.

use super::{frame::AdminPage, treasury_capital::Capital};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, MoneyView, Notice},
    ssr::{desk, refuse, signed_in},
    t,
    words::{number, word},
};
use actions::{
    admin::{Treasury as Figures, TreasuryLine, TrialLine},
    custody::{CapitalWays, capital_ways, hot_vault},
};
use domain::{
    Money,
    escrow::ChainAddress,
    ledger::{LedgerAccount, Shelf},
    machine::Word,
};
use leptos::{either::Either, prelude::*};

/// One moment of the house's money.
#[component]
pub fn Treasury() -> impl IntoView {
    loaded(load(), |known| view! { <Page known/> })
}

type Networks = Vec<(u64, String)>;

struct Known {
    treasury: Figures,
    networks: Networks,
    ways: CapitalWays,
    vault: Option<ChainAddress>,
}

async fn load() -> Result<Known, Fault> {
    let (desk, me) = (desk(), signed_in()?);
    let treasury = actions::admin::treasury(&desk, me.id).await.map_err(refuse)?;
    let networks = desk.chains.iter().map(|chain| (chain.settings().chain_id.0, chain.settings().name.clone()));
    let (ways, vault) = (capital_ways(&desk), hot_vault(&desk));
    Ok(Known { treasury, networks: networks.collect(), ways, vault })
}

#[component]
fn Page(known: Known) -> impl IntoView {
    let l = lang();
    let Known { treasury, networks, ways, vault } = known;
    let capital = view! { <Capital ways vault/> };
    let Figures { lines, trial, unsealed } = treasury;
    if lines.is_empty() {
        return Either::Left(view! {
            <AdminPage title=t::books_treasury(l) lead=t::books_treasury_lead(l)>
                <Empty title=t::books_treasury_none(l) text=t::books_treasury_none_text(l)/>
                {capital}
            </AdminPage>
        });
    }
    let unsealed = (unsealed > 0).then(|| view! { <p class="hint">{t::books_unsealed(l, unsealed as u64)}</p> });
    let parts: Vec<_> = Shelf::ALL
        .iter()
        .filter_map(|shelf| {
            let lines: Vec<_> = lines.iter().filter(|line| line.shelf == *shelf).cloned().collect();
            (!lines.is_empty()).then(|| view! { <Part shelf=*shelf lines networks=networks.clone()/> })
        })
        .collect();
    Either::Right(view! {
        <AdminPage title=t::books_treasury(l) lead=t::books_treasury_lead(l)>
            <Trial trial/>
            {unsealed}
            {parts}
            {capital}
        </AdminPage>
    })
}

/// The sentence, and the figures it speaks of.
#[component]
fn Trial(trial: Vec<TrialLine>) -> impl IntoView {
    let l = lang();
    let is_even = trial.iter().all(TrialLine::is_even);
    let (kind, title, text) = if is_even {
        ("success", t::books_even(l), t::books_even_text(l))
    } else {
        ("error", t::books_uneven(l), t::books_uneven_text(l))
    };
    let columns = vec![
        Column::of(t::books_currency(l)),
        Column::money(t::books_debit(l)),
        Column::money(t::books_credit(l)),
        Column::money(t::books_difference(l)),
    ];
    let row = |line: TrialLine| -> Vec<AnyView> {
        let left = Money::new(line.debit.units - line.credit.units, line.debit.currency);
        vec![
            view! { <bdi>{line.debit.currency.code()}</bdi> }.into_any(),
            view! { <MoneyView money=line.debit/> }.into_any(),
            view! { <MoneyView money=line.credit/> }.into_any(),
            view! { <MoneyView money=left/> }.into_any(),
        ]
    };
    let rows = trial.into_iter().map(row).collect();
    view! {
        <Notice kind title><p>{text}</p></Notice>
        <DataTable caption=t::books_trial(l) columns rows/>
    }
}

#[component]
fn Part(shelf: Shelf, lines: Vec<TreasuryLine>, networks: Networks) -> impl IntoView {
    let l = lang();
    let title = word(l, "shelf", shelf.word());
    let columns = vec![Column::of(t::books_account(l)), Column::money(t::books_sum(l))];
    let row = |line: TreasuryLine| -> Vec<AnyView> {
        let called = match &line.account {
            Some(account) => Either::Left(view! { <Account account=account.clone() networks=networks.clone()/> }),
            None => Either::Right(t::books_accounts(l, line.count)),
        };
        vec![called.into_any(), view! { <MoneyView money=line.sum/> }.into_any()]
    };
    let rows = lines.into_iter().map(row).collect();
    view! {
        <section class="stack">
            <h2>{title.clone()}</h2>
            <DataTable caption=title columns rows/>
        </section>
    }
}

/// An account by what people call it, and by its own name.
#[component]
fn Account(account: LedgerAccount, networks: Networks) -> impl IntoView {
    let called = match &account {
        LedgerAccount::Vault { chain, vault, .. } => {
            let network = networks.iter().find(|(id, _)| *id == chain.0).map(|(_, name)| name.clone());
            let network = network.unwrap_or_else(|| number(lang(), chain.0));
            Some(format!("{network} · {}", word(lang(), "vault", LedgerAccount::sort_of_vault(vault))))
        }
        _ => None,
    };
    let called = called.map(|called| view! { <bdi class="block">{called}</bdi> });
    view! { {called} <bdi class="hint wrap-anywhere" dir="ltr">{account.to_string()}</bdi> }
}
