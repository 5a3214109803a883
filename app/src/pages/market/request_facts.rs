//! What the buyer wrote, for readers.

use super::card::{BudgetView, UrgencyBadge};
use crate::{
    Viewer, lang,
    parts::{Person, When},
    t,
    words::{language_of, number, word},
};
use domain::{
    machine::Word,
    market::{Category, DeliveryInfo, DeliveryType, PurchaseRequest},
};
use leptos::{either::Either, prelude::*};

/// The details of a request. Where it goes is for the buyer's eyes alone here.
#[component]
pub(super) fn Facts(
    request: PurchaseRequest,
    branches: Vec<Category>,
    buyer: Option<String>,
    viewer: Option<Viewer>,
) -> impl IntoView {
    let l = lang();
    let is_own = viewer.is_some_and(|viewer| viewer.id == request.buyer_id);
    let names: Vec<&str> = branches.iter().map(|branch| branch.name_in(language_of(l))).collect();
    let buyer = buyer.map(|name| view! { <Person name id=request.buyer_id/> }.into_any());
    let link = request.product_link.clone().map(|href| view! { <OutsideLink href/> }.into_any());
    let text = |text: String| view! { <bdi>{text}</bdi> }.into_any();
    let optional = |value: &Option<String>| value.clone().map(text);
    let how = request.delivery_info.delivery_type;
    let lines = [
        (t::market_budget(l), Some(view! { <BudgetView budget=request.budget/> }.into_any())),
        (t::market_filter_urgency(l), Some(view! { <UrgencyBadge urgency=request.urgency/> }.into_any())),
        (t::market_category(l), Some(text(names.join(" › ")))),
        (t::market_product_type(l), Some(text(word(l, "product_type", request.product_type.word())))),
        (t::market_quantity(l), Some(text(number(l, request.quantity.into())))),
        (t::market_brand(l), optional(&request.brand)),
        (t::market_size(l), optional(&request.size)),
        (t::market_color(l), optional(&request.color)),
        (t::market_product_link(l), link),
        (t::market_delivery(l), Some(text(word(l, "delivery_type", how.word())))),
        (
            t::market_delivery_to(l),
            is_own.then(|| view! { <Destination info=request.delivery_info.clone()/> }.into_any()),
        ),
        (t::market_buyer(l), buyer),
        (t::market_posted(l), Some(view! { <When at=request.created_at date_only=true/> }.into_any())),
    ];
    let lines: Vec<_> = lines
        .into_iter()
        .filter_map(|(label, value)| value.map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }))
        .collect();
    let further: Vec<_> = request
        .specifications
        .into_iter()
        .map(|line| view! { <div><dt><bdi>{line.label}</bdi></dt><dd><bdi>{line.value}</bdi></dd></div> })
        .collect();
    view! { <dl class="facts">{lines} {further}</dl> }
}

#[component]
fn OutsideLink(href: String) -> impl IntoView {
    let host = href.split('/').nth(2).unwrap_or_default().to_owned();
    view! { <a href=href rel="nofollow noopener noreferrer" target="_blank"><bdi dir="ltr">{host}</bdi></a> }
}

#[component]
fn Destination(info: DeliveryInfo) -> impl IntoView {
    match (info.delivery_type, info.address) {
        (DeliveryType::Physical, Some(address)) => Either::Left(view! {
            <address class="not-italic" dir="auto">
                {address.recipient} <br/> {address.street} <br/> {address.postal_code} " " {address.city} <br/>
                {address.country} {address.phone.map(|phone| view! { <br/> <bdi dir="ltr">{phone}</bdi> })}
            </address>
        }),
        _ => Either::Right(view! { <bdi dir="ltr">{info.email}</bdi> }),
    }
}
