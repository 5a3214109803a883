//! One double-entry journal under everything. The truth is the sum of entries; nothing else is a balance.

mod account;
mod balance;
mod hold;
mod hold_error;
mod hold_status;
mod journal;
pub mod journals;
mod provider_books;
mod reconciliation;
mod seal;
mod shelf;
mod statistics;

pub use account::{DEPOSIT_VAULT, LedgerAccount, NormalSide, ParseAccountError};
pub use balance::Balance;
pub use hold::{Hold, HoldEnd, HoldPurpose, NewHold};
pub use hold_error::HoldError;
pub use hold_status::{HoldDeed, HoldStatus};
pub use journal::{Entry, Journal, JournalKind, NewJournal, Seal};
pub use provider_books::ProviderLine;
pub use reconciliation::{BooksVerdict, Candidate, CandidateKind, Reconciliation, ReconciliationLine, Sides};
pub use seal::Chained;
pub(crate) use seal::{actor_of, actor_text};
pub use shelf::Shelf;
pub use statistics::{Every, Figures, PaymentOutcome, Statistics, Sums};
