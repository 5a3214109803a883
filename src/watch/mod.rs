//! What the operator watches: whether the house is ready, what it counts, and what browsers complain of.

pub mod metrics;
pub mod pulse;
pub mod ready;
pub mod reports;

pub use pulse::Pulse;
