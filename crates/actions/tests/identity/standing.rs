use crate::{
    sessions::{browser, is_open},
    world::{PASSWORD, World, code_of},
};
use actions::{admin, identity};
use domain::{
    UserId,
    event::Actor,
    identity::{Role, User, UserStatus},
};
use store::LogFilter;

async fn second_admin(world: &World) -> UserId {
    let omid = world.person("Omid").await;
    identity::grant_role(&world.desk, Actor::House, omid, Role::Admin).await.unwrap();
    omid
}

async fn stands(world: &World, user: UserId) -> User {
    world.desk.store.get(user).await.unwrap()
}

/// Deed, before, after, why: newest first.
async fn log_of(world: &World, user: UserId) -> Vec<(String, Option<String>, String, Option<String>)> {
    let filter = LogFilter { person: Some(user), ..LogFilter::default() };
    let rows = world.desk.store.log_rows(&filter, 50).await.unwrap();
    rows.into_iter().map(|row| (row.deed, row.from, row.to, row.why)).collect()
}

#[tokio::test]
async fn a_locked_person_is_signed_out_in_the_same_write_and_cannot_come_back() {
    let world = World::new().await;
    let (nadia, aigul, mina) = (world.admin().await, world.person("Aigul").await, world.person("Mina").await);
    let (hers, minas) = (browser(&world, aigul).await, browser(&world, mina).await);
    assert_eq!(code_of(admin::lock_user(&world.desk, nadia, aigul, " ").await), (422, "reason:required".to_owned()));
    assert!(is_open(&world, hers).await, "a refused deed does nothing");

    admin::lock_user(&world.desk, nadia, aigul, "two cards\r\nof one person").await.unwrap();
    assert!(!is_open(&world, hers).await && is_open(&world, minas).await);
    let user = stands(&world, aigul).await;
    assert_eq!((user.status, user.status_reason.as_deref()), (UserStatus::Locked, Some("two cards  of one person")));
    let answer = identity::sign_in(&world.desk, "aigul@example.org", PASSWORD).await;
    assert_eq!(code_of(answer), (403, "account-locked".to_owned()));
    let told = ("lock_user".to_owned(), Some("active".to_owned()), "locked".to_owned(), user.status_reason);
    assert!(log_of(&world, aigul).await.contains(&told));

    admin::unlock_user(&world.desk, nadia, aigul).await.unwrap();
    assert!(identity::sign_in(&world.desk, "aigul@example.org", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn every_deed_done_twice_is_in_the_log_once() {
    let world = World::new().await;
    let (nadia, aigul) = (world.admin().await, world.person("Aigul").await);
    let before = log_of(&world, aigul).await.len();
    for _ in 0..2 {
        admin::set_verification_level(&world.desk, nadia, aigul, "2", "passport seen").await.unwrap();
        admin::grant_role(&world.desk, nadia, aigul, "support").await.unwrap();
    }
    for _ in 0..2 {
        admin::revoke_role(&world.desk, nadia, aigul, "support").await.unwrap();
        admin::lock_user(&world.desk, nadia, aigul, "asked for it").await.unwrap();
    }
    for _ in 0..2 {
        admin::unlock_user(&world.desk, nadia, aigul).await.unwrap();
    }
    let rows = log_of(&world, aigul).await;
    let told: Vec<&str> = rows[..rows.len() - before].iter().map(|row| row.0.as_str()).collect();
    assert_eq!(told, ["unlock_user", "lock_user", "revoke_role", "grant_role", "set_verification_level"]);
    assert_eq!(rows[2].1.as_deref(), Some("buyer,support"));
}

#[tokio::test]
async fn nobody_but_an_admin_changes_anybodys_standing() {
    let world = World::new().await;
    let (aigul, mina) = (world.person("Aigul").await, world.person("Mina").await);
    let (desk, forbidden) = (&world.desk, (403, "forbidden".to_owned()));
    assert_eq!(code_of(admin::lock_user(desk, aigul, mina, "because").await), forbidden);
    assert_eq!(code_of(admin::unlock_user(desk, aigul, mina).await), forbidden);
    assert_eq!(code_of(admin::set_verification_level(desk, aigul, mina, "3", "because").await), forbidden);
    assert_eq!(code_of(admin::grant_role(desk, aigul, aigul, "admin").await), forbidden);
    assert_eq!(code_of(admin::revoke_role(desk, aigul, mina, "seller").await), forbidden);
    assert_eq!(code_of(admin::end_user_sessions(desk, aigul, mina).await), forbidden);
    assert_eq!(code_of(admin::log(desk, aigul, &admin::LogForm::default()).await), forbidden);
    assert_eq!(code_of(admin::person_file(desk, aigul, mina).await), forbidden);
    assert_eq!(stands(&world, mina).await.status, UserStatus::Active);
}

#[tokio::test]
async fn an_admin_does_not_lock_or_raise_themselves_and_keeps_their_own_role() {
    let world = World::new().await;
    let nadia = world.admin().await;
    let (desk, own) = (&world.desk, (409, "not-yourself".to_owned()));
    assert_eq!(code_of(admin::lock_user(desk, nadia, nadia, "tired").await), own);
    assert_eq!(code_of(admin::set_verification_level(desk, nadia, nadia, "3", "it is me").await), own);
    assert_eq!(code_of(admin::revoke_role(desk, nadia, nadia, "admin").await), own);
    assert!(stands(&world, nadia).await.is(Role::Admin));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_who_depose_each_other_at_once_leave_one() {
    for _ in 0..5 {
        let world = World::new().await;
        let (nadia, omid) = (world.admin().await, second_admin(&world).await);
        let twin = world.desk.clone();
        let (a, b) = tokio::join!(
            admin::revoke_role(&world.desk, nadia, omid, "admin"),
            admin::lock_user(&twin, omid, nadia, "a coup"),
        );
        let left = [stands(&world, nadia).await.is(Role::Admin), stands(&world, omid).await.is(Role::Admin)];
        assert_eq!(left.iter().filter(|is_admin| **is_admin).count(), 1, "{a:?} {b:?}");
    }
}

#[tokio::test]
async fn a_role_nobody_knows_and_a_level_out_of_range_are_refused_at_their_field() {
    let world = World::new().await;
    let (nadia, aigul) = (world.admin().await, world.person("Aigul").await);
    for role in ["owner", "buyer", "", "Admin"] {
        let answer = admin::grant_role(&world.desk, nadia, aigul, role).await;
        assert_eq!(code_of(answer), (422, "role:not-a-choice".to_owned()), "{role}");
    }
    for level in ["4", "-1", "", "two"] {
        let answer = admin::set_verification_level(&world.desk, nadia, aigul, level, "because").await;
        assert_eq!(code_of(answer), (422, "level:not-a-choice".to_owned()), "{level}");
    }
}

#[tokio::test]
async fn a_person_is_found_by_id_by_email_and_by_how_the_name_begins() {
    let world = World::new().await;
    let (nadia, aigul) = (world.admin().await, world.person("Aigul Karimova").await);
    world.person("Mina").await;
    let id = aigul.to_string();
    for text in [id.as_str(), "AIGUL.karimova@", "aigul k", "Aigul", "AIGUL.K"] {
        let filter = store::PeopleFilter { text: text.to_owned(), ..store::PeopleFilter::default() };
        let found = admin::people(&world.desk, nadia, &filter, None).await.unwrap();
        assert_eq!(found.rows.iter().map(|user| user.id).collect::<Vec<_>>(), [aigul], "{text}");
    }
    let admins = store::PeopleFilter { role: Some(Role::Admin), ..store::PeopleFilter::default() };
    assert_eq!(admin::people(&world.desk, nadia, &admins, None).await.unwrap().rows.len(), 1);
    let nobody = store::PeopleFilter { text: "$ne".to_owned(), ..store::PeopleFilter::default() };
    assert!(admin::people(&world.desk, nadia, &nobody, None).await.unwrap().rows.is_empty());
}
