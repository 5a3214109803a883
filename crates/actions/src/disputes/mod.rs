//! Deeds in a dispute: open, propose, answer, ask the house, take back; what the house does with it; and the clock that
//! ends every silence as it was shown. What the money does stands in the commit of the deed itself.

mod appeal;
mod change;
mod clock;
mod evidence;
mod house;
mod legs;
mod legs_look;
mod look;
mod open;
mod queue;
mod rule;
mod sign;
mod statistics;
mod summary;
mod talks;
mod told;

pub use appeal::{appeal_decision, waive_appeal};
pub(crate) use change::fall;
pub use clock::end_time;
pub use evidence::{begin_evidence, evidence_hashes, lay_evidence};
pub use house::{claim_dispute, let_go_dispute, mediate_dispute, prioritise_dispute};
pub(crate) use legs::{commit_leg_signed, legs_seen, legs_to_sign};
pub(crate) use legs_look::unsigned_decisions;
pub use legs_look::{LegStands, Signatures};
pub use look::{DisputeRoom, room};
pub use open::{begin_dispute, open_dispute, open_dispute_with};
pub use queue::{Queue, QueueForm, queue};
pub use rule::{confirm_decision, decide_dispute, drop_decision};
pub(crate) use sign::is_signed;
pub use sign::sign_decision;
pub(crate) use sign::to_sign;
pub use statistics::dispute_statistics;
pub use summary::summary_of;
pub use talks::{accept_outcome, ask_the_house, drop_outcome, propose_outcome, withdraw_dispute};

use crate::ActionError;
use domain::disputes::DisputeError;

impl From<DisputeError> for ActionError {
    fn from(error: DisputeError) -> Self {
        let code = error.code();
        match error {
            DisputeError::NotAParty
            | DisputeError::NotTheOpener
            | DisputeError::Conflict
            | DisputeError::NotAnother
            | DisputeError::NotTheAuthor => Self::forbidden(code),
            DisputeError::Decided(action) => Self::Refused { status: 409, code, detail: Some(action.to_string()) },
            DisputeError::AlreadyOpen
            | DisputeError::ProposalChanged
            | DisputeError::OwnProposal
            | DisputeError::TooEarly
            | DisputeError::Over
            | DisputeError::NotWithTheHouse
            | DisputeError::ClaimedByOther
            | DisputeError::MediatedAlready
            | DisputeError::StillMediating
            | DisputeError::TimeOver
            | DisputeError::Unsigned
            | DisputeError::NeedsSigners
            | DisputeError::SellerOfTheHouse
            | DisputeError::NothingToAppeal
            | DisputeError::EvidenceFull => Self::conflict(code),
            DisputeError::Escrow(error) => error.into(),
            DisputeError::Move(refused) => Self::IllegalMove(refused),
        }
    }
}
