//! What others brought and told of a payment. What they tell moves nothing: it is why we looked.

use crate::{
    lang,
    parts::{Column, DataTable, MoneyView, When},
    t,
    words::word,
};
use domain::{
    escrow::{ProviderArrival, WebhookEvent},
    machine::Word,
};
use leptos::prelude::*;

/// Both lists; nothing where there is nothing.
#[component]
pub(super) fn Told(arrivals: Vec<ProviderArrival>, webhooks: Vec<WebhookEvent>) -> impl IntoView {
    let l = lang();
    let arrivals = (!arrivals.is_empty()).then(|| {
        let columns = vec![
            Column::of(t::admin_log_when(l)),
            Column::of(t::books_provider(l)),
            Column::money(t::books_sum(l)),
            Column::of(t::books_provider_id(l)),
        ];
        let rows = arrivals.into_iter().map(arrival).collect();
        view! {
            <section class="stack">
                <h2>{t::books_brought(l)}</h2>
                <DataTable caption=t::books_brought(l) columns rows/>
            </section>
        }
    });
    let webhooks = (!webhooks.is_empty()).then(|| {
        let columns =
            vec![Column::of(t::admin_log_when(l)), Column::of(t::books_provider(l)), Column::of(t::books_told_what(l))];
        let rows = webhooks.into_iter().map(webhook).collect();
        view! {
            <section class="stack">
                <h2>{t::books_told(l)}</h2>
                <DataTable caption=t::books_told(l) columns rows/>
            </section>
        }
    });
    view! { {arrivals} {webhooks} }
}

fn arrival(row: ProviderArrival) -> Vec<AnyView> {
    vec![
        view! { <When at=row.booked_at/> }.into_any(),
        word(lang(), "payment_provider", row.provider.word()).into_any(),
        view! { <MoneyView money=row.amount/> }.into_any(),
        view! { <bdi class="wrap-anywhere">{row.reference}</bdi> }.into_any(),
    ]
}

fn webhook(row: WebhookEvent) -> Vec<AnyView> {
    vec![
        view! { <When at=row.heard_at/> }.into_any(),
        word(lang(), "payment_provider", row.provider.word()).into_any(),
        view! { <bdi class="wrap-anywhere">{row.name}</bdi> }.into_any(),
    ]
}
