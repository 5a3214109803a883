//! One conversation: what was said, day by day, and a form to say more. Everything works without a script.

use super::{
    blocking::Blocking,
    chat_parts::{Around, SearchForm},
    load::{View, Wanted, id_here, load},
    message::MessageItem,
    report::Reported,
    write::Write,
};
use crate::{
    dates,
    islands::ChatLive,
    lang,
    pages::loaded,
    parts::{DeedForm, Empty, HiddenField, Notice, Person, Submit},
    t,
};
use domain::chat::ChatType;
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// Page `/chats/{id}`, for those who take part.
#[component]
pub fn Chat() -> impl IntoView {
    loaded(load(id_here(), Wanted::here()), |view| view! { <Whole view=Arc::new(view)/> })
}

/// What the conversation is called: the other side, the house, or the dispute.
fn heading(view: &View) -> String {
    let l = lang();
    match (view.room.chat.chat_type, view.other().and_then(|other| view.name(other))) {
        (ChatType::Group, _) => t::chat_of_dispute(l).to_owned(),
        (ChatType::Direct | ChatType::Support, Some(name)) => t::chat_with(l, name),
        (ChatType::Direct | ChatType::Support, None) => t::chat_with_support(l).to_owned(),
    }
}

#[component]
fn Whole(view: Arc<View>) -> impl IntoView {
    let title = heading(&view);
    let is_search = view.wanted.query.is_some();
    view! {
        <Title text=title.clone()/>
        <div class="page stack" data-bundle="conversation">
            <Heading view=view.clone() title/>
            <SearchForm view=view.clone()/>
            {is_search.then(|| view! { <Found view=view.clone()/> })}
            {(!is_search).then(|| view! {
                <Around view=view.clone() older=true/>
                <Log view=view.clone()/>
                <Around view=view.clone() older=false/>
                <Unread view=view.clone()/>
                <End view=view.clone()/>
            })}
        </div>
    }
}

#[component]
fn Heading(view: Arc<View>, title: String) -> impl IntoView {
    let l = lang();
    let about = view.request.clone().map(|request| {
        let chat = &view.room.chat;
        let (href, word) = match chat.dispute_id {
            Some(dispute) => (format!("/disputes/{dispute}"), t::chat_about_dispute(l)),
            None if chat.is_order => (format!("/orders/{}", request.id), t::chat_about_order(l)),
            None => (format!("/requests/{}", request.id), t::chat_about_request(l)),
        };
        view! { <p class="lead">{word} ": " <a href=href><bdi>{request.title}</bdi></a></p> }
    });
    let person = view.other().and_then(|id| view.name(id).map(|name| view! { <p><Person name id/></p> }));
    let lead = (view.room.chat.chat_type == ChatType::Support)
        .then(|| view! { <p class="lead">{t::chat_support_lead(l)}</p> });
    view! {
        <header class="stack" data-gap="tight">
            <p><a href="/chats">{t::chat_all(l)}</a></p>
            <h1><bdi>{title}</bdi></h1>
            {about} {person} {lead}
            <p class="hint">{t::chat_safety(l)} " " {t::chat_times_utc(l)}</p>
            <Reported view=view.clone()/>
            <Blocking view/>
        </header>
    }
}

/// The form, and above it whatever is said while the newest page is looked at.
#[component]
fn End(view: Arc<View>) -> impl IntoView {
    if !view.is_member() {
        return view! { <Notice kind="info"><p>{t::chat_only_reading(lang())}</p></Notice> }.into_any();
    }
    if view.room.has_newer() {
        return view! { <Write view/> }.into_any();
    }
    let (chat, me, after) = (view.room.chat.id.to_string(), view.me.id.to_string(), view.room.chat.last_seq);
    view! { <ChatLive chat me after><Write view/></ChatLive> }.into_any()
}

/// What was said, a day after the other. Read out as it grows, politely.
#[component]
fn Log(view: Arc<View>) -> impl IntoView {
    let l = lang();
    if view.room.messages.is_empty() {
        return view! { <Empty title=t::chat_empty(l) text=t::chat_empty_text(l)/> }.into_any();
    }
    let new_from = new_from(&view);
    let mut day = String::new();
    let mut items = Vec::new();
    for message in &view.room.messages {
        let its_day = dates::date(l, message.created_at);
        if its_day != day {
            items.push(view! { <li class="chat-line">{its_day.clone()}</li> }.into_any());
            day = its_day;
        }
        if Some(message.seq) == new_from {
            items.push(
                view! { <li class="chat-line chat-line-new" id="new">{t::chat_new_from_here(l)}</li> }.into_any(),
            );
        }
        items.push(view! { <MessageItem view=view.clone() message=message.clone()/> }.into_any());
    }
    view! {
        <div role="log" aria-live="polite" aria-label=t::chat_log(l)>
            <ol class="chat-log">{items}</ol>
            <span id="newest"></span>
        </div>
    }
    .into_any()
}

/// The first message that is new to the reader.
fn new_from(view: &View) -> Option<u64> {
    let read = view.read_seq();
    let new = |message: &&domain::chat::Message| message.seq > read && message.author_id != Some(view.me.id);
    view.room.messages.iter().find(new).map(|message| message.seq)
}

/// Says that everything above is read: looking alone changes nothing.
#[component]
fn Unread(view: Arc<View>) -> impl IntoView {
    let l = lang();
    let is_new = new_from(&view).is_some() && view.is_member();
    is_new.then(|| {
        view! {
            <DeedForm deed="mark_chat_read" class="cluster">
                <HiddenField name="chat" value=view.room.chat.id.to_string()/>
                <HiddenField name="seen" value=view.seen().to_string()/>
                <Submit label=t::chat_mark_read(l) kind="quiet"/>
            </DeedForm>
        }
    })
}

/// What was found, each with the way to its place.
#[component]
fn Found(view: Arc<View>) -> impl IntoView {
    let l = lang();
    let count = u64::try_from(view.room.messages.len()).unwrap_or(u64::MAX);
    let items: Vec<_> = view
        .room
        .messages
        .iter()
        .map(|message| {
            let href = super::place_of(view.room.chat.id, message.seq);
            view! {
                <li class="stack" data-gap="tight">
                    <ol class="chat-log"><MessageItem view=view.clone() message=message.clone()/></ol>
                    <a href=href>{t::chat_found_place(l)} " · " {dates::moment(l, message.created_at)}</a>
                </li>
            }
        })
        .collect();
    view! {
        <section class="stack" aria-labelledby="found">
            <h2 id="found">{t::chat_found(l, count)}</h2>
            {(count == 0).then(|| view! { <Notice kind="info"><p>{t::chat_found_none(l)}</p></Notice> })}
            <ul class="stack">{items}</ul>
            <p><a class="btn btn-outline" href=format!("/chats/{}#newest", view.room.chat.id)>{t::chat_to_newest(l)}</a></p>
        </section>
    }
}
