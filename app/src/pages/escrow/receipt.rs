//! The receipt of an order for both sides: what was agreed, what was paid, where it is written. One A4 page.

use super::{
    ToRequest,
    load::{self, OrderView},
    order_number, order_of_page,
    receipt_parts::{Entries, Transfers},
};
use crate::{
    lang,
    pages::loaded,
    parts::{Empty, MoneyView, When},
    t, words,
};
use domain::Money;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// Page `/orders/{id}/receipt`, for the order's two sides.
#[component]
pub fn Receipt() -> impl IntoView {
    let id = order_of_page();
    loaded(load::order(id.clone()), move |view| match view {
        Some(view) => Either::Left(show(view)),
        None => Either::Right(view! { <ToRequest id/> }),
    })
}

fn show(view: OrderView) -> impl IntoView {
    let l = lang();
    let order = format!("/orders/{}", view.request.id);
    // One A4 sheet: on paper everything moves closer.
    let class = "page stack print:gap-3 print:text-[9pt] print:[&_.facts>div]:py-0.5 print:[&_.card]:p-2 \
                 print:[&_.stack]:gap-1 print:[&_h1]:text-lg print:[&_h2]:text-base print:[&_.lead]:text-sm";
    let title = format!("{} {}", t::escrow_receipt_title(l), order_number(view.request.number));
    let inside = if view.journals.is_empty() {
        let order = order.clone();
        Either::Left(view! {
            <h1>{title.clone()}</h1>
            <Empty title=t::escrow_receipt_empty(l) text=t::escrow_receipt_empty_text(l)>
                <a class="btn btn-outline" href=order>{t::escrow_checkout_back(l)}</a>
            </Empty>
        })
    } else {
        Either::Right(view! { <Paper view/> })
    };
    view! {
        <Title text=title/>
        <article class=class data-gap="loose">
            <p class="hint" data-print="no"><a href=order>{t::escrow_checkout_back(l)}</a></p>
            {inside}
        </article>
    }
}

#[component]
fn Paper(view: OrderView) -> impl IntoView {
    let l = lang();
    let (facts, sums, transfers) = (view.clone(), view.clone(), view.clone());
    view! {
        <header class="stack" data-gap="tight">
            <h1>{t::escrow_receipt_title(l)} " " <bdi dir="ltr">{order_number(view.request.number)}</bdi></h1>
            <p class="lead">{t::escrow_receipt_lead(l)}</p>
            <p class="hint">
                {t::escrow_receipt_issued(l)} " " <When at=view.now/> <span data-print="no">" · " {t::escrow_receipt_print(l)}</span>
            </p>
        </header>
        <Parties view=facts/>
        <Sums view=sums/>
        <Transfers view=transfers/>
        <Entries view/>
    }
}

#[component]
fn Parties(view: OrderView) -> impl IntoView {
    let l = lang();
    let state = words::word(l, "escrow_state", &view.escrow.state.to_string());
    let payment = view.payment.map(|payment| {
        view! { <div><dt>{t::escrow_receipt_payment(l)}</dt><dd><bdi dir="ltr">{payment.reference()}</bdi></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{t::escrow_receipt_what(l)}</dt><dd><bdi>{view.request.title}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_quantity(l)}</dt><dd>{words::number(l, u64::from(view.request.quantity))}</dd></div>
            <div><dt>{t::escrow_receipt_buyer(l)}</dt><dd><bdi>{view.buyer}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_seller(l)}</dt><dd><bdi>{view.seller}</bdi></dd></div>
            {payment}
            <div><dt>{t::escrow_receipt_state(l)}</dt><dd>{state}</dd></div>
        </dl>
    }
}

#[component]
fn Sums(view: OrderView) -> impl IntoView {
    let l = lang();
    let escrow = &view.escrow;
    let line = |label: &'static str, money: Money| {
        money.is_positive().then(|| view! { <div><dt>{label}</dt><dd><MoneyView money/></dd></div> })
    };
    view! {
        <dl class="facts">
            <div><dt>{t::escrow_money_price(l)}</dt><dd><MoneyView money=escrow.price/></dd></div>
            {line(t::escrow_receipt_paid(l), escrow.funded)}
            {line(t::escrow_receipt_fee(l), escrow.fees)}
            {line(t::escrow_receipt_proceeds(l), escrow.released)}
            {line(t::escrow_receipt_refunded(l), escrow.refunded)}
            {line(t::escrow_receipt_held(l), view.held())}
        </dl>
    }
}
