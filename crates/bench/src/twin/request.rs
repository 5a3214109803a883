//! One request, for a visitor.

use super::{
    Answer, Reader, Twin, broken,
    frame::{budget, date, frame, urgency},
};
use axum::http::StatusCode;
use domain::{
    PurchaseRequestId,
    market::{Category, DeliveryType, ProductType, PurchaseRequest},
};
use maud::{Markup, html};

const AHEAD: [&str; 7] = [
    "Has offers",
    "Waiting for payment",
    "Paid, in preparation",
    "On its way",
    "Delivered",
    "Completed",
    "Seller paid",
];

pub(super) async fn page(twin: &Twin, reader: &Reader, id: &str) -> Answer {
    let id: PurchaseRequestId = id.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let request: PurchaseRequest = twin.store.get(id).await.map_err(|_| StatusCode::NOT_FOUND)?;
    let people = twin.store.users_by_ids(&[request.buyer_id]).await.map_err(broken)?;
    let categories = twin.store.categories().await.map_err(broken)?;
    // The twin shows no times of the past steps because these requests have none; it reads them all the same.
    let _history = twin.store.history(request.id).await.map_err(broken)?;
    if let Some(user) = &reader.who {
        // This person has made none; they are read all the same.
        let _offers = twin.store.offers_by_on(user.id, request.id).await.map_err(broken)?;
    }
    let buyer = people.get(&request.buyer_id).map_or("", |buyer| buyer.display_name.as_str());
    let main = html! {
        div class="page-wide stack" data-gap="loose" {
            div class="stack" data-gap="tight" {
                p class="hint" { "Request R-" (format!("{:06}", request.number)) }
                h1 dir="auto" { (request.title) }
            }
            div class="grid gap-8 lg:grid-cols-3" {
                div class="stack lg:col-span-2" data-gap="loose" {
                    p class="whitespace-pre-line" dir="auto" { (request.description) }
                    (facts(&request, &categories, buyer))
                    div class="field" {
                        label for="share" { "Link to share" }
                        input class="input" id="share" type="url" readonly value={ (twin.origin) "/requests/" (request.id) };
                        p class="hint" id="share-hint" { "Anybody with this link can see the request." }
                    }
                }
                section class="stack" aria-labelledby="progress" {
                    h2 id="progress" { "Where it stands" }
                    (steps())
                }
            }
            (below(&request, reader))
        }
    };
    Ok(frame(&request.title, reader, &main))
}

fn below(request: &PurchaseRequest, reader: &Reader) -> Markup {
    html! {
        div class="thumb" {
            @if reader.who.is_some() {
                a class="btn btn-primary" href="/become-a-seller" { "Become a seller to make an offer" }
            } @else {
                a class="btn btn-primary" href={ "/sign-in?next=/requests/" (request.id) "/offer" } { "Sign in to make an offer" }
            }
        }
    }
}

fn steps() -> Markup {
    html! {
        ol class="timeline" {
            li class="timeline-step" data-state="current" {
                strong { "Open" } " " span class="visually-hidden" { "(" " now " ")" } p { "Sellers can make offers." }
            }
            @for step in AHEAD {
                li class="timeline-step" data-state="todo" {
                    strong { (step) } " " span class="visually-hidden" { "(" " to come " ")" }
                }
            }
        }
    }
}

fn facts(request: &PurchaseRequest, categories: &[Category], buyer: &str) -> Markup {
    let leaf = categories.iter().find(|category| category.id == request.category_id);
    let path = leaf.map(|leaf| leaf.path.as_slice()).unwrap_or_default();
    let names: Vec<&str> = path
        .iter()
        .filter_map(|id| categories.iter().find(|category| category.id == *id))
        .map(|category| category.name_en.as_str())
        .collect();
    let kind = match request.product_type {
        ProductType::PhysicalProduct => "Goods",
        ProductType::DigitalProduct => "Digital goods",
        ProductType::Service => "Service",
        ProductType::Consultation => "Consultation",
    };
    let delivery = match request.delivery_info.delivery_type {
        DeliveryType::Physical => "To an address",
        DeliveryType::Online => "Online",
    };
    html! {
        dl class="facts" {
            div { dt { "Budget" } dd { (budget(request.budget)) } }
            div { dt { "Urgency" } dd { (urgency(request.urgency)) } }
            div { dt { "Category" } dd { bdi { (names.join(" › ")) } } }
            div { dt { "Kind" } dd { bdi { (kind) } } }
            div { dt { "How many" } dd { bdi { (request.quantity) } } }
            @if let Some(brand) = &request.brand { div { dt { "Brand" } dd { bdi { (brand) } } } }
            @if let Some(size) = &request.size { div { dt { "Size" } dd { bdi { (size) } } } }
            @if let Some(color) = &request.color { div { dt { "Colour" } dd { bdi { (color) } } } }
            div { dt { "Delivery" } dd { bdi { (delivery) } } }
            div { dt { "Buyer" } dd { a href={ "/people/" (request.buyer_id) } { bdi { (buyer) } } } }
            div { dt { "Posted" } dd { (date(request.created_at)) } }
        }
    }
}
