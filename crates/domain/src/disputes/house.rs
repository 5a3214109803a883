//! What people of the house do before anything is decided: take a dispute on, let it go, say how soon, and propose an end
//! to both sides. Who has a part in it, or ever traded with one who has, does nothing here.

use super::{
    Claim, Dispute, DisputeChange, DisputeDeed, DisputeError, DisputePhase, DisputePriority, Proposal, Silence,
};
use crate::{Change, Hours, Timestamp, UserId, escrow::Order};

/// How long both sides have to accept what the house proposes.
pub const MEDIATION_TIME: Hours = Hours(48);
/// What must be left of the house's own time then: somebody has to decide when they do not.
const LEFT_TO_DECIDE: Hours = Hours(24);

/// Somebody of the house who may decide disputes, seen from one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolver {
    /// Who.
    pub id: UserId,
    /// Whether they bought from, or sold to, one of its two sides.
    pub has_traded: bool,
    /// Runs the house.
    pub is_admin: bool,
}

impl Dispute {
    /// True while the house has to decide.
    pub fn is_with_the_house(&self) -> bool {
        self.status.is_argued() && self.phase != DisputePhase::Negotiate
    }

    /// Takes it on.
    ///
    /// # Errors
    /// Those of [`Dispute::may_work`].
    pub fn claimed(&self, by: Resolver, now: Timestamp) -> Result<Change<DisputeChange>, DisputeError> {
        self.may_work(by, now)?;
        if self.claim.is_some() {
            return Ok(Change::AlreadyMade);
        }
        let mut change = self.change(now);
        change.step(DisputeDeed::Claim)?;
        change.dispute.claim = Some(Claim { by: by.id, at: now });
        Ok(Change::Made(change))
    }

    /// Lets it go again: whoever has it, or an admin, so that nobody's absence keeps it.
    ///
    /// # Errors
    /// [`DisputeError::ClaimedByOther`]; [`DisputeError::Conflict`]; [`DisputeError::NotWithTheHouse`].
    pub fn let_go(&self, by: Resolver, now: Timestamp) -> Result<Change<DisputeChange>, DisputeError> {
        self.only_impartial(by)?;
        let Some(claim) = self.claim else { return Ok(Change::AlreadyMade) };
        if claim.by != by.id && !by.is_admin {
            return Err(DisputeError::ClaimedByOther);
        }
        self.only_with_the_house()?;
        let mut change = self.change(now);
        change.step(DisputeDeed::LetGo)?;
        change.dispute.claim = None;
        Ok(Change::Made(change))
    }

    /// Says how soon somebody should look.
    ///
    /// # Errors
    /// [`DisputeError::Conflict`]; [`DisputeError::NotWithTheHouse`].
    pub fn prioritised(
        &self,
        by: Resolver,
        priority: DisputePriority,
        now: Timestamp,
    ) -> Result<Change<DisputeChange>, DisputeError> {
        self.only_impartial(by)?;
        self.only_with_the_house()?;
        if self.priority == priority {
            return Ok(Change::AlreadyMade);
        }
        let mut change = self.change(now);
        change.step(DisputeDeed::Prioritise)?;
        change.dispute.priority = priority;
        Ok(Change::Made(change))
    }

    /// Proposes an end to both sides, in place of what stood there: when both accept it is over, and when their time
    /// passes the house decides.
    ///
    /// # Errors
    /// Those of [`Dispute::may_work`]; [`DisputeError::MediatedAlready`] once it was tried, in an appeal, or when too
    /// little time is left to decide afterwards; what is held cannot end like this.
    pub fn mediated(&self, order: &Order, by: Resolver, proposal: Proposal) -> Result<DisputeChange, DisputeError> {
        let now = proposal.made_at;
        self.may_work(by, now)?;
        let until = now + MEDIATION_TIME;
        let is_in_time = self.decide_by.is_some_and(|decide_by| until + LEFT_TO_DECIDE <= decide_by);
        let stands = self.proposal.as_ref().is_some_and(|standing| !self.is_party(standing.by));
        if self.phase != DisputePhase::Mediate || stands || !is_in_time || self.draft.is_some() {
            return Err(DisputeError::MediatedAlready);
        }
        proposal.outcome.fits(&order.escrow)?;
        let mut change = self.change(now);
        change.step(DisputeDeed::Mediate)?;
        change.set_clock(until, Silence::ToTheHouse);
        change.dispute.claim.get_or_insert(Claim { by: by.id, at: now });
        change.dispute.proposal = Some(proposal);
        Ok(change)
    }

    /// Whether this one of the house may work on it now.
    ///
    /// # Errors
    /// [`DisputeError::Conflict`]; [`DisputeError::NotAnother`] for who decided before; [`DisputeError::NotWithTheHouse`]
    /// while the sides talk; [`DisputeError::Decided`] when a colleague was quicker; [`DisputeError::ClaimedByOther`];
    /// [`DisputeError::TimeOver`].
    pub fn may_work(&self, by: Resolver, now: Timestamp) -> Result<(), DisputeError> {
        self.only_impartial(by)?;
        if let Some(decision) = self.decisions.last().filter(|_| !self.status.is_argued()) {
            return Err(DisputeError::Decided(decision.verdict.action));
        }
        if self.decisions.iter().any(|decision| decision.is_of(by.id)) {
            return Err(DisputeError::NotAnother);
        }
        self.only_with_the_house()?;
        if self.claim.is_some_and(|claim| claim.by != by.id) {
            return Err(DisputeError::ClaimedByOther);
        }
        if self.decide_by.is_some_and(|by| now >= by) { Err(DisputeError::TimeOver) } else { Ok(()) }
    }

    /// Not a side of it, and never in trade with one.
    pub(super) fn only_impartial(&self, by: Resolver) -> Result<(), DisputeError> {
        if self.is_party(by.id) || by.has_traded { Err(DisputeError::Conflict) } else { Ok(()) }
    }

    pub(super) fn only_with_the_house(&self) -> Result<(), DisputeError> {
        match self.is_with_the_house() {
            true => Ok(()),
            false if self.status.is_argued() => Err(DisputeError::NotWithTheHouse),
            false => Err(DisputeError::Over),
        }
    }
}

impl DisputeChange {
    /// The sides did not both accept what the house proposed: now it decides, in the time it had.
    pub(super) fn end_mediation(&mut self) -> Result<(), DisputeError> {
        self.step(DisputeDeed::Drop)?;
        let dispute = &mut self.dispute;
        (dispute.phase, dispute.proposal) = (DisputePhase::Decide, None);
        let decide_by = dispute.decide_by.unwrap_or(dispute.respond_by);
        let undecided = dispute.undecided;
        self.set_clock(decide_by, Silence::Pays(undecided));
        Ok(())
    }
}
