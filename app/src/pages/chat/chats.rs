//! My conversations, the liveliest first, each with what was said last and how much of it is new.

use super::message::shortened;
use crate::{
    Fault,
    api::chat::asker,
    dates, lang,
    pages::loaded,
    parts::{DeedForm, Empty, Submit},
    ssr::{desk, refuse},
    t,
    words::number,
};
use actions::chat::{ChatLine, chats_of, support_chats};
use domain::{
    PurchaseRequestId, Timestamp, UserId,
    chat::{Asker, Chat, ChatType},
    identity::User,
    market::PurchaseRequest,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::{collections::BTreeMap, sync::Arc};

/// Lines of a page; the store gives no more.
const PER_PAGE: usize = 30;

struct Shown {
    me: Asker,
    mine: Vec<ChatLine>,
    /// For those who answer for the house.
    of_the_house: Vec<ChatLine>,
    people: BTreeMap<UserId, User>,
    requests: BTreeMap<PurchaseRequestId, PurchaseRequest>,
    page: u32,
    now: Timestamp,
}

async fn load(page: u32) -> Result<Shown, Fault> {
    let (desk, me) = (desk(), asker()?);
    let mine = chats_of(&desk, me.id, page).await.map_err(refuse)?;
    let of_the_house = if me.helps { support_chats(&desk, me, page).await.map_err(refuse)? } else { Vec::new() };
    let chats: Vec<Chat> = mine.iter().chain(&of_the_house).map(|line| line.chat.clone()).collect();
    let ids: Vec<UserId> = chats.iter().flat_map(|chat| chat.participants.clone()).collect();
    let people = desk.store.users_by_ids(&ids).await.map_err(|error| refuse(error.into()))?;
    let requests = desk.store.requests_of(&chats).await.map_err(|error| refuse(error.into()))?;
    Ok(Shown { me, mine, of_the_house, people, requests, page, now: desk.now() })
}

/// Page `/chats`.
#[component]
pub fn Chats() -> impl IntoView {
    let page = use_query_map().get_untracked().get("page").and_then(|page| page.parse().ok());
    loaded(load(page.unwrap_or(1).clamp(1, 10_000)), |shown| view! { <Whole shown=Arc::new(shown)/> })
}

#[component]
fn Whole(shown: Arc<Shown>) -> impl IntoView {
    let l = lang();
    let page = shown.page;
    let list = if shown.mine.is_empty() && page == 1 {
        Either::Left(view! {
            <Empty title=t::chat_none(l) text=t::chat_none_text(l)>
                <a class="btn btn-primary" href="/requests">{t::market_browse_title(l)}</a>
            </Empty>
        })
    } else {
        Either::Right(view! { <ul class="chat-list">{lines(&shown, &shown.mine)}</ul> })
    };
    let house = (!shown.of_the_house.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="house">
                <h2 id="house">{t::chat_of_the_house(l)}</h2>
                <ul class="chat-list">{lines(&shown, &shown.of_the_house)}</ul>
            </section>
        }
    });
    let is_full = shown.mine.len().max(shown.of_the_house.len()) >= PER_PAGE;
    let later = (page > 1).then(|| view! { <a href=format!("/chats?page={}", page - 1)>{t::market_later(l)}</a> });
    let earlier = is_full.then(|| view! { <a href=format!("/chats?page={}", page + 1)>{t::market_earlier(l)}</a> });
    view! {
        <Title text=t::chat_title(l)/>
        <div class="page stack" data-gap="loose">
            <h1>{t::chat_title(l)}</h1>
            {list}
            {house}
            <p class="cluster">{later} {earlier}</p>
            <section class="stack" data-gap="tight" aria-labelledby="support">
                <h2 id="support">{t::chat_support(l)}</h2>
                <p class="hint">{t::chat_support_lead(l)}</p>
                <DeedForm deed="ask_support"><Submit label=t::chat_support_ask(l) kind="quiet"/></DeedForm>
            </section>
        </div>
    }
}

fn lines(shown: &Shown, lines: &[ChatLine]) -> Vec<AnyView> {
    lines.iter().map(|line| one(shown, line)).collect()
}

fn one(shown: &Shown, line: &ChatLine) -> AnyView {
    let l = lang();
    let title = line.chat.request_id.and_then(|id| shown.requests.get(&id)).map(|request| request.title.clone());
    let last = line.last.as_ref().map(|last| shortened(l, last));
    let at = line.last.as_ref().map_or(line.chat.last_message_at, |last| last.created_at);
    let unread = (line.unread > 0).then(|| {
        view! {
            <span class="badge badge-primary">
                <span class="visually-hidden">{t::chat_unread(l, line.unread)}</span>
                <span aria-hidden="true">{number(l, line.unread)}</span>
            </span>
        }
    });
    view! {
        <li class="chat-item">
            <p class="cluster">
                <a href=format!("/chats/{}#newest", line.chat.id)><bdi>{with(shown, &line.chat)}</bdi></a>
                {unread}
                <time class="hint" data-push datetime=at.to_string()>{dates::relative(l, at, shown.now)}</time>
            </p>
            {title.map(|title| view! { <p class="hint"><bdi>{title}</bdi></p> })}
            <p dir="auto">{last}</p>
        </li>
    }
    .into_any()
}

/// Who is on the other side, or what people talk about.
fn with(shown: &Shown, chat: &Chat) -> String {
    let l = lang();
    if chat.chat_type == ChatType::Group {
        return t::chat_of_dispute(l).to_owned();
    }
    let is_own_support = chat.chat_type == ChatType::Support && chat.has(shown.me.id);
    let other = chat.other_side(shown.me.id).filter(|_| !is_own_support).and_then(|id| shown.people.get(&id));
    other.map_or_else(|| t::chat_support_name(l).to_owned(), |user| user.display_name.clone())
}
