//! A person's addresses, one of them primary.

use super::frame::SettingsPage;
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{DeedForm, Icon, Submit, TextField},
    ssr::{desk, refuse, signed_in},
    t,
};
use domain::identity::Address;
use leptos::prelude::*;

/// The list, and a form for one more.
#[component]
pub fn Addresses() -> impl IntoView {
    loaded(load(), |addresses| view! { <Page addresses/> })
}

async fn load() -> Result<Vec<Address>, Fault> {
    let me = signed_in()?;
    let mut addresses = desk().store.addresses_of(me.id).await.map_err(|error| refuse(error.into()))?;
    addresses.sort_by_key(|address| !address.is_primary);
    Ok(addresses)
}

#[component]
fn Page(addresses: Vec<Address>) -> impl IntoView {
    let l = lang();
    let is_first = addresses.is_empty();
    let open = is_first || Refused::of("add_address").is_some();
    let rows: Vec<_> = addresses.into_iter().map(|address| view! { <Row address/> }).collect();
    let none = is_first.then(|| view! { <p class="hint">{t::identity_addresses_none(l)}</p> });
    view! {
        <SettingsPage title=t::identity_settings_addresses(l) lead=t::identity_addresses_lead(l)>
            {none}
            <ul class="stack">{rows}</ul>
            <details open=open>
                <summary class="btn btn-primary">{t::identity_address_add(l)}</summary>
                <div class="pt-3">
                    <DeedForm deed="add_address">
                        <Fields deed="add_address"/>
                        <Submit label=t::identity_save(l) kind="primary"/>
                    </DeedForm>
                </div>
            </details>
        </SettingsPage>
    }
}

#[component]
fn Row(address: Address) -> impl IntoView {
    let l = lang();
    let id = address.id.to_string();
    let badge = if address.is_primary {
        Some(view! { <span class="badge badge-success">{t::identity_address_primary(l)}</span> })
    } else {
        None
    };
    let place = [&address.postal_code.clone().unwrap_or_default(), &address.city, &address.country]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let phone = address.phone.clone().map(|phone| view! { <p dir="ltr" class="text-start">{phone}</p> });
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h2 class="cluster text-lg"><Icon name="truck"/><bdi>{address.label.clone()}</bdi> {badge}</h2>
            <address class="not-italic" dir="auto">
                <p><bdi>{address.recipient.clone()}</bdi></p>
                <p dir="auto">{address.street.clone()}</p>
                <p dir="auto">{place}</p>
                {phone}
            </address>
            <Change id address/>
        </div></li>
    }
}

#[component]
fn Change(id: String, address: Address) -> impl IntoView {
    let l = lang();
    let open = Refused::of("edit_address").is_some_and(|refused| refused.values.get("which") == Some(&id));
    let primary = (!address.is_primary).then(|| {
        view! {
            <DeedForm deed="make_primary_address" which=id.clone()>
                <Submit label=t::identity_address_make_primary(l) kind="quiet"/>
            </DeedForm>
        }
    });
    view! {
        <details open=open>
            <summary class="btn btn-ghost btn-sm">{t::identity_change(l)}</summary>
            <div class="stack pt-3">
                {primary}
                <DeedForm deed="edit_address" which=id.clone()>
                    <Fields deed="edit_address" address/>
                    <Submit label=t::identity_save(l) kind="primary"/>
                </DeedForm>
                <DeedForm deed="remove_address" which=id>
                    <Submit label=t::identity_address_remove(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}

#[component]
fn Fields(deed: &'static str, #[prop(optional)] address: Option<Address>) -> impl IntoView {
    let l = lang();
    let offered = |pick: fn(&Address) -> Option<String>| address.as_ref().and_then(pick).unwrap_or_default();
    view! {
        <TextField deed=deed name="label" label=t::identity_address_label(l) hint=t::identity_address_label_hint(l)
            value=offered(|a| Some(a.label.clone())) required=true max=40/>
        <TextField deed=deed name="recipient" label=t::identity_address_recipient(l)
            value=offered(|a| Some(a.recipient.clone())) required=true autocomplete="name" max=60/>
        <TextField deed=deed name="street" label=t::identity_address_street(l)
            value=offered(|a| Some(a.street.clone())) required=true autocomplete="street-address" max=200/>
        <TextField deed=deed name="city" label=t::identity_address_city(l) value=offered(|a| Some(a.city.clone()))
            required=true autocomplete="address-level2" max=80/>
        <TextField deed=deed name="postal_code" label=t::identity_address_postal_code(l)
            value=offered(|a| a.postal_code.clone()) autocomplete="postal-code" max=20/>
        <TextField deed=deed name="country" label=t::identity_address_country(l)
            value=offered(|a| Some(a.country.clone())) required=true autocomplete="country-name" max=60/>
        <TextField deed=deed name="phone" label=t::identity_address_phone(l) hint=t::identity_address_phone_hint(l)
            value=offered(|a| a.phone.clone()) kind="tel" autocomplete="tel" inputmode="tel" max=30/>
    }
}
