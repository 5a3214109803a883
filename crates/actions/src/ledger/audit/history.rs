//! History against the machines: every move is an edge, and together they lead to where things stand.
//!
//! Rows of several processes are not in the order of their ids to the millisecond, so the walk is checked
//! without an order: every state is entered as often as it is left, but for the last one.

use super::{
    break_glass::BreakGlasses, chain::ChainEnd, disputes::Disputes, holds::Holds, instructions::Instructions,
    next_readable, orders::Orders, payouts::Payouts, report::Findings, signers::Signers,
};
use crate::{ActionError, Desk};
use domain::{
    custody::{
        BreakGlassDeed, BreakGlassStatus, InstructionDeed, InstructionStatus, PayoutDeed, PayoutStatus, SignerDeed,
        SignerStatus,
    },
    disputes::{DisputeDeed, DisputeStatus},
    escrow::{EscrowDeed, EscrowState, PaymentDeed, PaymentStatus},
    event::{EventRow, Subject},
    ledger::{HoldDeed, HoldStatus},
    machine::{Refused, Word},
    market::{OfferDeed, OfferStatus, RequestDeed, RequestStatus, TemplateDeed, TemplateStatus},
    tasks::{TaskDeed, TaskStatus},
};
use std::collections::BTreeMap;

/// Per subject: how often each state was entered, less how often it was left.
type Walks = BTreeMap<String, BTreeMap<String, i64>>;

/// Rows that tell something else than a move of the subject's own machine.
const NOTES: [&str; 28] = [
    "choose_deposit_account",
    "plan_sweep_anew",
    "attach_files",
    "take_file_away",
    "choose_refund_rate",
    "incident",
    "ask_reversal",
    "drop_reversal",
    "confirm_reversal",
    "choose_payout",
    "book_capital",
    "transfer",
    "open_checkout",
    "more_time_to_pay",
    "claim_transfer",
    "ask_quote",
    "honour_late",
    "refund_late",
    "choose_way",
    "provider_arrival",
    "record_payment_by_hand",
    "confirm_payment_by_hand",
    "refuse_payment_by_hand",
    "let_in_transfer",
    "keep_withheld",
    "propose_split",
    "decline_split",
    "withdraw_split",
];

pub(super) async fn check(
    desk: &Desk,
    orders: &Orders,
    (payouts, holds, disputes, (signers, instructions, glasses)): (
        &Payouts,
        &Holds,
        &Disputes,
        &(Signers, Instructions, BreakGlasses),
    ),
    findings: &mut Findings,
) -> Result<ChainEnd, ActionError> {
    let (mut walks, mut chain) = (Walks::new(), ChainEnd::default());
    let mut rows = desk.store.every_event().await?;
    while let Some(row) = next_readable(&mut rows, "event", findings).await? {
        chain.follow("history-chain", row.id, &row, findings);
        if row.outcome.is_some() || NOTES.contains(&row.deed.as_str()) {
            continue;
        }
        let known = is_edge(&row);
        findings.must("history", known, row.id, || {
            format!("{} from {} to {}", row.deed, row.from.as_deref().unwrap_or("nothing"), row.to)
        });
        if let Some(subject) = moving(row.subject) {
            let walk = walks.entry(subject).or_default();
            *walk.entry(row.to).or_insert(0) += 1;
            if let Some(from) = row.from {
                *walk.entry(from).or_insert(0) -= 1;
            }
        }
    }
    chain.must_be_the_end::<EventRow>("history-chain", desk, findings).await?;
    for (id, escrow) in &orders.escrows {
        stands(findings, &walks, Subject::Escrow(*id), escrow.state.word());
    }
    for (id, payment) in &orders.payments {
        stands(findings, &walks, Subject::Payment(*id), payment.status.word());
    }
    for (id, wish) in &orders.wishes {
        stands(findings, &walks, Subject::Request(*id), wish.status.word());
    }
    for (id, status) in &payouts.statuses {
        stands(findings, &walks, Subject::Payout(*id), status.word());
    }
    for (id, status) in &signers.0 {
        stands(findings, &walks, Subject::Signer(*id), status.word());
    }
    for (id, status) in &instructions.0 {
        stands(findings, &walks, Subject::Instruction(*id), status.word());
    }
    glasses_stand(findings, &walks, glasses);
    for (id, hold) in &holds.0 {
        stands(findings, &walks, Subject::Hold(*id), hold.status.word());
    }
    for dispute in disputes.0.values() {
        stands(findings, &walks, Subject::Dispute(dispute.id), dispute.status.word());
    }
    Ok(chain)
}

