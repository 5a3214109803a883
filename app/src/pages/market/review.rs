//! After the end: stars and words for the other side.

use super::{id_here, unread, visible};
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, Notice, Person, RadioField, Submit, TextArea},
    ssr, t,
};
use domain::{
    PurchaseRequestId,
    identity::User,
    market::{PurchaseRequest, ReviewSubject},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

const DEED: &str = "leave_review";

struct Shown {
    order: PurchaseRequest,
    of: ReviewSubject,
    subject: User,
    is_done: bool,
}

async fn load(id: Result<PurchaseRequestId, Fault>) -> Result<Shown, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let order = visible(id?, Some(me.id)).await?;
    let (of, subject) = actions::market::may_review(&desk, me.id, &order).await.map_err(ssr::refuse)?;
    let subject: User = desk.store.get(subject).await.map_err(unread)?;
    let is_done = desk.store.review_by(order.id, me.id).await.map_err(unread)?.is_some();
    Ok(Shown { order, of, subject, is_done: is_done && Refused::of(DEED).is_none() })
}

/// The page of a review.
#[component]
pub fn LeaveReview() -> impl IntoView {
    loaded(load(id_here()), |shown| view! { <Form shown/> })
}

#[component]
fn Form(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { order, of, subject, is_done } = shown;
    let stars = (1..=5_u8).rev().map(|n| (n.to_string(), t::market_stars(l, n.into()))).collect();
    let counts = match of {
        ReviewSubject::Seller | ReviewSubject::Buyer => t::market_review_counts(l),
        ReviewSubject::Template => t::market_review_counts_template(l),
    };
    let body = if is_done {
        Either::Left(view! { <Notice kind="success"><p>{t::market_review_done(l)}</p></Notice> })
    } else {
        Either::Right(view! {
            <p class="hint">{counts}</p>
            <DeedForm deed=DEED>
                <HiddenField name="request" value=order.id.to_string()/>
                <RadioField deed=DEED name="rating" label=t::market_review_rating(l) options=stars/>
                <TextArea deed=DEED name="comment" label=t::market_review_comment(l)
                    hint=t::market_review_comment_hint(l) rows=5 max=1000/>
                <Submit label=t::market_review_send(l)/>
            </DeedForm>
        })
    };
    view! {
        <Title text=t::market_review_title(l)/>
        <div class="page stack">
            <h1>{t::market_review_title(l)}</h1>
            <p>
                {t::market_review_of(l)} " " <Person name=subject.display_name id=subject.id/> " · "
                <a href=format!("/orders/{}", order.id)><bdi>{order.title}</bdi></a>
            </p>
            {body}
        </div>
    }
}
