//! What the two sides do while they argue: propose, answer, ask the house, take it back.

use super::{
    ANSWER_TIME, Dispute, DisputeChange, DisputeDeed, DisputeError, DisputePhase, Ending, Outcome, Proposal,
    Resolution, Silence,
};
use crate::{Change, ProposalId, Timestamp, UserId, escrow::Order};

impl Dispute {
    /// One side offers an end, in place of what it looked at (`seen`): its own before, or the other side's.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::Over`]; [`DisputeError::ProposalChanged`] when something else stands
    /// there than was looked at; what is held cannot end like this.
    pub fn proposed(
        &self,
        order: &Order,
        proposal: Proposal,
        seen: Option<ProposalId>,
    ) -> Result<DisputeChange, DisputeError> {
        self.only_arguing(proposal.by)?;
        if self.proposal.as_ref().map(|standing| standing.id) != seen {
            return Err(DisputeError::ProposalChanged);
        }
        proposal.outcome.fits(&order.escrow)?;
        let now = proposal.made_at;
        let mut change = self.change(now);
        if self.waits_for_both() {
            change.end_mediation()?;
        }
        // The house's own time goes on, whatever the sides talk about meanwhile.
        if self.phase == DisputePhase::Negotiate {
            change.step(DisputeDeed::Propose)?;
            let silence = Silence::after(self.buyer_id, proposal.by, proposal.outcome);
            change.set_clock(now + ANSWER_TIME, silence);
        } else {
            change.note(DisputeDeed::Propose);
        }
        change.dispute.proposal = Some(proposal);
        Ok(change)
    }

    /// The other side accepts what it saw: that is what becomes of the money, and it is over. What the house proposes both
    /// must accept; after the first nothing moves yet.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::OwnProposal`]; [`DisputeError::ProposalChanged`] when it is not there
    /// any more, or its time is over.
    pub fn accepted(
        &self,
        who: UserId,
        id: ProposalId,
        now: Timestamp,
    ) -> Result<Change<(DisputeChange, Option<Outcome>)>, DisputeError> {
        self.only_party(who)?;
        let proposal = self.standing(id)?;
        if proposal.by == who {
            return Err(DisputeError::OwnProposal);
        }
        if self.ended_by(Ending::Agreed) || proposal.accepted_by.contains(&who) {
            return Ok(Change::AlreadyMade);
        }
        self.only_arguing(who)?;
        if now >= self.respond_by {
            return Err(DisputeError::ProposalChanged);
        }
        let mut change = self.change(now);
        if self.waits_for_both() && proposal.accepted_by.is_empty() {
            change.note(DisputeDeed::Agree);
            change.dispute.proposal = Some(Proposal { accepted_by: vec![who], ..proposal.clone() });
            return Ok(Change::Made((change, None)));
        }
        change.step(DisputeDeed::Agree)?;
        change.step(DisputeDeed::Close)?;
        change.end(Resolution { ending: Ending::Agreed, outcome: Some(proposal.outcome), at: now });
        Ok(Change::Made((change, Some(proposal.outcome))))
    }

    /// The other side says no, or whoever proposed it takes it back. Nothing moves; both have time for another one.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::Over`]; [`DisputeError::ProposalChanged`] when another stands there.
    pub fn dropped(&self, who: UserId, id: ProposalId, now: Timestamp) -> Result<Change<DisputeChange>, DisputeError> {
        self.only_arguing(who)?;
        if self.proposal.is_none() {
            return Ok(Change::AlreadyMade);
        }
        self.standing(id)?;
        let mut change = self.change(now);
        if self.waits_for_both() {
            change.end_mediation()?;
            return Ok(Change::Made(change));
        }
        change.dispute.proposal = None;
        if self.phase == DisputePhase::Negotiate {
            change.step(DisputeDeed::Drop)?;
            change.set_clock(now + ANSWER_TIME, Silence::ToTheHouse);
        } else {
            change.note(DisputeDeed::Drop);
        }
        Ok(Change::Made(change))
    }

    /// One side asks the house to decide.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::Over`]; [`DisputeError::TooEarly`] for who waits for the other side's
    /// answer.
    pub fn escalated(&self, who: UserId, now: Timestamp) -> Result<Change<DisputeChange>, DisputeError> {
        self.only_arguing(who)?;
        if self.phase != DisputePhase::Negotiate {
            return Ok(Change::AlreadyMade);
        }
        if self.proposal.as_ref().is_some_and(|proposal| proposal.by == who) {
            return Err(DisputeError::TooEarly);
        }
        let mut change = self.change(now);
        change.hand_to_the_house(now)?;
        Ok(Change::Made(change))
    }

    /// Whoever opened it takes it back: the order goes on with the time that it had left.
    ///
    /// # Errors
    /// [`DisputeError::NotTheOpener`]; [`DisputeError::Over`] once it is settled, or the house has decided: nobody walks
    /// away from that.
    pub fn withdrawn(&self, who: UserId, now: Timestamp) -> Result<Change<DisputeChange>, DisputeError> {
        self.only_party(who)?;
        if self.opened_by != who {
            return Err(DisputeError::NotTheOpener);
        }
        if self.ended_by(Ending::Withdrawn) {
            return Ok(Change::AlreadyMade);
        }
        self.only_arguing(who)?;
        if !self.decisions.is_empty() {
            return Err(DisputeError::Over);
        }
        self.ends_without_money(DisputeDeed::Withdraw, Ending::Withdrawn, now).map(Change::Made)
    }

    /// The money that it is about turned out not to be here: there is nothing to argue about, whatever was decided.
    ///
    /// # Errors
    /// An illegal move, once it is over.
    pub fn unfunded(&self, now: Timestamp) -> Result<DisputeChange, DisputeError> {
        self.ends_without_money(DisputeDeed::Fall, Ending::Unfunded, now)
    }

    /// True while what the house proposes waits for both sides.
    pub fn waits_for_both(&self) -> bool {
        self.status.is_argued() && self.proposal.as_ref().is_some_and(|standing| !self.is_party(standing.by))
    }

    fn ends_without_money(
        &self,
        deed: DisputeDeed,
        ending: Ending,
        now: Timestamp,
    ) -> Result<DisputeChange, DisputeError> {
        let mut change = self.change(now);
        change.step(deed)?;
        change.end(Resolution { ending, outcome: None, at: now });
        Ok(change)
    }

    fn ended_by(&self, ending: Ending) -> bool {
        self.resolution.as_ref().is_some_and(|resolution| resolution.ending == ending)
    }

    fn standing(&self, id: ProposalId) -> Result<&Proposal, DisputeError> {
        self.proposal.as_ref().filter(|proposal| proposal.id == id).ok_or(DisputeError::ProposalChanged)
    }

    pub(super) fn only_party(&self, who: UserId) -> Result<(), DisputeError> {
        if self.is_party(who) { Ok(()) } else { Err(DisputeError::NotAParty) }
    }

    fn only_arguing(&self, who: UserId) -> Result<(), DisputeError> {
        self.only_party(who)?;
        if self.status.is_argued() { Ok(()) } else { Err(DisputeError::Over) }
    }
}
