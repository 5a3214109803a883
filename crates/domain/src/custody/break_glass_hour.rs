//! The hour of a break-glass: whether it is open is a comparison of times, wherever it is asked, and no task decides it; and what
//! is approved in it.

use super::{
    BreakGlass, BreakGlassDeed, BreakGlassError, BreakGlassStatus, GlassUse, Payout, PayoutChange, PayoutError,
    TIME_OPEN,
};
use crate::{Timestamp, UserId};

impl BreakGlass {
    /// What the clock has to say: lapsed or ended once the time for it is over, and nothing before.
    ///
    /// # Errors
    /// Never; an illegal move would be one of ours.
    pub fn timed_out(&self, now: Timestamp) -> Result<Option<(BreakGlassDeed, Self)>, BreakGlassError> {
        let due = match self.status {
            BreakGlassStatus::Asked => Some((BreakGlassDeed::Lapse, self.confirm_by)),
            BreakGlassStatus::Open => self.ends_at.map(|at| (BreakGlassDeed::End, at)),
            BreakGlassStatus::Refused
            | BreakGlassStatus::Lapsed
            | BreakGlassStatus::Closed
            | BreakGlassStatus::Ended => None,
        };
        let Some((deed, at)) = due.filter(|(_, at)| now >= *at) else { return Ok(None) };
        // It ended then, however late somebody looks.
        let over = self.over(deed, None, at)?;
        Ok(Some((deed, Self { updated_at: now, ..over })))
    }

    /// As it is then: over once its time is, whether the clock has been there or not.
    #[must_use]
    pub fn as_of(&self, now: Timestamp) -> Self {
        match self.timed_out(now) {
            Ok(Some((_, over))) => over,
            _ => self.clone(),
        }
    }

    /// True for a moment in its hour, and before somebody closed it.
    pub fn was_open_at(&self, at: Timestamp) -> bool {
        let (Some(yes), Some(latest)) = (&self.confirmed, self.ends_at) else { return false };
        let end = self.ended.as_ref().map_or(latest, |end| end.at.min(latest)).min(yes.at + TIME_OPEN);
        yes.at <= at && at < end
    }

    /// Whole minutes that are left of it, rounded up; none while it is not open.
    pub fn minutes_left(&self, now: Timestamp) -> Option<i64> {
        let left = self.ends_at.filter(|_| self.was_open_at(now))?.millis() - now.millis();
        Some(left / 60_000 + i64::from(left % 60_000 > 0))
    }

    /// An admin approves a payout in place of signers: both as they are then.
    ///
    /// # Errors
    /// [`PayoutError::NeedsSignature`] while it is not open, [`PayoutError::OwnPayout`]; an illegal move.
    pub fn used(&self, payout: &Payout, by: UserId, now: Timestamp) -> Result<(Self, PayoutChange), BreakGlassError> {
        if !self.was_open_at(now) {
            return Err(PayoutError::NeedsSignature.into());
        }
        let mut change = payout.approved(by, now)?;
        change.payout.break_glass_id = Some(self.id);
        let mut uses = self.uses.clone();
        uses.push(GlassUse { payout_id: payout.id, by, at: now });
        Ok((Self { uses, updated_at: now, ..self.clone() }, change))
    }

    /// The one use of it that stands for this payout's signers: two admins had opened it, it was open then, and who approved is
    /// not who receives. None when there is no such, or more than one.
    pub fn use_for(&self, payout: &Payout) -> Option<&GlassUse> {
        let mut of_it = self.uses.iter().filter(|used| used.payout_id == payout.id);
        let only = of_it.next().filter(|_| of_it.next().is_none())?;
        let is_its = payout.break_glass_id == Some(self.id) && payout.approved_by == Some(only.by);
        let by_two = self.confirmed.as_ref().is_some_and(|yes| yes.by != self.asked.by && yes.at < self.confirm_by);
        let is_right = is_its && by_two && !payout.is_of(only.by) && self.was_open_at(only.at);
        is_right.then_some(only)
    }
}
