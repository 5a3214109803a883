//! Proving once more who one is.

use crate::{
    authenticator::Authenticator,
    totp::{code_at, with_app},
    world::{PASSWORD, World, code_of},
};
use actions::identity::{self, Proof, StepUpWays};
use domain::{Minutes, Seconds, UserId};

async fn with_passkey(world: &World, user: UserId, seed: u8) -> Authenticator {
    let mut device = Authenticator::new(seed);
    let (options, ceremony) = identity::start_adding_passkey(&world.desk, user, Proof::FRESH).await.unwrap();
    let answer = device.create(&options);
    identity::finish_adding_passkey(&world.desk, user, ceremony, &answer, "Phone").await.unwrap();
    device
}

fn unbelieved() -> (u16, String) {
    (401, "passkey-refused".to_owned())
}

#[tokio::test]
async fn an_answer_at_the_door_is_no_step_up_and_a_step_up_opens_no_door() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let mut device = with_passkey(&world, aigul, 1).await;
    let (options, door) = identity::start_passkey_sign_in(desk).unwrap();
    let answer = device.get(&options);
    assert_eq!(code_of(identity::finish_step_up(desk, aigul, door, &answer).await), unbelieved());
    let (options, step_up) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = device.get(&options);
    assert_eq!(code_of(identity::finish_passkey_sign_in(desk, step_up, &answer).await), unbelieved());
    // An answer to the door's question, brought under the step-up's name.
    let (options, _) = identity::start_passkey_sign_in(desk).unwrap();
    let (_, step_up) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = device.get(&options);
    assert_eq!(code_of(identity::finish_step_up(desk, aigul, step_up, &answer).await), unbelieved());
}

#[tokio::test]
async fn another_persons_passkey_proves_nothing_here() {
    let world = World::new().await;
    let (desk, aigul, mina) = (&world.desk, world.person("Aigul").await, world.person("Mina").await);
    let mut hers = with_passkey(&world, aigul, 1).await;
    let mut other = with_passkey(&world, mina, 2).await;
    let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = other.get(&options);
    assert_eq!(code_of(identity::finish_step_up(desk, aigul, ceremony, &answer).await), unbelieved());
    let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = hers.get(&options);
    assert_eq!(code_of(identity::finish_step_up(desk, mina, ceremony, &answer).await), unbelieved());
}

#[tokio::test]
async fn a_late_a_repeated_and_an_unverified_answer_prove_nothing() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let mut device = with_passkey(&world, aigul, 1).await;
    let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = device.get(&options);
    world.clock.advance(Minutes(5));
    let late = identity::finish_step_up(desk, aigul, ceremony, &answer).await;
    assert_eq!(code_of(late), (401, "passkey-too-late".to_owned()));

    let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
    let twin = serde_json::from_str(&serde_json::to_string(&ceremony).unwrap()).unwrap();
    let answer = device.get(&options);
    let (a, b) = tokio::join!(
        identity::finish_step_up(desk, aigul, ceremony, &answer),
        identity::finish_step_up(desk, aigul, twin, &answer),
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "{a:?} {b:?}");

    device.verifies = false;
    let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = device.get(&options);
    assert_eq!(code_of(identity::finish_step_up(desk, aigul, ceremony, &answer).await), unbelieved());
}

#[tokio::test]
async fn a_wrong_origin_a_frame_and_a_copied_key_prove_nothing() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let mut device = with_passkey(&world, aigul, 1).await;
    let changes: [fn(&mut Authenticator); 3] = [
        |device| device.origin = "http://evil.example".to_owned(),
        |device| device.rp = "evil.example".to_owned(),
        |device| device.crosses_origin = true,
    ];
    for change in changes {
        let (origin, rp) = (device.origin.clone(), device.rp.clone());
        change(&mut device);
        let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
        let answer = device.get(&options);
        assert_eq!(code_of(identity::finish_step_up(desk, aigul, ceremony, &answer).await), unbelieved());
        (device.origin, device.rp, device.crosses_origin) = (origin, rp, false);
    }
    device.counter = 9;
    let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = device.get(&options);
    identity::finish_step_up(desk, aigul, ceremony, &answer).await.unwrap();
    device.counter = 4;
    let (options, ceremony) = identity::start_step_up(desk, aigul).await.unwrap();
    let answer = device.get(&options);
    let copied = identity::finish_step_up(desk, aigul, ceremony, &answer).await;
    assert_eq!(code_of(copied), (401, "passkey-copied".to_owned()));
}

#[tokio::test]
async fn whoever_has_only_a_password_adds_a_second_way_first() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let refused = identity::step_up_by_password(desk, aigul, PASSWORD, "000000").await;
    assert_eq!(code_of(refused), (409, "second-way-first".to_owned()));
    assert_eq!(code_of(identity::start_step_up(desk, aigul).await.map(drop)), (409, "no-passkey".to_owned()));
    let ways = identity::step_up_ways(desk, aigul).await.unwrap();
    assert_eq!(ways, StepUpWays { by_passkey: false, by_password: false, has_password: true });
}

#[tokio::test]
async fn password_and_code_prove_it_together_and_neither_alone() {
    let world = World::new().await;
    let (desk, aigul) = (&world.desk, world.person("Aigul").await);
    let secret = with_app(&world, aigul).await;
    let code = code_at(&world, &secret, 0);
    let wrong = identity::step_up_by_password(desk, aigul, "another bridge, no yaks", &code).await;
    assert_eq!(code_of(wrong), (422, "secret_current:password-wrong".to_owned()));
    let wrong = identity::step_up_by_password(desk, aigul, PASSWORD, "").await;
    assert_eq!(code_of(wrong), (422, "secret_code:code-wrong".to_owned()));
    identity::step_up_by_password(desk, aigul, PASSWORD, &code).await.unwrap();
    let again = identity::step_up_by_password(desk, aigul, PASSWORD, &code).await;
    assert_eq!(code_of(again), (422, "secret_code:code-used".to_owned()));
    world.clock.advance(Seconds(30));
    identity::step_up_by_password(desk, aigul, PASSWORD, &code_at(&world, &secret, 0)).await.unwrap();
}
