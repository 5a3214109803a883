//! Evidence: brought with its files, laid before a dispute once, and never touched again. Its hashes stand in its row of
//! history too, which is sealed: whoever changes a piece afterwards is found out.

use super::told::{Told, told};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    attachments::Attaching,
    escrow::order_of,
};
use domain::{
    DisputeId, EvidenceId, UserId,
    attachments::AttachmentHome,
    disputes::{Dispute, DisputeNews, Evidence, NewEvidence},
    event::{Actor, EventRow, Subject},
};
use store::Commit;

/// Somebody brings files for what they lay before a dispute.
///
/// # Errors
/// 404 for who has no part in it; 429 after too many in a day.
pub async fn begin_evidence(desk: &Desk, who: UserId, id: DisputeId) -> Result<Attaching, ActionError> {
    let dispute: Dispute = desk.store.get(id).await?;
    // Whether it is over is said when everything has come: a form that is sent twice gets its first answer then.
    if !dispute.is_party(who) && dispute.may_lay_evidence(who).is_err() {
        return Err(ActionError::NotFound(id.to_string()));
    }
    Attaching::to(desk, who, AttachmentHome::Evidence(id, who)).await
}

/// Lays words, files or both before a dispute; once per form key.
///
/// # Errors
/// A code at `evidence`; 403 for who has no part in it; 409 when it is over, or enough was laid before it.
pub async fn lay_evidence(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    (typed, brought): (&str, &Attaching),
    key: &str,
) -> Result<EvidenceId, ActionError> {
    let (dispute, files) = (id.to_string(), brought.files());
    let hashes = files.iter().map(|file| file.hash.as_str());
    let form = FormKey::new(key, [&*dispute, typed].into_iter().chain(hashes));
    let keyed = Keyed::new(who, "lay_evidence", &form);
    once(desk, &keyed, || again(|| lay_now(desk, who, id, (typed, brought), &keyed))).await
}

async fn lay_now(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    (typed, brought): (&str, &Attaching),
    keyed: &Keyed,
) -> Result<EvidenceId, ActionError> {
    let dispute: Dispute = desk.store.get(id).await?;
    // What cannot be argued about any more is said before the fields: none of them would mend it.
    dispute.may_lay_evidence(who)?;
    let new = NewEvidence::read(typed, brought.files())?;
    let laid = desk.store.evidence_of(id).await?;
    let taken: Vec<u32> = laid.iter().filter(|piece| piece.by == who).map(|piece| piece.place).collect();
    let evidence = Evidence::laid(desk.new_id(), (&dispute, who), new, &taken, desk.now())?;
    let commit = Commit::new().lay(&evidence).record(&row(desk, &dispute, &evidence));
    let commit = commit.once(&keyed.answer(desk, &evidence.id.to_string()));
    let commit = brought.put_beside(desk, commit).await?;
    let number = order_of(desk, dispute.request_id).await?.request.number;
    let about = Told { dispute: &dispute, number, news: DisputeNews::Evidence, actor: Actor::User(who) };
    desk.commit(told(desk, commit, &about).await?).await?;
    Ok(evidence.id)
}

/// What comes along with a complaint, in the commit that opens the dispute.
pub(super) async fn beside_complaint(
    desk: &Desk,
    commit: Commit,
    dispute: &Dispute,
    (typed, brought): (&str, &Attaching),
) -> Result<Commit, ActionError> {
    let Some(new) = NewEvidence::beside(typed, brought.files())? else { return Ok(commit) };
    let evidence = Evidence::laid(desk.new_id(), (dispute, dispute.opened_by), new, &[], desk.now())?;
    let commit = commit.insert(&evidence).record(&row(desk, dispute, &evidence));
    brought.put_beside(desk, commit).await
}

/// Every hash of what was laid before a dispute, in the order it came: of each piece that of its words, then those of its
/// files. The same at every look; what a summary of the dispute names.
///
/// # Errors
/// Only the database's.
pub async fn evidence_hashes(desk: &Desk, id: DisputeId) -> Result<Vec<String>, ActionError> {
    let laid = desk.store.evidence_of(id).await?;
    Ok(laid.iter().flat_map(Evidence::hashes).collect())
}

/// The dispute stays where it is.
fn row(desk: &Desk, dispute: &Dispute, evidence: &Evidence) -> EventRow {
    let (subject, status) = (Subject::Dispute(dispute.id), dispute.status.to_string());
    let row = desk.event(subject, Actor::User(evidence.by), "lay_evidence", Some(status), dispute.status);
    EventRow { request_id: Some(dispute.request_id), why: Some(evidence.hashes().join(" ")), ..row }
}
