//! Says that an open order page is out of date, in place. It never takes away what is being typed.

use super::browser::{self, Said};
use crate::{lang, t};
use leptos::prelude::*;

/// Appears when something about the topic changed.
#[island]
pub fn OrderNews(
    /// The order's id.
    topic: String,
    /// The page's own address.
    href: String,
) -> impl IntoView {
    let l = lang();
    let has_news = RwSignal::new(false);
    let has_greeted = StoredValue::new(false);
    Effect::new(move || {
        browser::listen(&topic, move |said| match said {
            // Every line begins with a word; only the first of them is about what this page shows.
            Said::Change if !has_greeted.get_value() => has_greeted.set_value(true),
            Said::Change => has_news.set(true),
            Said::Open | Said::Lost => {}
        });
    });
    view! {
        <div role="status" data-print="no">
            <div class="notice" data-kind="info" hidden=move || !has_news.get()>
                <p>{t::escrow_news(l)} " " <a href=href>{t::escrow_news_look(l)}</a></p>
            </div>
        </div>
    }
}
