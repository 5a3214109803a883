//! Buying from a template: whether one may, what the buyer says, and the order that comes of it.

use crate::{
    FieldErrors, Money, MoneyError, SellerOfferId, TemplateId, Timestamp,
    escrow::{FeeTerms, OrderChange},
    identity::{Role, User},
    market::{
        Birth, Budget, Category, Deadlines, MarketError, OfferStatus, Purchase, PurchaseRequest, RequestStatus,
        RequestTemplate, SellerOffer, Shelf, TemplateStatus, TemplateUses, Urgency, Wish, typed,
    },
};

impl RequestTemplate {
    /// Whether this person may buy so many pieces of it now.
    ///
    /// # Errors
    /// [`MarketError`], saying which side stands in the way.
    pub fn may_be_bought(
        &self,
        buyer: &User,
        seller: &User,
        uses: &TemplateUses,
        pieces: u32,
    ) -> Result<(), MarketError> {
        if buyer.id == self.seller_id {
            return Err(MarketError::OwnTemplate);
        }
        if !buyer.is(Role::Buyer) {
            return Err(MarketError::NotABuyer);
        }
        self.is_sold(seller, uses, pieces)
    }

    /// Whether anybody can buy so many pieces of it now.
    ///
    /// # Errors
    /// [`MarketError`], saying what stands in the way.
    pub fn is_sold(&self, seller: &User, uses: &TemplateUses, pieces: u32) -> Result<(), MarketError> {
        match self.status {
            TemplateStatus::Active => {}
            TemplateStatus::Paused => return Err(MarketError::TemplatePaused),
            TemplateStatus::Deleted => return Err(MarketError::TemplateGone),
        }
        if !seller.is(Role::Seller) {
            return Err(MarketError::SellerAway);
        }
        if uses.has(pieces) { Ok(()) } else { Err(MarketError::SoldOut) }
    }

    /// How many pieces somebody typed; one when nothing was.
    ///
    /// # Errors
    /// A code beside `quantity`.
    pub fn read_quantity(&self, raw: &str) -> Result<u32, FieldErrors> {
        let mut errors = FieldErrors::default();
        let raw = if raw.trim().is_empty() { "1" } else { raw };
        let quantity = typed::number(&mut errors, "quantity", raw, 1, self.terms.max_quantity);
        errors.into_result().map(|()| quantity)
    }

    /// What a buyer was shown, in one text: the edition of the terms, and what the house takes on top of one piece.
    ///
    /// # Errors
    /// [`MoneyError`] for prices no ledger holds.
    pub fn seen(&self, fee: &FeeTerms) -> Result<String, MoneyError> {
        Ok(format!("{}.{}", self.edition, fee.on_top(self.terms.price)?.units))
    }

    /// What one piece costs with everything on top.
    ///
    /// # Errors
    /// [`MoneyError`] for prices no ledger holds.
    pub fn whole_price(&self, fee: &FeeTerms) -> Result<Money, MoneyError> {
        self.terms.price.plus(fee.on_top(self.terms.price)?)
    }

    /// The order and the offer that one purchase makes: both are there before any money moves.
    ///
    /// # Errors
    /// [`MoneyError`] when so many pieces cost more than the ledger can say.
    pub fn bought(
        &self,
        birth: Birth,
        offer: SellerOfferId,
        purchase: Purchase,
        branch: &Category,
        pay_by: Timestamp,
    ) -> Result<(PurchaseRequest, SellerOffer), MoneyError> {
        let price = self.price_of(purchase.quantity)?;
        let status = RequestStatus::PendingPayment;
        let note = purchase.note.clone();
        let accepted = self.accepted_offer(&birth, offer, price);
        let request = PurchaseRequest {
            status,
            shelf: Shelf::of(status, false),
            selected_offer_id: Some(offer),
            seller_id: Some(self.seller_id),
            price: Some(price),
            terms_digest: Some(accepted.terms_digest()),
            deadlines: Deadlines { pay_by: Some(pay_by), ..Deadlines::default() },
            template_id: Some(self.id),
            note,
            ..self.wish(purchase, price).posted(birth, branch)
        };
        Ok((request, accepted))
    }

    fn wish(&self, purchase: Purchase, price: Money) -> Wish {
        let terms = self.terms.clone();
        Wish {
            title: terms.title,
            description: terms.description,
            category_id: terms.category_id,
            product_type: terms.product_type,
            product_link: terms.product_link,
            size: terms.size,
            color: terms.color,
            brand: terms.brand,
            quantity: purchase.quantity,
            budget: Budget { min: price, max: price },
            urgency: Urgency::Medium,
            is_public: false,
            preferred_seller_ids: Vec::new(),
            specifications: terms.specifications,
            delivery_info: purchase.delivery,
        }
    }

    fn accepted_offer(&self, birth: &Birth, id: SellerOfferId, price: Money) -> SellerOffer {
        let bid = self.bid(price);
        SellerOffer {
            id,
            version: 0,
            request_id: birth.id,
            seller_id: self.seller_id,
            title: bid.title,
            description: bid.description,
            price: bid.price,
            deposit: None,
            agreed_in: None,
            delivery_time: bid.delivery_time,
            valid_until: bid.valid_until,
            private_notes: bid.private_notes,
            status: OfferStatus::Accepted,
            created_at: birth.at,
            updated_at: birth.at,
            legacy_id: None,
        }
    }
}

impl OrderChange {
    /// Pieces of a template that can be ordered again: the order ended before its price was here.
    pub fn uses_given_back(&self) -> Option<(TemplateId, u32)> {
        let (before, after) = (&self.before.request, &self.order.request);
        let is_over = before.status == RequestStatus::PendingPayment && after.status == RequestStatus::Cancelled;
        before.template_id.filter(|_| is_over).map(|template| (template, before.quantity))
    }
}
