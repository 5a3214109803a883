//! What waits for a person, counted in the header of every page: messages, things in the cart, what is unread.

use crate::{begun::begun, lang, parts::Icon, ssr::desk, t, waiting::Badge, words::number};
use actions::notices::MOST_COUNTED;
use domain::{UserId, market::Cart};
use leptos::prelude::*;

/// The conversations, with how many messages are new.
#[component]
pub(super) fn ChatsLink(me: UserId) -> impl IntoView {
    let unread = begun(async move {
        let unread = actions::chat::unread_of(&desk(), me).await;
        unread.inspect_err(|error| tracing::error!(%error, "chats")).unwrap_or(0)
    });
    Suspend::new(async move {
        let badge = Badge::of_chats(lang(), unread.await);
        view! { <Counted name="chats" href="/chats" icon="message-circle" badge/> }
    })
}

/// A count that follows what happens while the page is open: `frontend/counts.js` finds it by its name.
#[component]
fn Counted(name: &'static str, href: &'static str, icon: &'static str, badge: Badge) -> impl IntoView {
    let Badge { count, shown, label } = badge;
    let is_none = count == 0;
    view! {
        <a class="btn btn-ghost btn-sm" href=href aria-label=label data-count=name data-number=count>
            <Icon name=icon/><span class="tool-count" aria-hidden="true" hidden=is_none>{shown}</span>
        </a>
    }
}

/// Says once, to those who listen, that a count has grown; nobody sees it. The loader fetches `frontend/counts.js` where
/// this is.
#[component]
pub(super) fn Counting(me: UserId) -> impl IntoView {
    view! { <p class="visually-hidden" role="status" data-counted=me.to_string()></p> }
}

/// How much is in the cart; nothing when nothing is.
#[component]
pub(super) fn CartLink(me: UserId) -> impl IntoView {
    let count = begun(async move {
        let cart = desk().store.find::<Cart>(me).await;
        cart.inspect_err(|error| tracing::error!(%error, "cart")).ok().flatten().map_or(0, |cart| cart.lines.len())
    });
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
    let count = begun(async move {
        let count = desk().store.unread_count(me, MOST_COUNTED).await;
        count.inspect_err(|error| tracing::error!(%error, "inbox")).unwrap_or(0)
    });
    Suspend::new(async move {
        let badge = Badge::of_notices(lang(), count.await);
        view! { <Counted name="notices" href="/notifications" icon="bell" badge/> }
    })
}
