//! The list of requests: filters and 24 cards.

use super::{
    Answer, Reader, Twin, broken,
    frame::{cards, frame, icon},
};
use domain::market::{BrowseForm, Category};
use maud::{Markup, html};

pub(super) async fn page(twin: &Twin, reader: &Reader) -> Answer {
    let categories = twin.store.categories().await.map_err(broken)?;
    let filter = BrowseForm::default().read(&categories);
    let page = twin.store.browse(&filter).await.map_err(broken)?;
    if let Some(user) = &reader.who {
        // Nobody asked this person by name; it is read all the same.
        let _asked = twin.store.asked_of(user.id, &filter).await.map_err(broken)?;
    }
    let main = html! {
        div class="page-wide stack" data-gap="loose" {
            div class="stack" data-gap="tight" {
                h1 { "Requests" }
                p class="lead" { "What people need right now. Sellers answer with a price and a date." }
            }
            (filters(&categories))
            section class="stack" aria-labelledby="count" {
                h2 id="count" class="text-lg" { span role="status" {
                    @if page.count.and_more { "More than 1,000 requests" } @else { (page.count.n) " requests" }
                } }
                (cards(&page.rows, &categories))
                nav class="cluster" aria-label="Pages" {
                    span { "Page 1 of " (page.page_count) }
                    a class="btn btn-outline btn-sm" rel="next" href="/requests?page=2" { "Next" " " (icon("chevron-right")) }
                }
            }
        }
    };
    Ok(frame("Requests", reader, &main))
}

fn filters(categories: &[Category]) -> Markup {
    let names: Vec<&str> = categories.iter().map(|category| category.name_en.as_str()).collect();
    let slugs: Vec<&str> = categories.iter().map(|category| category.slug.as_str()).collect();
    let plain = |list: &'static [&'static str]| list.to_vec();
    html! {
        form method="get" action="/requests" class="stack" role="search" {
            (entry("text", "Search"))
            details class="fold" { summary { "Filters" }
            div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4" {
                (choice("category", "Category", Some("All categories"), &names, &slugs))
                (choice("kind", "Kind", Some("Any"), &plain(&["Goods", "Digital goods", "Service", "Consultation"]), &[]))
                (choice("urgency", "Urgency", Some("Any"), &plain(&["No hurry", "Normal", "Soon", "Urgent"]), &[]))
                (choice("sort", "Order", None, &plain(&["Newest first", "Largest budget first", "Smallest budget first", "Most urgent first"]), &[]))
                (entry("min", "Budget from"))
                (entry("max", "Budget to"))
                (choice("currency", "Currency", Some("Any"), &plain(&["USDT", "USDC", "USD", "EUR", "IRR"]), &[]))
            } }
            div class="cluster" { button class="btn btn-primary" { "Show" } }
        }
    }
}

fn entry(name: &str, label: &str) -> Markup {
    html! {
        div class="field" {
            label for={ "filter-" (name) } { (label) }
            input class="input" id={ "filter-" (name) } name=(name) maxlength="200" dir="auto";
        }
    }
}

fn choice(name: &str, label: &str, any: Option<&str>, texts: &[&str], values: &[&str]) -> Markup {
    html! {
        div class="field" {
            label for={ "filter-" (name) } { (label) }
            select class="select" id={ "filter-" (name) } name=(name) {
                @if let Some(any) = any { option value="" { (any) } }
                @for (place, text) in texts.iter().enumerate() {
                    option value=(values.get(place).unwrap_or(text)) { (text) }
                }
            }
        }
    }
}
