//! What is laid before a dispute: by whom, seen by whom, how much, and once. That it stays as it came: `evidence_kept`.

use crate::{a_key, asks, assert_books_are_right, code_of, open};
use actions::{
    ActionError, Desk,
    attachments::open_file,
    disputes::{begin_dispute, begin_evidence, evidence_hashes, lay_evidence},
    tasks,
};
use domain::{DisputeId, EvidenceId, Hours, UserId, attachments::AttachmentHome, disputes::Evidence, identity::Role};
use futures::future::join_all;
use sha2::{Digest, Sha256};
use testkit::{Given, OrderIds, TestDesk, desk_with_chain};

/// A dispute of two.
pub struct Room {
    pub desk: TestDesk,
    pub order: OrderIds,
    pub dispute: DisputeId,
}

impl Room {
    pub async fn new() -> Self {
        let (desk, chain) = desk_with_chain().await;
        let order = Given::sent_order(&desk, &chain).await;
        let dispute = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
        Self { desk, order, dispute }
    }

    pub async fn lay(&self, who: UserId, words: &str, files: &[&str]) -> Result<EvidenceId, ActionError> {
        lay(&self.desk, who, self.dispute, words, files, &a_key(&self.desk).key).await
    }

    pub async fn laid(&self) -> Vec<Evidence> {
        self.desk.store.evidence_of(self.dispute).await.unwrap()
    }

    /// The pieces, their files in their places, and the rows of all files there are, of one person.
    pub async fn counts(&self, who: UserId) -> (usize, usize, usize) {
        let home = AttachmentHome::Evidence(self.dispute, who).text();
        let placed = self.desk.store.attachments_of(&home).await.unwrap().len();
        let rows = self.desk.store.attachments_since(who, self.desk.now() - Hours(1_000), 1_000).await.unwrap();
        (self.laid().await.iter().filter(|piece| piece.by == who).count(), placed, rows)
    }
}

/// As a form comes: its files one after the other, then everything at once, or nothing.
pub async fn lay(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    words: &str,
    files: &[&str],
    key: &str,
) -> Result<EvidenceId, ActionError> {
    let mut brought = begin_evidence(desk, who, id).await?;
    for text in files {
        if let Err(error) = brought.add(desk, "note.txt", text.as_bytes().to_vec()).await {
            brought.give_up(desk).await;
            return Err(error);
        }
    }
    let done = lay_evidence(desk, who, id, (words, &brought), key).await;
    if done.is_err() {
        brought.give_up(desk).await;
    }
    done
}

