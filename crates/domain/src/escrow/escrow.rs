//! `Escrow`: what is held for one order. Its id is the order's.

use crate::{
    Money, MoneyError, PurchaseRequestId, Timestamp, UserId,
    escrow::{EscrowState, FeeTerms, Terms},
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
    /// What the house takes at release.
    pub fee: FeeTerms,
    /// How long things may take, as it was when the offer was accepted; none in orders from before it was kept.
    #[serde(default)]
    pub terms: Option<Terms>,
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

impl Escrow {
    /// An offer was accepted: the escrow waits for its price. What both sides are shown from now on stays.
    pub fn open(
        request: &PurchaseRequest,
        offer: &SellerOffer,
        (fee, terms): (FeeTerms, Terms),
        now: Timestamp,
    ) -> Self {
        let nothing = Money::zero(offer.price.currency);
        Self {
            id: request.id,
            version: 0,
            buyer_id: request.buyer_id,
            seller_id: offer.seller_id,
            state: EscrowState::Awaiting,
            price: offer.price,
            fee,
            terms: Some(terms),
            funded: nothing,
            released: nothing,
            refunded: nothing,
            fees: nothing,
            created_at: now,
            updated_at: now,
        }
    }

    /// What lies in its account now.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn held(&self) -> Result<Money, MoneyError> {
        self.funded.minus(self.released)?.minus(self.refunded)?.minus(self.fees)
    }

    /// What is missing to the price.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn missing(&self) -> Result<Money, MoneyError> {
        self.price.minus(self.funded)
    }

    /// True for the buyer and the chosen seller.
    pub fn is_party(&self, user: UserId) -> bool {
        user == self.buyer_id || user == self.seller_id
    }
}
