//! The books held against the world outside: the last comparison, what may explain a difference, and every one before.

use super::{
    differences_history::History, differences_providers::Providers, frame::AdminPage, incidents::Losses,
    payment_parts::Hash,
};
use crate::{
    Fault, lang,
    pages::{identity::StepUp, loaded},
    parts::{Address, Column, DataTable, DeedForm, Empty, MoneyView, Notice, Submit, When},
    ssr::{desk, refuse, signed_in},
    t,
    words::{number, word},
};
use domain::{
    Money,
    ledger::{BooksVerdict, Candidate, LedgerAccount, Reconciliation, ReconciliationLine},
    machine::Word,
};
use leptos::{either::Either, prelude::*};

/// The last comparison, large; those before it, in a list.
#[component]
pub fn Differences() -> impl IntoView {
    loaded(load(), |(comparisons, networks, losses)| view! { <Page comparisons networks losses/> })
}

type Networks = Vec<(u64, String)>;

async fn load() -> Result<(Vec<Reconciliation>, Networks, Vec<Money>), Fault> {
    let (desk, me) = (desk(), signed_in()?);
    let comparisons = actions::ledger::comparisons(&desk, me.id).await.map_err(refuse)?;
    let networks = desk.chains.iter().map(|chain| (chain.settings().chain_id.0, chain.settings().name.clone()));
    let losses = actions::admin::incidents(&desk, me.id).await.map_err(refuse)?.losses;
    Ok((comparisons, networks.collect(), losses))
}

#[component]
fn Page(comparisons: Vec<Reconciliation>, networks: Networks, losses: Vec<Money>) -> impl IntoView {
    let l = lang();
    let body = match comparisons.split_first() {
        None => Either::Left(view! { <Empty title=t::books_never_compared(l) text=t::books_never_compared_text(l)/> }),
        Some((last, _)) => Either::Right(view! {
            <Last last=last.clone() networks/>
            <History comparisons=comparisons.clone()/>
        }),
    };
    view! {
        <AdminPage title=t::books_differences(l) lead=t::books_differences_lead(l)>
            <StepUp/>
            <DeedForm deed="compare_books">
                <Submit label=t::books_compare_now(l) kind="primary"/>
            </DeedForm>
            <Losses losses/>
            <p><a href="/admin/incidents">{t::incident_link(l)}</a></p>
            {body}
        </AdminPage>
    }
}

#[component]
fn Last(last: Reconciliation, networks: Networks) -> impl IntoView {
    let l = lang();
    let (kind, title, text) = match last.verdict {
        BooksVerdict::Balanced => ("success", t::books_balanced(l), t::books_balanced_text(l)),
        BooksVerdict::Differs => ("error", t::books_differs(l), t::books_differs_text(l)),
        BooksVerdict::Unknown => ("warning", t::books_unknown(l), t::books_unknown_text(l)),
    };
    let lines: Vec<_> = last.lines.into_iter().map(|line| view! { <Line line networks=networks.clone()/> }).collect();
    view! {
        <Notice kind title><p>{text} " " <When at=last.ended_at/></p></Notice>
        <div class="stack">{lines}</div>
        <Providers lines=last.providers/>
    }
}

