//! One double-entry journal under everything. The truth is the sum of entries; nothing else is a balance.

mod account;
mod journal;

pub use account::{Balance, LedgerAccount, NormalSide, ParseAccountError};
pub use journal::{Entry, Journal, JournalKind, NewJournal, Seal};
