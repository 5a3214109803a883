//! A cart as it stands now: each line beside what it is a line of, and what stands in its way.

use super::super::templates::{Offered, offered_by_id};
use crate::{
    ActionError, Desk,
    settings::{InForce, in_force},
};
use domain::{
    Money, UserId,
    identity::User,
    market::{Cart, CartLine, MarketError, cart_seen},
};

/// One line, as things are now.
#[derive(Clone, Debug)]
pub struct CartItem {
    /// What was put in.
    pub line: CartLine,
    /// What it is now.
    pub offered: Offered,
    /// What so many pieces cost now.
    pub price: Money,
    /// What the buyer pays on top.
    pub fee: Money,
    /// The terms as they are shown.
    pub seen: String,
    /// Why it cannot be bought now, if it cannot.
    pub trouble: Option<MarketError>,
}

/// A cart, as things are now.
#[derive(Clone, Debug)]
pub struct CartNow {
    /// The cart itself.
    pub cart: Cart,
    /// Its lines.
    pub items: Vec<CartItem>,
}

impl CartItem {
    /// What one piece cost when it was put in, when it costs something else now.
    pub fn price_before(&self) -> Option<Money> {
        Some(self.line.price).filter(|before| *before != self.offered.template.terms.price)
    }
}

impl CartNow {
    /// What its reader sees, in one text.
    pub fn seen(&self) -> String {
        cart_seen(self.items.iter().map(|item| (&item.line, &*item.seen)))
    }

    /// True when every line can be bought.
    pub fn is_ready(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(|item| item.trouble.is_none())
    }

    /// What all lines cost together with everything on top, an amount per currency in the order they come.
    ///
    /// # Errors
    /// When the sum is more than the ledger can say.
    pub fn totals(&self) -> Result<Vec<Money>, ActionError> {
        totals(self.items.iter().flat_map(|item| [item.price, item.fee]))
    }

    /// What of it is on top.
    ///
    /// # Errors
    /// As [`CartNow::totals`].
    pub fn fees(&self) -> Result<Vec<Money>, ActionError> {
        totals(self.items.iter().map(|item| item.fee).filter(|fee| fee.is_positive()))
    }
}

/// A sum per currency, in the order they come.
pub(super) fn totals(amounts: impl Iterator<Item = Money>) -> Result<Vec<Money>, ActionError> {
    let mut sums: Vec<Money> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => *sum = sum.plus(amount)?,
            None => sums.push(amount),
        }
    }
    Ok(sums)
}

/// What is in somebody's cart.
///
/// # Errors
/// Only the database's.
pub async fn cart_now(desk: &Desk, buyer: UserId) -> Result<CartNow, ActionError> {
    let person: User = desk.store.get(buyer).await?;
    let cart = desk.store.find::<Cart>(buyer).await?.unwrap_or_else(|| Cart::empty(buyer, desk.now()));
    let mut items = Vec::new();
    let in_force = in_force(desk).await?;
    for line in &cart.lines {
        items.push(item(desk, &person, &in_force, line.clone()).await?);
    }
    Ok(CartNow { cart, items })
}

async fn item(desk: &Desk, buyer: &User, in_force: &InForce, line: CartLine) -> Result<CartItem, ActionError> {
    let offered = offered_by_id(desk, line.template_id).await?;
    let template = &offered.template;
    let trouble = template.may_be_bought(buyer, &offered.seller, &offered.uses, line.quantity).err();
    // The seller sells fewer at a time than before.
    let too_many = (line.quantity > template.terms.max_quantity).then_some(MarketError::SoldOut);
    let price = template.price_of(line.quantity)?;
    let terms = in_force.fee.terms(price.currency);
    let (fee, seen) = (terms.on_top(price)?, template.seen(&terms)?);
    Ok(CartItem { price, fee, seen, trouble: trouble.or(too_many), line, offered })
}
