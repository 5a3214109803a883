//! Codes of an authenticator app.

use crate::world::{PASSWORD, World, code_of};
use actions::identity::{self, Proof};
use domain::{
    Days, Hours, Minutes, Seconds, UserId,
    identity::{AuthenticatorApp, Sealed, User},
};
use store::Commit;
use totp_rs::{Builder, Secret};

/// The code an app shows that was told this secret, so many steps from now.
pub fn code_at(world: &World, secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let seconds = u64::try_from(world.desk.now().millis() / 1000 + 30 * steps).unwrap();
    Builder::new().with_secret(secret).build().unwrap().generate(seconds).to_string()
}

/// Somebody with an app that is on; says its secret. The code that turned it on is a step in the past.
pub async fn with_app(world: &World, user: UserId) -> String {
    identity::start_totp(&world.desk, user, Proof::FRESH).await.unwrap();
    let secret = identity::offered_totp(&world.desk, user).await.unwrap().unwrap().groups.concat();
    identity::confirm_totp(&world.desk, user, &code_at(world, &secret, 0)).await.unwrap();
    world.clock.advance(Seconds(30));
    secret
}

fn refused(code: &str) -> (u16, String) {
    (422, format!("secret_code:{code}"))
}

#[tokio::test]
async fn a_code_opens_once_and_so_does_none_before_it() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let secret = with_app(&world, aigul).await;
    let (desk, code) = (&world.desk, code_at(&world, &secret, 0));
    identity::check_totp(desk, aigul, &code).await.unwrap();
    assert_eq!(code_of(identity::check_totp(desk, aigul, &code).await), refused("code-used"));
    assert_eq!(code_of(identity::check_totp(desk, aigul, &code_at(&world, &secret, -1)).await), refused("code-used"));
    identity::check_totp(desk, aigul, &code_at(&world, &secret, 1)).await.unwrap();
}

#[tokio::test]
async fn of_two_sign_ins_with_one_code_at_once_one_wins() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let secret = with_app(&world, aigul).await;
    let code = code_at(&world, &secret, 0);
    let (a, b, c) = tokio::join!(
        identity::check_totp(&world.desk, aigul, &code),
        identity::check_totp(&world.desk, aigul, &code),
        identity::check_totp(&world.desk, aigul, &code),
    );
    let won = [&a, &b, &c].into_iter().filter(|result| result.is_ok()).count();
    assert_eq!(won, 1, "{a:?} {b:?} {c:?}");
}

#[tokio::test]
async fn a_clock_may_be_half_a_minute_off_and_no_more() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let secret = with_app(&world, aigul).await;
    world.clock.advance(Minutes(5));
    for steps in [-2, 2] {
        let code = code_at(&world, &secret, steps);
        assert_eq!(code_of(identity::check_totp(&world.desk, aigul, &code).await), refused("code-wrong"), "{steps}");
    }
    identity::check_totp(&world.desk, aigul, &code_at(&world, &secret, -1)).await.unwrap();
    identity::check_totp(&world.desk, aigul, &code_at(&world, &secret, 1)).await.unwrap();
}

#[tokio::test]
async fn digits_are_read_as_a_persian_keyboard_types_them() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let secret = with_app(&world, aigul).await;
    let persian = |c: char| char::from_u32(u32::from('۰') + c.to_digit(10).unwrap()).unwrap();
    let typed: String = code_at(&world, &secret, 0).chars().map(persian).collect();
    identity::check_totp(&world.desk, aigul, &format!(" {typed} ")).await.unwrap();
}

#[tokio::test]
async fn six_wrong_codes_close_the_door_also_for_the_right_one() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let secret = with_app(&world, aigul).await;
    for _ in 0..6 {
        assert_eq!(code_of(identity::check_totp(&world.desk, aigul, "not one").await), refused("code-wrong"));
    }
    let right = identity::check_totp(&world.desk, aigul, &code_at(&world, &secret, 0)).await;
    assert!(matches!(right, Err(actions::ActionError::TooManyTries { .. })), "{right:?}");
    world.clock.advance(Hours(2));
    identity::check_totp(&world.desk, aigul, &code_at(&world, &secret, 0)).await.unwrap();
}

