//! Both sides agree how the held money is shared: one proposes, the other accepts exactly that, and the order is over.
//! A proposal moves nothing; it falls when what is held moves, or when its time is over.

use crate::{
    Change, Days, Money, SplitProposalId, Timestamp, UserId, WalletId,
    escrow::{Escrow, EscrowDeed, EscrowError, EscrowState, FeePayer, FeeShare, Order, OrderChange, PaymentDeed},
    ledger::journals,
    market::RequestDeed,
    tasks::Deed,
};
use serde::{Deserialize, Serialize};

/// How long a proposal waits for its answer.
pub const SPLIT_STANDS: Days = Days(7);

/// What one side offers. The parts are all that is held, before fees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitProposal {
    /// What the other side accepts: another proposal has another.
    pub id: SplitProposalId,
    /// Who proposes.
    pub by: UserId,
    /// The buyer's part; a buyer's fee on the seller's part comes out of it.
    pub buyer: Money,
    /// The seller's part; the seller's fees come out of it.
    pub seller: Money,
    /// A few words with it, at most 500 characters.
    pub words: Option<String>,
    /// When.
    pub made_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// What a split leaves to everybody; together it is all that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitShares {
    /// What the buyer has back.
    pub buyer: Money,
    /// What the seller receives.
    pub seller: Money,
    /// What the house takes of the seller's part, whoever pays it.
    pub fees: Vec<FeeShare>,
}

impl SplitShares {
    /// What one side pays of the fees.
    ///
    /// # Errors
    /// Only when the figures do not fit together.
    pub fn fee_of(&self, payer: FeePayer) -> Result<Money, EscrowError> {
        let mut theirs = self.fees.iter().filter(|fee| fee.payer == payer).map(|fee| fee.amount);
        Ok(theirs.try_fold(Money::zero(self.buyer.currency), Money::plus)?)
    }
}

