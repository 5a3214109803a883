//! Terms that both sides agreed on in their conversation: how they are typed, and the offer that says them afterwards.

use crate::{
    Currency, FieldErrors, MessageId, Money, Timestamp,
    machine::Refused,
    market::{DeliveryTime, DeliveryUnit, MarketError, OfferStatus, SellerOffer, typed},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A counter-offer as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct CounterForm {
    pub price: String,
    pub delivery_amount: String,
    pub delivery_unit: String,
}

impl CounterForm {
    /// Price and time, when both are within their limits.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(&self, currency: Currency) -> Result<(Money, DeliveryTime), FieldErrors> {
        let mut errors = FieldErrors::default();
        let price = errors.amount("price", &self.price, currency);
        if price.is_zero() {
            // The first fault of a field stays: what could not be read at all is not called zero.
            errors.add("price", "more-than-zero");
        }
        let amount = typed::number(&mut errors, "delivery_amount", &self.delivery_amount, 1, 1000);
        let unit = typed::word(&mut errors, "delivery_unit", &self.delivery_unit, DeliveryUnit::Days);
        errors.into_result().map(|()| (price, DeliveryTime { amount, unit }))
    }
}

impl SellerOffer {
    /// The same offer at the terms that both sides agreed on in this message.
    ///
    /// # Errors
    /// [`MarketError::OfferExpired`], or the refusal that names the state.
    pub fn agreed(
        &self,
        (price, delivery_time): (Money, DeliveryTime),
        agreed_in: MessageId,
        now: Timestamp,
    ) -> Result<Self, MarketError> {
        match self.status_at(now) {
            OfferStatus::Pending => {
                Ok(Self { price, delivery_time, agreed_in: Some(agreed_in), updated_at: now, ..self.clone() })
            }
            OfferStatus::Expired => Err(MarketError::OfferExpired),
            gone @ (OfferStatus::Accepted | OfferStatus::Rejected | OfferStatus::Withdrawn) => {
                let noun = "seller_offer".to_owned();
                Err(Refused { noun, from: gone.to_string(), deed: "counter".to_owned() }.into())
            }
        }
    }

    /// The terms in one text, whose hash the order keeps. What people wrote stands behind its length. Never changes once
    /// shipped; another form begins with another number.
    pub fn terms_text(&self) -> String {
        let text = |text: &str| format!("{}:{text}", text.len());
        let lines = [
            "amanat terms 1".to_owned(),
            self.request_id.to_string(),
            self.id.to_string(),
            self.seller_id.to_string(),
            text(&self.title),
            text(&self.description),
            format!("{} {}", self.price.units, self.price.currency),
            format!("{} {}", self.delivery_time.amount, self.delivery_time.unit),
            self.agreed_in.map_or_else(|| "-".to_owned(), |message| message.to_string()),
        ];
        lines.join("\n")
    }

    /// SHA-256 of [`SellerOffer::terms_text`], lower-case hex.
    pub fn terms_digest(&self) -> String {
        hex::encode(Sha256::digest(self.terms_text().as_bytes()))
    }
}
