//! Files beside requests and offers: who brings and sees them, what is refused, and that nothing stays behind.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use actions::{
    ActionError, Desk,
    attachments::{Attaching, files_around, take_away},
    market, tasks,
};
use domain::{
    AttachmentId, Hours, PurchaseRequestId, SellerOfferId, UserId,
    attachments::{Attachment, AttachmentHome, FileKind},
    identity::{Role, User},
    market::{PurchaseRequest, SellerOffer},
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, TestDesk, desk};

struct Deal {
    buyer: UserId,
    seller: UserId,
    request: PurchaseRequestId,
    offer: SellerOfferId,
}

impl Deal {
    async fn new(desk: &Desk) -> Self {
        let (buyer, seller) = (Given::person(desk, "Aigul").await, Given::seller(desk, "Reza").await);
        let request = Given::request(desk, buyer).await;
        let offer = Given::offer(desk, seller, request).await;
        Self { buyer, seller, request, offer }
    }

    fn homes(&self) -> [AttachmentHome; 2] {
        [AttachmentHome::Request(self.request), AttachmentHome::Offer(self.offer)]
    }
}

async fn bring(desk: &Desk, who: UserId, home: AttachmentHome, texts: &[&str]) -> Result<(), ActionError> {
    let mut attaching = Attaching::begin(desk, who, home).await?;
    for text in texts {
        if let Err(error) = attaching.add(desk, "note.txt", text.as_bytes().to_vec()).await {
            attaching.give_up(desk).await;
            return Err(error);
        }
    }
    let done = attaching.finish(desk).await;
    if done.is_err() {
        attaching.give_up(desk).await;
    }
    done
}

async fn beside(desk: &Desk, home: AttachmentHome) -> Vec<Attachment> {
    desk.store.attachments_of(&home.text()).await.unwrap()
}

async fn open_file(desk: &Desk, who: UserId, id: AttachmentId) -> Result<(Attachment, Vec<u8>), ActionError> {
    let User { roles, .. } = desk.store.get(who).await.unwrap();
    actions::attachments::open_file(desk, (who, &roles), id).await
}

/// Every row there is, whatever became of it.
async fn rows(desk: &Desk, who: UserId) -> usize {
    desk.store.attachments_since(who, desk.now() - Hours(1_000), 1_000).await.unwrap()
}

