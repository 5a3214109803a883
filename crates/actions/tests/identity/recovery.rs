//! The day everything else is lost.

use crate::{
    authenticator::Authenticator,
    world::{PASSWORD, World, code_of},
};
use actions::{
    ActionError,
    identity::{self, Proof},
};
use domain::{
    Days, Hours, Minutes, UserId,
    identity::{PasswordCredential, RecoveryCodes, User, UserStatus},
};
use store::Commit;

const NEW: &str = "blue tea at four o'clock";

/// Ten codes, as their page shows them.
pub async fn codes(world: &World, user: UserId) -> Vec<String> {
    let shown = identity::new_recovery_codes(&world.desk, user).await.unwrap();
    shown.read(&world.desk, user).unwrap()
}

fn refused() -> (u16, String) {
    (422, "recovery-refused".to_owned())
}

fn quiet() -> (u16, String) {
    (403, "quiet-after-recovery".to_owned())
}

async fn passkey(world: &World, user: UserId, proof: Proof<'_>, device: &mut Authenticator) -> Result<(), ActionError> {
    let (options, ceremony) = identity::start_adding_passkey(&world.desk, user, proof).await?;
    let answer = device.create(&options);
    identity::finish_adding_passkey(&world.desk, user, ceremony, &answer, "Phone").await.map(drop)
}

#[tokio::test]
async fn each_code_works_once_and_the_rest_are_counted() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let codes = codes(&world, aigul).await;
    assert_eq!(codes.len(), 10);
    let code = &codes[3];
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(identity::recover(&world.desk, " AIGUL@Example.org", &typed).await.unwrap(), aigul);
    assert_eq!(identity::recovery_codes_left(&world.desk, aigul).await.unwrap(), Some(9));
    assert_eq!(code_of(identity::recover(&world.desk, "aigul@example.org", code).await), refused());
    identity::check_recovery_code(&world.desk, aigul, &codes[4]).await.unwrap();
    assert_eq!(identity::recovery_codes_left(&world.desk, aigul).await.unwrap(), Some(8));
}

#[tokio::test]
async fn one_code_used_three_times_at_once_opens_once() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let code = codes(&world, aigul).await.remove(0);
    let (a, b, c) = tokio::join!(
        identity::recover(&world.desk, "aigul@example.org", &code),
        identity::recover(&world.desk, "aigul@example.org", &code),
        identity::check_recovery_code(&world.desk, aigul, &code),
    );
    let won = usize::from(a.is_ok()) + usize::from(b.is_ok()) + usize::from(c.is_ok());
    assert_eq!(won, 1, "{a:?} {b:?} {c:?}");
    assert_eq!(identity::recovery_codes_left(&world.desk, aigul).await.unwrap(), Some(9));
}

#[tokio::test]
async fn a_code_opens_nobody_elses_account_and_an_unknown_name_gets_the_same_answer() {
    let world = World::new().await;
    let (aigul, _mina) = (world.person("Aigul").await, world.person("Mina").await);
    let codes = codes(&world, aigul).await;
    for email in ["mina@example.org", "nobody@example.org", ""] {
        assert_eq!(code_of(identity::recover(&world.desk, email, &codes[0]).await), refused(), "{email}");
    }
    assert_eq!(code_of(identity::recover(&world.desk, "aigul@example.org", "").await), refused());
    assert_eq!(identity::recovery_codes_left(&world.desk, aigul).await.unwrap(), Some(10));
}

#[tokio::test]
async fn guessing_is_counted_and_ends() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let codes = codes(&world, aigul).await;
    for _ in 0..6 {
        let guess = identity::recover(&world.desk, "aigul@example.org", "0000-0000-0000-0000").await;
        assert_eq!(code_of(guess), refused());
    }
    let right = identity::recover(&world.desk, "aigul@example.org", &codes[0]).await;
    assert!(matches!(right, Err(ActionError::TooManyTries { .. })), "{right:?}");
}

#[tokio::test]
async fn codes_are_kept_as_hashes_and_read_by_one_person_for_ten_minutes() {
    let world = World::new().await;
    let (aigul, mina) = (world.person("Aigul").await, world.person("Mina").await);
    let shown = identity::new_recovery_codes(&world.desk, aigul).await.unwrap();
    let codes = shown.read(&world.desk, aigul).unwrap();
    let set: RecoveryCodes = world.desk.store.get(aigul).await.unwrap();
    let kept: String = set.hashes.iter().map(|hash| hash.expose().to_owned()).collect();
    for code in &codes {
        let bare = code.replace('-', "");
        assert!(!kept.contains(&bare) && !kept.contains(code) && !format!("{shown:?}").contains(code));
    }
    assert_eq!(shown.read(&world.desk, mina), None);
    world.clock.advance(Minutes(11));
    assert_eq!(shown.read(&world.desk, aigul), None);
}

