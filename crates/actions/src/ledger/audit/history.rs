//! History against the machines: every move is an edge, and the last one is where things stand.

use super::{next_readable, orders::Orders, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    escrow::{EscrowDeed, EscrowState, PaymentDeed, PaymentStatus},
    event::{EventRow, Subject},
    machine::{Refused, Word},
    market::{OfferDeed, OfferStatus, RequestDeed, RequestStatus},
};
use std::collections::BTreeMap;

/// Rows that tell something else than a move of the subject's own machine.
const NOTES: [&str; 2] = ["transfer", "open_checkout"];

pub(super) async fn check(desk: &Desk, orders: &Orders, findings: &mut Findings) -> Result<(), ActionError> {
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    let mut rows = desk.store.every_event().await?;
    while let Some(row) = next_readable(&mut rows, "event", findings).await? {
        if NOTES.contains(&row.deed.as_str()) {
            continue;
        }
        let known = is_edge(&row);
        findings.must("history", known, row.id, || {
            format!("{} from {} to {}", row.deed, row.from.as_deref().unwrap_or("nothing"), row.to)
        });
        if let Some(subject) = moving(row.subject) {
            last.insert(subject, row.to);
        }
    }
    for (id, escrow) in &orders.escrows {
        stands(findings, &last, Subject::Escrow(*id), escrow.state.word());
    }
    for (id, payment) in &orders.payments {
        stands(findings, &last, Subject::Payment(*id), payment.status.word());
    }
    for (id, wish) in &orders.wishes {
        stands(findings, &last, Subject::Request(*id), wish.status.word());
    }
    Ok(())
}

/// What is said last about a subject must be where it stands; imported rows have no history.
fn stands(findings: &mut Findings, last: &BTreeMap<String, String>, subject: Subject, now: &str) {
    if let Some((subject, said)) = moving(subject).and_then(|subject| last.get_key_value(&subject)) {
        findings.must("history", said == now, subject, || format!("it is {now}, its history ends with {said}"));
    }
}

fn moving(subject: Subject) -> Option<String> {
    match subject {
        Subject::Request(id) => Some(format!("request {id}")),
        Subject::Escrow(id) => Some(format!("escrow {id}")),
        Subject::Payment(id) => Some(format!("payment {id}")),
        Subject::User(_) | Subject::Offer(_) | Subject::Task(_) => None,
    }
}

fn is_edge(row: &EventRow) -> bool {
    // A birth, or a note about something that stays where it is.
    let Some(from) = row.from.as_deref().filter(|from| *from != row.to) else { return true };
    match row.subject {
        Subject::Request(_) => leads(from, &row.to, RequestStatus::next, RequestDeed::ALL),
        Subject::Escrow(_) => leads(from, &row.to, EscrowState::next, EscrowDeed::ALL),
        Subject::Payment(_) => leads(from, &row.to, PaymentStatus::next, PaymentDeed::ALL),
        Subject::Offer(_) => leads(from, &row.to, OfferStatus::next, OfferDeed::ALL),
        Subject::User(_) | Subject::Task(_) => true,
    }
}

fn leads<S: Word + PartialEq, D: Copy>(
    from: &str,
    to: &str,
    next: fn(S, D) -> Result<S, Refused>,
    deeds: &[D],
) -> bool {
    let (Some(from), Some(to)) = (S::from_word(from), S::from_word(to)) else { return false };
    deeds.iter().any(|deed| next(from, *deed) == Ok(to))
}
