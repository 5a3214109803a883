//! The diagrams of `docs/diagrams/` are drawn from the machines, and the tables of every pair.
//! `UPDATE_DIAGRAMS=1 cargo test -p domain diagram` draws them anew.

use crate::machine::{Refused, Word};
use crate::market::{OfferStatus, RequestStatus, TemplateStatus};
use std::{fmt::Write, fs, path::Path};

/// Draws `next` as a mermaid state diagram; deeds that share a way share its arrow.
fn draw<S: Word + PartialEq, D: Word>(
    title: &str,
    source: &str,
    births: &[S],
    next: impl Fn(S, D) -> Result<S, Refused>,
) -> String {
    let mut lines = String::new();
    for birth in births {
        let _ = writeln!(lines, "    [*] --> {}", birth.word());
    }
    for from in S::ALL {
        for to in S::ALL {
            let deeds: Vec<&str> =
                D::ALL.iter().filter(|deed| next(*from, **deed).ok() == Some(*to)).map(|deed| deed.word()).collect();
            if !deeds.is_empty() {
                let _ = writeln!(lines, "    {} --> {}: {}", from.word(), to.word(), deeds.join(", "));
            }
        }
        if D::ALL.iter().all(|deed| next(*from, *deed).is_err()) {
            let _ = writeln!(lines, "    {} --> [*]", from.word());
        }
    }
    format!(
        "# {title}\n\nDrawn from `{source}` by its own test; every move that is not drawn is refused with 409.\n\n\
         ```mermaid\nstateDiagram-v2\n{lines}```\n"
    )
}

fn keep(name: &str, drawn: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagrams").join(name);
    if std::env::var_os("UPDATE_DIAGRAMS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, drawn).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == drawn, "docs/diagrams/{name} is stale: UPDATE_DIAGRAMS=1 cargo test -p domain diagram");
}

#[test]
fn the_diagram_of_a_purchase_request_is_what_the_code_does() {
    let births = [RequestStatus::Pending, RequestStatus::PendingPayment];
    let source = "crates/domain/src/market/request_status.rs";
    keep("purchase-request.md", &draw("Purchase request", source, &births, RequestStatus::next));
}

#[test]
fn the_diagram_of_an_offer_is_what_the_code_does() {
    let source = "crates/domain/src/market/offer.rs";
    keep("seller-offer.md", &draw("Seller offer", source, &[OfferStatus::Pending], OfferStatus::next));
}

#[test]
fn the_diagram_of_a_template_is_what_the_code_does() {
    let source = "crates/domain/src/market/template_status.rs";
    keep("request-template.md", &draw("Template", source, &[TemplateStatus::Active], TemplateStatus::next));
}

/// Every legal move of a request; every other pair must be refused.
const REQUEST_MOVES: &str = "
    pending_payment fund processing | pending_payment cancel cancelled
    pending offer received_offers | pending cancel cancelled
    active offer received_offers | active cancel cancelled
    received_offers offer received_offers | received_offers last_offer_gone pending
    received_offers negotiate in_negotiation | received_offers accept payment | received_offers cancel cancelled
    in_negotiation offer received_offers | in_negotiation last_offer_gone pending
    in_negotiation negotiate in_negotiation | in_negotiation accept payment | in_negotiation cancel cancelled
    payment fund processing | payment cancel cancelled
    processing unfund payment | delivery unfund payment | delivered unfund payment | confirming unfund payment
    processing send delivery | processing split seller_paid | processing cancel cancelled
    delivery arrive delivered | delivery split seller_paid | delivery cancel cancelled
    delivered inspect confirming | delivered split seller_paid | delivered complete completed | delivered cancel cancelled
    confirming complete completed | confirming split seller_paid | confirming cancel cancelled
    processing award completed | delivery award completed | delivered award completed | confirming award completed
    completed pay_seller seller_paid | completed split seller_paid | completed cancel cancelled";

const OFFER_MOVES: &str = "
    pending accept accepted | pending reject rejected | pending withdraw withdrawn | pending expire expired";

const TEMPLATE_MOVES: &str = "
    active pause paused | active delete deleted | paused resume active | paused delete deleted";

fn check_table<S: Word + PartialEq, D: Word>(noun: &str, table: &str, next: impl Fn(S, D) -> Result<S, Refused>) {
    let moves: Vec<Vec<&str>> = table
        .split(['|', '\n'])
        .map(|row| row.split_whitespace().collect())
        .filter(|row: &Vec<_>| !row.is_empty())
        .collect();
    for from in S::ALL {
        for deed in D::ALL {
            let wanted = moves.iter().find(|row| row[..2] == [from.word(), deed.word()]).map(|row| row[2]);
            match next(*from, *deed) {
                Ok(to) => assert_eq!(Some(to.word()), wanted, "{} {}", from.word(), deed.word()),
                Err(refused) => {
                    assert_eq!(wanted, None, "{} {}", from.word(), deed.word());
                    let named = [refused.noun.as_str(), &refused.from, &refused.deed];
                    assert_eq!(named, [noun, from.word(), deed.word()], "a refusal names state and deed");
                }
            }
        }
    }
}

#[test]
fn every_state_of_a_request_places_every_deed() {
    check_table("purchase_request", REQUEST_MOVES, RequestStatus::next);
}

#[test]
fn every_state_of_a_template_places_every_deed() {
    check_table("request_template", TEMPLATE_MOVES, TemplateStatus::next);
}

#[test]
fn every_state_of_an_offer_places_every_deed() {
    check_table("seller_offer", OFFER_MOVES, OfferStatus::next);
}
