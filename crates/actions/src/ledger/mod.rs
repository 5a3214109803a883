//! Deeds on the ledger as a whole: sealing the chains of journals and of history, adding everything up again,
//! and holding the books against the world outside.

mod audit;
mod holds;
mod reconcile;
mod seal;

pub use audit::{AuditCheck, AuditReport, Breach, ChainEnd, audit};
pub use holds::{capture_hold, reserve_money, time_out_hold, void_hold};
pub(crate) use holds::{end_hold, set_aside};
pub use reconcile::{compare_now, comparisons, reconcile};
pub use seal::{seal, seal_history};
