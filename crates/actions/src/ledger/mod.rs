//! Deeds on the ledger as a whole: sealing the chains of journals and of history, and adding everything up again.

mod audit;
mod seal;

pub use audit::{AuditCheck, AuditReport, Breach, ChainEnd, audit};
pub use seal::{seal, seal_history};
