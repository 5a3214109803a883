//! What stands around every page, and the parts that two pages share.

use super::around::Reader;
use domain::{
    Money, Timestamp,
    market::{Budget, Category, RequestCard, Urgency},
};
use maud::{DOCTYPE, Markup, html};

const SPECULATION: &str = r#"{"prefetch":[{"where":{"href_matches":"/*"},"eagerness":"moderate"}]}"#;

pub(super) fn frame(title: &str, reader: &Reader, main: &Markup) -> Markup {
    let (here, nonce) = (&reader.here, &reader.nonce);
    html! {
        (DOCTYPE)
        html lang="en" dir="ltr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Amanat" }
                link rel="stylesheet" href="/b/0123456789abcdef/pkg/main.css";
                script type="module" src="/b/0123456789abcdef/pkg/loader.js" nonce=(nonce) {}
                script type="speculationrules" nonce=(nonce) { (maud::PreEscaped(SPECULATION)) }
            }
            body {
                a class="skip-link" href="#main" { "Skip to content" }
                div role="status" { p data-offline hidden { "You are offline. What you see may be out of date." } }
                header class="site-header" {
                    div {
                        a class="brand" href="/" { (icon("scale")) "Amanat" }
                        nav class="site-nav" aria-label="Main" { ul {
                            @for (href, text) in links(reader) { li { a href=(href) { (text) } } }
                        } }
                        div class="cluster" {
                            form method="post" action="/lang" {
                                input type="hidden" name="to" value=(here);
                                button class="btn btn-ghost btn-sm" name="l" value="fa" lang="fa" { (icon("globe")) "فارسی" }
                            }
                            (account(reader))
                        }
                    }
                }
                main id="main" tabindex="-1" { (main) }
                footer class="site-footer" { div class="items-center" {
                    p { "Money in escrow belongs to nobody until both sides have kept their word." }
                    a href="/about-escrow" { "How escrow works" }
                    form method="post" action="/theme" class="cluster" {
                        span { "Colours" " :" }
                        input type="hidden" name="to" value=(here);
                        button class="btn btn-ghost btn-sm" name="theme" value="auto" { "As my device" }
                        button class="btn btn-ghost btn-sm" name="theme" value="light" { "Light" }
                        button class="btn btn-ghost btn-sm" name="theme" value="dark" { "Dark" }
                    }
                } }
            }
        }
    }
}

fn links(reader: &Reader) -> &'static [(&'static str, &'static str)] {
    match reader.who {
        Some(_) => &[("/requests", "Requests"), ("/my/requests", "My requests"), ("/wallet", "Wallet")],
        None => &[("/requests", "Requests"), ("/about-escrow", "How escrow works")],
    }
}

fn account(reader: &Reader) -> Markup {
    html! {
        @if let Some(user) = &reader.who {
            a class="btn btn-ghost btn-sm" href="/settings" { (icon("user")) bdi { (user.display_name) } }
            form method="post" action="/sign-out" {
                button class="btn btn-ghost btn-sm" { (icon("log-out")) span class="tool-word" { "Sign out" } }
            }
        } @else {
            a class="btn btn-ghost btn-sm" href={ "/sign-in?next=" (reader.here) } { "Sign in" }
            a class="btn btn-primary btn-sm" href="/sign-up" { "Create account" }
        }
    }
}

pub(super) fn icon(name: &str) -> Markup {
    html! {
        svg class="icon" aria-hidden="true" { use href={ "/b/0123456789abcdef/pkg/icons.svg#" (name) } {} }
    }
}

pub(super) fn cards(cards: &[RequestCard], categories: &[Category]) -> Markup {
    html! {
        div class="request-list" {
            @for card in cards { (card_of(card, categories)) }
        }
    }
}

fn card_of(card: &RequestCard, categories: &[Category]) -> Markup {
    let short: String = card.description.chars().take(160).collect();
    let category = categories.iter().find(|category| category.id == card.category_id);
    html! {
        article class="request-card" {
            h3 { a href={ "/requests/" (card.id) } { bdi { (card.title) } } }
            p class="hint line-clamp-2" dir="auto" { (short) @if short.len() < card.description.len() { "…" } }
            div class="cluster" {
                (urgency(card.urgency))
                @if let Some(category) = category { span class="badge badge-ghost" { (category.name_en) } }
            }
            footer {
                (budget(card.budget))
                span class="hint" { "No offers yet" " · " (date(card.created_at)) }
            }
        }
    }
}

pub(super) fn urgency(urgency: Urgency) -> Markup {
    let text = match urgency {
        Urgency::Low => "No hurry",
        Urgency::Medium => "Normal",
        Urgency::High => "Soon",
        Urgency::Urgent => "Urgent",
    };
    html! { span class="badge-urgency" { (text) } }
}

pub(super) fn budget(budget: Budget) -> Markup {
    html! {
        span class="budget" dir="auto" {
            bdi class="money-amount" { (amount(budget.min)) } " – "
            span class="money" {
                bdi class="money-amount" { (amount(budget.max)) } " "
                span class="money-currency" { (budget.max.currency.code()) }
            }
        }
    }
}

/// With a comma between thousands.
fn amount(money: Money) -> String {
    let text = money.amount_text();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{rest}")
}

pub(super) fn date(at: Timestamp) -> Markup {
    let utc = at.to_utc();
    html! { time datetime=(at) { (utc.format("%-d %B %Y")) } }
}
