//! `BuyForm`: what a buyer types beside a template, and the reading of it.

use crate::{
    FieldErrors,
    identity::{Address, EmailAddress},
    market::{DeliveryAddress, DeliveryInfo, DeliveryType, ProductType, RequestForm, RequestTemplate, typed},
};
use serde::{Deserialize, Serialize};

/// The word of an address field that says "none of these, but the one typed below".
pub const OTHER_ADDRESS: &str = "other";

/// What a buyer types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct BuyForm {
    pub quantity: String,
    /// One of the buyer's own addresses, or [`OTHER_ADDRESS`].
    pub address: String,
    pub recipient: String,
    pub street: String,
    pub city: String,
    pub postal_code: String,
    pub country: String,
    pub phone: String,
    pub delivery_email: String,
    pub note: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Pieces, 1..=the template's own bound.
    pub quantity: u32,
    /// How and where to.
    pub delivery: DeliveryInfo,
    /// For the seller, ≤ 1000 characters.
    pub note: Option<String>,
}

impl BuyForm {
    /// Every text, in a fixed order.
    pub fn values(&self) -> [&str; 10] {
        [
            &self.quantity,
            &self.address,
            &self.recipient,
            &self.street,
            &self.city,
            &self.postal_code,
            &self.country,
            &self.phone,
            &self.delivery_email,
            &self.note,
        ]
    }

    /// What was typed for this template. `own`: the buyer's address book.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(&self, template: &RequestTemplate, own: &[Address]) -> Result<Purchase, FieldErrors> {
        let mut errors = FieldErrors::default();
        let raw = if self.quantity.trim().is_empty() { "1" } else { &self.quantity };
        let quantity = typed::number(&mut errors, "quantity", raw, 1, template.terms.max_quantity);
        let delivery = self.read_delivery(&mut errors, template.terms.delivery_type, own);
        let note = errors.optional_text("note", &self.note, 1000);
        errors.into_result().map(|()| Purchase { quantity, delivery, note })
    }

    fn read_delivery(&self, errors: &mut FieldErrors, by: DeliveryType, own: &[Address]) -> DeliveryInfo {
        match by {
            DeliveryType::Physical => {
                DeliveryInfo { delivery_type: by, address: Some(self.read_address(errors, own)), email: None }
            }
            DeliveryType::Online => {
                let email = EmailAddress::parse(errors, "delivery_email", &self.delivery_email);
                DeliveryInfo { delivery_type: by, address: None, email: email.map(|email| email.typed().to_owned()) }
            }
        }
    }

    fn read_address(&self, errors: &mut FieldErrors, own: &[Address]) -> DeliveryAddress {
        let typed = self.address.trim();
        if let Some(known) = own.iter().find(|address| address.id.to_string() == typed) {
            return of_book(known);
        }
        if !matches!(typed, "" | OTHER_ADDRESS) {
            errors.add("address", "not-a-choice");
        }
        let wish = RequestForm {
            recipient: self.recipient.clone(),
            street: self.street.clone(),
            city: self.city.clone(),
            postal_code: self.postal_code.clone(),
            country: self.country.clone(),
            phone: self.phone.clone(),
            ..RequestForm::default()
        };
        wish.read_address(errors)
    }
}

fn of_book(address: &Address) -> DeliveryAddress {
    DeliveryAddress {
        recipient: address.recipient.clone(),
        street: address.street.clone(),
        city: address.city.clone(),
        postal_code: address.postal_code.clone().unwrap_or_default(),
        country: address.country.clone(),
        phone: address.phone.clone(),
    }
}

impl DeliveryType {
    /// How things of this kind usually come.
    pub const fn usual(kind: ProductType) -> Self {
        match kind {
            ProductType::PhysicalProduct => Self::Physical,
            ProductType::DigitalProduct | ProductType::Service | ProductType::Consultation => Self::Online,
        }
    }
}