#[tokio::test]
async fn an_app_counts_only_after_it_showed_a_right_code() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let desk = &world.desk;
    identity::start_totp(desk, aigul, Proof::FRESH).await.unwrap();
    assert_eq!(code_of(identity::confirm_totp(desk, aigul, "000000x").await), refused("code-wrong"));
    assert_eq!(identity::confirmed_app(desk, aigul).await.unwrap(), None);
    let first = identity::offered_totp(desk, aigul).await.unwrap().unwrap();
    assert!(first.uri.starts_with("otpauth://totp/Amanat:aigul%40example.org?secret="), "{}", first.uri);
    identity::start_totp(desk, aigul, Proof::FRESH).await.unwrap();
    let second = identity::offered_totp(desk, aigul).await.unwrap().unwrap();
    assert!(first.groups != second.groups, "an offer that was seen and left is worth nothing");
    identity::confirm_totp(desk, aigul, &code_at(&world, &second.groups.concat(), 0)).await.unwrap();
    assert!(identity::offered_totp(desk, aigul).await.unwrap().is_none(), "a secret that counts is never shown again");
    let again = identity::start_totp(desk, aigul, Proof::FRESH).await;
    assert_eq!(code_of(again), (409, "totp-there".to_owned()));
}

#[tokio::test]
async fn a_found_session_sets_up_nothing_without_the_password() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let proof = |password| Proof { is_fresh: false, password };
    for (typed, code) in [("", "secret_current:required"), ("another bridge, no yaks", "secret_current:password-wrong")]
    {
        let started = identity::start_totp(&world.desk, aigul, proof(typed)).await;
        assert_eq!(code_of(started), (422, code.to_owned()));
    }
    identity::start_totp(&world.desk, aigul, proof(PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn the_secret_is_not_readable_where_it_is_kept_and_opens_only_for_its_person() {
    let world = World::new().await;
    let (aigul, mina) = (world.person("Aigul").await, world.person("Mina").await);
    let secret = with_app(&world, aigul).await;
    let app: AuthenticatorApp = world.desk.store.get(aigul).await.unwrap();
    let bytes = Secret::try_from_base32(&secret).unwrap();
    assert!(!app.secret.expose().contains(&hex(bytes.as_ref())) && !app.secret.expose().contains(&secret));
    // Moved to another person's row, or with one bit turned, it is no secret at all.
    let moved = AuthenticatorApp { id: mina, version: 0, ..app.clone() };
    world.desk.commit(Commit::new().insert(&moved)).await.unwrap();
    let code = code_at(&world, &secret, 0);
    assert!(matches!(identity::check_totp(&world.desk, mina, &code).await, Err(actions::ActionError::Broken(_))));
    let mut turned = app.secret.expose().to_owned();
    let last = if turned.pop() == Some('0') { '1' } else { '0' };
    turned.push(last);
    world.desk.commit(Commit::new().save(&AuthenticatorApp { secret: Sealed::new(turned), ..app })).await.unwrap();
    assert!(matches!(identity::check_totp(&world.desk, aigul, &code).await, Err(actions::ActionError::Broken(_))));
}

#[tokio::test]
async fn in_a_quiet_time_no_app_comes_and_none_goes() {
    let world = World::new().await;
    let (aigul, mina) = (world.person("Aigul").await, world.person("Mina").await);
    with_app(&world, aigul).await;
    for who in [aigul, mina] {
        let user: User = world.desk.store.get(who).await.unwrap();
        world.desk.commit(Commit::new().save(&identity::begin_quiet(&world.desk, user))).await.unwrap();
    }
    let quiet = (403, "quiet-after-recovery".to_owned());
    assert_eq!(code_of(identity::remove_totp(&world.desk, aigul).await), quiet);
    assert_eq!(code_of(identity::start_totp(&world.desk, mina, Proof::FRESH).await), quiet);
    world.clock.advance(Days(1));
    identity::remove_totp(&world.desk, aigul).await.unwrap();
    assert_eq!(identity::confirmed_app(&world.desk, aigul).await.unwrap(), None);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
