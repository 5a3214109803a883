//! A seller's own offers on a request, with the private notes nobody else is sent.

use super::{
    delivery_time,
    files::Files,
    offer_price::{cut, fee_now, isolated},
};
use crate::{
    lang,
    pages::loaded,
    parts::{ChatLink, DeedForm, HiddenField, MoneyView, Submit, When},
    t,
    words::word,
};
use actions::attachments::{FilesAround, FilesBeside};
use domain::{
    PurchaseRequestId, Timestamp,
    attachments::AttachmentHome,
    escrow::FeeRates,
    machine::Word,
    market::{OfferStatus, SellerOffer},
};
use leptos::{either::Either, prelude::*};

/// The offers of the reader, the latest first.
#[component]
pub(super) fn OwnOffers(offers: Vec<SellerOffer>, files: FilesAround, now: Timestamp) -> impl IntoView {
    let talk = offers.first().map(|offer| {
        let (request, seller) = (offer.request_id, offer.seller_id);
        view! { <div><ChatLink request seller label=t::chat_to_buyer(lang())/></div> }
    });
    let cards = loaded(fee_now(), move |fee| {
        let card = |offer: SellerOffer| {
            let beside = files.beside(AttachmentHome::Offer(offer.id));
            view! { <OwnOffer offer beside fee now/> }
        };
        offers.into_iter().map(card).collect::<Vec<_>>()
    });
    view! {
        <section class="stack" aria-labelledby="own">
            <h2 id="own">{t::market_my_offer(lang())}</h2>
            {talk}
            {cards}
        </section>
    }
}

#[component]
fn OwnOffer(offer: SellerOffer, beside: FilesBeside, fee: FeeRates, now: Timestamp) -> impl IntoView {
    let l = lang();
    let status = offer.status_at(now);
    let (fee, receive) = cut(fee, offer.price);
    let until = match offer.valid_until {
        Some(until) => Either::Left(view! { <When at=until/> }),
        None => Either::Right(t::market_offer_open_end(l)),
    };
    let notes = offer.private_notes.clone().map(|notes| {
        view! { <div><dt>{t::market_offer_notes(l)}</dt><dd class="whitespace-pre-line" dir="auto">{notes}</dd></div> }
    });
    let deposit = offer.deposit.map(|deposit| {
        view! { <div><dt>{t::holds_deposit(l)}</dt><dd><MoneyView money=deposit.amount/></dd></div> }
    });
    let deeds = (status == OfferStatus::Pending).then(|| view! { <Deeds offer=offer.id request=offer.request_id/> });
    view! {
        <div class="card border border-base-300 bg-base-100 p-5 stack">
            <div class="cluster">
                <h3 dir="auto">{offer.title.clone()}</h3>
                <span class="badge badge-outline">{word(l, "seller_offer_status", status.word())}</span>
            </div>
            <p class="whitespace-pre-line" dir="auto">{offer.description.clone()}</p>
            <dl class="facts">
                <div><dt>{t::market_offer_price(l)}</dt><dd><MoneyView money=offer.price/></dd></div>
                <div>
                    <dt>{t::market_offer_receive(l)}</dt>
                    <dd>
                        <MoneyView money=receive/> " "
                        <span class="hint">{t::market_offer_receive_hint(l, isolated(fee))}</span>
                    </dd>
                </div>
                {deposit}
                <div><dt>{t::market_offer_time(l)}</dt><dd>{delivery_time(offer.delivery_time)}</dd></div>
                <div><dt>{t::market_offer_valid(l)}</dt><dd>{until}</dd></div>
                {notes}
            </dl>
            <Files home=AttachmentHome::Offer(offer.id) beside/>
            {deeds}
        </div>
    }
}

#[component]
fn Deeds(offer: domain::SellerOfferId, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    view! {
        <div class="cluster">
            <a class="btn btn-outline" href=format!("/requests/{request}/offer")>{t::market_offer_edit(l)}</a>
            <DeedForm deed="withdraw_offer" which=offer.to_string()>
                <HiddenField name="offer" value=offer.to_string()/>
                <Submit label=t::market_offer_withdraw(l) kind="danger"/>
            </DeedForm>
        </div>
    }
}
