//! What people need: filters, cards, pages.

use super::{
    card::{Card, CardOf},
    filters::{Filters, address, asked},
    unread,
};
use crate::{
    Fault,
    head::Described,
    lang,
    pages::loaded,
    parts::{Empty, Pager},
    ssr, t,
    words::number,
};
use domain::market::{BrowseForm, Category, RequestCard};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use store::{Count, Page};

struct Shown {
    form: BrowseForm,
    categories: Vec<Category>,
    is_narrowed: bool,
    page: Page<RequestCard>,
    asked: Vec<RequestCard>,
}

async fn load(form: BrowseForm) -> Result<Shown, Fault> {
    let (desk, viewer) = (ssr::desk(), ssr::viewer());
    let categories = desk.store.categories().await.map_err(unread)?;
    let filter = form.read(&categories);
    let page = desk.store.browse(&filter).await.map_err(unread)?;
    let asked = match viewer {
        Some(viewer) if page.page == 1 => desk.store.asked_of(viewer.id, &filter).await.map_err(unread)?,
        _ => Vec::new(),
    };
    Ok(Shown { form, categories, is_narrowed: filter.is_narrowed(), page, asked })
}

/// The list of live requests.
#[component]
pub fn Browse() -> impl IntoView {
    let form = asked();
    loaded(load(form), |shown| view! { <List shown/> })
}

#[component]
fn List(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { form, categories, is_narrowed, page, asked } = shown;
    let (here, last) = (u64::from(page.page), u64::from(page.page_count));
    let to = form.clone();
    let list = if page.rows.is_empty() {
        Either::Left(view! { <NothingFound is_narrowed/> })
    } else {
        Either::Right(view! { <Cards cards=page.rows categories=categories.clone()/> })
    };
    view! {
        <Title text=t::market_browse_title(l)/>
        <Described text=t::market_browse_lead(l)/>
        <div class="page-wide stack" data-gap="loose">
            <div class="stack" data-gap="tight">
                <h1>{t::market_browse_title(l)}</h1>
                <p class="lead">{t::market_browse_lead(l)}</p>
            </div>
            <Filters form categories=categories.clone() is_narrowed/>
            <Asked cards=asked categories/>
            <section class="stack" aria-labelledby="count">
                <h2 id="count" class="text-lg"><span role="status">{said(page.count)}</span></h2>
                {list}
                <Pager here last href=move |page| address(&to, page)/>
            </section>
        </div>
    }
}

/// How many there are, in words.
pub(super) fn said(count: Count) -> String {
    let l = lang();
    let n = u64::from(count.n);
    if count.and_more { t::market_count_more(l, number(l, n)) } else { t::market_count(l, n) }
}

#[component]
fn Asked(cards: Vec<RequestCard>, categories: Vec<Category>) -> impl IntoView {
    let l = lang();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="asked">
                <h2 id="asked">{t::market_asked_title(l)}</h2>
                <p class="hint">{t::market_asked_lead(l)}</p>
                <Cards cards categories/>
            </section>
        }
    })
}

#[component]
fn Cards(cards: Vec<RequestCard>, categories: Vec<Category>) -> impl IntoView {
    let cards: Vec<_> = cards
        .into_iter()
        .map(|card| {
            let of = CardOf::of(&card, &categories);
            view! { <Card card of/> }
        })
        .collect();
    view! { <div class="request-list">{cards}</div> }
}

#[component]
fn NothingFound(is_narrowed: bool) -> impl IntoView {
    let l = lang();
    if is_narrowed {
        Either::Left(view! {
            <Empty title=t::market_browse_empty(l) text=t::market_browse_empty_text(l)>
                <a class="btn btn-primary" href="/requests">{t::market_filter_clear(l)}</a>
            </Empty>
        })
    } else {
        Either::Right(view! {
            <Empty title=t::market_browse_none(l) text=t::market_browse_none_text(l)>
                <a class="btn btn-primary" href="/requests/new">{t::market_new_title(l)}</a>
            </Empty>
        })
    }
}