#[component]
fn Line(line: ReconciliationLine, networks: Networks) -> impl IntoView {
    let l = lang();
    let network = networks.iter().find(|(id, _)| *id == line.chain_id.0).map(|(_, name)| name.clone());
    let network = network.unwrap_or_else(|| number(l, line.chain_id.0));
    let vault = match &line.account {
        LedgerAccount::Vault { vault, .. } => word(l, "vault", LedgerAccount::sort_of_vault(vault)),
        other => other.to_string(),
    };
    let outside =
        line.outside.map(|money| view! { <div><dt>{t::books_outside(l)}</dt><dd><MoneyView money/></dd></div> });
    let difference = line.difference.filter(|_| line.verdict == BooksVerdict::Differs).map(|money| {
        let units = line.difference_units.clone();
        view! {
            <div data-total=""><dt>{t::books_difference(l)}</dt><dd><MoneyView money signed=true/>
                <p class="hint"><bdi dir="ltr">{units}</bdi> " " {t::books_smallest_units(l)}</p></dd></div>
        }
    });
    let on_its_way = line.on_its_way.is_positive().then(|| {
        view! { <div><dt>{t::books_on_its_way(l)}</dt><dd><MoneyView money=line.on_its_way/></dd></div> }
    });
    let block = line.block.map(|block| {
        view! { <div><dt>{t::books_as_of_block(l)}</dt><dd><bdi dir="ltr">{block}</bdi></dd></div> }
    });
    let trouble = line.trouble.clone().map(|code| {
        view! { <Notice kind="warning"><p>{trouble(&code)} " " <bdi class="hint">{code.clone()}</bdi></p></Notice> }
    });
    view! {
        <section class="card"><div class="card-body stack">
            <h2><bdi>{network}</bdi> " · " <bdi>{line.currency.code()}</bdi> " · " {vault} " " <Verdict verdict=line.verdict/></h2>
            {trouble}
            <dl class="facts">
                <div><dt>{t::books_booked(l)}</dt><dd><MoneyView money=line.booked/></dd></div>
                {on_its_way}
                {outside}
                {difference}
                {block}
                <div><dt>{t::books_addresses(l)}</dt><dd>{number(l, line.address_count)}</dd></div>
            </dl>
            <p class="hint"><bdi class="wrap-anywhere" dir="ltr">{line.account.to_string()}</bdi></p>
            <Candidates verdict=line.verdict candidates=line.candidates/>
        </div></section>
    }
}

/// Why a chain gives no verdict.
fn trouble(code: &str) -> &'static str {
    let l = lang();
    match code {
        "chain-nodes-disagree" => t::books_trouble_disagree(l),
        "chain-too-few-nodes" => t::books_trouble_silent(l),
        _ => t::books_trouble_other(l),
    }
}

#[component]
pub(super) fn Verdict(verdict: BooksVerdict) -> impl IntoView {
    let class = match verdict {
        BooksVerdict::Balanced => "badge badge-success",
        BooksVerdict::Differs => "badge badge-error",
        BooksVerdict::Unknown => "badge badge-warning",
    };
    view! { <span class=class>{word(lang(), "books_verdict", verdict.word())}</span> }
}

#[component]
fn Candidates(verdict: BooksVerdict, candidates: Vec<Candidate>) -> impl IntoView {
    let l = lang();
    if verdict != BooksVerdict::Differs {
        return None;
    }
    if candidates.is_empty() {
        return Some(Either::Left(view! { <p>{t::books_no_candidates(l)}</p> }));
    }
    let columns = vec![
        Column::of(t::books_may_be(l)),
        Column::money(t::books_sum(l)),
        Column::of(t::books_tx(l)),
        Column::of(t::books_address(l)),
    ];
    let rows = candidates.into_iter().map(cells).collect();
    Some(Either::Right(view! {
        <h3>{t::books_candidates(l)}</h3>
        <DataTable caption=t::books_candidates(l) columns rows/>
    }))
}

fn cells(candidate: Candidate) -> Vec<AnyView> {
    let l = lang();
    let payment = candidate.payment_id.map(|id| {
        view! { " " <a href=format!("/admin/payments/{id}")>{t::books_to_payment(l)}</a> }
    });
    vec![
        view! { {word(l, "candidate_kind", candidate.kind.word())} {payment} }.into_any(),
        candidate.amount.map(|money| view! { <MoneyView money/> }).into_any(),
        candidate.tx_hash.map(|hash| view! { <Hash text=hash.0/> }).into_any(),
        candidate.address.map(|address| view! { <Address address/> }).into_any(),
    ]
}
