//! Instructions against what they moved: what signers were asked for left only after so many of them had signed it, each
//! under the payout as it is, and no number was drawn twice.

use super::{next_readable, report::Findings};
use crate::{ActionError, Desk, custody::is_signed};
use domain::{
    InstructionId,
    custody::{Instruction, InstructionStatus, Payout},
};
use std::collections::{BTreeMap, BTreeSet};

/// Where each instruction stands.
pub(super) struct Instructions(pub(super) BTreeMap<InstructionId, InstructionStatus>);

impl Instructions {
    pub(super) async fn check(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let (mut statuses, mut nonces) = (BTreeMap::new(), BTreeSet::new());
        let mut rows = desk.store.every::<Instruction>().await?;
        while let Some(instruction) = next_readable(&mut rows, "instruction", findings).await? {
            let payout: Option<Payout> = desk.store.find(instruction.payout_id).await?;
            findings.must("references", payout.is_some(), instruction.id, || "its payout is nowhere".to_owned());
            let is_its = payout.is_some_and(|payout| {
                payout.instruction_id == Some(instruction.id) && is_signed(&instruction, &payout)
            });
            let is_approved = instruction.status == InstructionStatus::Approved;
            findings.must("instructions", is_its == is_approved, instruction.id, || {
                format!("it is {}, and its payout does not follow from it", instruction.status)
            });
            let is_fresh = nonces.insert(instruction.nonce.clone());
            findings.must("instructions", is_fresh, instruction.id, || "its number was drawn before".to_owned());
            statuses.insert(instruction.id, instruction.status);
        }
        Ok(Self(statuses))
    }
}
