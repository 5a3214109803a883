//! The house decides: one with reasons, a second one above a sum, and another one in an appeal. A decision waits for its
//! appeal time (`appeal`); what it says is done when it closes.

use super::{
    Claim, Decision, Dispute, DisputeChange, DisputeDeed, DisputeError, DisputePhase, Ending, Resolution, Resolver,
    SignedInstruction, Verdict,
};
use crate::{Change, Days, DecisionId, Timestamp, escrow::Order};

/// How long both sides have to ask for another look.
pub const APPEAL_TIME: Days = Days(5);

/// A dispute after a word of the house, or of a side about that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// The dispute.
    pub change: DisputeChange,
    /// True when what its last decision says is done in the same commit.
    pub is_over: bool,
}

impl Dispute {
    /// Whether this one may decide, looking at so many decisions.
    ///
    /// # Errors
    /// Those of [`Dispute::may_work`]; [`DisputeError::StillMediating`]; [`DisputeError::Decided`] when another decision
    /// was written meanwhile.
    pub fn may_decide(&self, by: Resolver, seen: usize, now: Timestamp) -> Result<(), DisputeError> {
        if self.waits_for_both() {
            self.only_impartial(by)?;
            return Err(DisputeError::StillMediating);
        }
        self.may_work(by, now).map_err(|error| match (&self.draft, error) {
            // Who was slower is told what the other one wrote, not only that they have it.
            (Some(draft), DisputeError::ClaimedByOther) => DisputeError::Decided(draft.verdict.action),
            (_, error) => error,
        })?;
        let newest = self.draft.as_ref().or_else(|| self.decisions.last().filter(|_| self.decisions.len() != seen));
        newest.map_or(Ok(()), |newest| Err(DisputeError::Decided(newest.verdict.action)))
    }

    /// Somebody of the house decides; above a sum it waits for a second one. In an appeal it is done at once, unless signers
    /// of the house have to say yes to its money first (`at_once`).
    ///
    /// # Errors
    /// Those of [`Dispute::may_decide`]; [`DisputeError::Unsigned`]; what is held cannot end like this.
    pub fn decided(
        &self,
        order: &Order,
        by: Resolver,
        (decision, at_once): (Decision, bool),
        seen: usize,
    ) -> Result<Ruled, DisputeError> {
        self.may_decide(by, seen, decision.at)?;
        decision.verdict.fits(&order.escrow)?;
        let mut change = self.change(decision.at);
        change.dispute.claim.get_or_insert(Claim { by: by.id, at: decision.at });
        if decision.needs_second {
            change.step(DisputeDeed::Draft)?;
            change.dispute.draft = Some(decision);
            return Ok(Ruled { change, is_over: false });
        }
        change.takes_effect(decision, at_once)
    }

    /// What the second one would agree to: with their name in it, so that it can be signed.
    ///
    /// # Errors
    /// [`DisputeError::Conflict`]; [`DisputeError::NotAnother`] for who wrote it, or decided before;
    /// [`DisputeError::Decided`] when that one is not there any more; [`DisputeError::TimeOver`].
    pub fn seconded(&self, by: Resolver, id: DecisionId, now: Timestamp) -> Result<Change<Decision>, DisputeError> {
        self.only_impartial(by)?;
        if self.decisions.iter().any(|made| made.id == id && made.confirmed.is_some_and(|it| it.by == by.id)) {
            return Ok(Change::AlreadyMade);
        }
        let draft = self.waiting(id)?;
        if draft.by == by.id || self.decisions.iter().any(|decision| decision.is_of(by.id)) {
            return Err(DisputeError::NotAnother);
        }
        if self.decide_by.is_some_and(|decide_by| now >= decide_by) {
            return Err(DisputeError::TimeOver);
        }
        Ok(Change::Made(Decision { confirmed: Some(Claim { by: by.id, at: now }), ..draft.clone() }))
    }

    /// A second one agreed: now it counts; `at_once` as for [`Dispute::decided`].
    ///
    /// # Errors
    /// [`DisputeError::Unsigned`]; what is held cannot end like this any more.
    pub fn confirmed(
        &self,
        order: &Order,
        (decision, at_once): (Decision, bool),
        now: Timestamp,
    ) -> Result<Ruled, DisputeError> {
        decision.verdict.fits(&order.escrow)?;
        self.change(now).takes_effect(decision, at_once)
    }

