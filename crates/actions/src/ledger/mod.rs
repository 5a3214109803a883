//! Deeds on the ledger as a whole: sealing the chains of journals and of history, adding everything up again,
//! and holding the books against the world outside.

mod audit;
mod reconcile;
mod seal;

pub use audit::{AuditCheck, AuditReport, Breach, ChainEnd, audit};
pub use reconcile::{compare_now, comparisons, reconcile};
pub use seal::{seal, seal_history};
