//! Whether what left had the word that it needed: signers', or an admin's while the glass was broken. What people may take out
//! unasked, and since when the house has signers, is read as it was at the time.

use super::{next_readable, report::Findings};
use crate::{
    ActionError, Desk,
    custody::{is_signed, is_under_glass},
    settings::{in_force, wholes},
};
use domain::{
    Minutes, Money, Timestamp,
    custody::{Instruction, Payout, TrezorAccount},
    settings::{ConfigSettingHistory, SettingKey},
};
use std::collections::BTreeMap;

/// A setting and a signer may begin to count between the look at them and the signature.
const MEANWHILE: Minutes = Minutes(1);

/// Since when signers are asked, and above which sum.
pub(super) struct Asked {
    first_signer: Option<Timestamp>,
    /// From when on each held, oldest first.
    limits: BTreeMap<Timestamp, i64>,
    /// What held before the first.
    limit_before: Option<i64>,
}

impl Asked {
    pub(super) async fn read(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let (mut first, mut rows) = (None, desk.store.every::<TrezorAccount>().await?);
        while let Some(signer) = next_readable(&mut rows, "signer", findings).await? {
            first = [first, signer.proof.map(|proof| proof.at)].into_iter().flatten().min();
        }
        let mut decisions = Vec::new();
        let mut rows = desk.store.every::<ConfigSettingHistory>().await?;
        while let Some(row) = next_readable(&mut rows, "decision", findings).await? {
            if row.key == SettingKey::ApproveAbove {
                decisions.push(row);
            }
        }
        decisions.sort_by_key(|row| row.number);
        let limit_before = decisions.first().and_then(|row| row.old_value.whole());
        let held = decisions.iter().filter(|row| row.cancelled_at.is_none());
        let limits = held.filter_map(|row| Some((row.effective_at, row.new_value.whole()?))).collect();
        Ok(Self { first_signer: first, limits, limit_before })
    }

    /// What its signers signed is there, whole, and about this; or the glass was broken for it; or nobody had to be asked.
    pub(super) async fn check(&self, desk: &Desk, payout: &Payout, findings: &mut Findings) -> Result<(), ActionError> {
        if let Some(id) = payout.break_glass_id {
            let is_right = payout.instruction_id.is_none() && is_under_glass(desk, payout).await?;
            findings.must("break-glass", is_right, payout.id, || {
                format!("it was not approved by an admin who does not receive it while {id} was open")
            });
            return Ok(());
        }
        if let Some(id) = payout.instruction_id {
            let signed = match desk.store.find::<Instruction>(id).await? {
                Some(instruction) => is_signed(desk, &instruction, payout).await?,
                None => false,
            };
            findings.must("instructions", signed, payout.id, || format!("{id} is not signed, or not about this"));
            return Ok(());
        }
        let left_at = payout.transactions.first().map(|sent| sent.signed_at);
        let Some(at) = left_at.filter(|_| payout.purpose.is_of_a_person()) else { return Ok(()) };
        let is_free = !self.asked_at(desk, payout.amount, at).await?;
        findings.must("instructions", is_free, payout.id, || {
            "it left without the signatures that it asked for, and nobody had broken the glass".to_owned()
        });
        Ok(())
    }

    /// Whether signers had to say yes to such a sum then: above every limit that held in that minute.
    async fn asked_at(&self, desk: &Desk, amount: Money, at: Timestamp) -> Result<bool, ActionError> {
        let since = Timestamp::from_millis(at.millis() - MEANWHILE.0 * 60_000);
        if self.first_signer.is_none_or(|first| first > since) {
            return Ok(false);
        }
        let before = self.limits.range(..=since).next_back().map(|(_, limit)| *limit).or(self.limit_before);
        let meanwhile = self.limits.range(since..=at).map(|(_, limit)| *limit);
        let most = before.into_iter().chain(meanwhile).max();
        let limit = match most {
            Some(most) => wholes(most, amount.currency),
            // Nobody ever decided about it: what the process was started with.
            None => in_force(desk).await?.approve_above(amount.currency),
        };
        Ok(limit.units < amount.units)
    }
}
