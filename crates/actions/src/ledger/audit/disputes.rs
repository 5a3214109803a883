//! Disputes: one open per order, what was held lies there until its end, its end is what became of the money, and what the
//! house decided was signed, and agreed to by two where it must be.

use super::{books::Books, next_readable, orders::Orders, report::Findings};
use crate::{ActionError, Desk, disputes::is_signed};
use domain::{
    DisputeId, PurchaseRequestId, Timestamp,
    disputes::{Dispute, Ending, Outcome},
    escrow::{Escrow, EscrowState as E},
};
use std::collections::BTreeMap;

/// Every dispute.
pub(super) struct Disputes(pub(super) BTreeMap<DisputeId, Dispute>);

impl Disputes {
    pub(super) async fn read(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let mut disputes = BTreeMap::new();
        let mut rows = desk.store.every::<Dispute>().await?;
        while let Some(row) = next_readable(&mut rows, "dispute", findings).await? {
            disputes.insert(row.id, row);
        }
        Ok(Self(disputes))
    }

    pub(super) fn check(&self, desk: &Desk, books: &Books, orders: &Orders, findings: &mut Findings) {
        let mut open: BTreeMap<PurchaseRequestId, usize> = BTreeMap::new();
        for dispute in self.0.values() {
            let Some(escrow) = orders.escrows.get(&dispute.request_id) else {
                findings.breach("references", dispute.id, "its order does not exist");
                continue;
            };
            if dispute.is_open {
                *open.entry(dispute.request_id).or_default() += 1;
                check_open(dispute, escrow, books, findings);
                let lives = orders.live.contains(&dispute.clock().key());
                findings.must("deadlines", lives, dispute.id, || "nobody will end its time".to_owned());
            } else {
                check_closed(dispute, escrow, findings);
            }
            check_still(dispute, books, findings);
            check_decisions(desk, dispute, findings);
            let says_so = dispute.is_open == dispute.status.is_open();
            findings
                .must("disputes", says_so, dispute.id, || "it says it is open and is not, or the reverse".to_owned());
        }
        for escrow in orders.escrows.values() {
            let count = open.get(&escrow.id).copied().unwrap_or(0);
            let stands_still = escrow.state == E::Disputed && escrow.dispute.is_some();
            let goes_on = escrow.state != E::Disputed && escrow.dispute.is_none();
            let fits = if count == 0 { goes_on } else { count == 1 && stands_still };
            findings.must("disputes", fits, escrow.id, || format!("{} with {count} open disputes", escrow.state));
        }
    }
}

fn check_open(dispute: &Dispute, escrow: &Escrow, books: &Books, findings: &mut Findings) {
    let is_its = escrow.dispute.as_ref().is_some_and(|hold| hold.dispute_id == dispute.id);
    findings.must("disputes", is_its, dispute.id, || "its order does not stand still for it".to_owned());
    let held = books.held(dispute.request_id, dispute.held.currency);
    findings.must("disputes", held == dispute.held.units, dispute.id, || {
        format!("{} were held when it opened, the ledger holds {held} units", dispute.held)
    });
}

/// Nothing left the escrow between its opening and its end.
fn check_still(dispute: &Dispute, books: &Books, findings: &mut Findings) {
    let is_within = |at: &Timestamp| *at > dispute.created_at && dispute.closed_at.is_none_or(|closed| *at < closed);
    let left = books.left_at.get(&dispute.request_id).into_iter().flatten().find(|at| is_within(at));
    findings.must("disputes", left.is_none(), dispute.id, || {
        format!("money left its order at {left:?}, while it was open")
    });
}

/// Two different people where two are needed, another one for an appeal, and a signature where money moved.
fn check_decisions(desk: &Desk, dispute: &Dispute, findings: &mut Findings) {
    for (at, decision) in dispute.decisions.iter().enumerate() {
        let second = decision.confirmed.map(|second| second.by);
        let by_two = !decision.needs_second || second.is_some_and(|second| second != decision.by);
        findings.must("disputes", by_two, dispute.id, || format!("{} is the word of one alone", decision.id));
        let people = [Some(decision.by), second];
        let by_others = people
            .into_iter()
            .flatten()
            .all(|who| !dispute.is_party(who) && dispute.decisions.iter().take(at).all(|earlier| !earlier.is_of(who)));
        findings.must("disputes", by_others, dispute.id, || format!("{} is the word of who has a part", decision.id));
    }
    let is_by_the_house = dispute.resolution.as_ref().is_some_and(|resolution| resolution.ending == Ending::Decided);
    let is_right = !is_by_the_house || is_signed(desk, dispute);
    findings.must("disputes", is_right, dispute.id, || "what moved its money was not signed".to_owned());
}

/// What it ended with is what became of the money; unpaid is not closed.
fn check_closed(dispute: &Dispute, escrow: &Escrow, findings: &mut Findings) {
    let outcome = dispute.resolution.as_ref().map(|resolution| resolution.outcome);
    let is_done = match outcome {
        None => false,
        Some(None) => true,
        Some(Some(Outcome::Refund)) => escrow.state == E::Refunded,
        Some(Some(Outcome::Release)) => matches!(escrow.state, E::Released | E::Releasing | E::Failed),
        Some(Some(Outcome::Split { .. })) => escrow.state == E::Split,
    };
    findings
        .must("disputes", is_done, dispute.id, || format!("it ended with {outcome:?}, the escrow is {}", escrow.state));
}
