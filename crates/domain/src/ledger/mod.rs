//! One double-entry journal under everything. The truth is the sum of entries; nothing else is a balance.

mod account;
mod journal;
pub mod journals;
mod reconciliation;
mod seal;
mod shelf;
mod statistics;

pub use account::{Balance, DEPOSIT_VAULT, LedgerAccount, NormalSide, ParseAccountError};
pub use journal::{Entry, Journal, JournalKind, NewJournal, Seal};
pub use reconciliation::{BooksVerdict, Candidate, CandidateKind, Reconciliation, ReconciliationLine, Sides};
pub use seal::Chained;
pub(crate) use seal::{actor_of, actor_text};
pub use shelf::Shelf;
pub use statistics::{Every, Figures, PaymentOutcome, Statistics, Sums};
