//! One sweep that a device signs: what it says in plain words, what the device shows, and where the signature goes.

use super::{device::DeviceTransaction, evidence::standing};
use crate::{
    Fault, lang,
    pages::{admin::AdminPage, identity::StepUp, loaded},
    parts::{Address, DeedForm, LinkButton, MoneyView, Notice, Qr, Submit, TextArea, When},
    ssr::{desk, refuse, signed_in},
    t, words,
};
use actions::custody::{SweepFile, SweepPlan, sweep_file};
use domain::{PayoutId, custody::Payout};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

/// Page `/admin/sweeps/{id}`.
#[component]
pub fn Sweep() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), |file| view! { <Page file/> })
}

async fn load(id: String) -> Result<SweepFile, Fault> {
    let me = signed_in()?;
    let id: PayoutId = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    sweep_file(&desk(), me.id, id).await.map_err(refuse)
}

#[component]
fn Page(file: SweepFile) -> impl IntoView {
    let l = lang();
    let SweepFile { payout, signer, path, plan, link } = file;
    let network = t::custody_network_is(l, payout.chain_id, payout.network.clone());
    let trouble = payout.trouble.filter(|_| plan.is_none()).map(|trouble| {
        let text = words::word(l, "payout_trouble", &trouble.to_string());
        view! { <Notice kind="info"><p>{text}</p></Notice> }
    });
    let sign = plan.map(|plan| {
        view! {
            <StepUp/>
            <Sign plan payout=payout.clone() path=path.clone()/>
        }
    });
    let nothing = sign.is_none().then(|| view! { <Nothing payout=payout.clone()/> });
    view! {
        <AdminPage title=t::sweeps_one(l)>
            <p><a href="/admin/vaults">{t::sweeps_to_all(l)}</a> " " {standing(l, payout.status)}</p>
            <p>{words::word(l, "payout_purpose", &payout.purpose.to_string())}</p>
            <dl class="facts">
                <div><dt>{t::custody_amount(l)}</dt><dd><MoneyView money=payout.amount/></dd></div>
                <div><dt>{t::custody_network(l)}</dt><dd>{network}</dd></div>
                <div><dt>{t::sweeps_from(l)}</dt><dd><Address address=payout.from.clone()/></dd></div>
                <div><dt>{t::signers_path(l)}</dt><dd><bdi dir="ltr">{path}</bdi></dd></div>
                <div><dt>{t::sweeps_device(l)}</dt><dd>
                    <a href=format!("/admin/signers/{}", signer.id)><bdi>{signer.label}</bdi></a>
                </dd></div>
                <div><dt>{t::sweeps_to(l)}</dt><dd><Address address=payout.to/></dd></div>
            </dl>
            {trouble}
            {sign}
            {nothing}
            {link.map(|link| view! {
                <p><a class="btn btn-outline" href=link rel="noreferrer">{t::custody_explorer(l)}</a></p>
            })}
        </AdminPage>
    }
}

/// Nobody is asked for anything now.
#[component]
fn Nothing(payout: Payout) -> impl IntoView {
    let l = lang();
    if !payout.status.is_carried() {
        return Either::Left(view! { <p>{t::sweeps_nothing_to_sign(l)}</p> });
    }
    let href = format!("/admin/sweeps/{}", payout.id);
    Either::Right(view! {
        <Notice kind="info">
            <p>{t::sweeps_goes_on(l)}</p>
            <p class="pt-2"><LinkButton href label=t::custody_look_again(l) kind="quiet"/></p>
        </Notice>
    })
}

#[component]
fn Sign(plan: SweepPlan, payout: Payout, path: String) -> impl IntoView {
    let l = lang();
    let (deed, which) = ("sign_sweep", payout.id.to_string());
    let dearer = (!payout.transactions.is_empty()).then(|| view! { <p>{t::sweeps_dearer(l)}</p> });
    view! {
        <section class="card p-5 stack" aria-labelledby="sign">
            <h2 id="sign">{t::sweeps_sign(l)}</h2>
            <p>{t::sweeps_sign_text(l)}</p>
            {dearer}
            <Shown plan=plan.clone() payout=payout.clone()/>
            <DeviceTransaction plan=plan.transaction.clone() path from=payout.from/>
            <Elsewhere plan=plan.clone()/>
            <DeedForm deed which=which.clone()>
                <TextArea deed name="signature" label=t::signers_signature(l) hint=t::sweeps_signature_hint(l) rows=4 max=4000
                    required=true/>
                <Submit label=t::sweeps_sign_now(l) kind="primary"/>
            </DeedForm>
            <p>{t::sweeps_planned(l)} " " <When at=plan.planned_at/>". " {t::sweeps_anew_text(l)}</p>
            <DeedForm deed="plan_sweep_anew" which>
                <Submit label=t::sweeps_anew(l) kind="quiet"/>
            </DeedForm>
        </section>
    }
}

/// What stands on the device, in its own units.
#[component]
fn Shown(plan: SweepPlan, payout: Payout) -> impl IntoView {
    let l = lang();
    let word = |value: String| view! { <bdi class="break-all" dir="ltr" translate="no">{value}</bdi> }.into_any();
    let SweepPlan { transaction, most_gas, .. } = plan;
    let token =
        payout.token.map(|token| view! { <div><dt>{t::sweeps_token(l)}</dt><dd><Address address=token/></dd></div> });
    view! {
        <dl class="facts" aria-label=t::sweeps_shown(l) data-compare="words">
            <div><dt>{t::sweeps_to(l)}</dt><dd><Address address=payout.to/></dd></div>
            <div><dt>{t::custody_amount(l)}</dt><dd><MoneyView money=payout.amount/></dd></div>
            <div><dt>{t::sweeps_units(l)}</dt><dd>{word(payout.chain_units)}</dd></div>
            {token}
            <div><dt>{t::sweeps_chain(l)}</dt><dd>{word(transaction.chain_id.to_string())}</dd></div>
            <div><dt>{t::sweeps_place(l)}</dt><dd>{word(transaction.nonce.to_string())}</dd></div>
            <div><dt>{t::sweeps_most_gas(l)}</dt><dd><MoneyView money=most_gas/></dd></div>
            <div><dt>{t::sweeps_max_fee(l)}</dt><dd>{word(transaction.max_fee.to_string())}</dd></div>
            <div><dt>{t::sweeps_gas_limit(l)}</dt><dd>{word(transaction.gas_limit.to_string())}</dd></div>
        </dl>
    }
}

/// For a wallet that is not on this machine.
#[component]
fn Elsewhere(plan: SweepPlan) -> impl IntoView {
    let l = lang();
    let svg = payments::qr_svg(&plan.bytes);
    view! {
        <details>
            <summary>{t::sweeps_elsewhere(l)}</summary>
            <div class="stack pt-3">
                <p class="hint">{t::sweeps_elsewhere_text(l)}</p>
                <pre class="words" dir="ltr" tabindex="0" translate="no" aria-label=t::sweeps_json(l)>{plan.json}</pre>
                <pre class="words" dir="ltr" tabindex="0" translate="no" aria-label=t::sweeps_bytes(l)>{plan.bytes}</pre>
                <Qr svg label=t::sweeps_code(l)/>
            </div>
        </details>
    }
}
