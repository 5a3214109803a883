//! `Payment`: money asked of or owed to a person for one order, by any provider.

use crate::{
    Money, MoneyError, PaymentId, PurchaseRequestId, SellerOfferId, Timestamp, UserId,
    escrow::{Escrow, Exchanged, LateMoney, OnChain, PaymentStatus, Quote},
    market::SellerOffer,
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// Who carries the money. One list for server, browser and store. Source: the payment seed.
    pub enum PaymentProvider {
        /// Request Network.
        RequestNetwork = "request.network",
        /// SHKeeper.
        Shkeeper = "shkeeper",
        /// Our own watcher on a derived address.
        Decentralized = "decentralized",
        /// The person's own balance here.
        Wallet = "wallet",
        /// Recorded by hand, with evidence.
        Other = "other",
        /// Only in builds for tests.
        Test = "test",
    }
}

words! {
    /// Which way the money goes.
    pub enum Direction {
        /// A buyer pays in.
        In = "in",
        /// A seller is paid out.
        Out = "out",
        /// A buyer is paid back.
        Refund = "refund",
    }
}

words! {
    /// How what came compares with what was asked.
    pub enum AmountFlag {
        /// To the unit.
        Exact = "exact",
        /// Less.
        Partial = "partial",
        /// More.
        Over = "over",
        /// After its time.
        Late = "late",
        /// Kept aside: wrong token, wrong chain, or a hit on a list.
        Held = "held",
    }
}

/// Money asked of a buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: PaymentId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Unique and readable: 1, 2, 3, … (shown as `PAY-000123`).
    pub number: u64,
    /// The order it pays.
    pub request_id: PurchaseRequestId,
    /// The accepted offer.
    pub offer_id: SellerOfferId,
    /// Who pays.
    pub buyer_id: UserId,
    /// Who will be paid.
    pub seller_id: UserId,
    /// What is asked, in the currency of the price, the buyer's fee included.
    pub amount: Money,
    /// What has been credited to the escrow so far.
    pub credited: Money,
    /// Seen and not final yet, in what is sent: the quote's currency.
    pub seen: Money,
    /// How much of what is to be sent, and for how long that holds; none before the buyer has chosen.
    #[serde(default)]
    pub quote: Option<Quote>,
    /// What has come in another currency than the price, and what that was in it.
    #[serde(default)]
    pub exchanged: Option<Exchanged>,
    /// What came after its quote had run out, and what was chosen.
    #[serde(default)]
    pub late: Option<LateMoney>,
    /// Who carries it.
    pub provider: PaymentProvider,
    /// Which way.
    pub direction: Direction,
    /// Where it stands.
    pub status: PaymentStatus,
    /// How what came compares with what was asked, once something came.
    pub flag: Option<AmountFlag>,
    /// True while no other payment for the same order and direction may be open.
    pub is_open: bool,
    /// The provider's id of it; unique where given.
    pub provider_payment_id: Option<String>,
    /// What the chain said.
    pub on_chain: OnChain,
    /// Pay by then.
    pub pay_by: Timestamp,
    /// How often the buyer has asked for more time to pay.
    #[serde(default)]
    pub more_time_count: u32,
    /// How often a chain took back what had been credited, and its booking was reversed: the order was asked anew then.
    #[serde(default)]
    pub reversal_count: u32,
    /// Top up by then, while partial.
    pub top_up_by: Option<Timestamp>,
    /// Why it failed.
    pub error: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// When it became final.
    pub processed_at: Option<Timestamp>,
    /// When nothing could come back any more.
    pub completed_at: Option<Timestamp>,
    /// Free words of staff.
    pub notes: Option<String>,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

impl Payment {
    /// Money is asked of the buyer of an order until `pay_by`: what its escrow waits for, fees included.
    ///
    /// # Errors
    /// [`MoneyError`] for prices no ledger holds.
    pub fn ask(
        (id, number): (PaymentId, u64),
        escrow: &Escrow,
        offer: &SellerOffer,
        pay_by: Timestamp,
        now: Timestamp,
    ) -> Result<Self, MoneyError> {
        let nothing = Money::zero(offer.price.currency);
        Ok(Self {
            id,
            version: 0,
            number,
            request_id: escrow.id,
            offer_id: offer.id,
            buyer_id: escrow.buyer_id,
            seller_id: offer.seller_id,
            amount: escrow.asked()?,
            quote: None,
            exchanged: None,
            late: None,
            credited: nothing,
            seen: nothing,
            provider: PaymentProvider::Decentralized,
            direction: Direction::In,
            status: PaymentStatus::Pending,
            flag: None,
            is_open: true,
            provider_payment_id: None,
            on_chain: OnChain::default(),
            pay_by,
            more_time_count: 0,
            reversal_count: 0,
            top_up_by: None,
            error: None,
            created_at: now,
            updated_at: now,
            processed_at: None,
            completed_at: None,
            notes: None,
            legacy_id: None,
        })
    }

    /// What people say on the phone: `PAY-000123`.
    pub fn reference(&self) -> String {
        format!("PAY-{:06}", self.number)
    }

    /// What is still missing.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn due(&self) -> Result<Money, MoneyError> {
        self.amount.minus(self.credited)
    }
}
