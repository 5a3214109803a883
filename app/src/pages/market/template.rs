//! What stands behind a seller's link: the thing, who sells it, what it costs with everything, and the form that buys.

use super::{
    delivery_time,
    reviews_of::{Rating, ReviewsOfTemplate},
    template_buy::{BuyForms, Known, TermsNow},
    template_facts::TemplateFacts,
};
use crate::{
    Fault,
    head::{Described, Shared},
    lang,
    pages::loaded,
    parts::{MoneyView, Notice, Person},
    ssr, t, words,
};
use actions::{
    market::Offered,
    settings::{InForce, in_force},
};
use domain::{Money, UserId, market::MarketError};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

struct Shown {
    offered: Offered,
    in_force: Arc<InForce>,
    terms_now: TermsNow,
    known: Known,
    me: Option<UserId>,
}

async fn load(slug: String) -> Result<Shown, Fault> {
    let (desk, viewer) = (ssr::desk(), ssr::viewer());
    let offered = actions::market::offered(&desk, &slug).await.map_err(ssr::refuse)?;
    let in_force = in_force(&desk).await.map_err(ssr::refuse)?;
    let me = viewer.as_ref().map(|viewer| viewer.id);
    let fee = in_force.fee.terms(offered.template.terms.price.currency);
    let now = |error: domain::MoneyError| ssr::refuse(error.into());
    let terms_now = TermsNow {
        fee: fee.on_top(offered.template.terms.price).map_err(now)?,
        whole: offered.template.whole_price(&fee).map_err(now)?,
        seen: offered.template.seen(&fee).map_err(now)?,
    };
    Ok(Shown { offered, in_force, terms_now, known: Known::load().await?, me })
}

/// Page `/t/{slug}`.
#[component]
pub fn Template() -> impl IntoView {
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    loaded(load(slug), |shown| view! { <Whole shown/> })
}

#[component]
fn Whole(shown: Shown) -> impl IntoView {
    let Shown { offered, in_force, terms_now, known, me } = shown;
    let l = lang();
    let terms = offered.template.terms.clone();
    let price = super::amount_text(terms.price);
    let text = t::shop_described(l, &terms.description, &price, offered.seller.display_name.clone(), &terms.title);
    let address = format!("/t/{}", offered.template.slug);
    let sold = offered.template.is_sold(&offered.seller, &offered.uses, 1);
    let is_own = me == Some(offered.template.seller_id);
    let buy = match (is_own, &sold) {
        (true, _) => Either::Left(view! { <Own id=offered.template.id.to_string()/> }.into_any()),
        (false, Err(trouble)) => Either::Left(view! { <NotSold trouble=trouble.clone()/> }.into_any()),
        (false, Ok(())) => Either::Right(
            view! { <BuyForms offered=offered.clone() known terms_now=terms_now.clone() is_signed_in=me.is_some()/> },
        ),
    };
    view! {
        <Title text=terms.title.clone()/>
        <Described text=text.clone()/>
        <Shared title=terms.title.clone() text address/>
        <div class="page-wide stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <h1><bdi>{terms.title.clone()}</bdi></h1>
                <Seller offered=offered.clone()/>
            </header>
            <div class="grid gap-8 items-start lg:grid-cols-[3fr_2fr]">
                <div class="stack min-w-0" data-gap="loose">
                    <p class="whitespace-pre-line" dir="auto">{terms.description.clone()}</p>
                    <TemplateFacts terms branch=offered.branch.clone()/>
                    <ReviewsOfTemplate template=offered.template.id/>
                </div>
                <div class="stack min-w-0">
                    <Price offered in_force terms_now/>
                    {buy}
                </div>
            </div>
        </div>
    }
}

#[component]
fn Seller(offered: Offered) -> impl IntoView {
    let l = lang();
    let seller = offered.seller;
    view! {
        <p class="cluster">
            <span>{t::shop_sold_by(l)} " " <Person name=seller.display_name id=seller.id/></span>
            <Rating stars=seller.review_stars count=seller.review_count/>
            <span class="hint">{t::shop_sales(l, seller.completed_sales)}</span>
        </p>
        <p class="cluster">
            <span>{t::shop_rated(l)}</span>
            <Rating stars=offered.uses.review_stars count=offered.uses.review_count/>
        </p>
    }
}

/// What one pays, and how long everything may take: all of it before the button.
#[component]
fn Price(offered: Offered, in_force: Arc<InForce>, terms_now: TermsNow) -> impl IntoView {
    let l = lang();
    let terms = &offered.template.terms;
    let number = |n: i64| u64::try_from(n).unwrap_or_default();
    let left = offered.uses.left().map(|left| {
        view! { <div><dt>{t::shop_left(l)}</dt><dd>{words::number(l, left)}</dd></div> }
    });
    view! {
        <section class="card p-5 stack" aria-labelledby="price">
            <h2 id="price" class="hint">{t::shop_price_one(l)}</h2>
            <p><MoneyView money=terms.price large=true/></p>
            <dl class="facts">
                <BuyersFee fees=Vec::from([terms_now.fee])/>
                <div data-total=""><dt>{t::market_offer_total(l)}</dt><dd><MoneyView money=terms_now.whole/></dd></div>
                <div><dt>{t::market_offer_time(l)}</dt><dd>{delivery_time(terms.delivery_time)}</dd></div>
                {left}
            </dl>
            <h3>{t::shop_terms(l)}</h3>
            <ul class="list-disc ps-5">
                <li>{t::shop_terms_pay(l, number(in_force.pay_time.0))}</li>
                <li>{t::shop_terms_send(l, number(in_force.terms.send_grace.0))}</li>
                <li>{t::shop_terms_inspect(l, number(in_force.terms.inspection.0))}</li>
            </ul>
            <p class="hint"><a href="/about-escrow">{t::shop_terms_escrow(l)}</a></p>
        </section>
    }
}

/// What the house takes on top, or that it takes nothing from the buyer.
#[component]
pub(super) fn BuyersFee(fees: Vec<Money>) -> impl IntoView {
    let l = lang();
    let fees: Vec<_> = fees.into_iter().filter(|fee| fee.is_positive()).collect();
    let said = match fees.is_empty() {
        true => Either::Left(t::escrow_checkout_fee_none(l)),
        false => Either::Right(fees.into_iter().map(|money| view! { <MoneyView money/> " " }).collect_view()),
    };
    view! { <div><dt>{t::escrow_checkout_fee(l)}</dt><dd>{said}</dd></div> }
}

/// For its own seller: what to do with the link.
#[component]
fn Own(id: String) -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="info">
            <p>{t::shop_own(l)} " " <a href=format!("/my/templates/{id}")>{t::shop_edit(l)}</a></p>
        </Notice>
    }
}

#[component]
fn NotSold(trouble: MarketError) -> impl IntoView {
    let l = lang();
    view! { <Notice kind="warning"><p>{words::code(l, trouble.code(), None)}</p></Notice> }
}
