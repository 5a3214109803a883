//! The house's vaults: what lies where by the books, which account receiving addresses come from, and what waits for a device.

use crate::{
    Fault, lang,
    pages::{admin::AdminPage, identity::PasskeyBox, loaded},
    parts::{Address, Column, DataTable, DeedForm, Empty, HiddenField, MoneyView, Notice, Submit, When},
    ssr::{desk, refuse, signed_in},
    t::{self, Locale},
    words,
};
use actions::custody::{ChainVaults, ReceivingAccount, VaultsFile, vaults};
use domain::{
    custody::{Payout, TrezorAccount, VaultLevel},
    identity::Role,
};
use leptos::{either::Either, prelude::*};

/// Page `/admin/vaults`.
#[component]
pub fn Vaults() -> impl IntoView {
    loaded(load(), |file| view! { <Page file/> })
}

async fn load() -> Result<VaultsFile, Fault> {
    let me = signed_in()?;
    vaults(&desk(), me.id).await.map_err(refuse)
}

#[component]
fn Page(file: VaultsFile) -> impl IntoView {
    let l = lang();
    let VaultsFile { vault, chains, account, choices, waiting, viewer } = file;
    let vault = match vault {
        Some(address) => Either::Left(view! { <p>{t::custody_vault(l)} ": " <Address address/></p> }),
        None => Either::Right(view! { <Notice kind="info"><p>{t::vaults_no_keystore(l)}</p></Notice> }),
    };
    let chains: Vec<_> = chains.into_iter().map(|vaults| view! { <Chain vaults/> }).collect();
    let choose = viewer.is(Role::Admin).then(|| view! { <Choose choices/> });
    view! {
        <AdminPage title=t::vaults_title(l) lead=t::vaults_lead(l)>
            {vault}
            {chains}
            <section class="stack" aria-labelledby="waiting">
                <h2 id="waiting">{t::vaults_waiting(l)}</h2>
                <Waiting waiting/>
                <DeedForm deed="sweep_now">
                    <Submit label=t::vaults_sweep_now(l) kind="quiet"/>
                </DeedForm>
            </section>
            <section class="stack" aria-labelledby="account">
                <h2 id="account">{t::vaults_account(l)}</h2>
                <Account account/>
                {choose}
            </section>
        </AdminPage>
    }
}

#[component]
fn Chain(vaults: ChainVaults) -> impl IntoView {
    let l = lang();
    let name = vaults.chain.1;
    let columns = vec![
        Column::of(t::books_currency(l)),
        Column::money(t::vaults_hot(l)),
        Column::of(t::vaults_level(l)),
        Column::money(t::vaults_cold(l)),
        Column::money(t::vaults_received(l)),
    ];
    let money = |money| view! { <MoneyView money/> }.into_any();
    let rows = vaults.lines.into_iter().map(|line| {
        let code = view! { <bdi>{line.hot.currency.code()}</bdi> }.into_any();
        vec![
            code,
            money(line.hot),
            level(l, line.level),
            line.cold.map_or_else(|| ().into_any(), money),
            money(line.received),
        ]
    });
    view! {
        <section class="stack">
            <h2><bdi>{name.clone()}</bdi></h2>
            <DataTable caption=t::vaults_of_chain(l, &name) columns rows=rows.collect()/>
        </section>
    }
}

/// What nobody has to do anything about is no badge.
fn level(l: Locale, level: Option<VaultLevel>) -> AnyView {
    let Some(level) = level else { return ().into_any() };
    let class = match level {
        VaultLevel::Within => "hint",
        VaultLevel::Low | VaultLevel::High => "badge badge-warning",
    };
    view! { <span class=class>{words::word(l, "vault_level", &level.to_string())}</span> }.into_any()
}

