//! What others say of a person.

use super::unread;
use crate::{
    lang,
    parts::{Avatar, Person, Stars, When},
    ssr, t,
    words::digits,
};
use domain::{UserId, identity::User, market::Review};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

/// The average of a person's stars, exactly, and of how many.
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
        let store = ssr::desk().store;
        let reviews = store.reviews_of(user, 1).await.map_err(unread)?;
        let ids: Vec<UserId> = reviews.iter().map(|review| review.reviewer_id).collect();
        let people = store.users_by_ids(&ids).await.map_err(unread)?;
        Ok((reviews, people))
    };
    crate::pages::loaded(loading, |(reviews, people)| view! { <List reviews people/> })
}

#[component]
fn List(reviews: Vec<Review>, people: BTreeMap<UserId, User>) -> impl IntoView {
    let l = lang();
    let list = if reviews.is_empty() {
        Either::Left(view! { <p class="hint">{t::market_reviews_empty(l)}</p> })
    } else {
        let lines: Vec<_> = reviews
            .into_iter()
            .map(|review| {
                let name = people.get(&review.reviewer_id).map(|user| user.display_name.clone()).unwrap_or_default();
                view! { <Line review name/> }
            })
            .collect();
        Either::Right(view! { <ul class="stack">{lines}</ul> })
    };
    view! { <section class="stack" aria-labelledby="reviews"><h2 id="reviews">{t::market_reviews(l)}</h2>{list}</section> }
}

#[component]
fn Line(review: Review, name: String) -> impl IntoView {
    let l = lang();
    let verified = review
        .is_verified_buyer
        .then(|| view! { <span class="badge badge-success badge-outline">{t::market_verified_buyer(l)}</span> });
    view! {
        <li class="card border border-base-300 bg-base-100 p-4">
            <div class="cluster">
                <Stars count=review.rating/>
                <span class="visually-hidden">{t::market_stars(l, review.rating.into())}</span>
                <Avatar name=name.clone()/>
                <Person name/>
                {verified}
                <span class="hint"><When at=review.created_at date_only=true/></span>
            </div>
            {review.comment.map(|text| view! { <p class="whitespace-pre-line" dir="auto">{text}</p> })}
        </li>
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
