//! What may be done with a request, by whom. Every answer is a new request or a reason why not.

use crate::{
    Timestamp, UserId,
    machine::{Refused, Word},
    market::{Category, MarketError, PurchaseRequest, RequestDeed, Shelf, Wish},
};

impl PurchaseRequest {
    /// The same request after a deed: status, shelf and time of change.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn moved(&self, deed: RequestDeed, now: Timestamp) -> Result<Self, Refused> {
        let status = self.status.next(deed)?;
        Ok(Self { status, shelf: Shelf::of(status, self.is_public), updated_at: now, ..self.clone() })
    }

    /// True when this person may open its page; nobody is `None`. A private request is only for its two sides and
    /// for the sellers asked by name; to all others it does not exist.
    pub fn is_visible_to(&self, who: Option<UserId>) -> bool {
        self.is_public || who.is_some_and(|who| self.is_party(who) || self.preferred_seller_ids.contains(&who))
    }

    /// True for the buyer and the chosen seller.
    pub fn is_party(&self, who: UserId) -> bool {
        who == self.buyer_id || self.seller_id == Some(who)
    }

    /// The other side, for one of the two sides of an order.
    pub fn other_side(&self, who: UserId) -> Option<UserId> {
        let seller = self.seller_id?;
        if who == self.buyer_id { Some(seller) } else { (who == seller).then_some(self.buyer_id) }
    }

    /// The buyer rewrites the wish while no offer is accepted.
    ///
    /// # Errors
    /// [`MarketError::NotTheBuyer`], or the refusal that names the state.
    pub fn edited(&self, by: UserId, wish: Wish, branch: &Category, now: Timestamp) -> Result<Self, MarketError> {
        self.may_edit(by)?;
        Ok(self.rewritten(wish, branch, now))
    }

    /// Whether the buyer may rewrite it.
    ///
    /// # Errors
    /// [`MarketError::NotTheBuyer`], or the refusal that names the state.
    pub fn may_edit(&self, by: UserId) -> Result<(), MarketError> {
        self.only_buyer(by)?;
        self.only_open("edit")
    }

    /// The buyer takes the wish back while no offer is accepted. An order is cancelled by the escrow's rules.
    ///
    /// # Errors
    /// [`MarketError::NotTheBuyer`], or the refusal that names the state.
    pub fn cancelled_by(&self, by: UserId, now: Timestamp) -> Result<Self, MarketError> {
        self.only_buyer(by)?;
        self.only_open(RequestDeed::Cancel.word())?;
        Ok(Self { offer_count: 0, ..self.moved(RequestDeed::Cancel, now)? })
    }

    pub(super) fn only_buyer(&self, by: UserId) -> Result<(), MarketError> {
        if by == self.buyer_id { Ok(()) } else { Err(MarketError::NotTheBuyer) }
    }

    fn only_open(&self, deed: &str) -> Result<(), MarketError> {
        if self.status.is_open() {
            return Ok(());
        }
        let noun = "purchase_request".to_owned();
        Err(Refused { noun, from: self.status.to_string(), deed: deed.to_owned() }.into())
    }
}
