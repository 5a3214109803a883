//! What I have offered.

use super::{delivery_time, my_requests::page_here, unread};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, MoneyView, When},
    ssr, t,
    words::word,
};
use domain::{
    Timestamp,
    machine::Word,
    market::{BrowseFilter, OfferStatus, PurchaseRequest, SellerOffer},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

struct Shown {
    rows: Vec<(SellerOffer, PurchaseRequest)>,
    page: u32,
    now: Timestamp,
}

async fn load(page: u32) -> Result<Shown, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let rows = desk.store.offers_by(me.id, page).await.map_err(unread)?;
    Ok(Shown { rows, page, now: desk.now() })
}

/// My offers, latest first.
#[component]
pub fn MyOffers() -> impl IntoView {
    loaded(load(page_here()), |shown| view! { <List shown/> })
}

#[component]
fn List(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { rows, page, now } = shown;
    let is_full = rows.len() >= BrowseFilter::PER_PAGE as usize;
    let list = if rows.is_empty() && page == 1 {
        Either::Left(view! {
            <Empty title=t::market_my_offers_empty(l) text=t::market_my_offers_empty_text(l)>
                <a class="btn btn-primary" href="/requests">{t::market_browse_title(l)}</a>
            </Empty>
        })
    } else {
        Either::Right(view! { <Table rows now/> })
    };
    let later = (page > 1).then(|| view! { <a href=format!("/my/offers?page={}", page - 1)>{t::market_later(l)}</a> });
    let earlier = is_full.then(|| view! { <a href=format!("/my/offers?page={}", page + 1)>{t::market_earlier(l)}</a> });
    view! {
        <Title text=t::market_my_offers(l)/>
        <div class="page-wide stack">
            <div class="flex flex-wrap items-center justify-between gap-3">
                <h1>{t::market_my_offers(l)}</h1>
                <a class="btn btn-outline" href="/my/templates">{t::shop_mine(l)}</a>
            </div>
            {list}
            <p class="cluster">{later} {earlier}</p>
        </div>
    }
}

#[component]
fn Table(rows: Vec<(SellerOffer, PurchaseRequest)>, now: Timestamp) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::market_request(l)),
        Column::money(t::market_offer_price(l)),
        Column::of(t::market_offer_time(l)),
        Column::of(t::market_status(l)),
        Column::of(t::market_posted(l)),
    ];
    let rows = rows.into_iter().map(|(offer, request)| row(offer, request, now)).collect();
    view! { <DataTable columns rows/> }
}

fn row(offer: SellerOffer, request: PurchaseRequest, now: Timestamp) -> Vec<AnyView> {
    let l = lang();
    let status = offer.status_at(now);
    // A chosen offer is an order: its own page says how it goes on.
    let (href, said) = match status {
        OfferStatus::Accepted => {
            (format!("/orders/{}", request.id), word(l, "purchase_request_status", request.status.word()))
        }
        OfferStatus::Pending | OfferStatus::Rejected | OfferStatus::Withdrawn | OfferStatus::Expired => {
            (format!("/requests/{}", request.id), word(l, "seller_offer_status", status.word()))
        }
    };
    vec![
        view! { <a href=href><bdi>{request.title}</bdi></a> }.into_any(),
        view! { <MoneyView money=offer.price/> }.into_any(),
        delivery_time(offer.delivery_time).into_any(),
        view! { <span class="badge badge-outline">{said}</span> }.into_any(),
        view! { <When at=offer.created_at date_only=true/> }.into_any(),
    ]
}
