//! What the browser shows when a page cannot be fetched. It keeps one copy, fetched as nobody, so the page speaks every
//! language at once and knows nothing about anybody.

use crate::{
    head::Described,
    lang,
    t::{self, Locale},
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Page `/offline`. Its links lead to the page that was wanted: the browser shows this one in its place.
#[component]
pub fn Offline() -> impl IntoView {
    let l = lang();
    let others = Locale::ALL.iter().copied().filter(|other| *other != l);
    let others: Vec<_> = others
        .map(|other| {
            view! {
                <section class="stack" lang=other.as_str() dir=other.dir()>
                    <h2>{t::house_offline_title(other)}</h2>
                    <p>{t::house_offline_text(other)}</p>
                    <p><a class="btn btn-outline" href="">{t::house_offline_again(other)}</a></p>
                </section>
            }
        })
        .collect();
    view! {
        <Title text=t::house_offline_title(l)/>
        <Described text=t::house_offline_text(l)/>
        <div class="page stack" data-gap="loose">
            <section class="stack">
                <h1>{t::house_offline_title(l)}</h1>
                <p class="lead">{t::house_offline_text(l)}</p>
                <p><a class="btn btn-primary" href="">{t::house_offline_again(l)}</a></p>
            </section>
            {others}
        </div>
    }
}
