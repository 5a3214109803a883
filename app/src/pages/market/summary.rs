//! Everything at a glance before publishing: what was typed, step by step, each with its way back.

use super::new_request::title;
use crate::{
    lang, t,
    words::{language_of, word},
};
use domain::market::{Category, RequestForm, Step};
use leptos::prelude::*;

/// The draft as it stands.
#[component]
pub(super) fn Summary(form: RequestForm, categories: Vec<Category>) -> impl IntoView {
    let sections: Vec<_> = [Step::What, Step::Details, Step::Delivery]
        .into_iter()
        .map(|step| view! { <Section step lines=lines(step, &form, &categories)/> })
        .collect();
    view! { <div class="stack">{sections}</div> }
}

#[component]
fn Section(step: Step, lines: Vec<(&'static str, String)>) -> impl IntoView {
    let l = lang();
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(label, text)| {
            let text = if text.trim().is_empty() { t::market_not_said(l).to_owned() } else { text };
            view! { <div><dt>{label}</dt><dd class="whitespace-pre-line" dir="auto">{text}</dd></div> }
        })
        .collect();
    view! {
        <section class="card border border-base-300 bg-base-100 p-5">
            <div class="flex flex-wrap items-baseline justify-between gap-3">
                <h2>{title(step)}</h2>
                <a href=format!("/requests/new?step={}", step.number())>
                    {t::market_change(l)} <span class="visually-hidden">": " {title(step)}</span>
                </a>
            </div>
            <dl class="facts">{lines}</dl>
        </section>
    }
}

fn lines(step: Step, form: &RequestForm, categories: &[Category]) -> Vec<(&'static str, String)> {
    match step {
        Step::What => what(form, categories),
        Step::Details => details(form),
        Step::Delivery => delivery(form),
        Step::Check => Vec::new(),
    }
}

fn what(form: &RequestForm, categories: &[Category]) -> Vec<(&'static str, String)> {
    let l = lang();
    let branch = categories.iter().find(|category| category.id.to_string() == form.category);
    let branch = branch.map(|category| category.name_in(language_of(l)).to_owned()).unwrap_or_default();
    vec![
        (t::market_title(l), form.title.clone()),
        (t::market_category(l), branch),
        (t::market_product_type(l), chosen("product_type", &form.product_type)),
        (t::market_description(l), form.description.clone()),
        (t::market_product_link(l), form.product_link.clone()),
    ]
}

fn details(form: &RequestForm) -> Vec<(&'static str, String)> {
    let l = lang();
    let least = if form.budget_min.trim().is_empty() { "0" } else { &*form.budget_min };
    vec![
        (t::market_quantity(l), form.quantity.clone()),
        (t::market_brand(l), form.brand.clone()),
        (t::market_size(l), form.size.clone()),
        (t::market_color(l), form.color.clone()),
        (t::market_specifications(l), form.specifications.clone()),
        (t::market_budget(l), format!("\u{2066}{least} – {} {}\u{2069}", form.budget_max, form.budget_currency)),
        (t::market_urgency(l), chosen("urgency", &form.urgency)),
    ]
}

fn delivery(form: &RequestForm) -> Vec<(&'static str, String)> {
    let l = lang();
    let address = [&form.recipient, &form.street, &form.city, &form.postal_code, &form.country, &form.phone];
    let address: Vec<&str> = address.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    let (label, to) = if form.delivery_type == "online" {
        (t::market_delivery_email(l), form.delivery_email.clone())
    } else {
        (t::market_delivery_address(l), address.join("\n"))
    };
    let seen_by =
        if form.visibility == "private" { t::market_visibility_private(l) } else { t::market_visibility_public(l) };
    vec![
        (t::market_delivery_type(l), chosen("delivery_type", &form.delivery_type)),
        (label, to),
        (t::market_visibility(l), seen_by.to_owned()),
        (t::market_preferred_sellers(l), form.preferred_sellers.clone()),
    ]
}

fn chosen(list: &str, typed: &str) -> String {
    if typed.is_empty() { String::new() } else { word(lang(), list, typed) }
}
