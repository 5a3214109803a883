//! Offers on a request: who may make, change, take back and choose one.

use crate::{
    Money, SellerOfferId, Timestamp, UserId,
    identity::{Role, User},
    machine::Refused,
    market::{
        Deadlines, DeliveryTime, MarketError, OfferDeed, OfferStatus, PurchaseRequest, RequestDeed, RequestStatus,
        SeenOffer, SellerOffer,
    },
};

/// Most live offers on one request.
pub const MAX_LIVE_OFFERS: u32 = 200;

/// The part of an offer that its seller writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bid {
    /// 1..=200 characters.
    pub title: String,
    /// ≤ 1000 characters.
    pub description: String,
    /// More than nothing, in a currency that can be paid.
    pub price: Money,
    /// More than nothing, in the currency of the price; what the seller leaves as security.
    pub deposit: Option<Money>,
    /// At least 1.
    pub delivery_time: DeliveryTime,
    /// Open until then.
    pub valid_until: Option<Timestamp>,
    /// ≤ 1000 characters, for the seller alone.
    pub private_notes: Option<String>,
}

/// What accepting one offer does to the request and to all its live offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The request, now an order that waits for money.
    pub request: PurchaseRequest,
    /// The chosen offer.
    pub accepted: SellerOffer,
    /// The others, rejected, or expired when their time had passed.
    pub others: Vec<SellerOffer>,
}

impl PurchaseRequest {
    /// A seller answers: the request with one live offer more, and the offer.
    ///
    /// # Errors
    /// [`MarketError`], when this person may not offer here, or the request is no longer open.
    pub fn offered(
        &self,
        seller: &User,
        id: SellerOfferId,
        bid: Bid,
        now: Timestamp,
    ) -> Result<(Self, SellerOffer), MarketError> {
        self.may_offer(seller)?;
        let moved = self.moved(RequestDeed::Offer, now)?;
        let offer = SellerOffer {
            id,
            version: 0,
            request_id: self.id,
            seller_id: seller.id,
            title: bid.title,
            description: bid.description,
            price: bid.price,
            deposit: None,
            agreed_in: None,
            delivery_time: bid.delivery_time,
            valid_until: bid.valid_until,
            private_notes: bid.private_notes,
            status: OfferStatus::Pending,
            created_at: now,
            updated_at: now,
            legacy_id: None,
        };
        Ok((Self { offer_count: self.offer_count + 1, ..moved }, offer))
    }

    /// Whether this person may make an offer here.
    ///
    /// # Errors
    /// [`MarketError::NotASeller`], [`MarketError::OwnRequest`], or the refusal that names the state.
    pub fn may_offer(&self, seller: &User) -> Result<(), MarketError> {
        if seller.id == self.buyer_id {
            return Err(MarketError::OwnRequest);
        }
        if !seller.is(Role::Seller) {
            return Err(MarketError::NotASeller);
        }
        self.status.next(RequestDeed::Offer)?;
        if self.offer_count < MAX_LIVE_OFFERS { Ok(()) } else { Err(MarketError::OffersFull) }
    }

    /// An offer goes (withdrawn or expired): the request with one live offer less.
    ///
    /// # Errors
    /// The refusal that names the state.
    pub fn one_offer_less(&self, now: Timestamp) -> Result<Self, Refused> {
        let offer_count = self.offer_count.saturating_sub(1);
        if offer_count == 0 && self.status.next(RequestDeed::LastOfferGone).is_ok() {
            return Ok(Self { offer_count, ..self.moved(RequestDeed::LastOfferGone, now)? });
        }
        Ok(Self { offer_count, updated_at: now, ..self.clone() })
    }

    /// The buyer accepts one of the live offers as it was shown.
    ///
    /// # Errors
    /// [`MarketError`], when another may, the offer or the request has moved on, or price or security have changed.
    pub fn accepted(
        &self,
        by: UserId,
        chosen: &SellerOffer,
        live: &[SellerOffer],
        shown: SeenOffer,
        (now, pay_by): (Timestamp, Timestamp),
    ) -> Result<Choice, MarketError> {
        self.only_buyer(by)?;
        let accepted = chosen.moved(OfferDeed::Accept, now)?;
        if chosen.is_past(now) {
            return Err(MarketError::OfferExpired);
        }
        chosen.must_be_as(shown)?;
        let request = Self {
            selected_offer_id: Some(chosen.id),
            seller_id: Some(chosen.seller_id),
            price: Some(chosen.price),
            terms_digest: Some(chosen.terms_digest()),
            offer_count: 0,
            deadlines: Deadlines { pay_by: Some(pay_by), ..self.deadlines.clone() },
            ..self.moved(RequestDeed::Accept, now)?
        };
        let rest = live.iter().filter(|offer| offer.id != chosen.id);
        let others = rest.map(|offer| offer.turned_down(now)).collect::<Result<_, _>>()?;
        Ok(Choice { request, accepted, others })
    }

    /// True when this buyer has accepted this very offer before.
    pub fn has_accepted(&self, by: UserId, offer: SellerOfferId) -> bool {
        by == self.buyer_id && self.selected_offer_id == Some(offer) && self.status != RequestStatus::Cancelled
    }
}

impl SellerOffer {
    /// Its seller writes it anew while nobody has chosen.
    ///
    /// # Errors
    /// [`MarketError::NotTheSeller`], or the refusal that names the state.
    pub fn edited(&self, by: UserId, bid: Bid, now: Timestamp) -> Result<Self, MarketError> {
        self.may_edit(by, now)?;
        Ok(Self {
            title: bid.title,
            description: bid.description,
            price: bid.price,
            agreed_in: None,
            delivery_time: bid.delivery_time,
            valid_until: bid.valid_until,
            private_notes: bid.private_notes,
            updated_at: now,
            ..self.clone()
        })
    }

    /// Whether this person may write it anew.
    ///
    /// # Errors
    /// [`MarketError::NotTheSeller`], [`MarketError::OfferExpired`], or the refusal that names the state.
    pub fn may_edit(&self, by: UserId, now: Timestamp) -> Result<(), MarketError> {
        if by != self.seller_id {
            return Err(MarketError::NotTheSeller);
        }
        match self.status_at(now) {
            OfferStatus::Pending => Ok(()),
            OfferStatus::Expired => Err(MarketError::OfferExpired),
            gone @ (OfferStatus::Accepted | OfferStatus::Rejected | OfferStatus::Withdrawn) => {
                Err(Refused { noun: "seller_offer".to_owned(), from: gone.to_string(), deed: "edit".to_owned() }.into())
            }
        }
    }

    /// Its seller takes it back.
    ///
    /// # Errors
    /// [`MarketError::NotTheSeller`], or the refusal that names the state.
    pub fn withdrawn(&self, by: UserId, now: Timestamp) -> Result<Self, MarketError> {
        if by != self.seller_id {
            return Err(MarketError::NotTheSeller);
        }
        Ok(self.moved(OfferDeed::Withdraw, now)?)
    }

    /// Another was chosen, or the request ended.
    ///
    /// # Errors
    /// The refusal that names the state.
    pub fn turned_down(&self, now: Timestamp) -> Result<Self, Refused> {
        self.moved(if self.is_past(now) { OfferDeed::Expire } else { OfferDeed::Reject }, now)
    }
}
