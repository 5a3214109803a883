//! `CounterOffer`: a price and a time that one side says in the conversation, and the other accepts or declines. Nothing
//! changes before that, and what is accepted becomes the seller's offer itself.

use super::{ChatError, Message, MessageKind};
use crate::{
    Currency, FieldErrors, Money, SellerOfferId, Timestamp, UserId,
    market::{CounterForm, DeliveryTime},
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// `open → accepted | declined | replaced`.
    pub enum CounterStatus {
        /// Waits for the other side.
        Open = "open",
        /// The other side agrees: the offer says so now.
        Accepted = "accepted",
        /// The other side does not agree.
        Declined = "declined",
        /// Another one was made after it.
        Replaced = "replaced",
    }
}

/// What one side would agree to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterOffer {
    /// The offer it would change.
    pub offer_id: SellerOfferId,
    /// The price, in the offer's currency.
    pub price: Money,
    /// The time, counted from the payment.
    pub delivery_time: DeliveryTime,
    /// Where it stands.
    pub status: CounterStatus,
    /// When it stopped waiting.
    pub decided_at: Option<Timestamp>,
}

impl CounterOffer {
    /// As typed, for this offer.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(form: &CounterForm, offer: SellerOfferId, currency: Currency) -> Result<Self, FieldErrors> {
        let (price, delivery_time) = form.read(currency)?;
        Ok(Self { offer_id: offer, price, delivery_time, status: CounterStatus::Open, decided_at: None })
    }
}

impl Message {
    /// The same message, as a counter-offer; its words are what is said with it, if anything.
    #[must_use]
    pub fn with_counter(self, counter: CounterOffer) -> Self {
        Self { kind: MessageKind::CounterOffer, counter: Some(counter), ..self }
    }

    /// The other side agrees or not. The same answer again changes nothing.
    ///
    /// # Errors
    /// [`ChatError::Fixed`] for what is no counter-offer, [`ChatError::OwnCounterOffer`], [`ChatError::CounterOfferOver`].
    pub fn counter_decided(
        &self,
        by: UserId,
        accepts: bool,
        now: Timestamp,
    ) -> Result<Option<(Self, CounterOffer)>, ChatError> {
        let counter = self.counter.ok_or(ChatError::Fixed)?;
        if self.author_id == Some(by) {
            return Err(ChatError::OwnCounterOffer);
        }
        let status = if accepts { CounterStatus::Accepted } else { CounterStatus::Declined };
        if counter.status == status {
            return Ok(None);
        }
        Ok(Some((self.with_status(status, now)?, counter)))
    }

    /// Another counter-offer takes its place.
    ///
    /// # Errors
    /// [`ChatError::Fixed`], [`ChatError::CounterOfferOver`].
    pub fn counter_replaced(&self, now: Timestamp) -> Result<Self, ChatError> {
        self.with_status(CounterStatus::Replaced, now)
    }

    fn with_status(&self, status: CounterStatus, now: Timestamp) -> Result<Self, ChatError> {
        let counter = self.counter.ok_or(ChatError::Fixed)?;
        match counter.status {
            CounterStatus::Open => {
                let counter = CounterOffer { status, decided_at: Some(now), ..counter };
                Ok(Self { counter: Some(counter), updated_at: now, ..self.clone() })
            }
            CounterStatus::Accepted | CounterStatus::Declined | CounterStatus::Replaced => {
                Err(ChatError::CounterOfferOver)
            }
        }
    }
}
