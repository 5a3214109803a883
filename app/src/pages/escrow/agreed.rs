//! What both sides agreed on, as a hash that each of them can keep.

use super::load::OrderView;
use crate::{lang, t};
use leptos::prelude::*;

/// The hash of the accepted terms; nothing for orders from before there was one.
#[component]
pub(super) fn Agreed(view: OrderView) -> impl IntoView {
    let l = lang();
    view.request.terms_digest.map(|digest| {
        view! {
            <details>
                <summary>{t::chat_agreed(l)}</summary>
                <p class="hint">{t::chat_agreed_hint(l)}</p>
                <bdi dir="ltr" class="evidence-value">{digest}</bdi>
            </details>
        }
    })
}