pub fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_lay_words_and_files_and_their_hashes_are_listed_in_the_order_they_came() {
    let room = Room::new().await;
    room.lay(room.order.buyer, "No lid came.", &["the parcel", "the label"]).await.unwrap();
    room.desk.advance(Hours(1));
    room.lay(room.order.seller, "", &["the lid, packed"]).await.unwrap();
    let wanted = ["No lid came.", "the parcel", "the label", "the lid, packed"].map(hash);
    assert_eq!(evidence_hashes(&room.desk, room.dispute).await.unwrap(), wanted);
    let laid = room.laid().await;
    assert_eq!(laid.iter().map(|piece| piece.by).collect::<Vec<_>>(), [room.order.buyer, room.order.seller]);
    for (file, text) in laid.iter().flat_map(|piece| &piece.files).zip(["the parcel", "the label", "the lid, packed"]) {
        for (who, roles) in
            [(room.order.buyer, &[][..]), (room.order.seller, &[]), (room.order.buyer, &[Role::Resolver])]
        {
            let (_, bytes) = open_file(&room.desk, (who, roles), file.id).await.unwrap();
            assert_eq!(bytes, text.as_bytes());
        }
    }
    assert_books_are_right(&room.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_lay_nothing_and_open_nothing() {
    let room = Room::new().await;
    room.lay(room.order.buyer, "", &["the parcel"]).await.unwrap();
    let file = room.laid().await[0].files[0].id;
    let other = Given::seller(&room.desk, "Vahid").await;
    for roles in [&[][..], &[Role::Seller], &[Role::Support], &[Role::Treasurer]] {
        assert_eq!(code_of(open_file(&room.desk, (other, roles), file).await), "not-found", "{roles:?}");
    }
    for decides in [Role::Resolver, Role::Admin] {
        let opened = open_file(&room.desk, (other, &[decides]), file).await;
        assert_eq!(code_of(opened), "done", "whoever may decide sees what the sides see");
    }
    assert_eq!(code_of(room.lay(other, "I saw it.", &["x"]).await), "not-found");
    assert_eq!(room.counts(other).await, (0, 0, 0));
    assert_eq!(code_of(begin_dispute(&room.desk, other, room.order.request).await), "escrow-not-a-party");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_too_much_and_what_is_no_file_of_ours_is_refused_and_nothing_stays() {
    let room = Room::new().await;
    let buyer = room.order.buyer;
    for (words, files, wanted) in [
        (" ", &[][..], "evidence-nothing"),
        (&*"x".repeat(2_001), &["good"], "too-long"),
        ("Look.", &["good", "<html>bad</html>"], "file-kind"),
    ] {
        assert_eq!(code_of(room.lay(buyer, words, files).await), wanted);
        assert_eq!(room.counts(buyer).await, (0, 0, 0), "{wanted}");
    }
    assert_books_are_right(&room.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_forms_with_a_file_ten_find_a_place_and_the_other_side_keeps_its_own() {
    let room = Room::new().await;
    let (buyer, seller) = (room.order.buyer, room.order.seller);
    let said = join_all((0..20).map(|_| room.lay(buyer, "Look.", &["the parcel"]))).await;
    let said: Vec<String> = said.into_iter().map(code_of).collect();
    assert_eq!(said.iter().filter(|said| *said == "done").count(), 10, "{said:?}");
    assert!(said.iter().all(|said| said == "done" || said == "file-full"), "{said:?}");
    assert_eq!(room.counts(buyer).await, (10, 10, 10));
    assert_eq!(code_of(room.lay(seller, "", &["mine"]).await), "done");
    assert_books_are_right(&room.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_thirty_pieces_at_once_twenty_are_laid() {
    let room = Room::new().await;
    let twins: Vec<Desk> = (0..30).map(|_| room.desk.twin()).collect();
    let said = join_all(twins.iter().map(|twin| async move {
        let key = a_key(twin).key;
        code_of(lay(twin, room.order.seller, room.dispute, "It was packed.", &[], &key).await)
    }));
    let said = said.await;
    assert_eq!(said.iter().filter(|said| *said == "done").count(), 20, "{said:?}");
    assert!(said.iter().all(|said| said == "done" || said == "dispute-evidence-full"), "{said:?}");
    assert_eq!(room.laid().await.len(), 20);
    assert_books_are_right(&room.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_comes_twice_lays_one_piece_and_another_body_is_told_so() {
    let room = Room::new().await;
    let (desk, buyer) = (&room.desk, room.order.buyer);
    let once = |words, files| lay(desk, buyer, room.dispute, words, files, "one form");
    let said = join_all((0..5).map(|_| once("Look.", &["the parcel"]))).await;
    let first = *said[0].as_ref().unwrap();
    assert!(said.into_iter().all(|said| said.unwrap() == first));
    assert_eq!(code_of(once("Look.", &["another parcel"]).await), "key-used-otherwise");
    assert_eq!(code_of(once("See.", &["the parcel"]).await), "key-used-otherwise");
    assert_eq!((room.counts(buyer).await.0, room.counts(buyer).await.1), (1, 1));
    sweep(&room.desk).await;
    assert_eq!(room.counts(buyer).await, (1, 1, 1), "the files of its twins are swept");
    assert_books_are_right(desk).await;
}

/// The clock comes round: once for what is due, a second time for what was marked.
pub async fn sweep(desk: &TestDesk) {
    tasks::ensure_standing_tasks(desk).await.unwrap();
    desk.advance(Hours(1));
    tasks::run_due(desk, "worker").await.unwrap();
}
