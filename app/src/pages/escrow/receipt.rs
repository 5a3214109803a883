//! The receipt of an order for both sides: what was agreed, what was paid, where it is written. One A4 page, and the
//! signed facts that it is made of as a file.

use super::{
    ToRequest, order_number, order_of_page,
    receipt_parts::{Entries, HowToCheck, Transfers},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Empty, MoneyView, When},
    ssr::{desk, refuse, signed_in},
    t, words,
};
use domain::{
    PurchaseRequestId, Timestamp, UserId,
    escrow::{
        Escrow,
        receipt::{Amount, ReceiptFacts, SignedReceipt},
    },
    machine::Word,
    market::PurchaseRequest,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Page `/orders/{id}/receipt`, for the order's two sides and people of the house.
#[component]
pub fn Receipt() -> impl IntoView {
    let id = order_of_page();
    loaded(load(id.clone()), move |shown| match shown {
        Shown::Paper(receipt, now) => view! { <Paper receipt=*receipt now/> }.into_any(),
        Shown::Nothing(number) => nothing(id, number).into_any(),
        // No offer has been accepted: it is a request.
        Shown::Request => view! { <ToRequest id/> }.into_any(),
    })
}

enum Shown {
    Paper(Box<SignedReceipt>, Timestamp),
    Nothing(u64),
    Request,
}

async fn load(id: Result<PurchaseRequestId, Fault>) -> Result<Shown, Fault> {
    let (viewer, desk, id) = (signed_in()?, desk(), id?);
    let receipt = actions::escrow::receipt_of(&desk, viewer.id, viewer.is_of_the_house(), id).await.map_err(refuse)?;
    if let Some(receipt) = receipt {
        return Ok(Shown::Paper(Box::new(receipt), desk.now()));
    }
    let is_order = desk.store.find::<Escrow>(id).await.map_err(|error| refuse(error.into()))?.is_some();
    let request = desk.store.get::<PurchaseRequest>(id).await.map_err(|error| refuse(error.into()))?;
    Ok(if is_order { Shown::Nothing(request.number) } else { Shown::Request })
}

fn nothing(id: Result<PurchaseRequestId, Fault>, number: u64) -> impl IntoView {
    let l = lang();
    let title = format!("{} {}", t::escrow_receipt_title(l), order_number(number));
    let order = id.map(|id| format!("/orders/{id}")).unwrap_or_default();
    view! {
        <Title text=title.clone()/>
        <article class="page stack" data-gap="loose">
            <h1>{title}</h1>
            <Empty title=t::escrow_receipt_empty(l) text=t::escrow_receipt_empty_text(l)>
                <a class="btn btn-outline" href=order>{t::escrow_checkout_back(l)}</a>
            </Empty>
        </article>
    }
}

#[component]
fn Paper(receipt: SignedReceipt, now: Timestamp) -> impl IntoView {
    let l = lang();
    // One A4 sheet: on paper everything moves closer.
    let class = "page stack print:gap-3 print:text-[9pt] print:[&_.facts>div]:py-0.5 print:[&_.card]:p-2 \
                 print:[&_.qr]:w-[5.5cm] print:[&_.qr]:p-0 print:[&_.stack]:gap-1 print:[&_h1]:text-lg print:[&_h2]:text-base print:[&_.lead]:text-sm";
    let facts = receipt.facts.clone();
    let number = facts.order.number.clone();
    let back = is_theirs(&facts).then(|| {
        let order = format!("/orders/{}", facts.order.request_id);
        view! { <p class="hint" data-print="no"><a href=order>{t::escrow_checkout_back(l)}</a></p> }
    });
    view! {
        <Title text=format!("{} {number}", t::escrow_receipt_title(l))/>
        <article class=class data-gap="loose">
            {back}
            <header class="stack" data-gap="tight">
                <h1>{t::escrow_receipt_title(l)} " " <bdi dir="ltr">{number}</bdi></h1>
                <p class="lead">{t::escrow_receipt_lead(l)}</p>
                <p class="hint">
                    {t::escrow_receipt_issued(l)} " " <When at=now/>
                    <span data-print="no">" · " {t::escrow_receipt_print(l)}</span>
                </p>
            </header>
            <Parties facts=facts.clone()/>
            <Sums facts=facts.clone()/>
            <Transfers transfers=facts.transfers.clone()/>
            <Entries journals=facts.journals.clone()/>
            <HowToCheck receipt/>
        </article>
    }
}

/// The order's own page is for its two sides alone.
fn is_theirs(facts: &ReceiptFacts) -> bool {
    let is = |side: UserId| crate::ssr::viewer().is_some_and(|viewer| viewer.id == side);
    is(facts.parties.buyer.id) || is(facts.parties.seller.id)
}

#[component]
fn Parties(facts: ReceiptFacts) -> impl IntoView {
    let l = lang();
    let state = words::word(l, "escrow_state", facts.order.outcome.word());
    let payment = facts.order.payment.map(|payment| {
        view! { <div><dt>{t::escrow_receipt_payment(l)}</dt><dd><bdi dir="ltr">{payment}</bdi></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{t::escrow_receipt_what(l)}</dt><dd><bdi>{facts.order.title}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_quantity(l)}</dt><dd>{words::number(l, u64::from(facts.order.quantity))}</dd></div>
            <div><dt>{t::escrow_receipt_buyer(l)}</dt><dd><bdi>{facts.parties.buyer.name}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_seller(l)}</dt><dd><bdi>{facts.parties.seller.name}</bdi></dd></div>
            {payment}
            <div><dt>{t::escrow_receipt_state(l)}</dt><dd>{state}</dd></div>
        </dl>
    }
}

#[component]
fn Sums(facts: ReceiptFacts) -> impl IntoView {
    let l = lang();
    let sums = facts.money;
    let line = |label: &'static str, sum: &Amount| {
        let money = sum.money().filter(|money| money.is_positive());
        money.map(|money| view! { <div><dt>{label}</dt><dd><MoneyView money/></dd></div> })
    };
    view! {
        <dl class="facts">
            {line(t::escrow_money_price(l), &sums.price)}
            {line(t::escrow_receipt_paid(l), &sums.funded)}
            {line(t::escrow_receipt_fee(l), &sums.fees)}
            {line(t::escrow_receipt_proceeds(l), &sums.released)}
            {line(t::escrow_receipt_refunded(l), &sums.refunded)}
            {line(t::escrow_receipt_held(l), &sums.held)}
        </dl>
    }
}
