//! What waits for a person, counted in the header of every page: messages, things in the cart.

use crate::{lang, parts::Icon, ssr::desk, t, words::number};
use actions::notices::MOST_COUNTED;
use domain::{UserId, market::Cart};
use leptos::prelude::*;

/// The conversations, with how many messages are new.
#[component]
pub(super) fn ChatsLink(me: UserId) -> impl IntoView {
    let unread = async move {
        let unread = actions::chat::unread_of(&desk(), me).await;
        unread.inspect_err(|error| tracing::error!(%error, "chats")).unwrap_or(0)
    };
    Suspend::new(async move {
        let (l, count) = (lang(), unread.await);
        let label = if count > 0 { t::chat_badge(l, count) } else { t::chat_badge_none(l).to_owned() };
        let shown =
            (count > 0).then(|| view! { <span class="tool-count" aria-hidden="true">{number(l, count)}</span> });
        view! { <a class="btn btn-ghost btn-sm" href="/chats" aria-label=label><Icon name="message-circle"/>{shown}</a> }
    })
}

/// How much is in the cart; nothing when nothing is.
#[component]
pub(super) fn CartLink(me: UserId) -> impl IntoView {
    let count = async move {
        let cart = desk().store.find::<Cart>(me).await;
        cart.inspect_err(|error| tracing::error!(%error, "cart")).ok().flatten().map_or(0, |cart| cart.lines.len())
    };
    Suspend::new(async move {
        let count = u64::try_from(count.await).unwrap_or(u64::MAX);
        (count > 0).then(|| {
            let l = lang();
            view! {
                <a class="btn btn-ghost btn-sm" href="/cart" aria-label=t::shop_cart_count(l, count)>
                    <Icon name="shopping-cart"/><span class="tool-count" aria-hidden="true">{number(l, count)}</span>
                </a>
            }
        })
    })
}

/// The way to the inbox, and how much of it is unread.
#[component]
pub(super) fn Bell(me: UserId) -> impl IntoView {
    let count = async move {
        let count = desk().store.unread_count(me, MOST_COUNTED).await;
        count.inspect_err(|error| tracing::error!(%error, "inbox")).unwrap_or(0)
    };
    Suspend::new(async move {
        let (l, count) = (lang(), count.await);
        let badge = (count > 0).then(|| {
            let more = if count >= MOST_COUNTED { "+" } else { "" };
            let shown = number(l, count.min(MOST_COUNTED - 1));
            view! { <span class="tool-count" aria-hidden="true">{shown} {more}</span> }
        });
        view! {
            <a class="btn btn-ghost btn-sm" href="/notifications" aria-label=t::notices_bell(l, count)>
                <Icon name="bell"/>{badge}
            </a>
        }
    })
}
