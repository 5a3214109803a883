//! What the house asks today, before there is an order and a currency. An order keeps the [`FeeTerms`] made of it.

use crate::{
    BasisPoints, Currency, Money,
    escrow::{Fee, FeeKind, FeePayer, FeeTerms},
};
use serde::{Deserialize, Serialize};

/// One fee as it is decided: sums in hundredths of a whole, whatever the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRate {
    /// Hundredths of a percent.
    pub bps: BasisPoints,
    /// Added to the percentage.
    pub fixed: u32,
    /// Never less; 0 is no bound.
    pub min: u32,
    /// Never more; 0 is no bound.
    pub max: u32,
}

/// Both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRates {
    /// From the seller's side.
    pub seller: FeeRate,
    /// On top of the price.
    pub buyer: FeeRate,
}

impl FeeRate {
    const fn is_nothing(self) -> bool {
        self.bps.get() == 0 && self.fixed == 0 && self.min == 0
    }

    fn fee(self, kind: FeeKind, payer: FeePayer, currency: Currency) -> Fee {
        let sum = |hundredths: u32| (hundredths > 0).then(|| Money::hundredths_rounded_down(hundredths, currency));
        Fee { kind, payer, bps: self.bps, fixed: sum(self.fixed), min: sum(self.min), max: sum(self.max) }
    }
}

impl FeeRates {
    /// A percentage from the seller's side, and nothing else.
    pub fn of_seller(bps: BasisPoints) -> Self {
        Self { seller: FeeRate { bps, ..FeeRate::default() }, ..Self::default() }
    }

    /// As an order in that currency keeps them.
    pub fn terms(self, currency: Currency) -> FeeTerms {
        let asked = [(self.seller, FeeKind::Escrow, FeePayer::Seller), (self.buyer, FeeKind::Buyer, FeePayer::Buyer)];
        let fees = asked.into_iter().filter(|(rate, _, _)| !rate.is_nothing());
        FeeTerms { fees: fees.map(|(rate, kind, payer)| rate.fee(kind, payer, currency)).collect() }
    }
}
