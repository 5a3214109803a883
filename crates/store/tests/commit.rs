//! One way to write: all or nothing, nobody's change overwritten, no account under its floor.
//! Runs on the engine in memory, or on the server that `AMANAT_TEST_URI` names. `one_by_one.rs` runs all of it again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use domain::{
    Currency, JournalId, Money, Timestamp, UserId, WalletId,
    event::Actor,
    identity::{Language, Role, Theme, User, UserStatus, VerificationLevel},
    ledger::{Entry, Journal, JournalKind, LedgerAccount},
};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Commit, Counter, Store, StoreError};

static DRAWN: AtomicU64 = AtomicU64::new(1);

/// 16 bytes that no other test of this run draws.
fn bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&DRAWN.fetch_add(1, Ordering::SeqCst).to_be_bytes());
    bytes
}

struct World {
    store: Store,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = match std::env::var("AMANAT_TEST_URI") {
            Ok(uri) => {
                let store = Store::open_named(&uri, &format!("{}_{name}", env!("CARGO_CRATE_NAME"))).await.unwrap();
                store.drop_database().await.unwrap();
                Store::open_named(&uri, &format!("{}_{name}", env!("CARGO_CRATE_NAME"))).await.unwrap()
            }
            Err(_) => Store::in_memory(folder.path()).await.unwrap(),
        };
        let store = if module_path!().starts_with("one_by_one") { store.without_bulk() } else { store };
        Self { store, _folder: folder }
    }
}

fn person(email: &str) -> User {
    User {
        id: UserId::from_bytes(bytes()),
        version: 0,
        display_name: "Mina".to_owned(),
        email: Some(email.to_owned()),
        email_key: Some(email.to_owned()),
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
        created_at: Timestamp::from_millis(1_763_000_000_123),
        updated_at: Timestamp::from_millis(1_763_000_000_123),
        legacy_id: None,
    }
}

fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

fn posting(key: &str, debit: &LedgerAccount, credit: &LedgerAccount, amount: Money) -> Journal {
    Journal {
        id: JournalId::from_bytes(bytes()),
        kind: JournalKind::Transfer,
        key: key.to_owned(),
        entries: vec![Entry { debit: debit.clone(), credit: credit.clone(), amount }],
        request_id: None,
        payment_id: None,
        reverses: None,
        by: Actor::House,
        at: Timestamp::from_millis(1_763_000_000_000),
        seal: None,
    }
}

fn wallet() -> LedgerAccount {
    LedgerAccount::Wallet(WalletId::from_bytes(bytes()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_reads_back_as_written() {
    let world = World::new("reads_back").await;
    let mina = person("mina@example.org");
    world.store.commit(Commit::new().insert(&mina)).await.unwrap();
    assert_eq!(world.store.get::<User>(mina.id).await.unwrap(), mina);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_an_old_copy_is_refused_and_writes_nothing() {
    let world = World::new("old_copy").await;
    let mina = person("mina@example.org");
    world.store.commit(Commit::new().insert(&mina)).await.unwrap();
    let renamed = User { display_name: "Mina A".to_owned(), ..mina.clone() };
    world.store.commit(Commit::new().save(&renamed)).await.unwrap();

    let late = User { display_name: "Mina B".to_owned(), ..mina.clone() };
    let bystander = person("other@example.org");
    let refused = world.store.commit(Commit::new().insert(&bystander).save(&late)).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))), "{refused:?}");
    let stored = world.store.get::<User>(mina.id).await.unwrap();
    assert_eq!((stored.display_name.as_str(), stored.version), ("Mina A", 1));
    assert!(world.store.find::<User>(bystander.id).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_email_names_the_index_that_refused_it() {
    let world = World::new("taken_email").await;
    world.store.commit(Commit::new().insert(&person("mina@example.org"))).await.unwrap();
    let refused = world.store.commit(Commit::new().insert(&person("mina@example.org"))).await.unwrap_err();
    assert!(refused.is_duplicate("user_email"), "{refused:?}");
    let without = User { email: None, email_key: None, ..person("") };
    let another = User { id: UserId::from_bytes(bytes()), ..without.clone() };
    world.store.commit(Commit::new().insert(&without).insert(&another)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_never_posts_twice() {
    let world = World::new("posts_once").await;
    let (from, to) = (LedgerAccount::Operator, wallet());
    world.store.commit(Commit::new().post(&posting("gift:1", &from, &to, usdt(5)))).await.unwrap();
    let again = world.store.commit(Commit::new().post(&posting("gift:1", &from, &to, usdt(5)))).await.unwrap_err();
    assert!(again.is_duplicate(store::JOURNAL_KEY_INDEX), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_never_falls_under_its_floor_even_when_many_take_at_once() {
    let world = World::new("floor").await;
    let (purse, shop) = (wallet(), wallet());
    let gift = posting("gift", &LedgerAccount::Operator, &purse, usdt(100));
    world.store.commit(Commit::new().post(&gift)).await.unwrap();
    let takes = (0..20).map(|number| {
        let journal = posting(&format!("take:{number}"), &purse, &shop, usdt(100));
        let store = world.store.clone();
        async move { store.commit(Commit::new().post(&journal)).await }
    });
    let results = futures::future::join_all(takes).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert!(results.iter().all(|result| matches!(result, Ok(()) | Err(StoreError::NotEnough { .. }))), "{results:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_who_pay_in_one_commit_the_poor_one_is_named_and_nobody_pays() {
    let world = World::new("poor").await;
    let (rich, poor, shop) = (wallet(), wallet(), wallet());
    let gifts = [(&rich, 100), (&poor, 30)].map(|(whose, units)| {
        let key = format!("gift:{whose}");
        posting(&key, &LedgerAccount::Operator, whose, usdt(units))
    });
    world.store.commit(gifts.iter().fold(Commit::new(), Commit::post)).await.unwrap();
    // Twice from the poor one: each alone would do.
    let bills = [(&rich, "a", 90), (&poor, "b", 20), (&poor, "c", 20)]
        .map(|(whose, key, units)| posting(key, whose, &shop, usdt(units)));
    let refused = world.store.commit(bills.iter().fold(Commit::new(), Commit::post)).await;
    assert!(matches!(&refused, Err(StoreError::NotEnough { account }) if *account == poor.to_string()), "{refused:?}");
    for (whose, units) in [(&rich, 100), (&poor, 30), (&shop, 0)] {
        assert_eq!(world.store.balance(whose, Currency::USDT).await.unwrap(), usdt(units), "{whose}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_collection_are_written_together_and_refused_together() {
    let world = World::new("together").await;
    let people = ["a@example.org", "b@example.org", "a@example.org"].map(person);
    let refused = world.store.commit(people.iter().fold(Commit::new(), Commit::insert)).await.unwrap_err();
    assert!(refused.is_duplicate("user_email"), "{refused:?}");
    assert!(world.store.find::<User>(people[0].id).await.unwrap().is_none());
    world.store.commit(people[..2].iter().fold(Commit::new(), Commit::insert)).await.unwrap();
    assert_eq!(world.store.get::<User>(people[1].id).await.unwrap(), people[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_given_once_whatever_runs_beside() {
    let world = World::new("numbers").await;
    let draws = (0..50).map(|_| world.store.next_number(Counter::Addresses("ab".to_owned())));
    let mut numbers = futures::future::try_join_all(draws).await.unwrap();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=50).collect::<Vec<u64>>());
}
