//! The order: where it stands, who acts next, and what each side can do about it.

use super::{
    ToRequest,
    agreed::Agreed,
    code::BuyersCode,
    deeds::forms,
    incident::{IncidentNotice, ReversedNotice},
    load::{self, OrderView, Side},
    money::MoneyPanel,
    order_number, order_of_page,
    payout::PayoutNotice,
    refund::gives_back,
    silence::SilencePanel,
    steps::{lead, steps},
    sums::said,
};
use crate::{
    islands::OrderNews,
    lang,
    pages::{
        disputes::DisputeNotice,
        loaded,
        market::{OrderFiles, OrderReviews, Origin},
    },
    parts::{ChatLink, Notice, Person, Timeline},
    t,
};
use domain::market::{DeliveryAddress, RequestStatus};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// Page `/orders/{id}`, for its two sides.
#[component]
pub fn Order() -> impl IntoView {
    let id = order_of_page();
    loaded(load::order(id.clone()), move |view| match view {
        Some(view) => Either::Left(show(view)),
        // No offer has been accepted yet: it is a request.
        None => Either::Right(view! { <ToRequest id/> }),
    })
}

fn show(view: OrderView) -> impl IntoView {
    let l = lang();
    let (deeds, steps, lead) = (forms(&view), steps(&view), lead(l, &view));
    let code = matches!(view.side, Side::Buyer)
        .then(|| {
            matches!(
                view.request.status,
                RequestStatus::Delivery | RequestStatus::Delivered | RequestStatus::Confirming
            )
        })
        .unwrap_or_default();
    let (header, silence, money, boxes, place) = (view.clone(), view.clone(), view.clone(), view.clone(), view.clone());
    // The seller reads what the buyer said once the price is here, as with the address.
    let may_read = view.side == Side::Buyer || view.escrow.funded.units >= view.escrow.price.units;
    let origin = may_read.then(|| view.request.clone());
    let (late, reviewed, files) = (view.clone(), view.request.clone(), view.request.clone());
    let terms = view.clone();
    view! {
        <Title text=view.request.title.clone()/>
        <div class="page-wide stack" data-gap="loose">
            <Heading view=header lead/>
            <LateNotice view=late.clone()/>
            <DisputeNotice escrow=late.escrow.clone()/>
            <IncidentNotice view=late.clone()/>
            <ReversedNotice view=late.clone()/>
            <PayoutNotice view=late/>
            <div class="grid gap-8 items-start lg:grid-cols-[3fr_2fr]">
                <div class="stack min-w-0" data-gap="loose">
                    {(!deeds.is_empty()).then(|| view! {
                        <section class="card p-5 stack" data-gap="loose" aria-labelledby="next">
                            <h2 id="next">{t::escrow_order_next(l)}</h2>
                            {deeds}
                        </section>
                    })}
                    {code.then(|| view! { <BuyersCode view=boxes/> })}
                    <section class="card p-5 stack" aria-labelledby="way">
                        <h2 id="way">{t::escrow_order_timeline(l)}</h2>
                        <Timeline steps/>
                    </section>
                    <OrderReviews order=reviewed/>
                </div>
                <div class="stack min-w-0" data-gap="loose">
                    <MoneyPanel view=money/>
                    <SilencePanel view=silence/>
                    <Where view=place/>
                    <Agreed view=terms/>
                    {origin.map(|request| view! { <Origin request/> })}
                    <OrderFiles request=files/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Heading(view: OrderView, lead: &'static str) -> impl IntoView {
    let l = lang();
    let request = view.request.id;
    let (word, name, id) = match view.side {
        Side::Buyer => (t::escrow_order_with_seller(l), view.seller.clone(), view.escrow.seller_id),
        Side::Seller => (t::escrow_order_with_buyer(l), view.buyer.clone(), view.escrow.buyer_id),
    };
    let came_back = view.side == Side::Buyer && view.journals.iter().any(gives_back);
    let talk = match view.side {
        Side::Buyer => t::chat_to_seller(l),
        Side::Seller => t::chat_to_buyer(l),
    };
    let seller = view.escrow.seller_id;
    view! {
        <header class="stack" data-gap="tight">
            <p class="hint"><bdi>{t::escrow_number(l, order_number(view.request.number))}</bdi></p>
            <h1><bdi>{view.request.title.clone()}</bdi></h1>
            <p class="lead">{lead}</p>
            <div class="cluster">
                <span>{word} ": " <Person name id/></span>
                <ChatLink request seller label=talk/>
                <a href=format!("/requests/{request}")>{t::escrow_order_request(l)}</a>
                {(!view.journals.is_empty()).then(|| view! {
                    <a href=format!("/orders/{request}/receipt")>{t::escrow_receipt_link(l)}</a>
                })}
                {came_back.then(|| view! { <a href=format!("/orders/{request}/refund")>{t::refund_link(l)}</a> })}
            </div>
            <OrderNews topic=request.to_string() href=format!("/orders/{request}")/>
        </header>
    }
}

/// Money that came too late for its price: both sides read the same, and whom to ask.
#[component]
fn LateNotice(view: OrderView) -> impl IntoView {
    let l = lang();
    let payment = view.payment.filter(|payment| payment.late_aside().is_some());
    payment.map(|payment| {
        let amount = payment.late_aside().map(|late| said(l, late.amount)).unwrap_or_default();
        let choose = (view.side == Side::Buyer).then(|| {
            let href = format!("/orders/{}/checkout", view.request.id);
            view! { <p><a class="btn btn-primary" href=href>{t::escrow_late_choose(l)}</a></p> }
        });
        view! {
            <Notice kind="warning" title=t::escrow_late_title(l, amount)>
                <p>{t::escrow_late_order_text(l, payment.reference())}</p>
                {choose}
            </Notice>
        }
    })
}

/// Where it goes: for the buyer, and for the seller once it is paid.
#[component]
fn Where(view: OrderView) -> impl IntoView {
    let l = lang();
    let info = view.request.delivery_info.clone();
    let is_paid = view.escrow.funded.is_positive() && view.escrow.missing().is_ok_and(|missing| !missing.is_positive());
    let may_see = view.side == Side::Buyer || is_paid;
    let address = info.address.filter(|_| may_see).map(|address| view! { <Postal address/> });
    let email = info.email.filter(|_| may_see).map(|email| view! { <p><bdi dir="ltr">{email}</bdi></p> });
    (address.is_some() || email.is_some()).then(|| {
        view! {
            <section class="card p-5 stack" data-gap="tight" aria-labelledby="where">
                <h2 id="where">{t::escrow_order_deliver_to(l)}</h2>
                {address}
                {email}
            </section>
        }
    })
}

#[component]
fn Postal(address: DeliveryAddress) -> impl IntoView {
    let town = format!("{} {}", address.postal_code, address.city);
    let lines = [address.recipient, address.street, town, address.country];
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <span class="block"><bdi>{line}</bdi></span> }).collect();
    let phone = address.phone.map(|phone| view! { <span class="block"><bdi dir="ltr">{phone}</bdi></span> });
    view! { <address class="not-italic" dir="auto">{lines} {phone}</address> }
}
