//! Disputes: the two sides of an order argue about its money, with a clock at every step. What the money does meanwhile,
//! and in the end, stands in `escrow::disputed`.

mod action;
mod appeal;
mod decision;
mod decision_form;
mod dispute;
mod error;
mod evidence;
mod form;
mod house;
mod news;
mod open;
mod outcome;
mod rule;
mod silence;
mod silent;
mod statistics;
mod status;
mod summary;
mod summary_signed;
mod talks;

pub use action::ResolutionAction;
pub use decision::{Appeal, Claim, Decision, SignedInstruction, Verdict};
pub use decision_form::{DecisionForm, check_appeal};
pub use dispute::{Dispute, DisputeChange, DisputeOpened};
pub use error::DisputeError;
pub use evidence::{EVIDENCE_MAX, EVIDENCE_WORDS_MAX, Evidence, EvidenceType, NewEvidence};
pub use form::{DisputeForm, ProposalForm};
pub use house::{MEDIATION_TIME, Resolver};
pub use news::{DisputeNews, DisputeTold};
pub use open::Complaint;
pub use outcome::{Ending, Outcome, OutcomeShares, Proposal, Resolution};
pub use rule::{APPEAL_TIME, Ruled};
pub use silence::{ANSWER_TIME, DECISION_TIME, Lapsed, Silence};
pub use statistics::{DisputeStatistics, Tally};
pub use status::{DisputeCategory, DisputeDeed, DisputePhase, DisputePriority, DisputeStatus};
pub use summary::{AppealFacts, DecisionFacts, DisputeFacts, InstructionFacts, Shares, SummaryFacts};
pub use summary_signed::{SignedSummary, SummaryVerdict, verify_summary};
