//! What others say of a person or of something sold again and again, and what is answered.

use super::unread;
use crate::{
    lang,
    parts::{Avatar, Person, Stars, When},
    ssr, t,
    words::digits,
};
use domain::{TemplateId, UserId, identity::User, market::Review};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

/// Reviews, and who wrote or received them.
pub(super) type Said = (Vec<Review>, BTreeMap<UserId, User>);

/// The average of some stars, exactly, and of how many.
#[component]
pub fn Rating(
    /// Sum of the stars.
    stars: u64,
    /// Of how many reviews.
    count: u64,
) -> impl IntoView {
    let l = lang();
    if count == 0 {
        return Either::Left(view! { <span class="hint">{t::market_no_rating(l)}</span> });
    }
    let average = digits(l, &one_decimal(stars, count));
    Either::Right(view! {
        <span>
            <strong>{t::market_rating(l, average)}</strong> " "
            <span class="hint">"(" {t::market_rating_count(l, count)} ")"</span>
        </span>
    })
}

/// Rounded half up, in whole numbers.
fn one_decimal(stars: u64, count: u64) -> String {
    let tenths = (stars * 20 + count) / (count * 2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The latest reviews of a person.
#[component]
pub fn ReviewsOf(
    /// Of whom.
    user: UserId,
) -> impl IntoView {
    let loading = async move {
        let reviews = ssr::desk().store.reviews_of(user, 1).await.map_err(unread)?;
        with_people(reviews).await
    };
    crate::pages::loaded(loading, |said: Said| view! { <List said/> })
}

/// The latest reviews of what a template sells.
#[component]
pub(super) fn ReviewsOfTemplate(
    /// Of which.
    template: TemplateId,
) -> impl IntoView {
    let loading = async move {
        let reviews = ssr::desk().store.reviews_of_template(template, 1).await.map_err(unread)?;
        with_people(reviews).await
    };
    crate::pages::loaded(loading, |said: Said| view! { <List said/> })
}

/// The people of these reviews beside them.
pub(super) async fn with_people(reviews: Vec<Review>) -> Result<Said, crate::Fault> {
    let ids: Vec<UserId> = reviews.iter().flat_map(|review| [review.reviewer_id, review.subject_id]).collect();
    let people = ssr::desk().store.users_by_ids(&ids).await.map_err(unread)?;
    Ok((reviews, people))
}

#[component]
fn List(said: Said) -> impl IntoView {
    let l = lang();
    let (reviews, people) = said;
    let list = if reviews.is_empty() {
        Either::Left(view! { <p class="hint">{t::market_reviews_empty(l)}</p> })
    } else {
        let lines: Vec<_> = reviews
            .into_iter()
            .map(|review| {
                let (by, of) = (name_in(&people, review.reviewer_id), name_in(&people, review.subject_id));
                view! { <li class="card p-4 stack" data-gap="tight"><Words review by of/></li> }
            })
            .collect();
        Either::Right(view! { <ul class="stack">{lines}</ul> })
    };
    view! { <section class="stack" aria-labelledby="reviews"><h2 id="reviews">{t::market_reviews(l)}</h2>{list}</section> }
}

/// The shown name of one of these people; nothing for who left.
pub(super) fn name_in(people: &BTreeMap<UserId, User>, id: UserId) -> String {
    people.get(&id).map(|user| user.display_name.clone()).unwrap_or_default()
}

/// One review: stars, by whom, when, the words, and what was answered.
#[component]
pub(super) fn Words(
    /// Which.
    review: Review,
    /// The reviewer's name.
    by: String,
    /// The reviewed person's name.
    of: String,
) -> impl IntoView {
    let l = lang();
    let verified = review
        .is_verified_buyer
        .then(|| view! { <span class="badge badge-success badge-outline">{t::market_verified_buyer(l)}</span> });
    let reply = review.reply.map(|reply| {
        view! {
            <div class="stack border-s-4 border-base-300 ps-4" data-gap="tight">
                <p class="hint"><bdi>{t::market_review_reply_of(l, of)}</bdi> " · " <When at=reply.at date_only=true/></p>
                <p class="whitespace-pre-line" dir="auto">{reply.text}</p>
            </div>
        }
    });
    view! {
        <div class="cluster">
            <Stars count=review.rating/>
            <span class="visually-hidden">{t::market_stars(l, review.rating.into())}</span>
            <Avatar name=by.clone()/>
            <Person name=by/>
            {verified}
            <span class="hint"><When at=review.created_at date_only=true/></span>
        </div>
        {review.comment.map(|text| view! { <p class="whitespace-pre-line" dir="auto">{text}</p> })}
        {reply}
    }
}

#[cfg(test)]
mod tests {
    use super::one_decimal;

    #[test]
    fn an_average_is_rounded_half_up_from_whole_numbers() {
        for (stars, count, shown) in [(5, 1, "5.0"), (9, 2, "4.5"), (13, 3, "4.3"), (14, 3, "4.7"), (89, 20, "4.5")] {
            assert_eq!(one_decimal(stars, count), shown);
        }
    }
}
