//! Evidence when something goes wrong: killed half-way, too late, at the very end, beside a complaint that is refused, or
//! changed behind the door.

use crate::{
    a_key, asks, assert_books_are_right, code_of, complaint,
    evidence::{Room, hash, lay, sweep},
};
use actions::{
    Desk,
    attachments::open_file,
    disputes::{begin_dispute, begin_evidence, evidence_hashes, lay_evidence, open_dispute_with, withdraw_dispute},
    ledger::audit,
};
use domain::{
    Hours,
    disputes::{Dispute, DisputeForm, Evidence},
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, desk_with_chain};

#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_while_bringing_evidence_has_laid_nothing_and_leaves_nothing() {
    let room = Room::new().await;
    let buyer = room.order.buyer;
    let mut brought = begin_evidence(&room.desk, buyer, room.dispute).await.unwrap();
    brought.add(&room.desk, "half.txt", b"half".to_vec()).await.unwrap();
    let file = brought.files().remove(0);
    assert_eq!(code_of(open_file(&room.desk, (buyer, &[]), file.id).await), "not-found", "it has no place");
    assert_eq!(room.counts(buyer).await, (0, 0, 1));
    sweep(&room.desk).await;
    assert_eq!(room.counts(buyer).await, (0, 0, 0));
    let late = lay_evidence(&room.desk, buyer, room.dispute, ("Look.", &brought), "late").await;
    assert_ne!(code_of(late), "done", "its file is gone");
    assert_eq!(room.counts(buyer).await, (0, 0, 0));
    assert_books_are_right(&room.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_end_nothing_is_laid_and_what_was_laid_is_still_read() {
    let room = Room::new().await;
    let (buyer, seller) = (room.order.buyer, room.order.seller);
    room.lay(seller, "It was packed.", &["the lid"]).await.unwrap();
    withdraw_dispute(&room.desk, buyer, room.dispute).await.unwrap();
    for who in [buyer, seller] {
        assert_eq!(code_of(room.lay(who, "Too late.", &["late"]).await), "dispute-over");
    }
    let file = room.laid().await[0].files[0].id;
    assert_eq!(code_of(open_file(&room.desk, (buyer, &[]), file).await), "done");
    assert_books_are_right(&room.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_laid_while_it_ends_was_there_before_the_end_or_is_not_there() {
    for _ in 0..5 {
        let room = Room::new().await;
        let (order, twins) = (room.order, (0..12).map(|_| room.desk.twin()).collect::<Vec<_>>());
        let lays = twins.iter().map(|twin| async {
            let key = a_key(twin).key;
            code_of(lay(twin, order.seller, room.dispute, "It was packed.", &[], &key).await)
        });
        let end = withdraw_dispute(&room.desk, order.buyer, room.dispute);
        let (said, ended) = futures::join!(join_all(lays), end);
        ended.unwrap();
        assert!(said.iter().all(|said| said == "done" || said == "dispute-over"), "{said:?}");
        assert_eq!(said.iter().filter(|said| *said == "done").count(), room.laid().await.len());
        let rows = room.desk.store.history(order.request).await.unwrap();
        let of_dispute: Vec<&str> =
            rows.iter().map(|row| &*row.deed).filter(|deed| ["lay_evidence", "withdraw"].contains(deed)).collect();
        assert_eq!(of_dispute.iter().filter(|deed| **deed == "lay_evidence").count(), room.laid().await.len());
        assert_books_are_right(&room.desk).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_comes_with_its_evidence_or_not_at_all() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let bring = async |texts: &[&str]| {
        let mut brought = begin_dispute(&desk, order.buyer, order.request).await.unwrap();
        for text in texts {
            brought.add(&desk, "note.txt", text.as_bytes().to_vec()).await.unwrap();
        }
        brought
    };
    let form = complaint(asks("refund", ""));
    let refused = bring(&["the parcel"]).await;
    let bad = DisputeForm { reason: String::new(), ..form.clone() };
    let said = open_dispute_with(&desk, order.buyer, order.request, (&bad, "Look.", &refused), "a").await;
    assert_eq!(code_of(said), "required");
    refused.give_up(&desk).await;
    let [first, twin] = [bring(&["the parcel"]).await, bring(&["the parcel"]).await];
    let opened = |brought| open_dispute_with(&desk, order.buyer, order.request, (&form, "Look.", brought), "b");
    let id = opened(&first).await.unwrap();
    assert_eq!(opened(&twin).await.unwrap(), id, "the same form again");
    let hashes = evidence_hashes(&desk, id).await.unwrap();
    assert_eq!(hashes, ["Look.", "the parcel"].map(hash));
    sweep(&desk).await;
    assert_eq!(desk.store.attachments_since(order.buyer, desk.now() - Hours(100), 100).await.unwrap(), 1);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_changes_or_removes_evidence_behind_the_door_is_found_out() {
    let room = Room::new().await;
    room.lay(room.order.buyer, "No lid came.", &["the parcel"]).await.unwrap();
    assert_books_are_right(&room.desk).await;
    let piece = room.laid().await.remove(0);
    let lie = Evidence { words: Some("A lid came.".to_owned()), ..piece.clone() };
    room.desk.commit(Commit::new().save(&lie)).await.unwrap();
    assert_eq!(broken(&room.desk).await, ["laid-before"]);
    // A hash made anew does not fit what history has sealed.
    let lie = Evidence { version: 1, words_hash: Some(hash("A lid came.")), ..lie };
    room.desk.commit(Commit::new().save(&lie)).await.unwrap();
    assert!(lie.is_whole());
    assert_eq!(broken(&room.desk).await, ["laid-before"]);
    room.desk.commit(Commit::new().remove(&Evidence { version: 2, ..lie })).await.unwrap();
    assert_eq!(broken(&room.desk).await, ["laid-before"]);
    let dispute: Dispute = room.desk.store.get(room.dispute).await.unwrap();
    assert!(dispute.is_open);
}

async fn broken(desk: &Desk) -> Vec<&'static str> {
    actions::ledger::seal_history(desk).await.unwrap();
    let report = audit(desk).await.unwrap();
    let broken = report.checks.iter().filter(|check| !check.breaches.is_empty());
    broken.map(|check| check.name).collect()
}