fn code<T>(result: Result<T, ActionError>) -> &'static str {
    match result {
        Ok(_) => "done",
        Err(ActionError::Refused { code, .. }) => code,
        Err(ActionError::NotFound(_)) => "not-found",
        Err(_) => "broken",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whose_it_is_brings_files_and_only_its_people_see_them() {
    let desk = desk().await;
    let deal = Deal::new(&desk).await;
    let (stranger, rival) = (Given::person(&desk, "Mina").await, Given::seller(&desk, "Vahid").await);
    let resolver = Given::person(&desk, "Parisa").await;
    let user: User = desk.store.get(resolver).await.unwrap();
    let roles = vec![Role::Buyer, Role::Resolver];
    desk.commit(Commit::new().save(&User { roles, ..user })).await.unwrap();
    let [wish, offer] = deal.homes();
    for (who, home, expected) in [
        (stranger, wish, "not-found"),
        (deal.seller, wish, "file-not-yours"),
        (rival, wish, "file-not-yours"),
        (resolver, wish, "file-not-yours"),
        (stranger, offer, "not-found"),
        (rival, offer, "not-found"),
        (deal.buyer, offer, "file-not-yours"),
        (deal.buyer, wish, "done"),
        (deal.seller, offer, "done"),
    ] {
        assert_eq!(code(bring(&desk, who, home, &["a note"]).await), expected, "{who} {home:?}");
    }
    let (drawn, shown) = (beside(&desk, wish).await[0].id, beside(&desk, offer).await[0].id);
    let sees = |who, id| {
        let desk = &desk;
        async move { open_file(desk, who, id).await.is_ok() }
    };
    // While the wish is open every seller may answer it; an offer is between two.
    for (who, drawing, offered) in [
        (deal.buyer, true, true),
        (deal.seller, true, true),
        (rival, true, false),
        (stranger, false, false),
        (resolver, true, true),
    ] {
        assert_eq!((sees(who, drawn).await, sees(who, shown).await), (drawing, offered), "{who}");
        let request: PurchaseRequest = desk.store.get(deal.request).await.unwrap();
        let offers = [desk.store.get::<SellerOffer>(deal.offer).await.unwrap()];
        let around = files_around(&desk, who, &request, &offers).await.unwrap();
        let counts = [around.beside(wish).files.len(), around.beside(offer).files.len()];
        assert_eq!(counts, [usize::from(drawing), usize::from(offered)], "{who}");
    }
    market::accept_offer(&desk, deal.buyer, deal.offer).await.unwrap();
    assert!(!sees(rival, drawn).await, "it is between two now");
    assert!(sees(deal.seller, drawn).await && sees(deal.buyer, shown).await);
    assert_eq!(code(bring(&desk, deal.buyer, wish, &["late"]).await), "file-not-yours");
    assert_eq!(code(take_away(&desk, deal.seller, shown).await), "file-not-yours", "what was agreed on stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_are_refused_and_nothing_of_their_form_is_left() {
    let desk = desk().await;
    let deal = Deal::new(&desk).await;
    let [wish, _] = deal.homes();
    for (bytes, expected) in [
        (&b""[..], "file-nothing"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "file-kind"),
        (b"<html><script>alert(1)</script>", "file-kind"),
        (b"\x89PNG\r\n\x1a\nnot a picture", "file-unreadable"),
    ] {
        let mut attaching = Attaching::begin(&desk, deal.buyer, wish).await.unwrap();
        attaching.add(&desk, "good.txt", b"good".to_vec()).await.unwrap();
        let good = {
            let orphans = desk.store.orphaned_attachments(desk.now() + Hours(2), 9).await.unwrap();
            orphans[0].clone()
        };
        assert!(desk.files.get(&good.key(), &good.hash).await.is_ok());
        let refused = attaching.add(&desk, "bad.png", bytes.to_vec()).await;
        assert_eq!(code(refused), expected);
        attaching.give_up(&desk).await;
        assert!(desk.files.get(&good.key(), &good.hash).await.is_err(), "its neighbour is gone too");
        assert_eq!((rows(&desk, deal.buyer).await, beside(&desk, wish).await.len()), (0, 0));
    }
    assert_eq!(code(bring(&desk, deal.buyer, wish, &[]).await), "file-nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_files_lie_beside_a_thing_however_many_forms_come_at_once() {
    let desk = desk().await;
    let deal = Deal::new(&desk).await;
    let [wish, _] = deal.homes();
    let forms = join_all((0..20).map(|_| bring(&desk, deal.buyer, wish, &["one", "two", "three"]))).await;
    let codes: Vec<_> = forms.into_iter().map(code).collect();
    assert_eq!(codes.iter().filter(|code| **code == "done").count(), 3, "{codes:?}");
    assert!(codes.iter().all(|code| ["done", "file-full"].contains(code)), "{codes:?}");
    assert_eq!((beside(&desk, wish).await.len(), rows(&desk, deal.buyer).await), (9, 9));
    assert_eq!(code(bring(&desk, deal.buyer, wish, &["ten"]).await), "done");
    assert_eq!(code(bring(&desk, deal.buyer, wish, &["eleven"]).await), "file-full");
    let places: Vec<_> = beside(&desk, wish).await.into_iter().filter_map(|file| file.place).collect();
    assert_eq!(places, (0..10).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_away_is_seen_by_nobody_and_swept() {
    let desk = desk().await;
    let deal = Deal::new(&desk).await;
    let [wish, _] = deal.homes();
    bring(&desk, deal.buyer, wish, &["keep", "away"]).await.unwrap();
    let files = beside(&desk, wish).await;
    assert_eq!(code(take_away(&desk, deal.seller, files[1].id).await), "file-not-yours");
    let twice = join_all((0..2).map(|_| take_away(&desk, deal.buyer, files[1].id))).await;
    assert!(twice.iter().all(Result::is_ok));
    assert_eq!(code(open_file(&desk, deal.buyer, files[1].id).await), "not-found");
    assert!(open_file(&desk, deal.buyer, files[0].id).await.is_ok());
    sweep(&desk).await;
    assert!(desk.files.get(&files[1].key(), &files[1].hash).await.is_err());
    assert_eq!(rows(&desk, deal.buyer).await, 1);
    assert!(open_file(&desk, deal.buyer, files[0].id).await.is_ok());
}

/// Killed after the bytes were put on the shelf and before they had their place.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_while_bringing_files_leaves_orphans_that_are_swept() {
    let desk = desk().await;
    let deal = Deal::new(&desk).await;
    let [wish, _] = deal.homes();
    let mut attaching = Attaching::begin(&desk, deal.buyer, wish).await.unwrap();
    attaching.add(&desk, "half.txt", b"half".to_vec()).await.unwrap();
    let orphan = desk.store.orphaned_attachments(desk.now() + Hours(2), 9).await.unwrap().remove(0);
    assert_eq!(code(open_file(&desk, deal.buyer, orphan.id).await), "not-found", "it has no place");
    sweep(&desk).await;
    assert!(desk.files.get(&orphan.key(), &orphan.hash).await.is_err());
    assert_eq!(rows(&desk, deal.buyer).await, 0);
    // Who comes back after that long finds nothing to finish.
    assert_eq!(code(attaching.finish(&desk).await), "broken");
    assert_eq!(beside(&desk, wish).await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_changed_on_the_shelf_is_not_given_out() {
    let desk = desk().await;
    let deal = Deal::new(&desk).await;
    let [wish, _] = deal.homes();
    bring(&desk, deal.buyer, wish, &["true"]).await.unwrap();
    let file = beside(&desk, wish).await.remove(0);
    assert_eq!((file.kind, file.name.as_str()), (FileKind::Text, "note.txt"));
    desk.files.remove(&file.key()).await.unwrap();
    desk.files.put(&file.key(), b"false".to_vec()).await.unwrap();
    assert_eq!(code(open_file(&desk, deal.buyer, file.id).await), "broken");
}

/// The clock comes round: once for what is due, a second time for what was marked.
async fn sweep(desk: &TestDesk) {
    tasks::ensure_standing_tasks(desk).await.unwrap();
    desk.advance(Hours(1));
    tasks::run_due(desk, "worker").await.unwrap();
}
