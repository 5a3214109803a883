//! A paper of the house, looked at in the browser: the rule of the page and the command, in a bundle of its own that is
//! fetched when somebody asks. Nothing else lives here: no words, no markup, no network.
#![cfg(target_arch = "wasm32")]

use domain::{
    disputes::{SummaryFacts, SummaryVerdict},
    escrow::receipt::{Amount, Checked, ReceiptFacts, Verdict},
    machine::Word,
    paper::{Looked, look_at},
};
use serde::Serialize;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;

/// What `frontend/receipt.js` shows.
#[derive(Serialize)]
struct Answer {
    /// Which of our papers it is.
    of: &'static str,
    holds: bool,
    /// Some checks could not be made.
    unseen: bool,
    checks: Vec<Check>,
    /// Postings without a place in the chain.
    unsealed: usize,
    /// By the name of its place; none where there is nothing to say.
    says: BTreeMap<&'static str, Option<String>>,
}

#[derive(Serialize)]
struct Check {
    check: &'static str,
    wrong: Vec<String>,
}

/// What is found in a text that is said to be signed with `key` (64 hex digits), as JSON.
#[wasm_bindgen]
pub fn look(text: &str, key: &str) -> String {
    let answer = match look_at(text, Some(key)) {
        Looked::Receipt(verdict) => of_receipt(*verdict),
        Looked::Summary(verdict) => of_summary(*verdict),
    };
    // Strings and numbers always have a JSON.
    serde_json::to_string(&answer).unwrap_or_default()
}

fn of_receipt(verdict: Verdict) -> Answer {
    let holds = verdict.is_valid();
    Answer {
        of: "receipt",
        holds,
        unseen: !verdict.is_whole(),
        unsealed: verdict.unsealed_count(),
        checks: checks(verdict.checks),
        says: verdict.facts.filter(|_| holds).map(receipt_says).unwrap_or_default(),
    }
}

fn of_summary(verdict: SummaryVerdict) -> Answer {
    let holds = verdict.is_valid();
    Answer {
        of: "summary",
        holds,
        unseen: !verdict.is_whole(),
        unsealed: 0,
        checks: checks(verdict.checks),
        says: verdict.facts.filter(|_| holds).map(summary_says).unwrap_or_default(),
    }
}

fn checks(made: Vec<Checked>) -> Vec<Check> {
    made.into_iter().map(|made| Check { check: made.check.word(), wrong: made.wrong }).collect()
}

fn receipt_says(facts: ReceiptFacts) -> BTreeMap<&'static str, Option<String>> {
    let said = [
        ("number", facts.order.number),
        ("title", facts.order.title),
        ("buyer", facts.parties.buyer.name),
        ("seller", facts.parties.seller.name),
        ("paid", sum(&facts.money.funded)),
        ("outcome", facts.order.outcome.word().to_owned()),
    ];
    said.into_iter().map(|(part, text)| (part, Some(text))).collect()
}

fn summary_says(facts: SummaryFacts) -> BTreeMap<&'static str, Option<String>> {
    let shares = facts.shares().cloned();
    let ending = facts.dispute.ending.map_or("open", |ending| ending.word());
    let decided = facts.decisions.last().map(|decision| decision.action.word().to_owned());
    BTreeMap::from([
        ("number", Some(facts.dispute.order_number)),
        ("title", Some(facts.dispute.reason)),
        ("buyer", Some(facts.parties.buyer.name)),
        ("seller", Some(facts.parties.seller.name)),
        ("held", Some(sum(&facts.dispute.held))),
        ("decided", decided),
        ("ending", Some(ending.to_owned())),
        ("buyers", shares.as_ref().map(|shares| sum(&shares.buyer))),
        ("sellers", shares.as_ref().map(|shares| sum(&shares.seller))),
    ])
}

fn sum(amount: &Amount) -> String {
    format!("{} {}", amount.amount, amount.currency)
}
