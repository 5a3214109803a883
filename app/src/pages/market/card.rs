//! A request in a list.

use crate::{
    lang,
    parts::{MoneyView, When},
    t, words,
};
use domain::{
    machine::Word,
    market::{Budget, Category, RequestCard, Urgency},
};
use leptos::{either::Either, prelude::*};

/// What a card says beside the request itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardOf {
    /// The category's name in the reader's language.
    pub category: Option<String>,
    /// True for the reader's own request.
    pub is_own: bool,
}

impl CardOf {
    /// What the tree says of a request.
    pub fn of(card: &RequestCard, categories: &[Category]) -> Self {
        let language = words::language_of(lang());
        let category = categories.iter().find(|category| category.id == card.category_id);
        let viewer = crate::ssr::viewer();
        Self {
            category: category.map(|category| category.name_in(language).to_owned()),
            is_own: viewer.is_some_and(|viewer| viewer.id == card.buyer_id),
        }
    }
}

/// One request: title, first words, urgency, budget.
#[component]
pub fn Card(
    /// The request.
    card: RequestCard,
    /// What is said beside it.
    #[prop(optional)]
    of: CardOf,
) -> impl IntoView {
    let l = lang();
    let private = (!card.is_public).then(|| view! { <span class="badge badge-outline">{t::market_private(l)}</span> });
    let own = of.is_own.then(|| view! { <span class="badge badge-outline">{t::market_yours(l)}</span> });
    let offers = match card.offer_count {
        0 => t::market_no_offers(l).to_owned(),
        n => t::market_offers(l, u64::from(n)),
    };
    view! {
        <article class="request-card">
            <h3><a href=format!("/requests/{}", card.id)><bdi>{card.title}</bdi></a></h3>
            <p class="hint line-clamp-2" dir="auto">{excerpt(&card.description)}</p>
            <div class="cluster">
                <UrgencyBadge urgency=card.urgency/>
                {of.category.map(|name| view! { <span class="badge badge-ghost"><bdi>{name}</bdi></span> })}
                {private}
                {own}
            </div>
            <footer>
                <BudgetView budget=card.budget/>
                <span class="hint">{offers} " · " <When at=card.created_at date_only=true/></span>
            </footer>
        </article>
    }
}

/// The first words of a text.
fn excerpt(text: &str) -> String {
    const MAX: usize = 160;
    let mut short: String = text.chars().take(MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What the buyer wants to spend.
#[component]
pub fn BudgetView(
    /// The two ends.
    budget: Budget,
) -> impl IntoView {
    let before = if budget.min.is_zero() {
        Either::Left(view! { <span class="hint">{t::market_up_to(lang())} " "</span> })
    } else if budget.min == budget.max {
        Either::Right(None)
    } else {
        let from = words::amount(budget.min);
        Either::Right(Some(view! { <bdi class="money-amount">{from}</bdi> " – " }))
    };
    view! { <span class="budget" dir="auto">{before} <MoneyView money=budget.max/></span> }
}

/// How much hurry there is, in words and bars.
#[component]
pub fn UrgencyBadge(
    /// How much.
    urgency: Urgency,
) -> impl IntoView {
    let level = match urgency {
        Urgency::Medium => "normal",
        Urgency::Low | Urgency::High | Urgency::Urgent => urgency.word(),
    };
    let text = words::word(lang(), "urgency", urgency.word());
    view! { <span class="badge-urgency" data-urgency=level>{text}</span> }
}
