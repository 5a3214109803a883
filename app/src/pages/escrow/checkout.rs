//! The checkout: what is paid, where to send it, and what has come. One page from the first look to "it is safe".

use super::{
    ToRequest, checkout_now::checkout_now, how_to_pay::HowToPay, load::name_of, order_number, order_of_page,
    quote::LateMoney,
};
use crate::{
    Fault, dates,
    islands::CheckoutStatus,
    lang,
    pages::loaded,
    parts::{MoneyView, Person},
    ssr::{desk, refuse, signed_in},
    t, words,
};
use actions::escrow::{CheckoutStage, CheckoutView, checkout_view, terms_of};
use domain::{
    PurchaseRequestId, Timestamp,
    escrow::{Escrow, Payment, PaymentStatus},
    market::SellerOffer,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

struct Loaded {
    view: CheckoutView,
    seller: String,
    offer: SellerOffer,
    escrow: Escrow,
    grace_hours: i64,
    left_ms: i64,
}

/// Page `/orders/{id}/checkout`, for the buyer alone.
#[component]
pub fn Checkout() -> impl IntoView {
    let id = order_of_page();
    loaded(load(id.clone()), move |view| match view {
        Some(view) => Either::Left(show(view)),
        // No offer has been accepted: there is nothing to pay, but a request to look at.
        None => Either::Right(view! { <ToRequest id/> }),
    })
}

async fn load(id: Result<PurchaseRequestId, Fault>) -> Result<Option<Loaded>, Fault> {
    let (viewer, desk) = (signed_in()?, desk());
    let Some(view) = checkout_view(&desk, viewer.id, id?).await.map_err(refuse)? else { return Ok(None) };
    let offer: SellerOffer = desk.store.get(view.payment.offer_id).await.map_err(|error| refuse(error.into()))?;
    let seller = name_of(&desk, view.payment.seller_id).await.map_err(refuse)?;
    let deadline = deadline(&view.payment);
    let escrow: Escrow = desk.store.get(view.request.id).await.map_err(|error| refuse(error.into()))?;
    let terms = terms_of(&desk, &escrow).await.map_err(refuse)?;
    let (left_ms, grace_hours) = (deadline.millis_since(desk.now()), terms.send_grace.0);
    Ok(Some(Loaded { view, seller, offer, escrow, grace_hours, left_ms }))
}

/// What runs out first: the time to send the rest, the price, the time to pay.
pub(super) fn deadline(payment: &Payment) -> Timestamp {
    let quoted = payment.quote.as_ref().and_then(|quote| quote.valid_until).filter(|_| payment.credited.is_zero());
    payment.top_up_by.or(quoted).unwrap_or(payment.pay_by)
}

fn show(loaded: Loaded) -> impl IntoView {
    let l = lang();
    let view = loaded.view.clone();
    let now = checkout_now(&view);
    let is_asked = matches!(view.payment.status, PaymentStatus::Pending | PaymentStatus::Processing);
    let title = now.heading.clone();
    let (request, payment) = (view.request.id.to_string(), view.payment.id.to_string());
    let reference = view.payment.reference();
    let late = view.late.clone().map(|late| view! { <LateMoney late request=view.request.id reference/> });
    let here = format!("/orders/{request}/checkout");
    view! {
        <Title text=title.clone()/>
        <div class="page-wide stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <p class="hint"><a href=format!("/orders/{request}")>{t::escrow_number(l, order_number(view.request.number))}</a></p>
                <h1>{title}</h1>
                <p class="lead">{t::escrow_checkout_lead(l, view.request.title.clone())}</p>
            </header>
            <div class="grid gap-8 items-start lg:grid-cols-[3fr_2fr]">
                <div class="stack min-w-0">
                    {late}
                    <CheckoutStatus request payment now>
                        {is_asked.then(|| view! { <HowToPay view=view.clone() left_ms=loaded.left_ms/> })}
                    </CheckoutStatus>
                    {is_asked.then(|| view! { <LookAgain here/> })}
                </div>
                <Summary loaded/>
            </div>
        </div>
    }
}

/// Without JavaScript the page looks again by itself.
#[component]
fn LookAgain(here: String) -> impl IntoView {
    let l = lang();
    view! {
        <p class="hint">{t::escrow_checkout_leave(l)}</p>
        <noscript>
            <meta http-equiv="refresh" content=format!("10;url={here}")/>
            <p class="hint">
                {t::escrow_checkout_again_text(l)} " " <a href=here.clone()>{t::escrow_checkout_again(l)}</a>
            </p>
        </noscript>
    }
}

#[component]
fn Summary(loaded: Loaded) -> impl IntoView {
    let l = lang();
    let Loaded { view, seller, offer, escrow, grace_hours, .. } = loaded;
    let payment = &view.payment;
    let arrived = payment.credited.is_positive().then(|| (payment.credited, payment.due().ok()));
    let by = payment.top_up_by.unwrap_or(payment.pay_by);
    let fee = payment.amount.minus(escrow.price).ok().filter(|fee| fee.is_positive());
    let fee = match fee {
        Some(money) => Either::Left(view! { <MoneyView money/> }),
        None => Either::Right(t::escrow_checkout_fee_none(l)),
    };
    let is_waiting = matches!(view.stage, CheckoutStage::Waiting | CheckoutStage::Partial | CheckoutStage::Held);
    let unit = words::word(l, "delivery_unit", &offer.delivery_time.unit.to_string());
    let time = format!("{} {unit}", words::number(l, u64::from(offer.delivery_time.amount)));
    let grace = words::number(l, u64::try_from(grace_hours).unwrap_or(0));
    view! {
        <aside class="card p-5 stack" aria-labelledby="summary">
            <h2 id="summary">{t::escrow_checkout_summary(l)}</h2>
            <dl class="facts">
                <div><dt>{t::escrow_checkout_for(l)}</dt><dd><bdi>{view.request.title.clone()}</bdi></dd></div>
                <div><dt>{t::escrow_checkout_seller(l)}</dt><dd><Person name=seller id=payment.seller_id/></dd></div>
                <div><dt>{t::escrow_checkout_price(l)}</dt><dd><MoneyView money=escrow.price/></dd></div>
                <div><dt>{t::escrow_checkout_fee(l)}</dt><dd>{fee}</dd></div>
                <div data-total=""><dt>{t::escrow_checkout_total(l)}</dt><dd><MoneyView money=payment.amount large=true/></dd></div>
                {arrived.map(|(credited, due)| view! {
                    <div><dt>{t::escrow_checkout_arrived(l)}</dt><dd><MoneyView money=credited/></dd></div>
                    {due.filter(|due| due.is_positive()).map(|due| view! {
                        <div><dt>{t::escrow_checkout_due(l)}</dt><dd><MoneyView money=due/></dd></div>
                    })}
                })}
                {is_waiting.then(|| view! { <div><dt>{t::escrow_ask_by(l)}</dt><dd>{dates::moment(l, by)}</dd></div> })}
                <div><dt>{t::escrow_checkout_number(l)}</dt><dd><bdi dir="ltr">{payment.reference()}</bdi></dd></div>
            </dl>
            {is_waiting.then(|| view! {
                <div class="stack" data-gap="tight">
                    <h3>{t::escrow_checkout_promise(l)}</h3>
                    <p class="hint">{t::escrow_checkout_promise_text(l, grace, time)}</p>
                </div>
            })}
            <p class="hint">{t::escrow_support(l, payment.reference())}</p>
        </aside>
    }
}
