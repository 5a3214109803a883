//! Who of the house may sign, by what it is about; and how many words of which people are enough.

use super::{Approval, Instruction, InstructionDeed, InstructionError, InstructionStatus, Payout};
use crate::{
    Timestamp, UserId,
    disputes::{Decision, Dispute},
};
use std::collections::BTreeSet;

/// What a signature moves, for the rules about people.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// Money that leaves.
    Payout(&'a Payout),
    /// What the house decided about a dispute.
    Decision(&'a Dispute, &'a Decision),
}

impl About<'_> {
    /// True for whoever has a part in the money: they sign nothing of it.
    pub fn is_of(self, who: UserId) -> bool {
        match self {
            Self::Payout(payout) => payout.is_of(who),
            Self::Decision(dispute, _) => dispute.is_party(who),
        }
    }

    /// Why they do not.
    pub const fn own(self) -> InstructionError {
        match self {
            Self::Payout(_) => InstructionError::OwnMoney,
            Self::Decision(..) => InstructionError::OwnDispute,
        }
    }

    /// True for who decided it or agreed to it: they may sign, and never alone.
    pub fn was_decided_by(self, who: UserId) -> bool {
        match self {
            Self::Payout(_) => false,
            Self::Decision(_, decision) => decision.is_of(who),
        }
    }

    /// Whether these people are enough: so many of them, none with a part in the money, and not only those who decided.
    pub fn is_enough(self, approvals: &[Approval], needed: u32) -> bool {
        let people: BTreeSet<UserId> = approvals.iter().map(|it| it.user_id).collect();
        people.len() >= needed.max(1) as usize
            && !people.iter().any(|who| self.is_of(*who))
            && people.iter().any(|who| !self.was_decided_by(*who))
    }
}

impl Instruction {
    /// Where it stands once this person has signed, if their signature is taken now: the rule about people, for the deed and
    /// for everybody who is asked to do it.
    ///
    /// # Errors
    /// [`InstructionError::TooLate`], [`InstructionError::SignedBefore`], [`InstructionError::OwnMoney`],
    /// [`InstructionError::OwnDispute`], [`InstructionError::OwnDecision`]; an illegal move.
    pub fn may_take(
        &self,
        who: UserId,
        about: About<'_>,
        now: Timestamp,
    ) -> Result<InstructionStatus, InstructionError> {
        if about.is_of(who) {
            return Err(about.own());
        }
        if now >= self.expires_at {
            return Err(InstructionError::TooLate);
        }
        let is_last = self.approvals.len() + 1 >= self.needed as usize;
        let status = self.status.next(if is_last { InstructionDeed::SignLast } else { InstructionDeed::Sign })?;
        if self.approvals.iter().any(|other| other.user_id == who) {
            return Err(InstructionError::SignedBefore);
        }
        // The last place is kept for somebody who had no part in deciding it.
        let mut people = self.approvals.iter().map(|it| it.user_id).chain([who]);
        if is_last && people.all(|it| about.was_decided_by(it)) {
            return Err(InstructionError::OwnDecision);
        }
        Ok(status)
    }
}
