//! What both sides can do after a decision: take it as it is, or ask for another look, once. When neither does anything,
//! it stands.

use super::{
    Appeal, DECISION_TIME, Decision, Dispute, DisputeChange, DisputeDeed, DisputeError, DisputePhase, DisputePriority,
    Ruled, Verdict,
};
use crate::{Change, DecisionId, Timestamp, UserId};

impl Dispute {
    /// A side takes the decision as it is; when both do it is done at once, unless signers of the house have to say yes to
    /// its money first (`at_once`).
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::NothingToAppeal`].
    pub fn waived(
        &self,
        who: UserId,
        (id, at_once): (DecisionId, bool),
        now: Timestamp,
    ) -> Result<Change<Ruled>, DisputeError> {
        let is_made = self.decisions.iter().any(|decision| decision.id == id && decision.waived_by.contains(&who));
        if is_made && self.appeal.is_none() {
            return Ok(Change::AlreadyMade);
        }
        let decision = self.appealable(who, id, now)?;
        let mut change = self.change(now);
        change.step(DisputeDeed::Waive)?;
        let verdict = decision.verdict.clone();
        let Some(newest) = change.dispute.decisions.last_mut() else { return Err(DisputeError::NothingToAppeal) };
        newest.waived_by.push(who);
        if newest.waived_by.len() < 2 {
            return Ok(Change::Made(Ruled { change, is_over: false }));
        }
        change.nothing_more_to_say(&verdict, at_once).map(Change::Made)
    }

    /// A side asks for another look, once: another one of the house has its time, and when nobody decides, what was
    /// decided stands.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::NothingToAppeal`], also for who took the decision as it is.
    pub fn appealed(&self, appeal: Appeal, id: DecisionId) -> Result<Change<DisputeChange>, DisputeError> {
        self.only_party(appeal.by)?;
        if self.appeal.as_ref().is_some_and(|first| first.by == appeal.by) {
            return Ok(Change::AlreadyMade);
        }
        let (by, now) = (appeal.by, appeal.at);
        let decision = self.appealable(by, id, now)?;
        if decision.waived_by.contains(&by) {
            return Err(DisputeError::NothingToAppeal);
        }
        let silence = decision.verdict.silence();
        let mut change = self.change(now);
        change.step(DisputeDeed::Appeal)?;
        let dispute = &mut change.dispute;
        dispute.phase = DisputePhase::Appeal;
        dispute.priority = dispute.priority.max(DisputePriority::High);
        (dispute.claim, dispute.proposal, dispute.appeal) = (None, None, Some(appeal));
        let decide_by = now + DECISION_TIME;
        dispute.decide_by = Some(decide_by);
        change.set_clock(decide_by, silence);
        Ok(Change::Made(change))
    }

    /// The time after a decision, or of an appeal, is over: what was decided becomes what it ends with.
    pub(super) fn stands(&self, verdict: &Verdict, now: Timestamp) -> Result<DisputeChange, DisputeError> {
        let mut change = self.change(now);
        if self.status.is_argued() {
            change.step(verdict.action.deed())?;
        }
        change.close_as(verdict, now)?;
        Ok(change)
    }

    /// As [`Dispute::stands`], while signers of the house have not said yes to its money: it is what counts, and its clock
    /// asks again.
    ///
    /// # Errors
    /// Only an illegal move.
    pub fn stands_unpaid(&self, now: Timestamp) -> Result<DisputeChange, DisputeError> {
        let decision = self.decisions.last().ok_or(DisputeError::NothingToAppeal)?;
        let mut change = self.change(now);
        change.step(decision.verdict.action.deed())?;
        change.set_clock(now, decision.verdict.silence());
        Ok(change)
    }

    /// A signer of the house said yes to a leg of what was decided. When that was the last of them (`is_last`) and nobody can
    /// ask for anything more, its clock looks at once.
    pub fn leg_signed(&self, is_last: bool, now: Timestamp) -> DisputeChange {
        let mut change = self.change(now);
        if is_last && now >= self.respond_by {
            change.set_clock(now, self.silence);
        }
        change
    }

    /// True while nobody can ask for anything more, and what was decided waits for signatures alone.
    pub fn waits_for_signatures_alone(&self) -> bool {
        let is_last_word = self.phase == DisputePhase::Appeal;
        self.standing_decision().is_some_and(|decision| is_last_word || decision.waived_by.len() >= 2)
    }

    /// What was decided and counts, while it is not done: its legs can be signed.
    pub fn standing_decision(&self) -> Option<&Decision> {
        self.decisions.last().filter(|_| self.is_open && !self.status.is_argued())
    }

    /// Whether this side can still ask for another look, or say that it does not.
    pub fn can_appeal(&self, who: UserId, now: Timestamp) -> bool {
        let newest = self.decisions.last();
        newest.is_some_and(|it| !it.waived_by.contains(&who) && self.appealable(who, it.id, now).is_ok())
    }

    fn appealable(&self, who: UserId, id: DecisionId, now: Timestamp) -> Result<&Decision, DisputeError> {
        self.only_party(who)?;
        let newest = self.decisions.last().filter(|decision| decision.id == id);
        let is_open = self.is_open && !self.status.is_argued() && self.appeal.is_none() && now < self.respond_by;
        newest.filter(|_| is_open).ok_or(DisputeError::NothingToAppeal)
    }
}
