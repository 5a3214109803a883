//! `Journal`: one immutable posting. An entry is one debit account, one credit account and one amount, so
//! an unbalanced journal cannot be written down.

use crate::{JournalId, Money, PaymentId, PurchaseRequestId, Timestamp, event::Actor, ledger::LedgerAccount, words};
use serde::{Deserialize, Serialize};

words! {
    /// Why money moved.
    pub enum JournalKind {
        /// Money came in from outside.
        PayIn = "pay_in",
        /// Held for an order, out of a person's wallet; or set aside there.
        Hold = "hold",
        /// Taken out of what was set aside; the rest of it went back.
        Capture = "capture",
        /// What was set aside is free again.
        Void = "void",
        /// A seller has the security for an order back.
        DepositBack = "deposit_back",
        /// The security for an order became its buyer's.
        DepositAward = "deposit_award",
        /// The seller is paid.
        Release = "release",
        /// The buyer is paid back.
        Refund = "refund",
        /// What lay aside has an owner.
        Claim = "claim",
        /// Undoes another journal.
        Reversal = "reversal",
        /// Out of a wallet, to an address outside.
        Withdraw = "withdraw",
        /// Between two vaults of the house.
        Sweep = "sweep",
        /// Between two wallets.
        Transfer = "transfer",
        /// In one currency out of a wallet, in another into one.
        Exchange = "exchange",
        /// Mended by staff, with a reason.
        Adjustment = "adjustment",
    }
}

/// Money from `credit`'s side to `debit`'s side. The amount is more than zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Debited.
    pub debit: LedgerAccount,
    /// Credited.
    pub credit: LedgerAccount,
    /// How much.
    pub amount: Money,
}

/// A row's place in the chain of its kind, given by the sealer after the commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// 1, 2, 3, … without gaps.
    pub number: u64,
    /// Hash of the row before; 64 zeros for the first.
    pub previous: String,
    /// SHA-256 over `previous` and this row's canonical text, lower-case hex.
    pub hash: String,
}

/// One posting as the rules write it, before it has an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJournal {
    /// Why.
    pub kind: JournalKind,
    /// Unique for ever: the same key never posts twice.
    pub key: String,
    /// What moves.
    pub entries: Vec<Entry>,
    /// The order it belongs to.
    pub request_id: Option<PurchaseRequestId>,
    /// The payment it belongs to.
    pub payment_id: Option<PaymentId>,
}

/// One immutable posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: JournalId,
    /// Why.
    pub kind: JournalKind,
    /// Unique for ever.
    pub key: String,
    /// What moved.
    pub entries: Vec<Entry>,
    /// The order it belongs to. Without one it takes no place in the index of orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<PurchaseRequestId>,
    /// The payment it belongs to.
    pub payment_id: Option<PaymentId>,
    /// The journal this one undoes.
    pub reverses: Option<JournalId>,
    /// Who brought it about.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// Its place in the chain; none until sealed.
    pub seal: Option<Seal>,
}

impl NewJournal {
    /// The posting with its identity, unsealed.
    pub fn written(self, id: JournalId, by: Actor, at: Timestamp) -> Journal {
        Journal {
            id,
            kind: self.kind,
            key: self.key,
            entries: self.entries,
            request_id: self.request_id,
            payment_id: self.payment_id,
            reverses: None,
            by,
            at,
            seal: None,
        }
    }
}
