//! What anybody may know of a person.

use crate::{
    Fault,
    head::Described,
    lang,
    pages::{
        loaded,
        market::{ReviewsOf, TemplatesOf},
    },
    parts::{Avatar, Icon, When},
    ssr::{desk, refuse},
    t::{self, Locale},
    words,
};
use domain::identity::PublicPerson;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Name, since when, what others say in numbers. Never an e-mail.
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), |person| view! { <Page person/> })
}

async fn load(id: String) -> Result<PublicPerson, Fault> {
    let id = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::identity::public_person(&desk(), id).await.map_err(refuse)
}

#[component]
fn Page(person: PublicPerson) -> impl IntoView {
    let l = lang();
    let badge = person.is_seller.then(|| {
        view! { <span class="badge badge-success"><Icon name="store"/>{t::identity_person_seller(l)}</span> }
    });
    let sales = person.is_seller.then(|| {
        view! {
            <div><dt>{t::identity_person_sales(l)}</dt><dd>{words::number(l, person.completed_sales)}</dd></div>
        }
    });
    let words = t::identity_person_description(l, &person.display_name);
    let words = person.about.as_ref().map_or(words.clone(), |about| format!("{words} {about}"));
    let about = person.about.map(|about| view! { <p dir="auto" class="whitespace-pre-line">{about}</p> });
    view! {
        <Title text=person.display_name.clone()/>
        <Described text=words/>
        <div class="page stack">
            <h1 class="cluster"><Avatar name=person.display_name.clone()/> <bdi>{person.display_name}</bdi> {badge}</h1>
            {about}
            <dl class="facts">
                <div><dt>{t::identity_member_since(l)}</dt><dd><When at=person.created_at date_only=true/></dd></div>
                <div>
                    <dt>{t::identity_person_reviews(l)}</dt>
                    <dd><Stars hundredths=person.review_hundredths count=person.review_count/></dd>
                </div>
                {sales}
            </dl>
            {person.is_seller.then(|| view! { <TemplatesOf user=person.id/> })}
            <ReviewsOf user=person.id/>
        </div>
    }
}

#[component]
fn Stars(hundredths: Option<u64>, count: u64) -> impl IntoView {
    let l = lang();
    match hundredths {
        Some(hundredths) => Either::Left(view! {
            <span class="cluster">
                <Icon name="star"/>
                {t::identity_person_average(l, average(l, hundredths))}
                <span class="hint">"(" {t::identity_person_review_count(l, count)} ")"</span>
            </span>
        }),
        None => Either::Right(t::identity_person_no_reviews(l)),
    }
}

/// `4.67`, in the reader's digits.
fn average(l: Locale, hundredths: u64) -> String {
    words::decimal(l, &format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_is_said_to_the_hundredth() {
        assert_eq!(average(Locale::En, 467), "4.67");
        assert_eq!(average(Locale::En, 500), "5.00");
        assert_eq!(average(Locale::Fa, 405), "۴٫۰۵");
    }
}
