//! What one setting may be, who may change it, and the decision about a change.

use super::{ConfigSetting, SettingError, SettingKey, SettingKind, SettingUnit, SettingValue};
use crate::{
    Change, Timestamp, UserId,
    identity::{Role, User},
};

/// A setting of this house, with what the operator started it with. Every change asks for a fresh proof of who one is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingRule {
    /// Which.
    pub key: SettingKey,
    /// What it may be.
    pub kind: SettingKind,
    /// What it is while nobody has decided otherwise: the operator's own word at the start of the process.
    pub default: SettingValue,
    /// Who may change it.
    pub role: Role,
}

/// However many blocks an admin asks for, a transfer becomes final the same day, and the watcher, which reads that many
/// blocks again on every look, still gets on (it reads 5,000 at a time).
const MOST_BLOCKS: i64 = 4_000;

impl SettingKey {
    /// The rule, where the operator started the process with `configured`.
    ///
    /// A chain's threshold has the configured number as its floor: it is what was found safe for that chain, by somebody
    /// who can reach the machine. A browser session may ask for more (a chain in trouble) and go back, but whoever
    /// steals one cannot make a transfer count while it can still be undone.
    pub fn rule(self, configured: i64) -> SettingRule {
        let (min, max, unit) = match self {
            Self::ConfirmationThreshold(_) => {
                (configured.max(1), configured.saturating_mul(10).clamp(100, MOST_BLOCKS), SettingUnit::Blocks)
            }
            Self::PayMinutes => (5, 7 * 24 * 60, SettingUnit::Minutes),
            Self::TopUpHours => (1, 7 * 24, SettingUnit::Hours),
            Self::SendGraceHours => (1, 14 * 24, SettingUnit::Hours),
            Self::InspectionDays => (1, 60, SettingUnit::Days),
            Self::QuoteMinutes => (5, 15, SettingUnit::Minutes),
            Self::FeeBps | Self::BuyerFeeBps => (0, 1_000, SettingUnit::BasisPoints),
            Self::FeeFixed | Self::FeeMin | Self::BuyerFeeFixed => (0, 10_000, SettingUnit::Hundredths),
            Self::FeeMax | Self::BuyerFeeMax => (0, 1_000_000, SettingUnit::Hundredths),
            Self::WithdrawFee(_) => (0, 10_000, SettingUnit::Hundredths),
            Self::ApproveAbove | Self::TwoSignersAbove | Self::ThreeSignersAbove | Self::FourEyesAbove => {
                (0, 1_000_000, SettingUnit::Wholes)
            }
            Self::StuckMinutes => (1, 24 * 60, SettingUnit::Minutes),
            Self::SweepAbove => (1, 1_000_000, SettingUnit::Wholes),
            Self::VaultMin | Self::VaultMax => (0, 100_000_000, SettingUnit::Wholes),
        };
        // What the operator said is always allowed, but never nothing at all where nothing makes no sense.
        let kind = SettingKind::Whole { min: min.min(configured.max(1)), max: max.max(configured), unit };
        SettingRule { key: self, kind, default: SettingValue::Whole(configured), role: Role::Admin }
    }
}

impl SettingRule {
    /// What holds at that moment.
    pub fn in_force(&self, known: Option<&ConfigSetting>, now: Timestamp) -> SettingValue {
        let fit = known.and_then(|known| self.kind.fit(known.value_at(now)));
        fit.unwrap_or_else(|| self.default.clone())
    }

    /// An admin decides anew, looking at the `seen`-th value (0: the operator's own). It holds when it has waited as long
    /// as such a setting waits, and there is no other decision before it does, or is taken back: so no two of them can be
    /// made one that waited for less.
    ///
    /// # Errors
    /// [`SettingError::NotYours`]; [`SettingError::ChangedMeanwhile`] when somebody else decided first;
    /// [`SettingError::Waits`] while a decision waits.
    pub fn changed(
        &self,
        known: Option<&ConfigSetting>,
        seen: u64,
        wanted: SettingValue,
        by: &User,
        now: Timestamp,
    ) -> Result<Change<ConfigSetting>, SettingError> {
        if !by.is(self.role) {
            return Err(SettingError::NotYours);
        }
        let present = self.in_force(known, now);
        let waiting = known.filter(|known| known.waits(now));
        if wanted == *waiting.map_or(&present, |known| &known.value) {
            return Ok(Change::AlreadyMade);
        }
        if known.map_or(0, |known| known.number) != seen {
            return Err(SettingError::ChangedMeanwhile);
        }
        if waiting.is_some() {
            return Err(SettingError::Waits);
        }
        Ok(Change::Made(ConfigSetting {
            version: known.map_or(0, |known| known.version),
            number: seen + 1,
            value_before: present,
            ..self.first(wanted, by.id, now)
        }))
    }

    /// The first decision about it. It waits as long as every other.
    pub fn first(&self, wanted: SettingValue, by: UserId, now: Timestamp) -> ConfigSetting {
        ConfigSetting {
            id: self.key,
            version: 0,
            number: 1,
            value: wanted,
            value_before: self.default.clone(),
            effective_at: now + self.key.waits(),
            changed_by: by,
            changed_at: now,
            cancelled_at: None,
        }
    }
}