impl SplitProposal {
    /// False once its time is over.
    pub fn stands(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

impl Escrow {
    /// What becomes of what is held when so much of it is the seller's part: the fees are those of that part, by the
    /// order's own terms.
    ///
    /// # Errors
    /// [`EscrowError::NotASplit`] when one side would be left with nothing.
    pub fn split_shares(&self, part: Money) -> Result<SplitShares, EscrowError> {
        let rest = self.held()?.minus(part)?;
        if !part.is_positive() || !rest.is_positive() {
            return Err(EscrowError::NotASplit);
        }
        let mut shares = SplitShares { buyer: rest, seller: part, fees: self.fee.shares(part)? };
        shares.buyer = rest.minus(shares.fee_of(FeePayer::Buyer)?)?;
        shares.seller = part.minus(shares.fee_of(FeePayer::Seller)?)?;
        if shares.buyer.is_positive() && shares.seller.is_positive() { Ok(shares) } else { Err(EscrowError::NotASplit) }
    }
}

impl Order {
    /// Whether the held money can be shared: it is here, and nothing else has been decided about it.
    ///
    /// # Errors
    /// [`EscrowError::Frozen`], or an illegal move.
    pub fn can_be_split(&self) -> Result<(), EscrowError> {
        self.not_frozen()?;
        self.escrow.state.next(EscrowDeed::Split)?;
        self.request.status.next(RequestDeed::Split)?;
        Ok(())
    }

    /// One side offers how the money is shared, in place of what it looked at (`seen`): its own before, or the other
    /// side's.
    ///
    /// # Errors
    /// [`EscrowError::NotAParty`]; [`EscrowError::SplitChanged`] when something else stands there than was looked at;
    /// [`EscrowError::NotASplit`]; those of [`Order::can_be_split`].
    pub fn split_proposed(
        &self,
        proposal: SplitProposal,
        seen: Option<SplitProposalId>,
    ) -> Result<OrderChange, EscrowError> {
        self.only_party(proposal.by)?;
        self.can_be_split()?;
        if self.escrow.split.as_ref().map(|standing| standing.id) != seen {
            return Err(EscrowError::SplitChanged);
        }
        if proposal.buyer.plus(proposal.seller)? != self.escrow.held()? {
            return Err(EscrowError::OtherAmount);
        }
        self.escrow.split_shares(proposal.seller)?;
        let mut change = self.change();
        let escrow = &mut change.order.escrow;
        (escrow.updated_at, escrow.split) = (proposal.made_at, Some(proposal));
        Ok(change)
    }

    /// The other side accepts what it saw: everybody has their share, and the order is over.
    ///
    /// # Errors
    /// [`EscrowError::NotAParty`]; [`EscrowError::OwnSplit`]; [`EscrowError::SplitChanged`] when it is not there any more
    /// or its time is over; [`EscrowError::Frozen`].
    pub fn split_accepted(
        &self,
        who: UserId,
        id: SplitProposalId,
        wallets: (WalletId, WalletId),
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_party(who)?;
        let proposal = self.standing(id)?;
        if proposal.by == who {
            return Err(EscrowError::OwnSplit);
        }
        if self.escrow.state == EscrowState::Split {
            return Ok(Change::AlreadyMade);
        }
        self.not_frozen()?;
        let is_all = proposal.buyer.plus(proposal.seller)? == self.escrow.held()?;
        if !is_all || !proposal.stands(now) {
            return Err(EscrowError::SplitChanged);
        }
        let (mut change, part) = (self.change(), proposal.seller);
        change.split(part, wallets, now).map(|()| Change::Made(change))
    }

    /// The other side says no, or whoever proposed it takes it back. Nothing moves.
    ///
    /// # Errors
    /// [`EscrowError::NotAParty`]; [`EscrowError::SplitChanged`] when another stands there by now, or it was accepted.
    pub fn split_dropped(
        &self,
        who: UserId,
        id: SplitProposalId,
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_party(who)?;
        if self.escrow.split.is_none() {
            return Ok(Change::AlreadyMade);
        }
        self.standing(id)?;
        if self.escrow.state == EscrowState::Split {
            return Err(EscrowError::SplitChanged);
        }
        let mut change = self.change();
        (change.order.escrow.updated_at, change.order.escrow.split) = (now, None);
        Ok(Change::Made(change))
    }

    fn standing(&self, id: SplitProposalId) -> Result<&SplitProposal, EscrowError> {
        self.escrow.split.as_ref().filter(|proposal| proposal.id == id).ok_or(EscrowError::SplitChanged)
    }

    fn only_party(&self, who: UserId) -> Result<(), EscrowError> {
        if self.is_party(who) { Ok(()) } else { Err(EscrowError::NotAParty) }
    }
}

impl OrderChange {
    pub(super) fn split(&mut self, part: Money, to: (WalletId, WalletId), now: Timestamp) -> Result<(), EscrowError> {
        let shares = self.order.escrow.split_shares(part)?;
        let order = self.order.request.id;
        self.journals.extend(journals::split(&self.order.escrow, &shares, to));
        self.escrow(EscrowDeed::Split, now)?;
        self.payment(PaymentDeed::Complete, now)?;
        self.request(RequestDeed::Split, now)?;
        let buyer_fee = shares.fee_of(FeePayer::Buyer)?;
        let escrow = &mut self.order.escrow;
        escrow.released = escrow.released.plus(shares.seller)?;
        escrow.refunded = escrow.refunded.plus(shares.buyer)?;
        escrow.fees = escrow.fees.plus(buyer_fee)?.plus(shares.fee_of(FeePayer::Seller)?)?;
        escrow.buyer_fee = Some(buyer_fee);
        self.order.payment.completed_at = Some(now);
        self.sold = true;
        self.cancel.extend([Deed::EndTimeToSend(order), Deed::PromisedTimeCame(order), Deed::EndInspection(order)]);
        Ok(())
    }
}
