//! The fields of a wish, step by step. The wizard asks a step at a time, the page that changes a request all of them.

use super::{category_choices, choices};
use crate::{
    lang,
    parts::{RadioField, SelectField, TextArea, TextField},
    t,
};
use domain::{
    Currency,
    market::{Category, DeliveryType, ProductType, RequestForm, Urgency},
};
use leptos::prelude::*;

/// What is wanted.
#[component]
pub(super) fn WhatFields(deed: &'static str, form: RequestForm, categories: Vec<Category>) -> impl IntoView {
    let l = lang();
    let mut branches = category_choices(&categories, |category| category.id.to_string());
    let kinds = choices::<ProductType>("product_type");
    branches.insert(0, (String::new(), t::market_choose(l).to_owned()));
    view! {
        <TextField deed name="title" label=t::market_title(l) hint=t::market_title_hint(l) value=form.title
            required=true max=200/>
        <div class="grid gap-4 sm:grid-cols-2">
            <SelectField deed name="category" label=t::market_category(l) options=branches value=form.category
                required=true/>
            <SelectField deed name="product_type" label=t::market_product_type(l) required=true
                options=kinds value=form.product_type/>
        </div>
        <TextArea deed name="description" label=t::market_description(l) hint=t::market_description_hint(l)
            value=form.description required=true rows=6 max=2000/>
        <TextField deed name="product_link" kind="url" label=t::market_product_link(l) value=form.product_link
            max=2000/>
    }
}

/// How exactly, and for how much.
#[component]
pub(super) fn DetailsFields(deed: &'static str, form: RequestForm) -> impl IntoView {
    let l = lang();
    let currencies = Currency::BUDGET.map(|currency| (currency.to_string(), currency.to_string())).to_vec();
    let urgencies = choices::<Urgency>("urgency");
    let quantity = if form.quantity.is_empty() { "1".to_owned() } else { form.quantity };
    let urgency = if form.urgency.is_empty() { Urgency::Medium.to_string() } else { form.urgency };
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <TextField deed name="quantity" label=t::market_quantity(l) inputmode="numeric" value=quantity
                required=true max=9/>
            <TextField deed name="brand" label=t::market_brand(l) value=form.brand max=100/>
            <TextField deed name="size" label=t::market_size(l) value=form.size max=100/>
            <TextField deed name="color" label=t::market_color(l) value=form.color max=100/>
        </div>
        <TextArea deed name="specifications" label=t::market_specifications(l)
            hint=t::market_specifications_hint(l) value=form.specifications rows=4/>
        <div class="grid gap-4 sm:grid-cols-3">
            <TextField deed name="budget_min" label=t::market_budget_min(l) inputmode="decimal"
                value=form.budget_min max=40/>
            <TextField deed name="budget_max" label=t::market_budget_max(l) inputmode="decimal"
                value=form.budget_max required=true max=40/>
            <SelectField deed name="budget_currency" label=t::market_budget_currency(l) options=currencies
                value=form.budget_currency required=true/>
        </div>
        <RadioField deed name="urgency" label=t::market_urgency(l) options=urgencies
            value=urgency/>
    }
}

/// Where to, and who may see it.
#[component]
pub(super) fn DeliveryFields(deed: &'static str, form: RequestForm) -> impl IntoView {
    let ways = choices::<DeliveryType>("delivery_type");
    let usual = match form.product_type.as_str() {
        "" | "physical_product" => DeliveryType::Physical,
        _ => DeliveryType::Online,
    };
    let delivery_type = if form.delivery_type.is_empty() { usual.to_string() } else { form.delivery_type.clone() };
    let l = lang();
    view! {
        <RadioField deed name="delivery_type" label=t::market_delivery_type(l)
            options=ways value=delivery_type
            hint=t::market_delivery_physical_hint(l)/>
        <AddressFields deed form=form.clone()/>
        <TextField deed name="delivery_email" kind="email" label=t::market_delivery_email(l)
            hint=t::market_delivery_email_hint(l) value=form.delivery_email autocomplete="email" max=254/>
        <SeenBy deed visibility=form.visibility preferred=form.preferred_sellers/>
    }
}

#[component]
pub(super) fn AddressFields(
    deed: &'static str,
    form: RequestForm,
    /// It goes to an address, whatever is typed.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let l = lang();
    let hint = (!required).then(|| view! { <p class="hint">{t::market_delivery_address_hint(l)}</p> });
    view! {
        <fieldset class="stack">
            <legend class="font-medium">{t::market_delivery_address(l)}</legend>
            {hint}
            <TextField deed name="recipient" label=t::market_recipient(l) value=form.recipient required autocomplete="name"
                max=100/>
            <TextField deed name="street" label=t::market_street(l) value=form.street required autocomplete="street-address"
                max=200/>
            <div class="grid gap-4 sm:grid-cols-2">
                <TextField deed name="city" label=t::market_city(l) value=form.city required autocomplete="address-level2"
                    max=100/>
                <TextField deed name="postal_code" label=t::market_postal_code(l) value=form.postal_code
                    autocomplete="postal-code" max=20/>
                <TextField deed name="country" label=t::market_country(l) value=form.country required
                    autocomplete="country-name" max=60/>
                <TextField deed name="phone" label=t::market_phone(l) value=form.phone autocomplete="tel"
                    inputmode="tel" max=30/>
            </div>
        </fieldset>
    }
}

#[component]
fn SeenBy(deed: &'static str, visibility: String, preferred: String) -> impl IntoView {
    let l = lang();
    let who = vec![
        ("public".to_owned(), t::market_visibility_public(l).to_owned()),
        ("private".to_owned(), t::market_visibility_private(l).to_owned()),
    ];
    let visibility = if visibility.is_empty() { "public".to_owned() } else { visibility };
    view! {
        <RadioField deed name="visibility" label=t::market_visibility(l) options=who value=visibility/>
        <TextArea deed name="preferred_sellers" label=t::market_preferred_sellers(l)
            hint=t::market_preferred_sellers_hint(l) value=preferred rows=2/>
    }
}
