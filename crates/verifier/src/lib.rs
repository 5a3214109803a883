//! A receipt, looked at in the browser: the rule of the page and the command, in a bundle of its own that is fetched when
//! somebody asks. Nothing else lives here: no words, no markup, no network.
#![cfg(target_arch = "wasm32")]

use domain::{
    escrow::receipt::{ReceiptFacts, Verdict, verify},
    machine::Word,
};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// What `frontend/receipt.js` shows.
#[derive(Serialize)]
struct Answer {
    holds: bool,
    /// How many checks there are, those that could not be made included.
    of: usize,
    checks: Vec<Check>,
    /// Postings without a place in the chain.
    unsealed: usize,
    says: Option<Says>,
}

#[derive(Serialize)]
struct Check {
    check: &'static str,
    wrong: Vec<String>,
}

#[derive(Serialize)]
struct Says {
    number: String,
    title: String,
    buyer: String,
    seller: String,
    paid: String,
    outcome: &'static str,
}

/// What is found in a text that is said to be a receipt signed with `key` (64 hex digits), as JSON.
#[wasm_bindgen]
pub fn look(receipt: &str, key: &str) -> String {
    let answer = answer(verify(receipt, Some(key)));
    // Strings and numbers always have a JSON.
    serde_json::to_string(&answer).unwrap_or_default()
}

fn answer(verdict: Verdict) -> Answer {
    let holds = verdict.is_valid();
    let unsealed = verdict.unsealed_count();
    let checks = verdict.checks.into_iter().map(|made| Check { check: made.check.word(), wrong: made.wrong });
    Answer {
        holds,
        of: domain::escrow::receipt::ReceiptCheck::ALL.len(),
        checks: checks.collect(),
        unsealed,
        says: verdict.facts.filter(|_| holds).map(says),
    }
}

fn says(facts: ReceiptFacts) -> Says {
    let paid = &facts.money.funded;
    Says {
        paid: format!("{} {}", paid.amount, paid.currency),
        outcome: facts.order.outcome.word(),
        number: facts.order.number,
        title: facts.order.title,
        buyer: facts.parties.buyer.name,
        seller: facts.parties.seller.name,
    }
}
