//! The offers of a request as its buyer compares them.

use super::{
    amount_text, delivery_time,
    files::FileNames,
    offer_price::{buyer_fee_sentence, fee_now, isolated, total},
    reviews_of::Rating,
};
use crate::{
    lang,
    pages::loaded,
    parts::{ChatLink, Column, DataTable, DeedForm, Empty, HiddenField, MoneyView, Person, Submit, When},
    t,
    words::word,
};
use actions::attachments::{FilesAround, FilesBeside};
use domain::{
    Timestamp, UserId,
    attachments::AttachmentHome,
    escrow::FeeRates,
    identity::User,
    machine::Word,
    market::{OfferStatus, SellerOffer},
};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

/// Live offers in a table, the cheapest first; the others beneath, closed.
#[component]
pub(super) fn Offers(
    offers: Vec<SellerOffer>,
    sellers: BTreeMap<UserId, User>,
    files: FilesAround,
    can_accept: bool,
    now: Timestamp,
) -> impl IntoView {
    let l = lang();
    let is_live = |offer: &SellerOffer| offer.status_at(now) == OfferStatus::Pending;
    let (mut live, past): (Vec<_>, Vec<_>) = offers.into_iter().partition(is_live);
    live.sort_by_key(|offer| (offer.price.currency, offer.price.units));
    let table = if live.is_empty() && can_accept {
        Either::Left(view! { <Empty title=t::market_offers_empty(l) text=t::market_offers_empty_text(l)/> })
    } else if live.is_empty() {
        Either::Right(None)
    } else {
        Either::Right(Some(view! { <Table offers=live sellers=sellers.clone() files can_accept/> }))
    };
    let past = (!past.is_empty()).then(|| view! { <Past offers=past sellers now/> });
    view! {
        <section class="stack" aria-labelledby="offers">
            <h2 id="offers">{t::market_offers_title(l)}</h2>
            {table}
            {past}
        </section>
    }
}

#[component]
fn Table(
    offers: Vec<SellerOffer>,
    sellers: BTreeMap<UserId, User>,
    files: FilesAround,
    can_accept: bool,
) -> impl IntoView {
    loaded(fee_now(), move |fee| view! { <Rows offers sellers files can_accept fee/> })
}

#[component]
fn Rows(
    offers: Vec<SellerOffer>,
    sellers: BTreeMap<UserId, User>,
    files: FilesAround,
    can_accept: bool,
    fee: FeeRates,
) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::market_offer_title(l)),
        Column::of(t::market_offer_seller(l)),
        Column::of(t::market_offer_time(l)),
        Column::of(t::market_offer_valid(l)),
        Column::money(t::market_offer_total(l)),
        Column::silent(t::market_change(l)),
    ];
    let row = |offer: SellerOffer| {
        let seller = sellers.get(&offer.seller_id).cloned();
        let beside = files.beside(AttachmentHome::Offer(offer.id));
        row(offer, (seller, beside), can_accept, fee)
    };
    let rows = offers.into_iter().map(row).collect();
    let hint = can_accept.then(|| view! { <p class="hint">{t::market_offer_accept_hint(l)}</p> });
    view! {
        <p class="hint">{buyer_fee_sentence(fee)}</p>
        <DataTable columns rows/>
        {hint}
    }
}

fn row(
    offer: SellerOffer,
    (seller, beside): (Option<User>, FilesBeside),
    can_accept: bool,
    fee: FeeRates,
) -> Vec<AnyView> {
    let l = lang();
    let (name, stars, count) =
        seller.map(|user| (user.display_name, user.review_stars, user.review_count)).unwrap_or_default();
    let until = match offer.valid_until {
        Some(until) => view! { <When at=until/> }.into_any(),
        None => t::market_offer_open_end(l).into_any(),
    };
    let accept = can_accept.then(|| view! { <Accept offer=offer.clone()/> });
    let backed = offer.deposit.map(|deposit| {
        view! {
            <p><strong class="badge badge-success">{t::holds_deposit_backed(l, isolated(deposit.amount))}</strong></p>
            <p class="hint">{t::holds_deposit_backed_hint(l)}</p>
        }
    });
    let what = view! {
        <div>
            <strong dir="auto">{offer.title}</strong>
            <p class="hint whitespace-pre-line" dir="auto">{offer.description}</p>
            {backed}
            <FileNames beside/>
        </div>
    };
    let talk = view! { <ChatLink request=offer.request_id seller=offer.seller_id label=t::chat_to_seller(l)/> };
    let who = view! { <div class="stack" data-gap="tight"><Person name id=offer.seller_id/> <div><Rating stars count/></div> <div>{talk}</div></div> };
    vec![
        what.into_any(),
        who.into_any(),
        delivery_time(offer.delivery_time).into_any(),
        until,
        view! { <MoneyView money=total(fee, offer.price)/> }.into_any(),
        accept.into_any(),
    ]
}

/// The form names price and security: what the buyer agrees to is what the buyer saw.
#[component]
fn Accept(offer: SellerOffer) -> impl IntoView {
    let price = offer.price;
    view! {
        <DeedForm deed="accept_offer" which=offer.id.to_string()>
            <HiddenField name="offer" value=offer.id.to_string()/>
            <HiddenField name="price" value=price.amount_text()/>
            <HiddenField name="currency" value=price.currency.to_string()/>
            {offer.deposit.map(|deposit| view! { <HiddenField name="deposit" value=deposit.amount.amount_text()/> })}
            <Submit label=t::market_offer_accept(lang(), amount_text(price))/>
        </DeedForm>
    }
}

#[component]
fn Past(offers: Vec<SellerOffer>, sellers: BTreeMap<UserId, User>, now: Timestamp) -> impl IntoView {
    let l = lang();
    let lines: Vec<_> = offers
        .into_iter()
        .map(|offer| {
            let name = sellers.get(&offer.seller_id).map(|user| user.display_name.clone()).unwrap_or_default();
            let status = word(l, "seller_offer_status", offer.status_at(now).word());
            view! {
                <li class="cluster">
                    <Person name id=offer.seller_id/>
                    <MoneyView money=offer.price/>
                    <span class="badge badge-outline">{status}</span>
                </li>
            }
        })
        .collect();
    view! {
        <details>
            <summary>{t::market_offers_past(l)}</summary>
            <ul class="stack pt-3" data-gap="tight">{lines}</ul>
        </details>
    }
}
