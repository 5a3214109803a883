//! What is open for a session ends with it, and with its person's right to be here: at the next look, whatever the looks
//! before it found. Runs on the engine in memory, or on the server that `AMANAT_TEST_URI` names.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use domain::{
    Currency, Timestamp, UserId,
    identity::{Language, Role, Theme, User, UserStatus, VerificationLevel},
};
use store::{Commit, OpenFor, SessionStore, Store, Welcome};
use tower_sessions_core::{
    SessionStore as _,
    session::{Id, Record},
};

const NOW: Timestamp = Timestamp::from_millis(1_795_248_000_000);
/// More than there are marks.
const PEOPLE: u8 = 40;

/// People with a session each, and what was found out about them.
struct World {
    store: Store,
    people: Vec<User>,
    sessions: Vec<Id>,
    welcome: Welcome,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = match std::env::var("AMANAT_TEST_URI") {
            Ok(uri) => {
                let name = format!("open_{name}");
                Store::drop_named(&uri, &name).await.unwrap();
                Store::open_named(&uri, &name).await.unwrap()
            }
            Err(_) => Store::in_memory(folder.path()).await.unwrap(),
        };
        let mut world = Self { store, people: vec![], sessions: vec![], welcome: Welcome::default(), _folder: folder };
        for nth in 1..=PEOPLE {
            world.come(person(nth), 3_600).await;
        }
        world
    }

    /// Somebody comes for so many seconds.
    async fn come(&mut self, person: User, seconds: i64) {
        self.store.commit(Commit::new().insert(&person)).await.unwrap();
        let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::seconds(seconds);
        let mut record = Record { id: Id::default(), data: Default::default(), expiry_date };
        self.store.sessions().create(&mut record).await.unwrap();
        self.people.push(person);
        self.sessions.push(record.id);
    }

    async fn change(&mut self, nth: usize, how: impl FnOnce(&mut User)) {
        let mut person: User = self.store.get(self.people[nth].id).await.unwrap();
        how(&mut person);
        self.store.commit(Commit::new().save(&person)).await.unwrap();
    }

    /// Who must go. Everybody sits here by their person; those with these places by a role as well.
    async fn over(&mut self, helpers: &[usize]) -> Vec<usize> {
        let open = self.people.iter().zip(&self.sessions).enumerate().map(|(nth, (person, session))| OpenFor {
            session: SessionStore::name_of(session),
            person: person.id,
            helps: helpers.contains(&nth),
        });
        let over = self.store.sessions_over(&open.collect::<Vec<_>>(), &mut self.welcome).await.unwrap();
        over.iter().enumerate().filter(|(_, over)| **over).map(|(nth, _)| nth).collect()
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
async fn whoever_is_locked_or_let_go_is_found_at_the_next_look_and_stays_found() {
    let mut world = World::new("locked").await;
    world.change(5, |helper| helper.roles.push(Role::Support)).await;
    for _ in 0..2 {
        assert_eq!(world.over(&[5]).await, Vec::<usize>::new());
    }
    world.change(7, |user| user.status = UserStatus::Locked).await;
    for _ in 0..2 {
        assert_eq!(world.over(&[5]).await, [7]);
    }
    world.change(5, |helper| helper.roles.retain(|role| *role != Role::Support)).await;
    for _ in 0..2 {
        assert_eq!(world.over(&[5]).await, [5, 7]);
    }
    assert_eq!(world.over(&[]).await, [7], "as a person they may stay");
    world.change(7, |user| user.status = UserStatus::Active).await;
    assert_eq!(world.over(&[]).await, Vec::<usize>::new());
    // Welcome by their person is not welcome by a role.
    assert_eq!(world.over(&[9]).await, [9]);
}

#[tokio::test]
async fn whoever_comes_locked_or_with_a_session_that_is_over_is_found_among_those_who_may_stay() {
    let mut world = World::new("came").await;
    assert_eq!(world.over(&[]).await, Vec::<usize>::new());
    world.come(User { status: UserStatus::Locked, ..person(50) }, 3_600).await;
    world.come(person(51), -1).await;
    world.come(person(52), 3_600).await;
    assert_eq!(world.over(&[]).await, [40, 41]);
    world.store.sessions().delete(&world.sessions[3]).await.unwrap();
    assert_eq!(world.over(&[]).await, [3, 40, 41]);
}
