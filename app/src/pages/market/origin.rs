//! Where an order comes from when nobody asked for offers: the seller's template, and what the buyer said with it.

use super::unread;
use crate::{lang, ssr, t};
use domain::market::{PurchaseRequest, RequestTemplate, TemplateStatus};
use leptos::{either::Either, prelude::*};

/// The template of an order and the buyer's note; nothing for other orders. For its two sides.
#[component]
pub fn Origin(
    /// The order.
    request: PurchaseRequest,
) -> impl IntoView {
    let Some(id) = request.template_id else { return Either::Left(()) };
    let loading = async move { ssr::desk().store.get::<RequestTemplate>(id).await.map_err(unread) };
    let note = request.note;
    Either::Right(crate::pages::loaded(loading, move |template| {
        let l = lang();
        let title = template.terms.title;
        let name = if template.status == TemplateStatus::Deleted {
            Either::Left(view! { <bdi>{title}</bdi> })
        } else {
            Either::Right(view! { <a href=format!("/t/{}", template.slug)><bdi>{title}</bdi></a> })
        };
        view! {
            <section class="card p-5 stack" data-gap="tight" aria-labelledby="origin">
                <h2 id="origin">{t::shop_origin(l)}</h2>
                <p>{name}</p>
                <p class="hint">{t::shop_pieces(l, request.quantity.into())}</p>
                {note.map(|note| view! {
                    <h3>{t::shop_note_said(l)}</h3>
                    <p class="whitespace-pre-line" dir="auto">{note}</p>
                })}
            </section>
        }
    }))
}
