//! `Instruction`: what signers of the house say yes to before money leaves a vault, or before its people give it to
//! somebody. It is made for one payout or one leg of a decision, signed by so many people as the sum asks for, and can be
//! signed for a short time only.

use super::{
    About, EscrowOrder, InstructionDeed, InstructionError, InstructionStatus, LegOrder, Matter, Payout, order_of_payout,
};
use crate::{
    InstructionId, Minutes, Timestamp, TrezorAccountId, UserId,
    escrow::{ChainAddress, ChainId},
    identity::SignedAct,
};
use serde::{Deserialize, Serialize};

/// How long one signer may take.
const TIME_FOR_ONE: Minutes = Minutes(15);
/// How long several may take.
const TIME_FOR_SEVERAL: Minutes = Minutes(24 * 60);
/// Orders say until when to the minute.
const MINUTE_MILLIS: i64 = 60_000;

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
    /// What it is about.
    #[serde(flatten)]
    pub about: Matter,
    /// While this is there no other instruction has the same: one for a matter at a time.
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
        who: (InstructionId, UserId),
        payout: &Payout,
        needed: u32,
        (nonce, transfer): (String, String),
        now: Timestamp,
    ) -> Self {
        let order = order_of_payout(payout, transfer, Self::time_for(needed, now));
        Self::written(who, Matter::Payout(payout.id), needed, (nonce, order), now)
    }

    /// Made for a leg of a decision, on this chain. `transfer` is the hash of the plan with this nonce.
    pub fn made_for_leg(
        who: (InstructionId, UserId),
        (leg, chain): (&LegOrder<'_>, ChainId),
        needed: u32,
        (nonce, transfer): (String, String),
        now: Timestamp,
    ) -> Self {
        let order = leg.words(chain, transfer, Self::time_for(needed, now));
        Self::written(who, leg.matter(), needed, (nonce, order), now)
    }

    fn written(
        (id, made_by): (InstructionId, UserId),
        about: Matter,
        needed: u32,
        (nonce, order): (String, EscrowOrder),
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            version: 0,
            about,
            open_key: Some(about.open_key()),
            nonce,
            order,
            needed,
            approvals: Vec::new(),
            status: InstructionStatus::Open,
            made_by,
            expires_at: Self::time_for(needed, now),
            created_at: now,
            updated_at: now,
        }
    }

    /// True while its time is not over and signatures are missing.
    pub fn may_be_signed(&self, now: Timestamp) -> bool {
        self.status == InstructionStatus::Open && now < self.expires_at
    }

    /// Whether the order says what the payout is today: what was changed since is not what was signed.
    pub fn speaks_of(&self, payout: &Payout, transfer: &str) -> bool {
        let is_its = self.about == Matter::Payout(payout.id);
        is_its && self.order == order_of_payout(payout, transfer.to_owned(), self.expires_at)
    }

    /// Whether the order says what the decision pays there.
    pub fn speaks_of_leg(&self, leg: &LegOrder<'_>, transfer: &str) -> bool {
        let chain = leg.chain().unwrap_or(self.order.chain_id);
        self.about == leg.matter() && self.order == leg.words(chain, transfer.to_owned(), self.expires_at)
    }

    /// One more person signed; with the last one it is approved. The signature has been looked at.
    ///
    /// # Errors
    /// Those of [`Instruction::may_take`].
    pub fn signed(&self, approval: Approval, about: About<'_>) -> Result<Self, InstructionError> {
        let now = approval.at;
        let status = self.may_take(approval.user_id, about, now)?;
        let approvals = [self.approvals.clone(), vec![approval]].concat();
        Ok(Self { approvals, updated_at: now, ..self.clone() }.standing(status))
    }

    /// Its time is over, or what it is about needs it no more.
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
