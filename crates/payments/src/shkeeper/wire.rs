//! What is sent to SHKeeper and what it answers. Amounts are decimal text on its side and exact on ours.

use crate::Decimal;
use domain::escrow::{ChainAddress, TxHash};
use serde::Deserialize;

/// An invoice to be made. The same `external_id` and `callback_url` again change the invoice instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvoice {
    /// Ours: the payment's id.
    pub external_id: String,
    /// What the amount is said in, e.g. `USD`.
    pub fiat: String,
    /// In whole fiat.
    pub amount: Decimal,
    /// Where the callbacks go.
    pub callback_url: String,
}

/// What the payer is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Asked {
    /// Where to pay.
    pub wallet: ChainAddress,
    /// How much, in whole coins.
    pub amount: Decimal,
    /// Fiat per coin.
    pub exchange_rate: Decimal,
    /// After so many hours the rate is another; 0 is never.
    #[serde(default)]
    pub recalculate_after: u32,
}

/// What an amount is worth now.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Quoted {
    /// In whole coins.
    pub crypto_amount: Decimal,
    /// Fiat per coin.
    pub exchange_rate: Decimal,
}

/// Where an invoice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum InvoiceStatus {
    /// Nothing came.
    Unpaid,
    /// Too little came.
    Partial,
    /// It came.
    Paid,
    /// Too much came.
    Overpaid,
    /// Withdrawn.
    Cancelled,
    /// Given back.
    Refunded,
    /// Not an invoice: money that went out.
    Outgoing,
}

/// An invoice as it is now. `PAID` is SHKeeper's own judgement, with a tolerance of its own (95 % unless told): what
/// came is said by the transactions alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Invoice {
    /// Ours.
    pub external_id: String,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// What the amounts are said in.
    pub fiat: String,
    /// What is asked, in whole fiat.
    pub amount_fiat: Decimal,
    /// What came, in whole fiat.
    pub balance_fiat: Decimal,
    /// Every transaction to one of its addresses, confirmed or not.
    pub txs: Vec<InvoiceTransaction>,
}

/// A transaction to an address of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct InvoiceTransaction {
    /// Which.
    pub txid: TxHash,
    /// SHKeeper's name of the coin.
    pub crypto: String,
    /// Where it came; not said for every coin.
    #[serde(default)]
    pub addr: Option<ChainAddress>,
    /// In whole coins.
    pub amount: Decimal,
    /// Whether SHKeeper waits for no more blocks.
    pub status: TransactionStatus,
}

/// Whether a transaction stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TransactionStatus {
    /// It has the blocks that SHKeeper was told to wait for.
    Confirmed,
    /// It may vanish: never money.
    Unconfirmed,
}

/// Money to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPayout {
    /// Ours: the payout's id. It is how a payout whose answer was lost is found again.
    pub external_id: String,
    /// In whole coins.
    pub amount: Decimal,
    /// To whom.
    pub destination: ChainAddress,
    /// The fee that is offered; the call wants it for every coin.
    pub fee: Decimal,
    /// Where the callback goes.
    pub callback_url: Option<String>,
}

/// A payout that was taken on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PayoutTask {
    /// To ask about.
    pub task_id: String,
}

/// Where a task stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Not yet done.
    Pending,
    /// Done: what became of each payout in it.
    Done(Vec<PayoutOutcome>),
    /// It broke. Money may have left: look for it on the chain before trying again.
    Broken(String),
}

/// What became of one payout of a task.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PayoutOutcome {
    /// To whom.
    pub dest: ChainAddress,
    /// In whole coins.
    pub amount: Decimal,
    /// `success` or `error`.
    pub status: String,
    /// Transactions that were sent.
    #[serde(default)]
    pub txids: Vec<TxHash>,
    /// What went wrong.
    #[serde(default)]
    pub message: Option<String>,
}

/// Where a payout stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "status", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PayoutState {
    /// On its way.
    InProgress,
    /// Sent: to be verified on the chain.
    Success {
        /// In which transaction.
        txid: TxHash,
    },
    /// Not sent.
    Fail,
}
