//! From where this person came in: browsers and addresses, and "this was not me".

use super::frame::SettingsPage;
use crate::{
    Fault,
    api::identity::this_device,
    lang,
    pages::loaded,
    parts::{DeedForm, Icon, LinkButton, Submit, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::identity::places_of;
use domain::identity::{AccountIps, KnownAddress, KnownDevice};
use leptos::{either::Either, prelude::*};

/// Page `/settings/devices`.
#[component]
pub fn Devices() -> impl IntoView {
    loaded(load(), |(known, here)| view! { <Page known here/> })
}

async fn load() -> Result<(AccountIps, String), Fault> {
    let me = signed_in()?;
    Ok((places_of(&desk(), me.id).await.map_err(refuse)?, this_device().await?))
}

#[component]
fn Page(known: AccountIps, here: String) -> impl IntoView {
    let l = lang();
    let AccountIps { devices, addresses, .. } = known;
    let devices: Vec<_> = devices
        .into_iter()
        .map(|device| {
            let is_here = device.mark == here;
            view! { <DeviceRow device is_here/> }
        })
        .collect();
    let addresses: Vec<_> = addresses.into_iter().map(|address| view! { <AddressRow address/> }).collect();
    view! {
        <SettingsPage title=t::identity_places(l) lead=t::identity_places_lead(l)>
            <section class="stack" aria-labelledby="devices">
                <h2 id="devices">{t::identity_places_devices(l)}</h2>
                {listed(devices)}
            </section>
            <section class="stack" aria-labelledby="addresses">
                <h2 id="addresses">{t::identity_places_addresses(l)}</h2>
                <p class="hint">{t::identity_places_addresses_hint(l)}</p>
                {listed(addresses)}
            </section>
            <div class="cluster">
                <LinkButton href="/settings/sessions" label=t::identity_settings_sessions(l) kind="quiet"/>
                <LinkButton href="/settings/passkeys" label=t::identity_settings_ways_in(l) kind="quiet"/>
            </div>
        </SettingsPage>
    }
}

fn listed(rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    if rows.is_empty() {
        Either::Left(view! { <p class="hint">{t::identity_places_none(lang())}</p> })
    } else {
        Either::Right(view! { <ul class="stack">{rows}</ul> })
    }
}

#[component]
fn DeviceRow(device: KnownDevice, is_here: bool) -> impl IntoView {
    let l = lang();
    let words = device.device.words();
    let words = if words.is_empty() { t::identity_unknown_browser(l).to_owned() } else { words };
    let deed = if is_here {
        Either::Left(view! { <span class="badge badge-success">{t::identity_this_browser(l)}</span> })
    } else {
        Either::Right(view! { <NotMe which=format!("device.{}", device.mark)/> })
    };
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h3 class="cluster text-lg"><Icon name="globe"/><bdi>{words}</bdi></h3>
            <dl class="facts">
                <div><dt>{t::identity_places_first(l)}</dt><dd><When at=device.first_connection/></dd></div>
                <div><dt>{t::identity_places_last(l)}</dt><dd><When at=device.last_connection/></dd></div>
            </dl>
            <div class="cluster">{deed}</div>
        </div></li>
    }
}

#[component]
fn AddressRow(address: KnownAddress) -> impl IntoView {
    let l = lang();
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h3 class="text-lg"><bdi dir="ltr">{address.ip.clone()}</bdi></h3>
            <dl class="facts">
                <div><dt>{t::identity_places_first(l)}</dt><dd><When at=address.first_connection/></dd></div>
                <div><dt>{t::identity_places_last(l)}</dt><dd><When at=address.last_connection/></dd></div>
            </dl>
            <div class="cluster"><NotMe which=format!("address.{}", address.ip)/></div>
        </div></li>
    }
}

#[component]
fn NotMe(which: String) -> impl IntoView {
    view! { <DeedForm deed="disown_place" which><Submit label=t::identity_places_not_me(lang()) kind="danger"/></DeedForm> }
}
