//! THE MEMORY: collections, queries, and one way to write: [`Store::commit`].
//!
//! All code speaks to MongoDB through the official driver, be it the embedded engine or a cluster.
//! No pages, no providers, no rules: what may be written is decided before it comes here.

mod commit;
mod counters;
mod documents;
mod error;
mod ledger;
mod migrations;
mod once;
mod sessions;
mod store;

pub use commit::Commit;
pub use counters::Counter;
pub use documents::{Document, collections};
pub use error::StoreError;
pub use ledger::JOURNAL_KEY_INDEX;
pub use once::Once;
pub use sessions::{SessionStore, USER_KEY};
pub use store::{Place, Store};
