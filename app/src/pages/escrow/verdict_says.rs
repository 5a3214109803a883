//! What a paper that holds says, in short: a receipt, or what a dispute ended with.

use crate::{
    lang,
    t::{self, Locale},
    words::word,
};
use domain::{
    disputes::{Ending, ResolutionAction, SummaryFacts},
    escrow::{
        EscrowState,
        receipt::{Amount, ReceiptFacts},
    },
    machine::Word,
};
use leptos::prelude::*;

/// What stands at a place of it: a text, or one of some words. Of a shape, all of them.
enum Value {
    Text(String),
    Words(Vec<(&'static str, String)>),
}

/// One line: what it is called, the name of its place, and what stands there.
struct Line(&'static str, &'static str, Value);

/// What it says.
pub(super) struct Says {
    of: &'static str,
    lines: Vec<Line>,
}

impl Says {
    /// Which of our papers it is.
    pub(super) const fn of(&self) -> &'static str {
        self.of
    }

    /// Every word that a receipt can say.
    pub(super) fn any_receipt() -> Self {
        Self::receipt(<[String; 5]>::default(), EscrowState::ALL)
    }

    /// Every word that a summary can say.
    pub(super) fn any_summary() -> Self {
        let endings = Ending::ALL.iter().copied().map(Some).chain([None]).collect();
        Self::summary(<[String; 5]>::default(), ResolutionAction::ALL, endings, Some(<[String; 2]>::default()))
    }

    fn receipt([number, title, buyer, seller, paid]: [String; 5], outcomes: &[EscrowState]) -> Self {
        let l = lang();
        let outcomes = outcomes.iter().map(|it| (it.word(), word(l, "escrow_state", it.word()))).collect();
        let lines = vec![
            Line(t::escrow_receipt_title(l), "number", Value::Text(number)),
            Line(t::escrow_receipt_what(l), "title", Value::Text(title)),
            Line(t::escrow_receipt_buyer(l), "buyer", Value::Text(buyer)),
            Line(t::escrow_receipt_seller(l), "seller", Value::Text(seller)),
            Line(t::escrow_receipt_paid(l), "paid", Value::Text(paid)),
            Line(t::escrow_receipt_state(l), "outcome", Value::Words(outcomes)),
        ];
        Self { of: "receipt", lines }
    }

    fn summary(
        [number, title, buyer, seller, held]: [String; 5],
        decided: &[ResolutionAction],
        endings: Vec<Option<Ending>>,
        shares: Option<[String; 2]>,
    ) -> Self {
        let l = lang();
        let actions = decided.iter().map(|it| (it.word(), word(l, "resolution_action", it.word()))).collect();
        let endings = endings.into_iter().map(|ending| (ending.map_or("open", |it| it.word()), ended(l, ending)));
        let mut lines = vec![
            Line(t::summary_about(l), "number", Value::Text(number)),
            Line(t::dispute_about(l), "title", Value::Text(title)),
            Line(t::escrow_receipt_buyer(l), "buyer", Value::Text(buyer)),
            Line(t::escrow_receipt_seller(l), "seller", Value::Text(seller)),
            Line(t::console_held(l), "held", Value::Text(held)),
        ];
        if !decided.is_empty() {
            lines.push(Line(t::summary_last(l), "decided", Value::Words(actions)));
        }
        lines.push(Line(t::summary_ended(l), "ending", Value::Words(endings.collect())));
        if let Some([buyers, sellers]) = shares {
            lines.push(Line(t::summary_buyers(l), "buyers", Value::Text(buyers)));
            lines.push(Line(t::summary_sellers(l), "sellers", Value::Text(sellers)));
        }
        Self { of: "summary", lines }
    }
}

impl From<ReceiptFacts> for Says {
    fn from(facts: ReceiptFacts) -> Self {
        let (order, parties) = (facts.order, facts.parties);
        let texts = [order.number, order.title, parties.buyer.name, parties.seller.name, sum(&facts.money.funded)];
        Self::receipt(texts, &[order.outcome])
    }
}

impl From<SummaryFacts> for Says {
    fn from(facts: SummaryFacts) -> Self {
        let shares = facts.shares().map(|shares| [sum(&shares.buyer), sum(&shares.seller)]);
        let decided: Vec<_> = facts.decisions.last().map(|decision| decision.action).into_iter().collect();
        let (dispute, parties) = (facts.dispute, facts.parties);
        let (held, ending) = (sum(&dispute.held), dispute.ending);
        let texts = [dispute.order_number, dispute.reason, parties.buyer.name, parties.seller.name, held];
        Self::summary(texts, &decided, vec![ending], shares)
    }
}

/// How a dispute ended, or that it has not.
pub(in crate::pages) fn ended(l: Locale, ending: Option<Ending>) -> String {
    ending.map_or_else(|| t::summary_open(l).to_owned(), |ending| word(l, "dispute_ending", ending.word()))
}

fn sum(amount: &Amount) -> String {
    format!("{} {}", amount.amount, amount.currency)
}

/// A line per fact.
#[component]
pub(super) fn WhatItSays(says: Says) -> impl IntoView {
    let lines: Vec<_> = says.lines.into_iter().map(line).collect();
    view! { <dl class="facts">{lines}</dl> }
}

fn line(Line(label, part, value): Line) -> AnyView {
    let value = match value {
        // Figures and numbers read from left to right in every language.
        Value::Text(text) if matches!(part, "number" | "paid" | "held" | "buyers" | "sellers") => {
            view! { <bdi dir="ltr" data-says=part>{text}</bdi> }.into_any()
        }
        Value::Text(text) => view! { <bdi data-says=part>{text}</bdi> }.into_any(),
        Value::Words(words) => {
            let words: Vec<_> =
                words.into_iter().map(|(word, text)| view! { <span data-word=word>{text}</span> }).collect();
            view! { <span data-says=part>{words}</span> }.into_any()
        }
    };
    view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}