    /// What waits for a second one is not decided: that one says no, or who wrote it takes it back.
    ///
    /// # Errors
    /// [`DisputeError::Conflict`]; [`DisputeError::Decided`] when it counts already, or another one stands there.
    pub fn undrafted(
        &self,
        by: Resolver,
        id: DecisionId,
        now: Timestamp,
    ) -> Result<Change<DisputeChange>, DisputeError> {
        self.only_impartial(by)?;
        if self.draft.is_none() && self.decisions.iter().all(|made| made.id != id) {
            return Ok(Change::AlreadyMade);
        }
        self.waiting(id)?;
        let mut change = self.change(now);
        change.step(DisputeDeed::Undraft)?;
        change.dispute.draft = None;
        Ok(Change::Made(change))
    }

    /// The decision that this one may sign anew, while it waits to be done: whoever decided it, so that nobody signs what was
    /// put there by somebody else, or an admin when they are not there any more. Nothing when none waits.
    ///
    /// # Errors
    /// [`DisputeError::Conflict`]; [`DisputeError::NotTheAuthor`].
    pub fn to_sign(&self, by: Resolver) -> Result<Option<&Decision>, DisputeError> {
        self.only_impartial(by)?;
        let waits = self.decisions.last().filter(|_| self.is_open && !self.status.is_argued());
        match waits {
            Some(decision) if !by.is_admin && !decision.is_of(by.id) => Err(DisputeError::NotTheAuthor),
            waits => Ok(waits),
        }
    }

    /// The same decision under another signature; its clock runs on.
    ///
    /// # Errors
    /// An illegal move when nothing waits.
    pub fn signed_anew(&self, decision: Decision, now: Timestamp) -> Result<DisputeChange, DisputeError> {
        let mut change = self.change(now);
        change.step(DisputeDeed::Sign)?;
        change.dispute.decisions.pop();
        change.dispute.decisions.push(decision);
        Ok(change)
    }

    fn waiting(&self, id: DecisionId) -> Result<&Decision, DisputeError> {
        let other = self.draft.as_ref().or(self.decisions.last());
        let action = other.map(|decision| decision.verdict.action);
        let waits = self.draft.as_ref().filter(|draft| draft.id == id && self.status.is_argued());
        waits.ok_or_else(|| action.map_or(DisputeError::Over, DisputeError::Decided))
    }
}

impl DisputeChange {
    /// It counts from now on: both sides have their time to ask for another look, unless this was it.
    fn takes_effect(mut self, decision: Decision, at_once: bool) -> Result<Ruled, DisputeError> {
        let verdict = decision.verdict.clone();
        if verdict.moves_money() && decision.instruction.is_none() {
            return Err(DisputeError::Unsigned);
        }
        self.step(verdict.action.deed())?;
        let now = self.dispute.updated_at;
        let dispute = &mut self.dispute;
        (dispute.draft, dispute.claim) = (None, None);
        dispute.decisions.push(decision);
        if dispute.phase == DisputePhase::Appeal {
            return self.nothing_more_to_say(&verdict, at_once);
        }
        dispute.phase = DisputePhase::Decide;
        self.set_clock(now + APPEAL_TIME, verdict.silence());
        Ok(Ruled { change: self, is_over: false })
    }

    /// Nobody can ask for anything more: it is done, or its clock looks at once and again until signers have said yes.
    pub(super) fn nothing_more_to_say(mut self, verdict: &Verdict, at_once: bool) -> Result<Ruled, DisputeError> {
        let now = self.dispute.updated_at;
        if at_once {
            self.close_as(verdict, now)?;
        } else {
            self.set_clock(now, verdict.silence());
        }
        Ok(Ruled { change: self, is_over: at_once })
    }

    pub(super) fn close_as(&mut self, verdict: &Verdict, now: Timestamp) -> Result<(), DisputeError> {
        self.step(DisputeDeed::Close)?;
        self.end(Resolution { ending: Ending::Decided, outcome: verdict.outcome, at: now });
        Ok(())
    }
}

impl Decision {
    /// The same, signed.
    #[must_use]
    pub fn signed(self, instruction: Option<SignedInstruction>) -> Self {
        Self { instruction, ..self }
    }
}
