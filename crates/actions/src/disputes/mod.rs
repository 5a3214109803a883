//! Deeds in a dispute: open, propose, answer, ask the house, take back; and the clock that ends every silence as it was
//! shown. What the money does stands in the commit of the deed itself.

mod change;
mod clock;
mod look;
mod open;
mod talks;
mod told;

pub(crate) use change::fall;
pub use clock::end_time;
pub use look::{DisputeRoom, room};
pub use open::open_dispute;
pub use talks::{accept_outcome, ask_the_house, drop_outcome, propose_outcome, withdraw_dispute};

use crate::ActionError;
use domain::disputes::DisputeError;

impl From<DisputeError> for ActionError {
    fn from(error: DisputeError) -> Self {
        let code = error.code();
        match error {
            DisputeError::NotAParty | DisputeError::NotTheOpener => Self::forbidden(code),
            DisputeError::AlreadyOpen
            | DisputeError::ProposalChanged
            | DisputeError::OwnProposal
            | DisputeError::TooEarly
            | DisputeError::Over => Self::conflict(code),
            DisputeError::Escrow(error) => error.into(),
            DisputeError::Move(refused) => Self::IllegalMove(refused),
        }
    }
}
