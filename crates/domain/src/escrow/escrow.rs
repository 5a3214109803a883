//! `Escrow`: what is held for one order. Its id is the order's.

use crate::{
    Money, MoneyError, PurchaseRequestId, Timestamp, UserId,
    escrow::{DisputeHold, EscrowState, FeeTerms, Incident, PayoutChoice, SellerDeposit, SplitProposal, Terms},
    market::{PurchaseRequest, SellerOffer},
};
use serde::{Deserialize, Serialize};

/// What is held for one order. `held = funded − released − refunded − fees`, always.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escrow {
    /// The order.
    #[serde(rename = "_id")]
    pub id: PurchaseRequestId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who pays.
    pub buyer_id: UserId,
    /// Who is paid.
    pub seller_id: UserId,
    /// Where it stands.
    pub state: EscrowState,
    /// What was agreed.
    pub price: Money,
    /// What the house takes, as it was when the offer was accepted.
    pub fee: FeeTerms,
    /// What of the money here is the buyer's fee; less with every part that goes back, nothing after a refund. None in
    /// orders from before buyers paid any.
    #[serde(default)]
    pub buyer_fee: Option<Money>,
    /// How long things may take, as it was when the offer was accepted; none in orders from before it was kept.
    #[serde(default)]
    pub terms: Option<Terms>,
    /// What the seller left as security.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<SellerDeposit>,
    /// Why everything stands still, while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Incident>,
    /// The dispute that everything stands still for, while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeHold>,
    /// What one side offers about sharing what is held; afterwards what both agreed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitProposal>,
    /// Where the seller wants the money, when not in the wallet here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payout_to: Option<PayoutChoice>,
    /// Ever put in.
    pub funded: Money,
    /// Ever paid to the seller.
    pub released: Money,
    /// Ever paid back.
    pub refunded: Money,
    /// Ever taken as fees.
    pub fees: Money,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

/// A part of the price on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartBack {
    /// All that goes back: the part, and what of the buyer's fee belongs to it.
    pub whole: Money,
    /// The buyer's fee that stays.
    pub buyer_fee: Money,
}

impl Escrow {
    /// An offer was accepted: the escrow waits for its price. What both sides are shown from now on stays.
    ///
    /// # Errors
    /// [`MoneyError`] for prices no ledger holds.
    pub fn open(
        request: &PurchaseRequest,
        offer: &SellerOffer,
        (fee, terms): (FeeTerms, Terms),
        now: Timestamp,
    ) -> Result<Self, MoneyError> {
        let nothing = Money::zero(offer.price.currency);
        Ok(Self {
            buyer_fee: Some(fee.on_top(offer.price)?),
            id: request.id,
            version: 0,
            buyer_id: request.buyer_id,
            seller_id: offer.seller_id,
            state: EscrowState::Awaiting,
            price: offer.price,
            fee,
            terms: Some(terms),
            deposit: offer.deposit.map(Into::into),
            incident: None,
            dispute: None,
            split: None,
            payout_to: None,
            funded: nothing,
            released: nothing,
            refunded: nothing,
            fees: nothing,
            created_at: now,
            updated_at: now,
        })
    }

    /// What the buyer is asked for: the price, and the buyer's fee on top of it.
    ///
    /// # Errors
    /// [`MoneyError`] for prices no ledger holds.
    pub fn asked(&self) -> Result<Money, MoneyError> {
        self.price.plus(self.fee.on_top(self.price)?)
    }

    /// What lies in its account now.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn held(&self) -> Result<Money, MoneyError> {
        self.funded.minus(self.released)?.minus(self.refunded)?.minus(self.fees)
    }

    /// What is missing to what was asked.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn missing(&self) -> Result<Money, MoneyError> {
        self.asked()?.minus(self.funded)
    }

    /// What of the held money is the price of what the buyer gets: all but the buyer's fee.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn goods(&self) -> Result<Money, MoneyError> {
        self.held()?.minus(self.buyer_fee.unwrap_or(Money::zero(self.price.currency)))
    }

    /// `(fee, proceeds)` of the seller's side: as it is agreed before money is here, as it would be now, as it was.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn sellers_shares(&self) -> Result<(Money, Money), MoneyError> {
        let nothing = Money::zero(self.price.currency);
        match self.state {
            EscrowState::None | EscrowState::Awaiting | EscrowState::Partial | EscrowState::Cancelled => {
                self.fee.split(self.price)
            }
            EscrowState::Funded
            | EscrowState::Releasable
            | EscrowState::Releasing
            | EscrowState::Refunding
            | EscrowState::Disputed
            | EscrowState::Failed => self.fee.split(self.goods()?),
            EscrowState::Released | EscrowState::Split => {
                Ok((self.fees.minus(self.buyer_fee.unwrap_or(nothing))?, self.released))
            }
            EscrowState::Refunded => Ok((nothing, nothing)),
        }
    }

    /// What goes back with a part of the price: the buyer's fee is of the rest, so what is too much of it goes along.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn part_back(&self, part: Money) -> Result<PartBack, MoneyError> {
        let buyer_fee = self.fee.on_top(self.goods()?.minus(part)?)?;
        let present = self.buyer_fee.unwrap_or(Money::zero(part.currency));
        Ok(PartBack { whole: part.plus(present.minus(buyer_fee)?)?, buyer_fee })
    }

    /// True for the buyer and the chosen seller.
    pub fn is_party(&self, user: UserId) -> bool {
        user == self.buyer_id || user == self.seller_id
    }
}
