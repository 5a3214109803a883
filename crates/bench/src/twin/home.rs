//! The first page.

use super::{
    Answer, Reader, Twin, broken,
    frame::{cards, frame, icon},
};
use domain::market::BrowseForm;
use maud::{Markup, html};

pub(super) async fn page(twin: &Twin, reader: &Reader) -> Answer {
    let categories = twin.store.categories().await.map_err(broken)?;
    let mut page = twin.store.browse(&BrowseForm::default().read(&categories)).await.map_err(broken)?;
    page.rows.truncate(3);
    let main = html! {
        div class="page-wide stack" data-gap="loose" {
            section class="hero" {
                h1 { "Your money waits until you have what you ordered." }
                p class="lead" {
                    "Escrow means that we keep the payment safe: the seller sees that it is there, and gets it when you confirm that everything arrived. "
                    a class="link" href="/about-escrow" { "How escrow works" }
                }
                div class="cluster" {
                    a class="btn btn-primary" href="/requests/new" { "Say what you need" }
                    a class="btn btn-outline" href="/requests" { "See what people need" }
                }
            }
            (steps())
            section class="stack" aria-labelledby="now" {
                h2 id="now" { "Wanted right now" }
                (cards(&page.rows, &categories))
                p { a class="link" href="/requests" { "All requests" } }
            }
            (trust())
        }
    };
    Ok(frame("Amanat", reader, &main))
}

fn steps() -> Markup {
    html! {
        section class="stack" aria-labelledby="steps" {
            h2 id="steps" { "How it goes" }
            ol class="steps-strip" {
                li { h3 { "Say what you need" } p { "Write your request and your budget. Sellers answer with a price and a date." } }
                li { h3 { "Pay into escrow" } p { "Choose an offer and pay. Nobody can touch the money: not the seller, and not us." } }
                li { h3 { "Confirm, and the seller is paid" } p { "You have a six-digit code. When you give it, the money is the seller's, less one fee of 2.5 %." } }
            }
        }
    }
}

fn trust() -> Markup {
    html! {
        section class="stack" aria-labelledby="trust" {
            h2 id="trust" { "What you can check yourself" }
            ul class="stack" data-gap="tight" {
                li class="flex gap-3" { (icon("scale")) span { "Every amount is booked twice and adds up to zero. Your receipt names each entry." } }
                li class="flex gap-3" { (icon("shield-check")) span { "Every payment has an address of its own, so your payment cannot be mistaken for another." } }
                li class="flex gap-3" { (icon("refresh-cw")) span { "If the seller does not send, you get everything back, by a date you see before you pay." } }
            }
        }
    }
}
