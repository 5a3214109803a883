//! The first page. To strangers: what escrow does in one sentence, how it goes in three steps, and what people want right
//! now. To a person who is signed in: what needs them.

use super::{about_escrow::fee_said, needs::Needs};
use crate::{
    Fault,
    head::Described,
    lang,
    pages::{
        loaded,
        market::{Card, CardOf},
    },
    parts::{Empty, Icon},
    ssr::{desk, refuse, viewer},
    t,
};
use domain::market::{BrowseForm, Category, RequestCard};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// How many requests the first page shows.
const SHOWN: usize = 3;

/// The first page.
#[component]
pub fn Landing() -> impl IntoView {
    let l = lang();
    let (before, after) = match viewer() {
        Some(me) => (Either::Left(view! { <h1>{t::needs_title(l)}</h1> <Needs me/> }), None),
        None => (Either::Right(view! { <Hero/> <Steps/> }), Some(view! { <Trust/> })),
    };
    view! {
        <Title text=t::house_tagline(l)/>
        <Described text=t::house_description(l)/>
        <div class="page-wide stack" data-gap="loose">
            {before}
            <section class="stack" aria-labelledby="now">
                <h2 id="now">{t::house_landing_now(l)}</h2>
                {loaded(load(), |(cards, categories)| view! { <Now cards categories/> })}
            </section>
            {after}
        </div>
    }
}

#[component]
fn Hero() -> impl IntoView {
    let l = lang();
    view! {
        <section class="hero">
            <h1>{t::house_landing_title(l)}</h1>
            <p class="lead">
                {t::house_landing_lead(l)} " " <a class="link" href="/about-escrow">{t::house_nav_escrow(l)}</a>
            </p>
            <div class="cluster">
                <a class="btn btn-primary" href="/requests/new">{t::house_landing_post(l)}</a>
                <a class="btn btn-outline" href="/requests">{t::house_landing_browse(l)}</a>
            </div>
        </section>
    }
}

/// The latest requests that everybody may see.
async fn load() -> Result<(Vec<RequestCard>, Vec<Category>), Fault> {
    let store = desk().store;
    let categories = store.categories().await.map_err(|error| refuse(error.into()))?;
    let filter = BrowseForm::default().read(&categories);
    let mut page = store.browse(&filter).await.map_err(|error| refuse(error.into()))?;
    page.rows.truncate(SHOWN);
    Ok((page.rows, categories))
}

#[component]
fn Now(cards: Vec<RequestCard>, categories: Vec<Category>) -> impl IntoView {
    let l = lang();
    if cards.is_empty() {
        return Either::Left(view! {
            <Empty title=t::house_landing_now_empty(l) text=t::house_landing_now_empty_text(l)>
                <a class="btn btn-primary" href="/requests/new">{t::house_landing_post(l)}</a>
            </Empty>
        });
    }
    let cards: Vec<_> = cards
        .into_iter()
        .map(|card| {
            let of = CardOf::of(&card, &categories);
            view! { <Card card of/> }
        })
        .collect();
    Either::Right(view! {
        <div class="request-list">{cards}</div>
        <p><a class="link" href="/requests">{t::house_landing_more(l)}</a></p>
    })
}

#[component]
fn Steps() -> impl IntoView {
    let l = lang();
    let step = |title: &'static str, text: String| view! { <li><h3>{title}</h3><p>{text}</p></li> };
    view! {
        <section class="stack" aria-labelledby="steps">
            <h2 id="steps">{t::house_landing_steps(l)}</h2>
            <ol class="steps-strip">
                {step(t::house_landing_step_1(l), t::house_landing_step_1_text(l).to_owned())}
                {step(t::house_landing_step_2(l), t::house_landing_step_2_text(l).to_owned())}
                {loaded(fee_said(), move |(fee, _)| {
                    step(t::house_landing_step_3(l), t::house_landing_step_3_text(l, fee))
                })}
            </ol>
        </section>
    }
}

#[component]
fn Trust() -> impl IntoView {
    let l = lang();
    let line = |icon: &'static str, text: &'static str| {
        view! { <li class="flex gap-3"><Icon name=icon/><span>{text}</span></li> }
    };
    view! {
        <section class="stack" aria-labelledby="trust">
            <h2 id="trust">{t::house_landing_trust(l)}</h2>
            <ul class="stack" data-gap="tight">
                {line("scale", t::house_landing_trust_ledger(l))}
                {line("shield-check", t::house_landing_trust_address(l))}
                {line("refresh-cw", t::house_landing_trust_refund(l))}
            </ul>
        </section>
    }
}
