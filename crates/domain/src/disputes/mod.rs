//! Disputes: the two sides of an order argue about its money, with a clock at every step. What the money does meanwhile,
//! and in the end, stands in `escrow::disputed`.

mod dispute;
mod error;
mod form;
mod news;
mod open;
mod outcome;
mod silence;
mod status;
mod talks;

pub use dispute::{Dispute, DisputeChange, DisputeOpened};
pub use error::DisputeError;
pub use form::{DisputeForm, ProposalForm};
pub use news::{DisputeNews, DisputeTold};
pub use open::Complaint;
pub use outcome::{Ending, Outcome, OutcomeShares, Proposal, Resolution};
pub use silence::{ANSWER_TIME, DECISION_TIME, Lapsed, Silence};
pub use status::{DisputeCategory, DisputeDeed, DisputePhase, DisputePriority, DisputeStatus};
