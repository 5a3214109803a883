//! Instructions against what they moved: what signers were asked for left only after so many of them had signed it, each
//! under what it is about as that is and with a signer that counted then, and no number was drawn twice; and no decision about
//! a dispute's money was carried out past them.

use super::{disputes::Disputes, next_readable, report::Findings};
use crate::{
    ActionError, Desk,
    custody::{Case, case_of, is_agreed, is_signed_as, legs_booked, signed_one},
    escrow::order_of,
};
use domain::{
    InstructionId, Timestamp,
    custody::{Instruction, InstructionStatus, LegOrder, TrezorAccount},
    disputes::{Decision, Dispute, Ending},
};
use std::collections::{BTreeMap, BTreeSet};

/// Where each instruction stands.
pub(super) struct Instructions(pub(super) BTreeMap<InstructionId, InstructionStatus>);

impl Instructions {
    pub(super) async fn check(desk: &Desk, disputes: &Disputes, findings: &mut Findings) -> Result<Self, ActionError> {
        let (mut statuses, mut nonces) = (BTreeMap::new(), BTreeSet::new());
        let mut rows = desk.store.every::<Instruction>().await?;
        while let Some(instruction) = next_readable(&mut rows, "instruction", findings).await? {
            let case = case_of(desk, &instruction).await?;
            findings.must("references", case.is_some(), instruction.id, || "what it is about is nowhere".to_owned());
            let is_its = match &case {
                Some(case) => follows(desk, &instruction, case).await?,
                None => false,
            };
            let is_approved = instruction.status == InstructionStatus::Approved;
            findings.must("instructions", is_its == is_approved, instruction.id, || {
                format!("it is {}, and what it is about does not follow from it", instruction.status)
            });
            let is_fresh = nonces.insert(instruction.nonce.clone());
            findings.must("instructions", is_fresh, instruction.id, || "its number was drawn before".to_owned());
            statuses.insert(instruction.id, instruction.status);
        }
        check_decisions(desk, disputes, findings).await?;
        Ok(Self(statuses))
    }
}

/// Whether it was signed, and what it is about says so. A leg whose decision was replaced, or whose dispute ended otherwise,
/// was signed for nothing: its signatures must be right all the same.
async fn follows(desk: &Desk, instruction: &Instruction, case: &Case) -> Result<bool, ActionError> {
    match case {
        Case::Payout(payout) if payout.instruction_id != Some(instruction.id) => Ok(false),
        Case::Leg(leg) if leg.leg().is_none() => is_agreed(desk, instruction, case.about()).await,
        Case::Payout(_) | Case::Leg(_) => is_signed_as(desk, instruction, case).await,
    }
}

/// What the house decided since it had signers was carried out as they signed it, leg by leg.
async fn check_decisions(desk: &Desk, disputes: &Disputes, findings: &mut Findings) -> Result<(), ActionError> {
    let Some(since) = first_proof(desk, findings).await? else { return Ok(()) };
    for dispute in disputes.0.values() {
        let Some(decision) = carried_out(dispute, since) else { continue };
        let order = order_of(desk, dispute.request_id).await?;
        let made = desk.store.instructions_of_dispute(dispute.id).await?;
        for leg in &legs_booked(desk, decision, &order).await? {
            let word = LegOrder { dispute, order: &order, decision, leg };
            let is_signed = signed_one(desk, &made, &word, &[]).await?.is_some();
            findings.must("instructions", is_signed, dispute.id, || {
                format!("{} paid {} to the {}, and nobody signed for it", decision.id, leg.amount, leg.leg)
            });
        }
    }
    Ok(())
}

/// Since when the house has signers.
async fn first_proof(desk: &Desk, findings: &mut Findings) -> Result<Option<Timestamp>, ActionError> {
    let (mut first, mut rows) = (None, desk.store.every::<TrezorAccount>().await?);
    while let Some(signer) = next_readable(&mut rows, "signer", findings).await? {
        let proved = signer.proof.map(|proof| proof.at);
        first = [first, proved].into_iter().flatten().min();
    }
    Ok(first)
}

/// What the house decided about the dispute's money, when it was carried out since then.
fn carried_out(dispute: &Dispute, since: Timestamp) -> Option<&Decision> {
    let resolution = dispute.resolution.as_ref()?;
    let is_asked = resolution.ending == Ending::Decided && resolution.at > since;
    dispute.decisions.last().filter(|decision| is_asked && decision.verdict.moves_money())
}
