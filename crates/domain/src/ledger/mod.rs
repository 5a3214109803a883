//! One double-entry journal under everything. The truth is the sum of entries; nothing else is a balance.

mod account;
mod journal;
pub mod journals;
mod seal;

pub use account::{Balance, LedgerAccount, NormalSide, ParseAccountError};
pub use journal::{Entry, Journal, JournalKind, NewJournal, Seal};
pub use seal::Chained;
pub(crate) use seal::{actor_of, actor_text};
