//! What a dispute ended with, or how it was decided, as a signed text for both sides. Nothing is kept: it is written from
//! the dispute, under the key of receipts.

use crate::{ActionError, Desk, escrow::receipt_signer};
use domain::{
    DisputeId, UserId,
    disputes::{AppealFacts, DecisionFacts, Dispute, DisputeFacts, SignedSummary, SummaryFacts},
    escrow::receipt::{House, Parties, Party},
    market::PurchaseRequest,
};
use std::collections::{BTreeMap, BTreeSet};

/// The summary of a dispute, for its two sides and people of the house; `None` while nothing is decided and nothing over.
///
/// # Errors
/// 404 for everybody else.
pub async fn summary_of(
    desk: &Desk,
    viewer: UserId,
    is_of_the_house: bool,
    id: DisputeId,
) -> Result<Option<SignedSummary>, ActionError> {
    let dispute: Dispute = desk.store.get(id).await?;
    if !dispute.is_party(viewer) && !is_of_the_house {
        return Err(ActionError::NotFound(id.to_string()));
    }
    if dispute.decisions.is_empty() && dispute.resolution.is_none() {
        return Ok(None);
    }
    let request: PurchaseRequest = desk.store.get(dispute.request_id).await?;
    let names = desk.store.names_of(&everybody(&dispute)).await?;
    let facts = facts(desk, &dispute, format!("R-{:06}", request.number), &names);
    Ok(Some(facts.signed(&receipt_signer(desk))))
}

fn facts(desk: &Desk, dispute: &Dispute, number: String, names: &BTreeMap<UserId, String>) -> SummaryFacts {
    let called = |id: UserId| Party { id, name: names.get(&id).cloned().unwrap_or_default() };
    SummaryFacts {
        house: House { origin: desk.settings.origin.clone(), issued_at: desk.now().to_string() },
        parties: Parties { buyer: called(dispute.buyer_id), seller: called(dispute.seller_id) },
        dispute: DisputeFacts::of(dispute, number),
        decisions: dispute.decisions.iter().map(|decision| DecisionFacts::of(dispute, decision, called)).collect(),
        appeal: dispute.appeal.as_ref().map(AppealFacts::from),
    }
}

fn everybody(dispute: &Dispute) -> BTreeSet<UserId> {
    let people = dispute.decisions.iter().flat_map(|made| [Some(made.by), made.confirmed.map(|second| second.by)]);
    people.flatten().chain([dispute.buyer_id, dispute.seller_id]).collect()
}
