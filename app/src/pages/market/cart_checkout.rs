//! How far the paying of one cart is: k of N, a way to each order's checkout, and everything at once from the wallet.

use super::{amount_text, id_here};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, MoneyView, Notice, Person, Submit},
    ssr, t, words,
};
use actions::{
    escrow::Purse,
    market::{CheckoutOrder, CheckoutPart, CheckoutProgress, checkout_progress},
};
use domain::{CartCheckoutId, machine::Word};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

async fn load(id: Result<CartCheckoutId, Fault>) -> Result<CheckoutProgress, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    checkout_progress(&desk, me.id, id?).await.map_err(ssr::refuse)
}

/// Page `/cart/checkouts/{id}`.
#[component]
pub fn CartCheckout() -> impl IntoView {
    loaded(load(id_here()), |progress| {
        let l = lang();
        let all = u64::try_from(progress.orders.len()).unwrap_or(u64::MAX);
        let paid = u64::try_from(progress.paid_count()).unwrap_or(u64::MAX);
        let waiting = progress.orders.iter().any(|order| order.part == CheckoutPart::Waiting);
        let title = t::shop_progress(l, words::number(l, all), words::number(l, paid));
        let lead = if waiting { t::shop_progress_lead(l) } else { t::shop_progress_done(l) };
        let id = progress.checkout.id.to_string();
        let purses: Vec<_> = progress.purses.into_iter().map(|purse| view! { <All id=id.clone() purse/> }).collect();
        let lines: Vec<_> = progress.orders.into_iter().map(|order| view! { <Line order/> }).collect();
        view! {
            <Title text=title.clone()/>
            <div class="page stack" data-gap="loose">
                <header class="stack" data-gap="tight">
                    <h1>{title.clone()}</h1>
                    <p class="lead">{lead}</p>
                    <progress class="progress progress-primary w-full" value=paid.to_string() max=all.to_string()
                        aria-label=title></progress>
                </header>
                {purses}
                <ul class="stack list-none p-0">{lines}</ul>
            </div>
        }
    })
}

/// Everything that is due in one currency, from the wallet.
#[component]
fn All(id: String, purse: Purse) -> impl IntoView {
    let l = lang();
    let missing = purse.missing();
    if missing.is_positive() {
        let text = t::shop_pay_all_missing(l, amount_text(purse.balance), amount_text(missing));
        return Either::Left(view! { <Notice kind="info"><p>{text}</p></Notice> });
    }
    let due = purse.due;
    Either::Right(view! {
        <section class="card p-5 stack" aria-labelledby="pay-all">
            <h2 id="pay-all">{t::shop_pay_all_title(l)}</h2>
            <p class="hint">{t::shop_pay_all_hint(l, amount_text(purse.balance))}</p>
            <DeedForm deed="pay_checkout_from_wallet" which=due.currency.to_string()>
                <HiddenField name="checkout" value=id/>
                <HiddenField name="amount" value=due.units.to_string()/>
                <HiddenField name="currency" value=due.currency.to_string()/>
                <Submit label=t::shop_pay_all(l, amount_text(due))/>
            </DeedForm>
        </section>
    })
}

#[component]
fn Line(order: CheckoutOrder) -> impl IntoView {
    let l = lang();
    let CheckoutOrder { request, payment, seller, part } = order;
    let (href, label, class, badge) = match part {
        CheckoutPart::Waiting => {
            let label = t::escrow_pay(l, amount_text(payment.amount));
            (format!("/orders/{}/checkout", request.id), label, "btn btn-primary", "badge badge-outline")
        }
        CheckoutPart::Paid | CheckoutPart::Over => {
            let label = t::market_to_order(l).to_owned();
            let badge = if part == CheckoutPart::Paid { "badge badge-success" } else { "badge badge-outline" };
            (format!("/orders/{}", request.id), label, "btn btn-outline", badge)
        }
    };
    view! {
        <li class="card p-5 stack" data-gap="tight" data-part=part.word()>
            <h2 class="cluster text-lg">
                <bdi>{request.title}</bdi> <span class=badge>{words::word(l, "checkout_part", part.word())}</span>
            </h2>
            <p class="cluster">
                <span>{t::shop_sold_by(l)} " " <Person name=seller.display_name id=seller.id/></span>
                <strong><MoneyView money=payment.amount/></strong>
            </p>
            <p><a class=class href=href>{label}</a></p>
        </li>
    }
}
