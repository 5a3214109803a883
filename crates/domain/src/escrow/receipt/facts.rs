//! What a receipt says. Amounts are exact decimals as text, times are UTC in RFC 3339, ids are ours.

use crate::{
    Currency, JournalId, PaymentId, PurchaseRequestId, UserId,
    escrow::{EscrowState, Quote},
    ledger::{JournalKind, LedgerAccount, Seal},
};
use serde::{Deserialize, Serialize};

/// An exact amount: `12.50`, and of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Plain decimal.
    pub amount: String,
    /// Of which currency.
    pub currency: Currency,
}

/// Who wrote the receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// The address people open.
    pub origin: String,
    /// When it was written.
    pub issued_at: String,
}

/// What it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderFacts {
    /// What people say on the phone: `R-000123`.
    pub number: String,
    /// The order.
    pub request_id: PurchaseRequestId,
    /// What it was for.
    pub title: String,
    /// How many.
    pub quantity: u32,
    /// What people say of the payment, once there is one: `PAY-000123`.
    pub payment: Option<String>,
    /// Where the money stands.
    pub outcome: EscrowState,
}

/// A person as everybody may know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Identity.
    pub id: UserId,
    /// The shown name when the receipt was written.
    pub name: String,
}

/// Between whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parties {
    /// Who pays.
    pub buyer: Party,
    /// Who is paid.
    pub seller: Party,
}

/// A fee that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeLine {
    /// Which fee account: `escrow`.
    pub kind: String,
    /// How much.
    pub sum: Amount,
}

/// The sums: `funded = held + released + refunded + fees`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyFacts {
    /// What was agreed.
    pub price: Amount,
    /// Ever put in.
    pub funded: Amount,
    /// There now.
    pub held: Amount,
    /// The seller has.
    pub released: Amount,
    /// The buyer has back.
    pub refunded: Amount,
    /// The house has.
    pub fees: Amount,
    /// The same, by kind.
    pub fee_lines: Vec<FeeLine>,
}

/// One entry of a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryFacts {
    /// Debited.
    pub debit: LedgerAccount,
    /// Credited.
    pub credit: LedgerAccount,
    /// How much.
    pub sum: Amount,
}

/// One posting, with everything its hash is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalFacts {
    /// Identity.
    pub id: JournalId,
    /// Why.
    pub kind: JournalKind,
    /// Unique for ever.
    pub key: String,
    /// What moved.
    pub entries: Vec<EntryFacts>,
    /// The order it belongs to.
    pub request_id: Option<PurchaseRequestId>,
    /// The payment it belongs to.
    pub payment_id: Option<PaymentId>,
    /// The journal it undoes.
    pub reverses: Option<JournalId>,
    /// Who brought it about: a person's id, `clock`, `chain`, `house`.
    pub by: String,
    /// When.
    pub at: String,
    /// Its place in the chain of journals; none until sealed.
    pub seal: Option<Seal>,
}

/// A transfer on a chain that a journal booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferFacts {
    /// On which chain (EIP-155).
    pub chain_id: u64,
    /// In which transaction.
    pub tx_hash: String,
    /// In which block.
    pub block_number: u64,
    /// To which address.
    pub to: String,
    /// How much.
    pub sum: Amount,
    /// The key of the journal that booked it.
    pub booked_as: String,
}

/// Everything a receipt says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptFacts {
    /// Who wrote it.
    pub house: House,
    /// What about.
    pub order: OrderFacts,
    /// Between whom.
    pub parties: Parties,
    /// The sums.
    pub money: MoneyFacts,
    /// The postings, oldest first.
    pub journals: Vec<JournalFacts>,
    /// The transfers they booked.
    pub transfers: Vec<TransferFacts>,
    /// By what the price was paid in another currency, sealed by its own hash; only then, and then the receipt is of
    /// version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
}
