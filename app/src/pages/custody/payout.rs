//! One withdrawal of the reader's: where it stands, what it cost, and the way back while there is one.

use super::{
    evidence::{Evidence, standing},
    way::way,
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Address, DeedForm, Dialog, LinkButton, MoneyView, Notice, Submit, Timeline},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::custody::my_payout;
use domain::{
    PayoutId,
    custody::{Payout, PayoutDeed, PayoutStatus},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Page `/wallet/withdrawals/{id}`.
#[component]
pub fn Withdrawal() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), |(payout, link)| view! { <Page payout link/> })
}

async fn load(id: String) -> Result<(Payout, Option<String>), Fault> {
    let viewer = signed_in()?;
    let id: PayoutId = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    my_payout(&desk(), viewer.id, id).await.map_err(refuse)
}

#[component]
fn Page(payout: Payout, link: Option<String>) -> impl IntoView {
    let l = lang();
    let explorer = link.as_ref().and_then(|link| link.split_once("/tx/")).map(|(explorer, _)| explorer.to_owned());
    let total = payout.amount.plus(payout.fee).unwrap_or(payout.amount);
    let network = t::custody_network_is(l, payout.chain_id, payout.network.clone());
    view! {
        <Title text=t::custody_one(l)/>
        <div class="page stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <p class="hint"><a href="/wallet/withdraw">{t::custody_to_all(l)}</a></p>
                <h1>{t::custody_one(l)}</h1>
                <p><MoneyView money=payout.amount large=true/> " " {standing(l, payout.status)}</p>
            </header>
            <GoesOn payout=payout.clone()/>
            <Timeline steps=way(&payout)/>
            {link.map(|link| view! {
                <p><a class="btn btn-outline" href=link rel="noreferrer">{t::custody_explorer(l)}</a></p>
            })}
            <dl class="facts">
                <div><dt>{t::custody_address(l)}</dt><dd><Address address=payout.to.clone()/></dd></div>
                <div><dt>{t::custody_network(l)}</dt><dd>{network}</dd></div>
                <div><dt>{t::custody_fee(l)}</dt><dd><MoneyView money=payout.fee/></dd></div>
                <div><dt>{t::custody_left(l)}</dt><dd><MoneyView money=total/></dd></div>
            </dl>
            <Cancel payout=payout.clone()/>
            <Evidence payout explorer/>
        </div>
    }
}

/// While something will change: look again.
#[component]
fn GoesOn(payout: Payout) -> impl IntoView {
    let l = lang();
    payout.status.is_carried().then(|| {
        let href = format!("/wallet/withdrawals/{}", payout.id);
        view! {
            <Notice kind="info">
                <p>{t::custody_goes_on(l)}</p>
                <p class="pt-2"><LinkButton href label=t::custody_look_again(l) kind="quiet"/></p>
            </Notice>
        }
    })
}

/// Only until it is signed; the deed refuses it afterwards anyway.
#[component]
fn Cancel(payout: Payout) -> impl IntoView {
    let l = lang();
    let may = matches!(payout.status, PayoutStatus::Draft | PayoutStatus::Approved)
        && payout.status.next(PayoutDeed::Cancel).is_ok();
    may.then(|| {
        view! {
            <Dialog id="cancel" open=t::custody_cancel(l) title=t::custody_cancel(l) kind="danger">
                <p>{t::custody_cancel_text(l)}</p>
                <DeedForm deed="cancel_payout" which=payout.id.to_string()>
                    <Submit label=t::custody_cancel_now(l) kind="danger"/>
                </DeedForm>
            </Dialog>
        }
    })
}
