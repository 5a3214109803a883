//! A summary that is whole, and the same one with anything changed.

use super::*;
use crate::{
    Currency, DecisionId, DisputeId, Money, PurchaseRequestId, UserId,
    disputes::{DecisionFacts, DisputeFacts, Ending, ResolutionAction, Shares},
    escrow::receipt::{Amount, House, Parties, Party},
    paper::{Looked, look_at},
};

fn signer() -> Signer {
    Signer::new(&[7; 32])
}

fn facts() -> SummaryFacts {
    let amount = |units| Amount::of(Money::new(units, Currency::USDT));
    let party = |byte, name: &str| Party { id: UserId::from_bytes([byte; 16]), name: name.to_owned() };
    let text = str::to_owned;
    let shares = Shares { buyer: amount(5_000_000), seller: amount(7_500_000) };
    SummaryFacts {
        house: House { origin: text("https://amanat.example"), issued_at: text("2026-11-22T08:00:00Z") },
        parties: Parties { buyer: party(1, "Aigul"), seller: party(2, "Reza") },
        dispute: DisputeFacts {
            id: DisputeId::from_bytes([3; 16]),
            request_id: PurchaseRequestId::from_bytes([4; 16]),
            order_number: text("R-000057"),
            reason: text("No lid"),
            opened_by: UserId::from_bytes([1; 16]),
            opened_at: text("2026-11-20T08:00:00Z"),
            held: amount(12_500_000),
            ending: Some(Ending::Decided),
            outcome: Some(shares.clone()),
            closed_at: Some(text("2026-11-22T08:00:00Z")),
        },
        decisions: vec![DecisionFacts {
            id: DecisionId::from_bytes([5; 16]),
            action: ResolutionAction::Split,
            outcome: Some(shares),
            security: None,
            reasons: text("The pictures show that the lid was never in the box."),
            evidence: vec!["ab".repeat(32)],
            decided_by: party(6, "Nadia"),
            confirmed_by: None,
            at: text("2026-11-21T08:00:00Z"),
            instruction: None,
        }],
        appeal: None,
    }
}

#[test]
fn what_was_signed_holds_and_is_the_same_text_each_time() {
    let signed = facts().signed(&signer());
    assert_eq!(signed.text, facts().signed(&signer()).text);
    let verdict = verify_summary(&signed.text, Some(&signer().key())).unwrap();
    assert!(verdict.is_valid(), "{verdict:?}");
    assert_eq!(verdict.facts, Some(facts()));
}

#[test]
fn a_paper_says_itself_which_it_is() {
    let (signed, key) = (facts().signed(&signer()), signer().key());
    let looked = look_at(&signed.text, Some(&key));
    assert!(looked.is_valid() && matches!(looked, Looked::Summary(_)), "{looked:?}");
    let other = look_at(&signed.text, Some(&Signer::new(&[8; 32]).key()));
    assert!(!other.is_valid() && matches!(other, Looked::Summary(_)), "{other:?}");
    for text in ["a letter", "{\"amanat_receipt\":1}", ""] {
        let looked = look_at(text, Some(&key));
        assert!(!looked.is_valid() && matches!(looked, Looked::Receipt(_)), "{looked:?}");
    }
}

#[test]
fn its_money_is_that_of_the_end_and_until_then_that_of_the_last_decision() {
    let whole = facts();
    assert_eq!(whole.shares(), whole.dispute.outcome.as_ref());
    let (dispute, decisions) = (whole.dispute.clone(), whole.decisions.clone());
    let open = DisputeFacts { ending: None, outcome: None, ..dispute.clone() };
    let waits = SummaryFacts { dispute: open, ..whole.clone() };
    assert_eq!(waits.shares(), decisions[0].outcome.as_ref());
    let went_on = DisputeFacts { ending: Some(Ending::Withdrawn), outcome: None, ..dispute };
    assert_eq!(SummaryFacts { dispute: went_on, ..whole }.shares(), None);
}

#[test]
fn whatever_is_changed_is_named() {
    let honest = facts().signed(&signer()).text;
    for (from, to, place) in [
        ("never in the box", "always in the box", "decisions.0.reasons"),
        ("\"7.50\"", "\"9.50\"", "outcome.seller.amount"),
        ("abab", "abac", "decisions.0.evidence.0"),
        ("Nadia", "Nadja", "decisions.0.decided_by.name"),
    ] {
        let forged = honest.replacen(from, to, 1);
        assert_ne!(forged, honest);
        let verdict = verify_summary(&forged, Some(&signer().key())).unwrap();
        assert!(!verdict.is_valid());
        let wrong: Vec<&String> = verdict.checks.iter().flat_map(|checked| &checked.wrong).collect();
        assert!(wrong.iter().any(|path| path.contains(place)), "{place}: {wrong:?}");
    }
}

#[test]
fn another_key_another_version_and_a_receipt_are_not_this_houses_summary() {
    let signed = facts().signed(&signer());
    assert!(!verify_summary(&signed.text, Some(&Signer::new(&[8; 32]).key())).unwrap().is_valid());
    let later = signed.text.replace("\"amanat_resolution\":1", "\"amanat_resolution\":2");
    assert!(!verify_summary(&later, None).unwrap().is_valid());
    assert_eq!(verify_summary("{\"amanat_receipt\":1}", None), None);
    assert_eq!(verify_summary("a letter", None), None);
}
