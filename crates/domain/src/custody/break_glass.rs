//! `BreakGlass`: how large sums leave when no signer is at hand. Two admins, a reason, one hour; kept for ever with everything
//! that was approved under it. What it is good for meanwhile is in `break_glass_hour`.

use super::{BreakGlassDeed, BreakGlassError, BreakGlassStatus};
use crate::{BreakGlassId, Change, Days, FieldErrors, Minutes, PayoutId, Timestamp, UserId, identity::SignedAct};
use serde::{Deserialize, Serialize};

/// How long a second admin may take to say yes.
pub const TIME_TO_CONFIRM: Minutes = Minutes(60);
/// How long it is open at most.
pub const TIME_OPEN: Minutes = Minutes(60);
/// How long somebody must have been an admin to ask for it or to say yes: whoever gets into the house for an hour makes no second
/// one.
pub const TIME_AS_ADMIN: Days = Days(1);
/// Letters of a reason: enough to tell somebody who reads it in a year.
const REASON: (usize, usize) = (20, 500);
/// What the one that is asked for or open is called.
const PRESENT: &str = "glass";

/// An admin's yes: theirs and their passkey's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassYes {
    /// Who.
    pub by: UserId,
    /// Their passkey's yes to it.
    pub act: SignedAct,
    /// When.
    pub at: Timestamp,
}

/// How it came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassEnd {
    /// Who ended it; none for the clock.
    pub by: Option<UserId>,
    /// When nothing was approved under it any more: never later than its hour.
    pub at: Timestamp,
}

/// A payout that was approved under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassUse {
    /// Which.
    pub payout_id: PayoutId,
    /// Who approved.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// One breaking of the glass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakGlass {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: BreakGlassId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Where it stands.
    pub status: BreakGlassStatus,
    /// Why, in the words of who asked.
    pub reason: String,
    /// Who asked.
    pub asked: GlassYes,
    /// Until when another admin may say yes.
    pub confirm_by: Timestamp,
    /// The other admin.
    pub confirmed: Option<GlassYes>,
    /// When its hour is over, once it is open.
    pub ends_at: Option<Timestamp>,
    /// The end.
    pub ended: Option<GlassEnd>,
    /// What was approved under it, oldest first.
    pub uses: Vec<GlassUse>,
    /// While it is there no other has the same: one that is asked for or open at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

/// The reason as typed: one line, with single spaces, so that a passkey says yes to the words that are kept.
pub fn plain_reason(raw: &str) -> String {
    raw.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The reason that is kept.
///
/// # Errors
/// A code at `reason`.
pub fn check_glass_reason(raw: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", &plain_reason(raw), REASON.0, REASON.1);
    errors.into_result()?;
    Ok(reason)
}

impl BreakGlass {
    /// Asked for: nothing is open before another admin has said yes.
    pub fn asked(id: BreakGlassId, reason: String, yes: GlassYes) -> Self {
        let now = yes.at;
        Self {
            id,
            version: 0,
            status: BreakGlassStatus::Asked,
            reason,
            asked: yes,
            confirm_by: now + TIME_TO_CONFIRM,
            confirmed: None,
            ends_at: None,
            ended: None,
            uses: Vec::new(),
            present: Some(PRESENT.to_owned()),
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether this person may say yes to it now. Asked before their passkey is.
    ///
    /// # Errors
    /// [`BreakGlassError::SameAdmin`], [`BreakGlassError::TooLate`]; an illegal move.
    pub fn may_be_confirmed(&self, by: UserId, now: Timestamp) -> Result<BreakGlassStatus, BreakGlassError> {
        if self.asked.by == by {
            return Err(BreakGlassError::SameAdmin);
        }
        let status = self.status.next(BreakGlassDeed::Confirm)?;
        if now >= self.confirm_by { Err(BreakGlassError::TooLate) } else { Ok(status) }
    }

    /// Another admin said yes: its hour begins.
    ///
    /// # Errors
    /// As [`BreakGlass::may_be_confirmed`].
    pub fn opened(&self, yes: GlassYes) -> Result<Self, BreakGlassError> {
        let now = yes.at;
        let status = self.may_be_confirmed(yes.by, now)?;
        Ok(Self { status, confirmed: Some(yes), ends_at: Some(now + TIME_OPEN), updated_at: now, ..self.clone() })
    }

    /// An admin ends it: refused while it is asked for, closed while it is open. Where it is over nothing is to be done.
    ///
    /// # Errors
    /// An illegal move.
    pub fn stopped(&self, by: UserId, deed: BreakGlassDeed, now: Timestamp) -> Result<Change<Self>, BreakGlassError> {
        if self.status.is_over() {
            return Ok(Change::AlreadyMade);
        }
        Ok(Change::Made(self.over(deed, Some(by), now)?))
    }

    pub(super) fn over(
        &self,
        deed: BreakGlassDeed,
        by: Option<UserId>,
        at: Timestamp,
    ) -> Result<Self, BreakGlassError> {
        let status = self.status.next(deed)?;
        // The clocks of two processes differ: what was approved under it came before its end all the same.
        let behind = self.uses.iter().map(|used| Timestamp::from_millis(used.at.millis() + 1)).max();
        let at = behind.map_or(at, |behind| at.max(behind));
        let at = self.ends_at.map_or(at, |latest| at.min(latest));
        Ok(Self { status, ended: Some(GlassEnd { by, at }), present: None, updated_at: at, ..self.clone() })
    }
}

#[cfg(test)]
#[path = "break_glass_tests.rs"]
mod tests;
