//! The cart: what is in it by seller, what has changed since, what it costs, and where it goes.

use super::{
    template::BuyersFee,
    template_buy::{Known, WhereTo},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, Empty, HiddenField, MoneyView, Notice, Person, Submit, TextArea, TextField},
    ssr, t, words,
};
use actions::market::{CartItem, CartNow, cart_now};
use domain::{Money, market::DeliveryType};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

struct Shown {
    cart: CartNow,
    totals: Vec<Money>,
    fees: Vec<Money>,
    known: Known,
}

async fn load() -> Result<Shown, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let cart = cart_now(&desk, me.id).await.map_err(ssr::refuse)?;
    let totals = cart.totals().map_err(ssr::refuse)?;
    let fees = cart.fees().map_err(ssr::refuse)?;
    Ok(Shown { cart, totals, fees, known: Known::load().await? })
}

/// Page `/cart`.
#[component]
pub fn Cart() -> impl IntoView {
    loaded(load(), |shown| {
        let l = lang();
        let inside = if shown.cart.items.is_empty() {
            Either::Left(view! {
                <Empty title=t::shop_cart_empty(l) text=t::shop_cart_empty_text(l)>
                    <a class="btn btn-primary" href="/requests/new">{t::market_new_title(l)}</a>
                </Empty>
            })
        } else {
            Either::Right(view! { <Full shown/> })
        };
        view! {
            <Title text=t::shop_cart(l)/>
            <div class="page-wide stack" data-gap="loose">
                <h1>{t::shop_cart(l)}</h1>
                {inside}
            </div>
        }
    })
}

#[component]
fn Full(shown: Shown) -> impl IntoView {
    let Shown { cart, totals, fees, known } = shown;
    let mut sellers: Vec<Vec<CartItem>> = Vec::new();
    for item in cart.items.clone() {
        match sellers.iter_mut().find(|of| of[0].offered.seller.id == item.offered.seller.id) {
            Some(of) => of.push(item),
            None => sellers.push(vec![item]),
        }
    }
    let sellers: Vec<_> = sellers.into_iter().map(|items| view! { <OfSeller items/> }).collect();
    view! {
        <div class="grid gap-8 items-start lg:grid-cols-[3fr_2fr]">
            <div class="stack min-w-0">{sellers}</div>
            <CheckOut cart totals fees known/>
        </div>
    }
}

#[component]
fn OfSeller(items: Vec<CartItem>) -> impl IntoView {
    let l = lang();
    let seller = items[0].offered.seller.clone();
    let name = view! { <Person name=seller.display_name id=seller.id/> };
    let lines: Vec<_> = items.into_iter().map(|item| view! { <Line item/> }).collect();
    view! {
        <section class="card p-5 stack" aria-label=t::shop_sold_by(l)>
            <h2 class="text-lg">{t::shop_sold_by(l)} " " {name}</h2>
            <ul class="stack list-none p-0" data-gap="loose">{lines}</ul>
        </section>
    }
}

#[component]
fn Line(item: CartItem) -> impl IntoView {
    let l = lang();
    let template = item.offered.template.clone();
    let id = template.id.to_string();
    let before = item.price_before().map(|before| {
        let (was, now) = (super::amount_text(before), super::amount_text(template.terms.price));
        view! { <Notice kind="warning"><p>{t::shop_price_changed(l, now, was)}</p></Notice> }
    });
    let trouble = item.trouble.clone().map(|trouble| {
        view! { <Notice kind="error"><p>{words::code(l, trouble.code(), None)} " " {t::shop_take_out(l)}</p></Notice> }
    });
    let many = (template.terms.max_quantity > 1 && item.trouble.is_none()).then(|| {
        view! { <Pieces id=id.clone() now=item.line.quantity/> }
    });
    view! {
        <li class="stack" data-gap="tight">
            <div class="flex flex-wrap items-center justify-between gap-3">
                <h3><a href=format!("/t/{}", template.slug)><bdi>{template.terms.title}</bdi></a></h3>
                <strong><MoneyView money=item.price/></strong>
            </div>
            <p class="hint">{t::shop_pieces(l, item.line.quantity.into())}</p>
            {before}
            {trouble}
            <div class="flex flex-wrap items-end gap-3">
                {many}
                <DeedForm deed="remove_from_cart" which=id.clone()>
                    <HiddenField name="template" value=id/>
                    <Submit label=t::shop_remove(l) kind="plain"/>
                </DeedForm>
            </div>
        </li>
    }
}

#[component]
fn Pieces(id: String, now: u32) -> impl IntoView {
    let l = lang();
    view! {
        <DeedForm deed="change_cart" class="flex flex-wrap items-end gap-3" which=id.clone()>
            <HiddenField name="template" value=id/>
            <TextField deed="change_cart" name="quantity" label=t::market_quantity(l) inputmode="numeric"
                value=now.to_string() required=true max=3/>
            <Submit label=t::shop_change(l) kind="quiet"/>
        </DeedForm>
    }
}

const CHECK_OUT: &str = "check_out_cart";

#[component]
fn CheckOut(cart: CartNow, totals: Vec<Money>, fees: Vec<Money>, known: Known) -> impl IntoView {
    let l = lang();
    let by = |wanted| cart.items.iter().any(|item| item.offered.template.terms.delivery_type == wanted);
    let (physical, online) = (by(DeliveryType::Physical), by(DeliveryType::Online));
    let sums: Vec<_> = totals
        .into_iter()
        .map(|total| view! { <div data-total=""><dt>{t::escrow_checkout_total(l)}</dt><dd><MoneyView money=total large=true/></dd></div> })
        .collect();
    let count = u64::try_from(cart.items.len()).unwrap_or(u64::MAX);
    let form = if cart.is_ready() {
        Either::Left(view! {
            <DeedForm deed=CHECK_OUT>
                <HiddenField name="seen" value=cart.seen()/>
                <WhereTo deed=CHECK_OUT physical online known/>
                <TextArea deed=CHECK_OUT name="note" label=t::shop_note_all(l) rows=3 max=1000/>
                <p class="hint">{t::shop_check_out_hint(l)}</p>
                <Submit label=t::shop_check_out(l, count)/>
            </DeedForm>
        })
    } else {
        Either::Right(view! { <Notice kind="warning"><p>{t::shop_not_ready(l)}</p></Notice> })
    };
    view! {
        <section class="card p-5 stack" aria-labelledby="check-out">
            <h2 id="check-out">{t::escrow_checkout_summary(l)}</h2>
            <dl class="facts">
                <BuyersFee fees/>
                {sums}
            </dl>
            {form}
        </section>
    }
}
