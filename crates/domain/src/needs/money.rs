//! What the house's money asks of its people: payouts, instructions, sweeps, vaults, and what a second one must agree to.

use super::{About as AboutNeed, Asked, Need};
use crate::{
    Money, Timestamp, UserId,
    custody::{About, Instruction, Payout, PayoutStatus, VaultLevel},
    escrow::{ChainEvent, HandRecord, HandRecordState},
};

impl Payout {
    /// What a payout asks of this person of the house; nothing of who is paid by it. One that `asks_signers` waits for no
    /// click, but for an instruction.
    pub fn needs(&self, who: UserId, asks_signers: bool) -> Option<Need> {
        let asked = match self.status {
            _ if self.is_of(who) => return None,
            PayoutStatus::Draft if asks_signers => Asked::HaveSigned,
            PayoutStatus::Draft => Asked::AgreeToPayout,
            PayoutStatus::Failed => Asked::MendPayout,
            _ => return None,
        };
        let until = self.expires_at.filter(|_| self.status == PayoutStatus::Draft);
        Some(Need { sum: Some(self.amount), until, ..Need::plain(asked, AboutNeed::Payout(self.id)) })
    }
}

impl HandRecord {
    /// What a payment written down by one admin asks of another.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        (self.state == HandRecordState::Waiting && self.recorded_by != who).then(|| Need {
            title: Some(self.reference.clone()),
            sum: Some(self.amount),
            ..Need::plain(Asked::AgreeToRecord, AboutNeed::Record(self.id))
        })
    }
}

impl ChainEvent {
    /// What a transfer that is gone asks of a second admin, once a first has asked for its reversal.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        let asked = self.reversal_asked.as_ref().filter(|asked| asked.by != who)?;
        let (title, sum) = (Some(asked.reason.clone()), self.amount);
        Some(Need { title, sum, ..Need::plain(Asked::AgreeToReversal, AboutNeed::Incidents) })
    }
}

impl Instruction {
    /// What an instruction asks of somebody with a signer that counts: to sign it, while their signature would be taken. It
    /// is called what its order says of the money.
    pub fn needs(&self, who: UserId, about: About<'_>, now: Timestamp) -> Option<Need> {
        self.may_take(who, about, now).ok()?;
        let (title, until) = (Some(self.order.amount.clone()), Some(self.expires_at));
        Some(Need { title, until, ..Need::plain(Asked::SignInstruction, AboutNeed::Instruction(self.id)) })
    }
}

/// What sweeps that wait for a device ask, in one line; one alone leads to its own page.
pub fn sweeps_need(waiting: &[Payout]) -> Option<Need> {
    match waiting {
        [] => None,
        [one] => Some(Need { sum: Some(one.amount), ..Need::plain(Asked::SignSweep, AboutNeed::Sweep(one.id)) }),
        many => {
            let count = u64::try_from(many.len()).unwrap_or(u64::MAX);
            Some(Need { count, ..Need::plain(Asked::SignSweep, AboutNeed::Vaults) })
        }
    }
}

/// What a vault asks that holds too little or too much of a currency, on the chain that is called so.
pub fn vault_need(chain: &str, holds: Money, level: VaultLevel) -> Option<Need> {
    let asked = match level {
        VaultLevel::Low => Asked::FillVault,
        VaultLevel::High => Asked::EaseVault,
        VaultLevel::Within => return None,
    };
    Some(Need { title: Some(chain.to_owned()), sum: Some(holds), ..Need::plain(asked, AboutNeed::Vaults) })
}
