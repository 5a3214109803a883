//! `RequestForm`: a wish as typed, in four steps. `Draft`: a form that waits for its author.

use crate::{
    DraftId, Timestamp, UserId,
    identity::Address,
    market::{DeliveryAddress, PurchaseRequest, Specification},
};
use serde::{Deserialize, Serialize};

macro_rules! request_form {
    ($($step:ident { $($field:ident),* })*) => {
        /// A wish as typed: raw text per field, nothing checked.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        #[allow(missing_docs)]
        pub struct RequestForm { $($(pub $field: String,)*)* }

        impl RequestForm {
            /// Takes over what was typed at one step; the other steps stay.
            pub fn merge(&mut self, step: Step, typed: Self) {
                match step { $(Step::$step => { $(self.$field = typed.$field;)* })* Step::Check => {} }
            }

            /// Every field with its text, in a fixed order.
            pub fn pairs(&self) -> Vec<(&'static str, &str)> {
                vec![$($((stringify!($field), &*self.$field),)*)*]
            }
        }

        impl Step {
            /// The fields asked at this step.
            pub const fn fields(self) -> &'static [&'static str] {
                match self { $(Self::$step => &[$(stringify!($field)),*],)* Self::Check => &[] }
            }
        }
    };
}
request_form! {
    What { title, category, product_type, description, product_link }
    Details { quantity, size, color, brand, specifications, budget_min, budget_max, budget_currency, urgency }
    Delivery {
        delivery_type, recipient, street, city, postal_code, country, phone, delivery_email, visibility,
        preferred_sellers
    }
}

/// A step of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is wanted.
    What,
    /// How exactly, and for how much.
    Details,
    /// Where to, and who may see it.
    Delivery,
    /// Everything at a glance, then publish.
    Check,
}

impl Step {
    /// In order.
    pub const ALL: [Self; 4] = [Self::What, Self::Details, Self::Delivery, Self::Check];

    /// 1..=4, as in the address.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The step of a number; the first for anything else.
    pub fn of_number(number: u8) -> Self {
        Self::ALL.into_iter().find(|step| step.number() == number).unwrap_or(Self::What)
    }
}

/// A half-written wish. One per person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: DraftId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose; unique.
    pub user_id: UserId,
    /// What was typed so far.
    pub form: RequestForm,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

impl RequestForm {
    /// The form that a posted request would be typed as.
    pub fn of(request: &PurchaseRequest) -> Self {
        let lines = |line: &Specification| format!("{}: {}", line.label, line.value);
        let address = request.delivery_info.address.clone();
        let part = |pick: fn(DeliveryAddress) -> String| address.clone().map(pick).unwrap_or_default();
        Self {
            title: request.title.clone(),
            category: request.category_id.to_string(),
            product_type: request.product_type.to_string(),
            description: request.description.clone(),
            product_link: request.product_link.clone().unwrap_or_default(),
            quantity: request.quantity.to_string(),
            size: request.size.clone().unwrap_or_default(),
            color: request.color.clone().unwrap_or_default(),
            brand: request.brand.clone().unwrap_or_default(),
            specifications: request.specifications.iter().map(lines).collect::<Vec<_>>().join("\n"),
            budget_min: request.budget.min.amount_text(),
            budget_max: request.budget.max.amount_text(),
            budget_currency: request.budget.max.currency.to_string(),
            urgency: request.urgency.to_string(),
            delivery_type: request.delivery_info.delivery_type.to_string(),
            recipient: part(|a| a.recipient),
            street: part(|a| a.street),
            city: part(|a| a.city),
            postal_code: part(|a| a.postal_code),
            country: part(|a| a.country),
            phone: part(|a| a.phone.unwrap_or_default()),
            delivery_email: request.delivery_info.email.clone().unwrap_or_default(),
            visibility: if request.is_public { "public" } else { "private" }.to_owned(),
            preferred_sellers: request
                .preferred_seller_ids
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    /// Fills an untouched delivery address from the buyer's own book.
    pub fn prefill_address(&mut self, address: &Address) {
        let parts = [&self.recipient, &self.street, &self.city, &self.postal_code, &self.country, &self.phone];
        if parts.iter().any(|part| !part.is_empty()) {
            return;
        }
        self.recipient.clone_from(&address.recipient);
        self.street.clone_from(&address.street);
        self.city.clone_from(&address.city);
        self.postal_code = address.postal_code.clone().unwrap_or_default();
        self.country.clone_from(&address.country);
        self.phone = address.phone.clone().unwrap_or_default();
    }
}
