//! What both sides, and people of the house, see of a dispute: the same.

use crate::{ActionError, Desk, escrow::order_of};
use domain::{
    DisputeId, UserId,
    disputes::Dispute,
    escrow::Order,
    event::{EventRow, Subject},
    ledger::Journal,
};
use std::collections::BTreeMap;

/// A dispute with everything that helps to judge it.
#[derive(Clone, Debug)]
pub struct DisputeRoom {
    /// The dispute.
    pub dispute: Dispute,
    /// Its order, as it stands.
    pub order: Order,
    /// Every posting of the order, oldest first.
    pub journals: Vec<Journal>,
    /// What happened in it, oldest first.
    pub history: Vec<EventRow>,
    /// What its two sides are called.
    pub names: BTreeMap<UserId, String>,
}

/// The room of a dispute.
///
/// # Errors
/// 404 for everybody but its two sides and people of the house.
pub async fn room(
    desk: &Desk,
    viewer: UserId,
    is_of_the_house: bool,
    id: DisputeId,
) -> Result<DisputeRoom, ActionError> {
    let dispute: Dispute = desk.store.get(id).await?;
    if !dispute.is_party(viewer) && !is_of_the_house {
        return Err(ActionError::NotFound(id.to_string()));
    }
    let mut history = desk.store.history(dispute.request_id).await?;
    history.retain(|row| row.subject == Subject::Dispute(id));
    let sides = [dispute.buyer_id, dispute.seller_id].into();
    Ok(DisputeRoom {
        order: order_of(desk, dispute.request_id).await?,
        journals: desk.store.journals_of_request(dispute.request_id).await?,
        names: desk.store.names_of(&sides).await?,
        history,
        dispute,
    })
}
