//! `Instruction`: what signers of the house say yes to before money leaves a vault. It is made for one payout,
//! signed by so many people as the sum asks for, and can be signed for a short time only.

use super::{EscrowOrder, InstructionDeed, InstructionError, InstructionStatus, Payout, order_of_payout};
use crate::{
    InstructionId, Minutes, PayoutId, Timestamp, TrezorAccountId, UserId, escrow::ChainAddress, identity::SignedAct,
};
use serde::{Deserialize, Serialize};

/// How long one signer may take.
const TIME_FOR_ONE: Minutes = Minutes(15);
/// How long several may take.
const TIME_FOR_SEVERAL: Minutes = Minutes(24 * 60);
/// Orders say until when to the minute.
const MINUTE_MILLIS: i64 = 60_000;

/// How many people must sign, by the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignersNeeded {
    /// Above so many smallest units two of them sign.
    pub two_above: i128,
    /// Above so many three.
    pub three_above: i128,
}

impl SignersNeeded {
    /// For this sum. A row of settings that contradict each other asks for more, never for less.
    pub const fn of(self, units: i128) -> u32 {
        if units > self.three_above {
            3
        } else if units > self.two_above {
            2
        } else {
            1
        }
    }
}

/// One person's yes, with their device and their passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Whose.
    pub user_id: UserId,
    /// With which signer.
    pub signer_id: TrezorAccountId,
    /// The signer's address.
    pub address: ChainAddress,
    /// 65 bytes in hex, under the order.
    pub signature: String,
    /// Their passkey's yes to it.
    pub act: SignedAct,
    /// When.
    pub at: Timestamp,
}

/// An order to sign, and who has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: InstructionId,
    /// Compare-and-set counter.
    pub version: u64,
    /// For which payout.
    pub payout_id: PayoutId,
    /// While this is there no other instruction has the same: one for a payout at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_key: Option<String>,
    /// Drawn for this instruction alone; a part of the transfer's hash.
    pub nonce: String,
    /// What is signed.
    pub order: EscrowOrder,
    /// How many people must sign.
    pub needed: u32,
    /// Who has, oldest first.
    pub approvals: Vec<Approval>,
    /// Where it stands.
    pub status: InstructionStatus,
    /// Who asked for it.
    pub made_by: UserId,
    /// Until when it may be signed.
    pub expires_at: Timestamp,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

impl Instruction {
    /// Until when an instruction made now may be signed: a whole minute, and never longer than allowed.
    pub fn time_for(needed: u32, now: Timestamp) -> Timestamp {
        let until = now + if needed > 1 { TIME_FOR_SEVERAL } else { TIME_FOR_ONE };
        Timestamp::from_millis(until.millis() - until.millis().rem_euclid(MINUTE_MILLIS))
    }

    /// Made for a payout that waits for it. `transfer` is the hash of the plan with this nonce.
    pub fn made(
        (id, made_by): (InstructionId, UserId),
        payout: &Payout,
        needed: u32,
        (nonce, transfer): (String, String),
        now: Timestamp,
    ) -> Self {
        let expires_at = Self::time_for(needed, now);
        Self {
            id,
            version: 0,
            payout_id: payout.id,
            open_key: Some(format!("payout:{}", payout.id)),
            nonce,
            order: order_of_payout(payout, transfer, expires_at),
            needed,
            approvals: Vec::new(),
            status: InstructionStatus::Open,
            made_by,
            expires_at,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether the order says what the payout is today: what was changed since is not what was signed.
    pub fn speaks_of(&self, payout: &Payout, transfer: &str) -> bool {
        self.payout_id == payout.id && self.order == order_of_payout(payout, transfer.to_owned(), self.expires_at)
    }

    /// One more person signed; with the last one it is approved. The signature has been looked at.
    ///
    /// # Errors
    /// [`InstructionError::TooLate`], [`InstructionError::SignedBefore`], [`InstructionError::OwnMoney`]; an illegal move.
    pub fn signed(&self, approval: Approval, payout: &Payout) -> Result<Self, InstructionError> {
        let now = approval.at;
        if payout.is_of(approval.user_id) {
            return Err(InstructionError::OwnMoney);
        }
        if now >= self.expires_at {
            return Err(InstructionError::TooLate);
        }
        let deed = if self.approvals.len() + 1 >= self.needed as usize {
            InstructionDeed::SignLast
        } else {
            InstructionDeed::Sign
        };
        let status = self.status.next(deed)?;
        if self.approvals.iter().any(|other| other.user_id == approval.user_id) {
            return Err(InstructionError::SignedBefore);
        }
        let approvals = [self.approvals.clone(), vec![approval]].concat();
        Ok(Self { approvals, updated_at: now, ..self.clone() }.standing(status))
    }

    /// Its time is over, or its payout needs it no more.
    ///
    /// # Errors
    /// An illegal move.
    pub fn ended(&self, deed: InstructionDeed, now: Timestamp) -> Result<Self, InstructionError> {
        let status = self.status.next(deed)?;
        Ok(Self { updated_at: now, ..self.clone() }.standing(status))
    }

    fn standing(self, status: InstructionStatus) -> Self {
        let open_key = self.open_key.clone().filter(|_| status == InstructionStatus::Open);
        Self { status, open_key, ..self }
    }
}

#[cfg(test)]
#[path = "instruction_tests.rs"]
mod tests;
