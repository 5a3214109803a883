//! What the house takes from an order: several fees, each of a percentage, a fixed sum and bounds, paid by one side.
//! Agreed when the offer is accepted, shown before paying, and one line of the ledger each.

use crate::{BasisPoints, Currency, Money, MoneyError, words};
use serde::{Deserialize, Serialize};

words! {
    /// Which fee: the account it goes to (`revenue:fee:{kind}`).
    pub enum FeeKind {
        /// Of the sale, for holding the money.
        Escrow = "escrow",
        /// Of the purchase, on top of the price.
        Buyer = "buyer",
    }
}

words! {
    /// Whose side a fee comes from.
    pub enum FeePayer {
        /// Pays it on top of the price, and has it back with what is refunded.
        Buyer = "buyer",
        /// Receives the price less the fee.
        Seller = "seller",
    }
}

/// One fee. Sums are in the order's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// Which.
    pub kind: FeeKind,
    /// Who pays.
    pub payer: FeePayer,
    /// Hundredths of a percent of the price.
    pub bps: BasisPoints,
    /// Added to the percentage.
    #[serde(default)]
    pub fixed: Option<Money>,
    /// Never less.
    #[serde(default)]
    pub min: Option<Money>,
    /// Never more, whatever the least is.
    #[serde(default)]
    pub max: Option<Money>,
}

/// What one fee takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeShare {
    /// Which.
    pub kind: FeeKind,
    /// Who pays.
    pub payer: FeePayer,
    /// How much.
    pub amount: Money,
}

/// Every fee of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct FeeTerms {
    /// In the order they are taken.
    pub fees: Vec<Fee>,
}

/// Orders from before there were several fees kept the seller's percentage alone.
#[derive(Deserialize)]
struct Stored {
    #[serde(default)]
    fees: Vec<Fee>,
    #[serde(default)]
    seller_bps: Option<BasisPoints>,
}

impl From<Stored> for FeeTerms {
    fn from(stored: Stored) -> Self {
        match stored.seller_bps {
            Some(bps) if stored.fees.is_empty() => Self::of_seller(bps),
            Some(_) | None => Self { fees: stored.fees },
        }
    }
}

impl Fee {
    /// What it takes of an amount: nothing of nothing.
    ///
    /// # Errors
    /// [`MoneyError`] for amounts no ledger holds, or a sum of another currency.
    pub fn of(&self, amount: Money) -> Result<Money, MoneyError> {
        let nothing = Money::zero(amount.currency);
        if !amount.is_positive() {
            return Ok(nothing);
        }
        let (percentage, _) = amount.take_fee_rounded_down(self.bps)?;
        let fee = percentage.plus(self.fixed.unwrap_or(nothing))?;
        let fee = self.min.filter(|min| min.units > fee.units).unwrap_or(fee);
        let fee = self.max.filter(|max| max.units < fee.units).unwrap_or(fee);
        // Another currency's bound would be another amount.
        nothing.plus(fee)
    }
}

impl FeeTerms {
    /// A percentage from the seller's side, and nothing else.
    pub fn of_seller(bps: BasisPoints) -> Self {
        let kind = FeeKind::Escrow;
        Self { fees: vec![Fee { kind, payer: FeePayer::Seller, bps, fixed: None, min: None, max: None }] }
    }

    /// What each fee takes of a price; never an empty line. The seller's never take more than the price.
    ///
    /// # Errors
    /// [`MoneyError`] for amounts no ledger holds.
    pub fn shares(&self, price: Money) -> Result<Vec<FeeShare>, MoneyError> {
        let (mut left, mut shares) = (price, Vec::with_capacity(self.fees.len()));
        for fee in &self.fees {
            let mut amount = fee.of(price)?;
            if fee.payer == FeePayer::Seller {
                amount.units = amount.units.min(left.units);
                left = left.minus(amount)?;
            }
            shares.push(FeeShare { kind: fee.kind, payer: fee.payer, amount });
        }
        shares.retain(|share| share.amount.is_positive());
        Ok(shares)
    }

    /// What the buyer pays on top of a price.
    ///
    /// # Errors
    /// [`MoneyError`] for amounts no ledger holds.
    pub fn on_top(&self, price: Money) -> Result<Money, MoneyError> {
        sum(price.currency, &self.shares(price)?, FeePayer::Buyer)
    }

    /// `(fee, proceeds)` of the seller's side; together they are the price.
    ///
    /// # Errors
    /// [`MoneyError`] for amounts no ledger holds.
    pub fn split(&self, price: Money) -> Result<(Money, Money), MoneyError> {
        let fee = sum(price.currency, &self.shares(price)?, FeePayer::Seller)?;
        Ok((fee, price.minus(fee)?))
    }
}

fn sum(currency: Currency, shares: &[FeeShare], payer: FeePayer) -> Result<Money, MoneyError> {
    let theirs = shares.iter().filter(|share| share.payer == payer);
    theirs.map(|share| share.amount).try_fold(Money::zero(currency), Money::plus)
}

#[cfg(test)]
#[path = "fee_tests.rs"]
mod tests;
