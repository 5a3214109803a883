//! What I have asked for.

use super::{browse::said, card::Card, unread};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Empty, Notice, Pager},
    ssr, t,
    words::word,
};
use domain::{machine::Word, market::RequestCard};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use store::Page;

/// The page of this number in the address.
pub(super) fn page_here() -> u32 {
    let page = use_query_map().with_untracked(|query| query.get("page"));
    page.and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 10_000)
}

async fn load(page: u32) -> Result<(Page<RequestCard>, bool), Fault> {
    let (store, me) = (ssr::desk().store, ssr::signed_in()?);
    let requests = store.requests_by(me.id, page).await.map_err(unread)?;
    let has_draft = store.draft_of(me.id).await.map_err(unread)?.is_some();
    Ok((requests, has_draft))
}

/// My requests, latest first.
#[component]
pub fn MyRequests() -> impl IntoView {
    loaded(load(page_here()), |(page, has_draft)| view! { <List page has_draft/> })
}

#[component]
fn List(page: Page<RequestCard>, has_draft: bool) -> impl IntoView {
    let l = lang();
    let draft = has_draft.then(|| {
        view! {
            <Notice kind="info">
                <p>{t::market_draft_waits(l)} " " <a href="/requests/new">{t::market_draft_continue(l)}</a></p>
            </Notice>
        }
    });
    let (here, last) = (u64::from(page.page), u64::from(page.page_count));
    let list = if page.rows.is_empty() {
        Either::Left(view! { <Empty title=t::market_my_requests_empty(l) text=t::market_my_requests_empty_text(l)/> })
    } else {
        let lines: Vec<_> = page.rows.into_iter().map(|card| view! { <Line card/> }).collect();
        Either::Right(view! {
            <h2 class="text-lg">{said(page.count)}</h2>
            <ul class="request-list list-none p-0">{lines}</ul>
        })
    };
    view! {
        <Title text=t::market_my_requests(l)/>
        <div class="page-wide stack">
            <div class="flex flex-wrap items-center justify-between gap-3">
                <h1>{t::market_my_requests(l)}</h1>
                <a class="btn btn-primary" href="/requests/new">{t::market_new_title(l)}</a>
            </div>
            {draft}
            {list}
            <Pager here last href=|page| format!("/my/requests?page={page}")/>
        </div>
    }
}

#[component]
fn Line(card: RequestCard) -> impl IntoView {
    let l = lang();
    let status = word(l, "purchase_request_status", card.status.word());
    let next = word(l, "request_next", card.status.word());
    view! {
        <li class="stack" data-gap="tight">
            <Card card/>
            <p class="cluster"><span class="badge badge-outline">{status}</span> <span class="hint">{next}</span></p>
        </li>
    }
}
