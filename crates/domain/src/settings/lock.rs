//! Which settings wait a day before they hold, and taking a decision back while it waits.
//!
//! What waits is what says who gets how much, what counts as paid, and who must agree before money leaves: somebody who
//! steals an admin's session, or an admin who means ill, is seen by everybody a day before it helps them. It waits
//! whichever way the value moves, and in a house that is empty too: a rule with exceptions would have to be checked at
//! every reading. Times are shown to both sides before they agree and are kept by what has begun, and the pace of sending
//! again moves no border of trust: these hold at once.

use super::{ConfigSetting, SettingError, SettingKey, SettingRule};
use crate::{Change, Hours, Minutes, Timestamp, identity::User};

/// How long a decision about money can be seen before it holds.
pub const LOCK: Hours = Hours(24);

/// Before it holds, nobody takes it back any more: no process may have it in force while another writes that it never was.
pub const LAST_MOMENT: Minutes = Minutes(1);

impl SettingKey {
    /// How long what is decided about it waits before it holds.
    pub const fn waits(self) -> Hours {
        match self {
            Self::ConfirmationThreshold(_)
            | Self::FeeBps
            | Self::FeeFixed
            | Self::FeeMin
            | Self::FeeMax
            | Self::BuyerFeeBps
            | Self::BuyerFeeFixed
            | Self::BuyerFeeMax
            | Self::WithdrawFee(_)
            | Self::ApproveAbove
            | Self::TwoSignersAbove
            | Self::ThreeSignersAbove
            | Self::FourEyesAbove
            // It says how much lies outside of the vault, under keys that are derived in the process.
            | Self::SweepAbove => LOCK,
            Self::PayMinutes
            | Self::TopUpHours
            | Self::SendGraceHours
            | Self::InspectionDays
            | Self::QuoteMinutes
            | Self::StuckMinutes
            // What moves by them goes to a device of the house, or waits for its signature.
            | Self::VaultMin
            | Self::VaultMax => Hours(0),
        }
    }

    /// True when what is decided about it can be seen before it holds.
    pub const fn is_locked(self) -> bool {
        self.waits().0 > 0
    }
}

impl ConfigSetting {
    /// True from the decision until it holds or is taken back.
    pub fn waits(&self, now: Timestamp) -> bool {
        self.cancelled_at.is_none() && now < self.effective_at
    }

    /// True while it can still be taken back.
    pub fn can_be_cancelled(&self, now: Timestamp) -> bool {
        self.waits(now + LAST_MOMENT)
    }
}

impl SettingRule {
    /// Any admin takes back the `seen`-th decision before it holds: what held goes on.
    ///
    /// # Errors
    /// [`SettingError::NotYours`]; [`SettingError::ChangedMeanwhile`] for another decision than the newest;
    /// [`SettingError::Holds`] from a minute before it holds.
    pub fn cancelled(
        &self,
        known: Option<&ConfigSetting>,
        seen: u64,
        by: &User,
        now: Timestamp,
    ) -> Result<Change<ConfigSetting>, SettingError> {
        if !by.is(self.role) {
            return Err(SettingError::NotYours);
        }
        let newest = known.filter(|known| known.number == seen).ok_or(SettingError::ChangedMeanwhile)?;
        if newest.cancelled_at.is_some() {
            return Ok(Change::AlreadyMade);
        }
        if !newest.can_be_cancelled(now) {
            return Err(SettingError::Holds);
        }
        Ok(Change::Made(ConfigSetting { cancelled_at: Some(now), ..newest.clone() }))
    }
}