#[component]
fn Waiting(waiting: Vec<Payout>) -> impl IntoView {
    let l = lang();
    if waiting.is_empty() {
        return Either::Left(view! { <Empty title=t::vaults_waiting_none(l) text=t::vaults_waiting_none_text(l)/> });
    }
    let row = |payout: Payout| {
        let network = t::custody_network_is(l, payout.chain_id, payout.network.clone());
        let planned = payout.plan.map(|plan| plan.planned_at);
        view! {
            <li class="card"><div class="card-body stack">
                <h3><a href=format!("/admin/sweeps/{}", payout.id)><MoneyView money=payout.amount/></a></h3>
                <dl class="facts">
                    <div><dt>{t::custody_network(l)}</dt><dd>{network}</dd></div>
                    <div><dt>{t::sweeps_from(l)}</dt><dd><Address address=payout.from/></dd></div>
                    {planned.map(|at| view! { <div><dt>{t::sweeps_planned(l)}</dt><dd><When at/></dd></div> })}
                </dl>
            </div></li>
        }
    };
    let rows: Vec<_> = waiting.into_iter().map(row).collect();
    Either::Right(view! { <ul class="stack">{rows}</ul> })
}

/// Where receiving addresses come from, and whose key moves what came there.
#[component]
fn Account(account: Option<ReceivingAccount>) -> impl IntoView {
    let l = lang();
    let Some(account) = account else {
        return Either::Left(view! { <Notice kind="warning"><p>{t::vaults_no_account(l)}</p></Notice> });
    };
    let held = match account.signer {
        Some(signer) => Either::Left(view! {
            <p>{t::vaults_by_device(l)} " " <a href=format!("/admin/signers/{}", signer.id)><bdi>{signer.label}</bdi></a></p>
        }),
        None => Either::Right(view! { <Notice kind="warning"><p>{t::vaults_by_server(l)}</p></Notice> }),
    };
    let kept = account.is_former_key_kept.then(|| {
        let command = "amanat keystore without-account";
        view! { <p class="hint">{t::vaults_key_kept(l)} " " <code dir="ltr" translate="no">{command}</code></p> }
    });
    let xpub = account.xpub.map(|xpub| {
        view! { <div><dt>{t::signers_xpub(l)}</dt><dd><bdi class="break-all" dir="ltr" translate="no">{xpub}</bdi></dd></div> }
    });
    let (next, most) = (words::number(l, account.next_index), words::number(l, 1_000_000));
    Either::Right(view! {
        {held}
        {kept}
        <dl class="facts">
            <div><dt>{t::signers_fingerprint(l)}</dt><dd><bdi dir="ltr">{account.fingerprint}</bdi></dd></div>
            {xpub}
            <div><dt>{t::vaults_next(l)}</dt><dd>{t::vaults_next_of(l, most, next)}</dd></div>
        </dl>
    })
}

/// Another device's account, with a passkey's yes to it.
#[component]
fn Choose(choices: Vec<TrezorAccount>) -> impl IntoView {
    let l = lang();
    if choices.is_empty() {
        return Either::Left(view! {
            <p>{t::vaults_choose_none(l)} " " <a href="/admin/signers">{t::signers_title(l)}</a></p>
        });
    }
    let deed = "choose_deposit_account";
    let form = |signer: TrezorAccount| {
        view! {
            <li class="card"><div class="card-body stack">
                <h3><bdi>{signer.label}</bdi></h3>
                <dl class="facts">
                    <div><dt>{t::signers_fingerprint(l)}</dt><dd><bdi dir="ltr">{signer.fingerprint}</bdi></dd></div>
                    <div><dt>{t::signers_path(l)}</dt><dd><bdi dir="ltr">{signer.path}</bdi></dd></div>
                </dl>
                <DeedForm deed which=signer.id.to_string()>
                    <HiddenField name="secret_ceremony" value=""/>
                    <HiddenField name="secret_answer" value=""/>
                    <PasskeyBox asks="act" label=t::vaults_choose_now(l) class="btn btn-primary"/>
                    <noscript><p class="hint">{t::identity_act_script(l)}</p></noscript>
                </DeedForm>
            </div></li>
        }
    };
    let forms: Vec<_> = choices.into_iter().map(form).collect();
    Either::Right(view! {
        <details>
            <summary class="btn btn-outline">{t::vaults_choose(l)}</summary>
            <div class="stack pt-3">
                <p>{t::vaults_choose_text(l)}</p>
                <ul class="stack">{forms}</ul>
            </div>
        </details>
    })
}
