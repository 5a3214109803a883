//! The receipt of an order: what the ledger says of it, as one text that anybody can check without us.
//!
//! The text is canonical JSON (RFC 8785: sorted names, no spaces, no fractions), with a digest of every field, and the
//! house's Ed25519 signature over those digests: a reader is told not only that something was changed, but where.

mod books;
mod canonical;
mod facts;
mod link;
mod made;
mod sign;
mod verify;

pub(super) use canonical::digest_of;
pub(crate) use canonical::{digests, text, text_of, value_of};
pub use facts::{
    Amount, FeeLine, House, JournalFacts, MoneyFacts, OrderFacts, Parties, Party, ReceiptFacts, TransferFacts,
};
pub use made::moment;
pub(crate) use sign::Signed;
pub use sign::{SignedReceipt, Signer};
pub(crate) use verify::differences;
pub use verify::{Checked, ReceiptCheck, Verdict, verify};

#[cfg(test)]
mod tests;
