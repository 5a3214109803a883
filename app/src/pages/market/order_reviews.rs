//! What the two sides of an order said of each other, on its page: with the way to say it and to answer.

use super::reviews_of::{Said, Words, name_in, with_people};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, Icon, Submit, TextArea},
    ssr, t,
};
use actions::market::may_review;
use domain::{
    ReviewId, UserId,
    market::{PurchaseRequest, Review},
};
use leptos::prelude::*;

const DEED: &str = "reply_to_review";

struct Shown {
    said: Said,
    me: UserId,
    /// The order, while the reader may still review it.
    open: Option<PurchaseRequest>,
}

async fn load(order: PurchaseRequest) -> Result<Shown, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?.id);
    let reviews = desk.store.reviews_of_order(order.id).await.map_err(super::unread)?;
    let is_said = reviews.iter().any(|review| review.reviewer_id == me);
    let may = !is_said && may_review(&desk, me, &order).await.is_ok();
    Ok(Shown { said: with_people(reviews).await?, me, open: may.then_some(order) })
}

/// Nothing until the order is completed.
#[component]
pub fn OrderReviews(
    /// Of which order.
    order: PurchaseRequest,
) -> impl IntoView {
    let is_over = order.status.is_completed();
    is_over.then(|| loaded(load(order), |shown| view! { <Reviews shown/> }))
}

#[component]
fn Reviews(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { said: (reviews, people), me, open } = shown;
    let link = open.map(|order| {
        view! {
            <p>
                <a class="btn btn-primary" href=format!("/orders/{}/review", order.id)>
                    <Icon name="star"/> {t::escrow_review_link(l)}
                </a>
            </p>
        }
    });
    let is_quiet = reviews.is_empty();
    let lines: Vec<_> = reviews
        .into_iter()
        .map(|review| {
            let (by, of) = (name_in(&people, review.reviewer_id), name_in(&people, review.subject_id));
            view! { <li><Line review by of me/></li> }
        })
        .collect();
    (link.is_some() || !is_quiet).then(|| {
        view! {
            <section class="card p-5 stack" aria-labelledby="reviews">
                <h2 id="reviews">{t::market_reviews(l)}</h2>
                {(!is_quiet).then(|| view! { <ul class="stack list-none p-0" data-gap="loose">{lines}</ul> })}
                {link}
            </section>
        }
    })
}

#[component]
fn Line(review: Review, by: String, of: String, me: UserId) -> impl IntoView {
    let answer = review.answerable_by(me).is_ok().then_some(review.id);
    view! {
        <div class="stack" data-gap="tight">
            <Words review by of/>
            {answer.map(|id| view! { <Answer id/> })}
        </div>
    }
}

#[component]
fn Answer(id: ReviewId) -> impl IntoView {
    let l = lang();
    view! {
        <DeedForm deed=DEED which=id.to_string()>
            <TextArea deed=DEED name="text" label=t::market_review_reply(l) hint=t::market_review_reply_hint(l) rows=3
                max=1000/>
            <Submit label=t::market_review_reply_send(l)/>
        </DeedForm>
    }
}
