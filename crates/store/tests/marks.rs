//! What is written is marked with it: kept copies of pages are compared with the marks.
//! Runs on the engine in memory, or on the server that `AMANAT_TEST_URI` names.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use domain::{
    Currency, PurchaseRequestId, ReviewId, Timestamp, UserId, WalletId,
    identity::{Language, Role, Theme, User, UserStatus, VerificationLevel},
    market::{Review, ReviewSubject},
    wallets::Wallet,
};
use store::{Commit, Marks, Matter, Store, StoreError};

const NOW: Timestamp = Timestamp::from_millis(1_795_248_000_000);

struct World {
    store: Store,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = match std::env::var("AMANAT_TEST_URI") {
            Ok(uri) => {
                let name = format!("marks_{name}");
                Store::drop_named(&uri, &name).await.unwrap();
                Store::open_named(&uri, &name).await.unwrap()
            }
            Err(_) => Store::in_memory(folder.path()).await.unwrap(),
        };
        Self { store, _folder: folder }
    }

    async fn marks(&self, matter: Matter) -> Marks {
        self.store.marks(&[matter]).await.unwrap().unwrap()
    }
}

fn person(nth: u8) -> User {
    User {
        id: UserId::from_bytes([nth; 16]),
        version: 0,
        display_name: "Mina".to_owned(),
        email: None,
        email_key: None,
        roles: vec![Role::Buyer],
        status: UserStatus::Active,
        status_reason: None,
        warning_count: 0,
        verification_level: VerificationLevel::default(),
        email_verified_at: None,
        telegram: None,
        quiet_until: None,
        language: Language::Fa,
        theme: Theme::Auto,
        display_currency: Currency::USDT,
        about: None,
        review_stars: 0,
        review_count: 0,
        completed_sales: 0,
        created_at: NOW,
        updated_at: NOW,
        legacy_id: None,
    }
}

#[tokio::test]
async fn who_writes_a_person_marks_people_and_nothing_else() {
    let world = World::new("people").await;
    let (people, requests) = (world.marks(Matter::People).await, world.marks(Matter::Requests).await);
    let mina = person(1);
    world.store.commit(Commit::new().insert(&mina)).await.unwrap();
    let inserted = world.marks(Matter::People).await;
    assert_ne!(inserted, people);
    world.store.commit(Commit::new().save(&mina)).await.unwrap();
    let saved = world.marks(Matter::People).await;
    assert_ne!(saved, inserted);
    world.store.commit(Commit::new().remove(&User { version: 1, ..mina })).await.unwrap();
    assert_ne!(world.marks(Matter::People).await, saved);
    assert_eq!(world.marks(Matter::Requests).await, requests);
}

#[tokio::test]
async fn a_review_is_a_matter_of_people_and_a_wallet_of_no_page() {
    let world = World::new("review").await;
    let before = world.marks(Matter::People).await;
    let wallet = Wallet {
        id: WalletId::from_bytes([3; 16]),
        version: 0,
        user_id: person(1).id,
        currency: Currency::USDT,
        created_at: NOW,
        legacy_id: None,
    };
    world.store.commit(Commit::new().insert(&wallet)).await.unwrap();
    assert_eq!(world.marks(Matter::People).await, before);
    let review = Review {
        id: ReviewId::from_bytes([4; 16]),
        version: 0,
        request_id: PurchaseRequestId::from_bytes([5; 16]),
        reviewer_id: person(1).id,
        subject_type: ReviewSubject::Seller,
        subject_id: person(2).id,
        template_id: None,
        once: None,
        rating: 5,
        comment: None,
        is_verified_buyer: true,
        reply: None,
        created_at: NOW,
        legacy_id: None,
    };
    world.store.commit(Commit::new().insert(&review)).await.unwrap();
    assert_ne!(world.marks(Matter::People).await, before);
}

#[tokio::test]
async fn a_write_that_is_refused_marks_nothing() {
    let world = World::new("refused").await;
    let mina = person(1);
    world.store.commit(Commit::new().insert(&mina)).await.unwrap();
    let before = world.marks(Matter::People).await;
    let stale = Commit::new().insert(&person(2)).save(&User { version: 7, ..mina });
    assert!(matches!(world.store.commit(stale).await, Err(StoreError::Conflict(_))));
    assert_eq!(world.marks(Matter::People).await, before);
}

#[tokio::test]
async fn people_who_come_at_once_do_not_stand_in_each_others_way() {
    let world = World::new("at_once").await;
    let all = (1..=40).map(|nth| {
        let store = world.store.clone();
        tokio::spawn(async move { store.commit(Commit::new().insert(&person(nth))).await })
    });
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap().unwrap();
    }
}
