//! What a seller offers again and again, on the seller's public page.

use super::unread;
use crate::{lang, parts::MoneyView, ssr, t};
use domain::{
    UserId,
    market::{RequestTemplate, TemplateStatus},
};
use leptos::prelude::*;

/// The templates of a seller that are sold now. Nothing when there are none.
#[component]
pub fn TemplatesOf(
    /// Whose.
    user: UserId,
) -> impl IntoView {
    let loading = async move { ssr::desk().store.templates_of(user).await.map_err(unread) };
    crate::pages::loaded(loading, |templates: Vec<RequestTemplate>| {
        let l = lang();
        let sold: Vec<_> = templates.into_iter().filter(|it| it.status == TemplateStatus::Active).collect();
        (!sold.is_empty()).then(|| {
            let lines: Vec<_> = sold.into_iter().map(|template| view! { <Line template/> }).collect();
            view! {
                <section class="stack" aria-labelledby="shop">
                    <h2 id="shop">{t::shop_of(l)}</h2>
                    <ul class="grid gap-4 sm:grid-cols-2 list-none p-0">{lines}</ul>
                </section>
            }
        })
    })
}

#[component]
fn Line(template: RequestTemplate) -> impl IntoView {
    view! {
        <li class="card p-4 stack" data-gap="tight">
            <h3><a href=format!("/t/{}", template.slug)><bdi>{template.terms.title}</bdi></a></h3>
            <p><MoneyView money=template.terms.price/></p>
        </li>
    }
}
