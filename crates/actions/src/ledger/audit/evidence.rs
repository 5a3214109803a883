//! Evidence: every piece fits its hashes and has its files, and history, which is sealed, knows the same hashes and no
//! others.

use super::{disputes::Disputes, next_readable, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    DisputeId,
    attachments::Attachment,
    disputes::{Dispute, Evidence},
    event::Subject,
};
use std::collections::BTreeMap;

pub(super) async fn check(desk: &Desk, disputes: &Disputes, findings: &mut Findings) -> Result<(), ActionError> {
    let mut laid: BTreeMap<DisputeId, Vec<String>> = BTreeMap::new();
    let mut rows = desk.store.every::<Evidence>().await?;
    while let Some(piece) = next_readable(&mut rows, "evidence", findings).await? {
        if !disputes.0.contains_key(&piece.dispute_id) {
            findings.breach("references", piece.id, "its dispute does not exist");
        }
        check_piece(desk, &piece, findings).await?;
        laid.entry(piece.dispute_id).or_default().push(piece.hashes().join(" "));
    }
    for dispute in disputes.0.values() {
        let laid = laid.remove(&dispute.id).unwrap_or_default();
        check_history(desk, dispute, laid, findings).await?;
    }
    Ok(())
}

async fn check_piece(desk: &Desk, piece: &Evidence, findings: &mut Findings) -> Result<(), ActionError> {
    findings.must("laid-before", piece.is_whole(), piece.id, || "its words are not those that were hashed".to_owned());
    for file in &piece.files {
        let there = desk.store.find::<Attachment>(file.id).await?;
        let is_there = there.is_some_and(|there| there.hash == file.hash && there.place.is_some());
        findings.must("laid-before", is_there, piece.id, || format!("its file {} is gone, or another one", file.id));
    }
    Ok(())
}

async fn check_history(
    desk: &Desk,
    dispute: &Dispute,
    mut laid: Vec<String>,
    findings: &mut Findings,
) -> Result<(), ActionError> {
    let rows = desk.store.history(dispute.request_id).await?;
    let about = |row: &domain::event::EventRow| row.subject == Subject::Dispute(dispute.id) && row.outcome.is_none();
    let rows = rows.into_iter().filter(|row| about(row) && row.deed == "lay_evidence");
    let mut noted: Vec<String> = rows.filter_map(|row| row.why).collect();
    laid.sort();
    noted.sort();
    findings.must("laid-before", laid == noted, dispute.id, || {
        format!("{} pieces are there, history knows {} and says other hashes", laid.len(), noted.len())
    });
    Ok(())
}