#[tokio::test]
async fn new_codes_end_the_old_ones() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let old = codes(&world, aigul).await;
    let new = codes(&world, aigul).await;
    assert_eq!(code_of(identity::recover(&world.desk, "aigul@example.org", &old[0]).await), refused());
    assert_eq!(identity::recover(&world.desk, "aigul@example.org", &new[0]).await.unwrap(), aigul);
}

#[tokio::test]
async fn somebody_kept_out_does_not_come_back_by_a_code_and_keeps_it() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let codes = codes(&world, aigul).await;
    let user: User = world.desk.store.get(aigul).await.unwrap();
    world.desk.commit(Commit::new().save(&User { status: UserStatus::Locked, ..user })).await.unwrap();
    let locked = identity::recover(&world.desk, "aigul@example.org", &codes[0]).await;
    assert_eq!(code_of(locked), (403, "account-locked".to_owned()));
    assert_eq!(identity::recovery_codes_left(&world.desk, aigul).await.unwrap(), Some(10));
}

#[tokio::test]
async fn for_a_day_after_a_recovery_one_way_in_is_added_and_nothing_else_changes() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let mut device = Authenticator::new(1);
    passkey(&world, aigul, Proof::FRESH, &mut device).await.unwrap();
    let first = desk.store.passkeys_of(aigul).await.unwrap().remove(0);
    let codes = codes(&world, aigul).await;
    world.clock.advance(Minutes(1));
    identity::recover(desk, "aigul@example.org", &codes[0]).await.unwrap();

    assert_eq!(code_of(identity::remove_passkey(desk, aigul, first.id).await), quiet());
    assert_eq!(code_of(identity::remove_password(desk, aigul).await), quiet());
    assert_eq!(code_of(identity::new_recovery_codes(desk, aigul).await.map(drop)), quiet());
    // The password is forgotten: it is not asked, once.
    identity::set_password(desk, aigul, Proof::default(), NEW).await.unwrap();
    let second = identity::set_password(desk, aigul, Proof::default(), PASSWORD).await;
    assert_eq!(code_of(second), quiet());
    let late = passkey(&world, aigul, Proof::FRESH, &mut Authenticator::new(2)).await;
    assert_eq!(code_of(late), quiet());

    world.clock.advance(Days(1));
    identity::remove_passkey(desk, aigul, first.id).await.unwrap();
}

#[tokio::test]
async fn two_new_ways_in_at_once_in_a_quiet_time_are_one() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let codes = codes(&world, aigul).await;
    world.clock.advance(Minutes(1));
    identity::recover(desk, "aigul@example.org", &codes[0]).await.unwrap();
    let (options, ceremony) = identity::start_adding_passkey(desk, aigul, Proof::default()).await.unwrap();
    let answer = Authenticator::new(3).create(&options);
    let (a, b) = tokio::join!(
        identity::finish_adding_passkey(desk, aigul, ceremony, &answer, "Phone"),
        identity::set_password(desk, aigul, Proof::default(), NEW),
    );
    assert!(!(a.is_ok() && b.is_ok()), "{a:?} {b:?}");
    assert!(a.is_ok() || b.is_ok(), "{a:?} {b:?}");
}

#[tokio::test]
async fn the_quiet_time_ends_by_itself_after_a_day() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let codes = codes(&world, aigul).await;
    identity::recover(&world.desk, "aigul@example.org", &codes[0]).await.unwrap();
    world.clock.advance(Hours(23));
    assert_eq!(code_of(identity::not_quiet(&world.desk, aigul).await), quiet());
    world.clock.advance(Hours(1));
    identity::not_quiet(&world.desk, aigul).await.unwrap();
    let kept: PasswordCredential = world.desk.store.get(aigul).await.unwrap();
    assert!(kept.hash.expose().starts_with("$argon2id$"));
}

#[tokio::test]
async fn the_last_passkey_may_go_when_codes_lead_back_and_not_before() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let mut device = Authenticator::new(4);
    passkey(&world, aigul, Proof::FRESH, &mut device).await.unwrap();
    identity::remove_password(desk, aigul).await.unwrap();
    let only = desk.store.passkeys_of(aigul).await.unwrap().remove(0);
    assert_eq!(code_of(identity::remove_passkey(desk, aigul, only.id).await), (409, "last-credential".to_owned()));
    codes(&world, aigul).await;
    identity::remove_passkey(desk, aigul, only.id).await.unwrap();
}
