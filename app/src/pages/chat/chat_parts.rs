//! What stands around the messages of a conversation: a field to look for words, links to what came before and after.

use super::load::View;
use crate::{lang, parts::Icon, t};
use leptos::prelude::*;
use std::sync::Arc;

/// Looks for words in this conversation. Folded, so that what is said comes first.
#[component]
pub(super) fn SearchForm(view: Arc<View>) -> impl IntoView {
    let l = lang();
    let action = format!("/chats/{}", view.room.chat.id);
    let value = view.wanted.query.clone().unwrap_or_default();
    view! {
        <details open=view.wanted.query.is_some()>
            <summary>{t::chat_search(l)}</summary>
            <form method="get" action=action role="search" class="chat-search">
                <input class="input" type="search" name="q" value=value maxlength="200" dir="auto" autocomplete="off"
                    aria-label=t::chat_search(l)/>
                <button class="btn btn-outline" type="submit"><Icon name="search"/>{t::chat_search_do(l)}</button>
            </form>
        </details>
    }
}

/// A link to what came before this page, or after it.
#[component]
pub(super) fn Around(view: Arc<View>, older: bool) -> impl IntoView {
    let l = lang();
    let (chat, room) = (view.room.chat.id, &view.room);
    if older {
        let first = room.messages.first().filter(|_| room.has_older()).map(|first| first.seq);
        let link = first.map(|seq| {
            view! { <a class="btn btn-outline btn-sm" rel="prev" href=format!("/chats/{chat}?before={seq}#newest")>{t::chat_older(l)}</a> }
        });
        return view! { <p class="cluster">{link}</p> }.into_any();
    }
    let last = room.messages.last().filter(|_| room.has_newer()).map(|last| last.seq);
    let links = last.map(|seq| {
        view! {
            <a class="btn btn-outline btn-sm" rel="next" href=format!("/chats/{chat}?after={seq}")>{t::chat_newer(l)}</a>
            <a class="btn btn-outline btn-sm" href=format!("/chats/{chat}#newest")>{t::chat_to_newest(l)}</a>
        }
    });
    view! { <p class="cluster">{links}</p> }.into_any()
}
