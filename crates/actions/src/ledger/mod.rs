//! Deeds on the ledger as a whole: sealing the chain of journals, and adding everything up again.

mod audit;
mod seal;

pub use audit::{AuditCheck, AuditReport, Breach, audit};
pub use seal::seal;