/// None was ever broken that nobody wrote down.
fn glasses_stand(findings: &mut Findings, walks: &Walks, glasses: &BreakGlasses) {
    for (id, status) in &glasses.0 {
        let subject = Subject::BreakGlass(*id);
        let is_told = moving(subject).is_some_and(|subject| walks.contains_key(&subject));
        findings.must("history", is_told, id, || "nobody wrote down how it came about".to_owned());
        stands(findings, walks, subject, status.word());
    }
}

/// Where the walk ends must be where the subject stands; imported rows have no history.
fn stands(findings: &mut Findings, walks: &Walks, subject: Subject, now: &str) {
    let Some((subject, walk)) = moving(subject).and_then(|subject| walks.get_key_value(&subject)) else { return };
    let ends: Vec<&str> = walk.iter().filter(|(_, net)| **net > 0).map(|(state, _)| state.as_str()).collect();
    let is_walk = walk.iter().all(|(state, net)| *net <= 1 && (*net >= 0 || state == EscrowState::None.word()));
    findings.must("history", is_walk && ends == [now], subject, || {
        format!(
            "it is {now}, its history ends with {}",
            if ends.is_empty() { "nothing".to_owned() } else { ends.join(", ") }
        )
    });
}

fn moving(subject: Subject) -> Option<String> {
    match subject {
        Subject::Request(id) => Some(format!("request {id}")),
        Subject::Escrow(id) => Some(format!("escrow {id}")),
        Subject::Payment(id) => Some(format!("payment {id}")),
        Subject::Payout(id) => Some(format!("payout {id}")),
        Subject::Signer(id) => Some(format!("signer {id}")),
        Subject::Instruction(id) => Some(format!("instruction {id}")),
        Subject::BreakGlass(id) => Some(format!("break_glass {id}")),
        Subject::Hold(id) => Some(format!("hold {id}")),
        Subject::Dispute(id) => Some(format!("dispute {id}")),
        Subject::User(_)
        | Subject::Offer(_)
        | Subject::Task(_)
        | Subject::TaskKind(_)
        | Subject::Setting(_)
        | Subject::Template(_)
        | Subject::Books
        | Subject::Door => None,
    }
}

fn is_edge(row: &EventRow) -> bool {
    // A birth, or a note about something that stays where it is.
    let Some(from) = row.from.as_deref().filter(|from| *from != row.to) else { return true };
    match row.subject {
        Subject::Request(_) => leads(from, &row.to, RequestStatus::next, RequestDeed::ALL),
        Subject::Escrow(_) => leads(from, &row.to, EscrowState::next, EscrowDeed::ALL),
        Subject::Payment(_) => leads(from, &row.to, PaymentStatus::next, PaymentDeed::ALL),
        Subject::Payout(_) => leads(from, &row.to, PayoutStatus::next, PayoutDeed::ALL),
        Subject::Signer(_) => leads(from, &row.to, SignerStatus::next, SignerDeed::ALL),
        Subject::Instruction(_) => leads(from, &row.to, InstructionStatus::next, InstructionDeed::ALL),
        Subject::BreakGlass(_) => leads(from, &row.to, BreakGlassStatus::next, BreakGlassDeed::ALL),
        Subject::Hold(_) => leads(from, &row.to, HoldStatus::next, HoldDeed::ALL),
        Subject::Dispute(_) => leads(from, &row.to, DisputeStatus::next, DisputeDeed::ALL),
        Subject::Offer(_) => leads(from, &row.to, OfferStatus::next, OfferDeed::ALL),
        Subject::Template(_) => leads(from, &row.to, TemplateStatus::next, TemplateDeed::ALL),
        Subject::Task(_) => leads(from, &row.to, TaskStatus::next, TaskDeed::ALL),
        Subject::User(_) | Subject::TaskKind(_) | Subject::Setting(_) | Subject::Books | Subject::Door => true,
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
