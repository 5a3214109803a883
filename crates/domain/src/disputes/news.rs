//! What the two sides are told of a dispute, wherever they are told.

use crate::{DisputeId, Timestamp, words};
use serde::{Deserialize, Serialize};

words! {
    /// What happened in a dispute.
    pub enum DisputeNews {
        /// The other side opened it.
        Opened = "opened",
        /// The other side proposes an end.
        Proposed = "proposed",
        /// What stood there was declined or taken back.
        Dropped = "dropped",
        /// Somebody laid evidence before it.
        Evidence = "evidence",
        /// The house decides.
        WithTheHouse = "with_the_house",
        /// The house proposes an end, and both must accept it.
        Mediated = "mediated",
        /// The other side accepted what the house proposes.
        HalfAccepted = "half_accepted",
        /// The house has decided.
        Decided = "decided",
        /// The house has decided for good, and people with hardware must sign before it is paid.
        Final = "final",
        /// The other side asked for another look.
        Appealed = "appealed",
        /// It is over.
        Over = "over",
    }
}

/// News of one dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeTold {
    /// Which.
    pub dispute: DisputeId,
    /// The number of its order.
    pub number: u64,
    /// What happened.
    pub news: DisputeNews,
    /// Until when somebody must act, unless it is over.
    pub respond_by: Timestamp,
}
