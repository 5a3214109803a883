//! What a template says of itself in lines: for its page.

use crate::{
    lang, t,
    words::{language_of, word},
};
use domain::{
    machine::Word,
    market::{Category, TemplateTerms},
};
use leptos::prelude::*;

/// The details of a template.
#[component]
pub(super) fn TemplateFacts(terms: TemplateTerms, branch: Category) -> impl IntoView {
    let l = lang();
    let link = terms.product_link.clone().map(|href| {
        let host = href.split('/').nth(2).unwrap_or_default().to_owned();
        view! { <a href=href rel="nofollow noopener noreferrer" target="_blank"><bdi dir="ltr">{host}</bdi></a> }
            .into_any()
    });
    let text = |text: String| view! { <bdi>{text}</bdi> }.into_any();
    let tags = (!terms.tags.is_empty()).then(|| {
        let tags: Vec<_> = terms
            .tags
            .iter()
            .map(|tag| {
                view! { <li class="badge badge-outline"><bdi>{tag.clone()}</bdi></li> }
            })
            .collect();
        view! { <ul class="cluster">{tags}</ul> }.into_any()
    });
    let lines = [
        (t::market_category(l), Some(text(branch.name_in(language_of(l)).to_owned()))),
        (t::market_product_type(l), Some(text(word(l, "product_type", terms.product_type.word())))),
        (t::market_delivery(l), Some(text(word(l, "delivery_type", terms.delivery_type.word())))),
        (t::market_brand(l), terms.brand.map(text)),
        (t::market_size(l), terms.size.map(text)),
        (t::market_color(l), terms.color.map(text)),
        (t::shop_more(l), link),
        (t::shop_tags(l), tags),
    ];
    let lines: Vec<_> = lines
        .into_iter()
        .filter_map(|(label, value)| value.map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }))
        .collect();
    let further: Vec<_> = terms
        .specifications
        .into_iter()
        .map(|line| view! { <div><dt><bdi>{line.label}</bdi></dt><dd><bdi>{line.value}</bdi></dd></div> })
        .collect();
    view! { <dl class="facts">{lines} {further}</dl> }
}
