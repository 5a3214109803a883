//! A kind of task that an admin has stopped for a while. What is being done is ended first; what comes due waits.

use super::DeedKind;
use crate::{Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// There while the kind is paused, and not otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PausedKind {
    /// Which kind.
    #[serde(rename = "_id")]
    pub id: DeedKind,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who stopped it.
    pub by: UserId,
    /// Since when.
    pub since: Timestamp,
    /// Why, in their words.
    pub reason: String,
}
