//! What the house's decisions add up to, for everybody to read.

use crate::{ActionError, Desk};
use domain::{UserId, disputes::DisputeStatistics};
use std::collections::BTreeMap;

/// Rows that are added up at most: the newest.
const MOST: i64 = 5_000;

/// The sums over what the house decided and what is over, and what those who decided are called.
///
/// # Errors
/// Only the database's.
pub async fn dispute_statistics(desk: &Desk) -> Result<(DisputeStatistics, BTreeMap<UserId, String>), ActionError> {
    let statistics = DisputeStatistics::of(&desk.store.disputes_to_count(MOST).await?);
    let people = statistics.people.iter().map(|(who, _)| *who).collect();
    let names = desk.store.names_of(&people).await?;
    Ok((statistics, names))
}
