//! Pages of a list, as links.

use crate::{lang, parts::Icon, t, words::number};
use leptos::prelude::*;

/// Previous, where one is, next. Nothing when there is one page.
#[component]
pub fn Pager<F: Fn(u64) -> String>(
    /// This page, from 1.
    here: u64,
    /// The last page.
    last: u64,
    /// The address of a page.
    href: F,
) -> impl IntoView {
    let l = lang();
    let previous = (here > 1).then(|| href(here - 1));
    let next = (here < last).then(|| href(here + 1));
    (last > 1).then(|| {
        view! {
            <nav class="cluster" aria-label=t::house_pages(l)>
                {previous.map(|href| view! { <a class="btn btn-outline btn-sm" rel="prev" href=href>{t::house_page_previous(l)}</a> })}
                <span>{t::house_page_of(l, number(l, here), number(l, last))}</span>
                {next.map(|href| view! {
                    <a class="btn btn-outline btn-sm" rel="next" href=href>
                        {t::house_page_next(l)} <Icon name="chevron-right" forward=true/>
                    </a>
                })}
            </nav>
        }
    })
}
