//! `Cart`: what a buyer wants to buy from several sellers at once, and the checkout that makes an order of each line.
//!
//! A line is one template of one seller and becomes one order with a payment of its own: leaving after some are paid
//! leaves those paid.

use crate::{
    CartCheckoutId, Money, PurchaseRequestId, TemplateId, Timestamp, UserId,
    market::{MarketError, RequestTemplate},
};
use serde::{Deserialize, Serialize};

/// Lines a cart takes.
pub const MAX_CART_LINES: usize = 20;

/// One thing in a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// Of what.
    pub template_id: TemplateId,
    /// Pieces.
    pub quantity: u32,
    /// What one piece cost when it was put in.
    pub price: Money,
    /// Birth.
    pub added_at: Timestamp,
}

/// What a buyer wants. One per person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// Whose.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter.
    pub version: u64,
    /// In the order they were put in; a template once.
    pub lines: Vec<CartLine>,
    /// Last change.
    pub updated_at: Timestamp,
}

/// The orders that one checkout made. Written once; how far it is, the orders say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartCheckout {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: CartCheckoutId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose.
    pub buyer_id: UserId,
    /// In the order of the cart.
    pub orders: Vec<PurchaseRequestId>,
    /// Birth.
    pub created_at: Timestamp,
}

impl Cart {
    /// Nothing in it yet.
    pub const fn empty(id: UserId, now: Timestamp) -> Self {
        Self { id, version: 0, lines: Vec::new(), updated_at: now }
    }

    /// With so many pieces of this; what was in it of the same is replaced.
    ///
    /// # Errors
    /// [`MarketError::CartFull`].
    pub fn with(&self, template: &RequestTemplate, quantity: u32, now: Timestamp) -> Result<Self, MarketError> {
        let mut lines = self.lines.clone();
        let line = CartLine { template_id: template.id, quantity, price: template.terms.price, added_at: now };
        match lines.iter().position(|line| line.template_id == template.id) {
            Some(place) => lines[place] = line,
            None if lines.len() < MAX_CART_LINES => lines.push(line),
            None => return Err(MarketError::CartFull),
        }
        Ok(Self { lines, updated_at: now, ..self.clone() })
    }

    /// Without this.
    pub fn without(&self, template: TemplateId, now: Timestamp) -> Self {
        let lines = self.lines.iter().filter(|line| line.template_id != template).cloned().collect();
        Self { lines, updated_at: now, ..self.clone() }
    }
}

/// What a reader of the cart saw, in one text: each thing, its terms ([`RequestTemplate::seen`]) and how many. A checkout
/// names it.
pub fn cart_seen<'a>(lines: impl IntoIterator<Item = (&'a CartLine, &'a str)>) -> String {
    let seen = |(line, terms): (&CartLine, &str)| format!("{}.{terms}.{}", line.template_id, line.quantity);
    lines.into_iter().map(seen).collect::<Vec<_>>().join(" ")
}
