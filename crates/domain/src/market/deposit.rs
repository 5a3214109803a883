//! A seller's security behind an offer: set aside while the offer is open, taken when it is chosen.

use crate::{
    HoldId, Money, WalletId,
    ledger::{Hold, HoldPurpose},
    market::{MarketError, SellerOffer},
};
use serde::{Deserialize, Serialize};

/// What is set aside behind an offer. What becomes of it is the hold's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferDeposit {
    /// Where it is set aside.
    pub hold_id: HoldId,
    /// Out of which wallet.
    pub wallet_id: WalletId,
    /// How much, in the currency of the price.
    pub amount: Money,
}

/// What of an offer its buyer saw and agrees to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenOffer {
    /// The price.
    pub price: Money,
    /// The security behind it.
    pub deposit: Option<Money>,
}

impl From<Money> for SeenOffer {
    fn from(price: Money) -> Self {
        Self { price, deposit: None }
    }
}

impl SellerOffer {
    /// What a buyer sees of it.
    pub fn seen(&self) -> SeenOffer {
        SeenOffer { price: self.price, deposit: self.deposit.map(|deposit| deposit.amount) }
    }

    /// What the buyer saw is what it says now.
    ///
    /// # Errors
    /// [`MarketError::PriceChanged`], [`MarketError::DepositChanged`].
    pub(super) fn must_be_as(&self, shown: SeenOffer) -> Result<(), MarketError> {
        if self.price != shown.price {
            return Err(MarketError::PriceChanged);
        }
        if self.seen().deposit == shown.deposit { Ok(()) } else { Err(MarketError::DepositChanged) }
    }

    /// What money is set aside for, when it stands behind this offer.
    pub const fn deposit_purpose(&self) -> HoldPurpose {
        HoldPurpose::OfferDeposit { offer_id: self.id, request_id: self.request_id }
    }

    /// The same offer with this behind it; `None` for nothing.
    #[must_use]
    pub fn backed_by(self, hold: Option<&Hold>) -> Self {
        let deposit = |hold: &Hold| OfferDeposit { hold_id: hold.id, wallet_id: hold.wallet_id, amount: hold.amount };
        Self { deposit: hold.map(deposit), ..self }
    }
}
