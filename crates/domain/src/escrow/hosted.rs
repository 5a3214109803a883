//! What hosted services have to do with a payment: what they were asked to collect, what they said came, and what they
//! told us by themselves.

use crate::{
    HostedInvoiceId, Money, PaymentId, ProviderArrivalId, PurchaseRequestId, Timestamp, WebhookEventId,
    escrow::{Arrival, ArrivalOutcome, ChainAddress, ChainId, PaymentProvider, TxHash},
    words,
};
use serde::{Deserialize, Serialize};

/// What a hosted service was asked to collect for a payment. At most one per payment and service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostedInvoice {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: HostedInvoiceId,
    /// Compare-and-set counter.
    pub version: u64,
    /// The payment.
    pub payment_id: PaymentId,
    /// Which service.
    pub provider: PaymentProvider,
    /// The service's name for it, or ours for it there. Unique per service.
    pub service_id: String,
    /// How much it was asked to collect.
    pub asked: Money,
    /// On which chain.
    pub chain_id: ChainId,
    /// The service's name of the currency there.
    pub coin: String,
    /// Where the payer pays.
    pub pay_at: ChainAddress,
    /// The service's own page to pay at. Whoever has the address may open it.
    pub page: Option<String>,
    /// What the payer's transaction carries, `0x` and 16 hex digits.
    pub payment_reference: Option<String>,
    /// The last transaction in which we found that reference ourselves.
    pub paid_in: Option<TxHash>,
    /// Birth.
    pub created_at: Timestamp,
}

words! {
    /// What became of money that a provider brought.
    pub enum ProviderArrivalStatus {
        /// In the order's escrow; what was too much in the buyer's wallet.
        Credited = "credited",
        /// In the buyer's wallet: nobody waited for it any more.
        ToWallet = "to_wallet",
        /// Aside: of the wrong kind.
        Held = "held",
        /// Aside: it came after its price had run out.
        Late = "late",
    }
}

impl From<ArrivalOutcome> for ProviderArrivalStatus {
    fn from(outcome: ArrivalOutcome) -> Self {
        match outcome {
            ArrivalOutcome::Credited => Self::Credited,
            ArrivalOutcome::ToWallet => Self::ToWallet,
            ArrivalOutcome::Held => Self::Held,
            ArrivalOutcome::Late => Self::Late,
        }
    }
}

/// Money that came by a provider that is no chain of ours, after it was asked again. One row per thing that came, and
/// one journal of the same key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderArrival {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: ProviderArrivalId,
    /// Compare-and-set counter.
    pub version: u64,
    /// `arrived:{provider}:{what}`: unique, the key of the journal too.
    pub key: String,
    /// The payment.
    pub payment_id: PaymentId,
    /// Its order.
    pub request_id: PurchaseRequestId,
    /// Who brought it.
    pub provider: PaymentProvider,
    /// How much.
    pub amount: Money,
    /// What the outside calls it.
    pub reference: Option<String>,
    /// What became of it.
    pub status: ProviderArrivalStatus,
    /// First seen.
    pub seen_at: Timestamp,
    /// Booked.
    pub booked_at: Timestamp,
}

impl ProviderArrival {
    /// What every key of such a journal begins with.
    pub const KEY: &'static str = "arrived:";

    /// The row of an arrival.
    pub fn of(
        id: ProviderArrivalId,
        provider: PaymentProvider,
        (payment_id, request_id): (PaymentId, PurchaseRequestId),
        (arrival, outcome): (&Arrival, ArrivalOutcome),
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            version: 0,
            key: arrival.key.clone(),
            payment_id,
            request_id,
            provider,
            amount: arrival.amount,
            reference: arrival.reference.clone(),
            status: outcome.into(),
            seen_at: arrival.seen_at,
            booked_at: now,
        }
    }
}

/// Something that a service told us by itself: kept once per thing that happened. Never believed, only looked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookEvent {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: WebhookEventId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who told us.
    pub provider: PaymentProvider,
    /// The same for every repetition of the same thing; unique.
    pub key: String,
    /// What it calls itself, cut short.
    pub name: String,
    /// The payment it is about; none for one that nobody here knows.
    pub payment_id: Option<PaymentId>,
    /// Somebody tried the webhook out.
    pub is_test: bool,
    /// When it was heard first.
    pub heard_at: Timestamp,
}

/// The bytes of such an event as they came; the database removes them when they are 30 days old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookBody {
    /// The event.
    #[serde(rename = "_id")]
    pub id: WebhookEventId,
    /// Compare-and-set counter.
    pub version: u64,
    /// As they came.
    pub body: String,
    /// When they are removed.
    pub expire_at: Timestamp,
}
