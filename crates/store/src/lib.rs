//! THE MEMORY: collections, queries, and one way to write: [`Store::commit`].
//!
//! All code speaks to MongoDB through the official driver, be it the embedded engine or a cluster.
//! No pages, no providers, no rules: what may be written is decided before it comes here.

mod admin;
mod attachments;
mod audit;
mod batch;
mod books;
mod break_glass;
mod chat;
mod commit;
mod counters;
mod custody;
mod deposit;
mod disputes;
mod documents;
mod error;
mod escrow;
mod evidence;
mod identity;
mod instructions;
mod ledger;
mod ledger_reads;
mod letters;
mod lost;
mod market;
mod marks;
mod migrations;
mod needs;
mod news;
mod notices;
mod once;
mod open;
mod payments;
mod payout_addresses;
mod providers;
mod refusals;
mod seal;
mod sessions;
mod settings;
mod signers;
mod store;
#[cfg(feature = "tamper")]
mod tamper;
mod tasks;
mod transaction;
mod tries;
mod turns;
mod workload;

pub use admin::{LogFilter, PeopleFilter};
pub use attachments::ATTACHMENT_PLACE_INDEX;
pub use audit::Found;
pub use break_glass::BREAK_GLASS_INDEX;
pub use chat::{COUNTER_OPEN_INDEX, SaidNumber};
pub use commit::Commit;
pub use counters::Counter;
pub use custody::{PAYOUT_LOCK_INDEX, PAYOUT_NONCE_INDEX, PAYOUT_REFUND_INDEX, PayoutFilter};
pub use deposit::DEPOSIT_SIGNER_INDEX;
pub use disputes::{DisputeFilter, DisputeStands, OPEN_DISPUTE_INDEX};
pub use documents::{Document, collections};
pub use error::StoreError;
pub use escrow::ChainCursor;
pub use evidence::EVIDENCE_PLACE_INDEX;
pub use identity::{
    AGENT_KEY, DEVICE_KEY, IP_KEY, KEPT_KEY, OpenSession, PROVED_KEY, SEEN_KEY, SIGNED_IN_KEY, TRUSTED_KEY,
    session_handle,
};
pub use instructions::INSTRUCTION_OPEN_INDEX;
pub use ledger::JOURNAL_KEY_INDEX;
pub use market::{Count, Page, REVIEW_SUBJECT_INDEX, SeedTexts};
pub use marks::{Marks, Matter};
pub use news::{News, Process};
pub use notices::{NOTIFICATION_INDEX, NoticeFilter};
pub use once::Once;
pub use open::{OpenFor, Welcome};
pub use payments::PaymentFilter;
pub use payout_addresses::PAYOUT_ADDRESS_INDEX;
pub use seal::{Link, SealState};
pub use sessions::{SessionStore, USER_KEY};
pub use settings::SETTING_CHANGE_INDEX;
pub use signers::SIGNER_HELD_INDEX;
pub use store::{Place, Store};
pub use tasks::{KindCount, TaskFilter};
pub use tries::Tries;
pub use workload::Workload;
