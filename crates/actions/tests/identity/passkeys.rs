use crate::{
    authenticator::Authenticator,
    world::{PASSWORD, World, code_of, form},
};
use actions::{
    ActionError,
    identity::{self, Ceremony, Proof},
};
use domain::{
    Minutes, Seconds, UserId,
    identity::{Language, Passkey},
};

async fn sign_up(world: &World, key: &mut Authenticator, name: &str) -> UserId {
    let (options, ceremony) = identity::start_passkey_sign_up(&world.desk, &form(name, "")).await.unwrap();
    let answer = key.create(&options);
    identity::finish_passkey_sign_up(&world.desk, ceremony, &answer, "Chrome · Linux", Language::Fa).await.unwrap().0
}

async fn sign_in(world: &World, key: &mut Authenticator) -> Result<UserId, ActionError> {
    let (options, ceremony) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let answer = key.get(&options);
    identity::finish_passkey_sign_in(&world.desk, ceremony, &answer).await
}

/// The question again, as a session that was copied would hold it.
fn copy(ceremony: &Ceremony) -> Ceremony {
    serde_json::from_value(serde_json::to_value(ceremony).unwrap()).unwrap()
}

fn refused(code: &str) -> (u16, String) {
    (401, code.to_owned())
}

#[tokio::test]
async fn a_newcomer_with_a_passkey_needs_no_password_and_no_name_to_come_back() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    let aigul = sign_up(&world, &mut key, "Aigul").await;
    assert_eq!(sign_in(&world, &mut key).await.unwrap(), aigul);
    let kept: Vec<Passkey> = world.desk.store.passkeys_of(aigul).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].name, "Chrome · Linux");
    assert!(kept[0].last_used_at.is_some() && !kept[0].is_synced);
}

#[tokio::test]
async fn an_answer_is_worth_one_entrance() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    let aigul = sign_up(&world, &mut key, "Aigul").await;
    let (options, ceremony) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let answer = key.get(&options);
    let (twin, third) = (copy(&ceremony), copy(&ceremony));
    let (a, b) = tokio::join!(
        identity::finish_passkey_sign_in(&world.desk, ceremony, &answer),
        identity::finish_passkey_sign_in(&world.desk, twin, &answer),
    );
    let opened: Vec<UserId> = [a, b].into_iter().filter_map(Result::ok).collect();
    assert_eq!(opened, [aigul], "of two at once one is refused");
    assert_eq!(
        code_of(identity::finish_passkey_sign_in(&world.desk, third, &answer).await),
        refused("passkey-refused")
    );
}

#[tokio::test]
async fn an_answer_after_five_minutes_is_late() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    sign_up(&world, &mut key, "Aigul").await;
    let (options, ceremony) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let answer = key.get(&options);
    world.clock.advance(Minutes(5));
    assert_eq!(
        code_of(identity::finish_passkey_sign_in(&world.desk, ceremony, &answer).await),
        refused("passkey-too-late")
    );
    let (options, ceremony) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let answer = key.get(&options);
    world.clock.advance(Seconds(299));
    assert!(identity::finish_passkey_sign_in(&world.desk, ceremony, &answer).await.is_ok());
}

/// Makes an authenticator's next answer wrong in one way; the second one is somebody else's.
type Bend = fn(&mut Authenticator, &Authenticator);

#[tokio::test]
async fn an_answer_that_is_wrong_in_one_way_opens_nothing() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    let aigul = sign_up(&world, &mut key, "Aigul").await;
    let mut other = Authenticator::new(2);
    sign_up(&world, &mut other, "Mina").await;
    let ways: [(&str, Bend); 7] = [
        ("another origin", |key, _| key.origin = "http://localhost:3001".into()),
        ("another scheme", |key, _| key.origin = "https://localhost:3000".into()),
        ("a look-alike host", |key, _| key.origin = "http://localhost.evil.example:3000".into()),
        ("another relying party", |key, _| key.rp = "evil.example".into()),
        ("nobody verified", |key, _| key.verifies = false),
        ("inside another site's frame", |key, _| key.crosses_origin = true),
        ("another person's handle", |key, other| key.takes_handle_of(other)),
    ];
    for (way, bend) in ways {
        let mut bent = Authenticator::new(1);
        bent.takes_handle_of(&key);
        bend(&mut bent, &other);
        let answer = sign_in(&world, &mut bent).await;
        assert!(answer.is_err(), "{way} came in");
        assert_eq!(code_of(answer), refused("passkey-refused"), "{way}");
    }
    assert_eq!(sign_in(&world, &mut key).await.unwrap(), aigul);
}

#[tokio::test]
async fn an_answer_to_another_question_or_an_altered_one_opens_nothing() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    sign_up(&world, &mut key, "Aigul").await;
    let (options, _) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let (_, ceremony) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let answer = key.get(&options);
    assert_eq!(
        code_of(identity::finish_passkey_sign_in(&world.desk, ceremony, &answer).await),
        refused("passkey-refused")
    );

    let (options, ceremony) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let altered = key.get(&options).replace("\"signature\":\"ME", "\"signature\":\"MF");
    assert_eq!(
        code_of(identity::finish_passkey_sign_in(&world.desk, ceremony, &altered).await),
        refused("passkey-refused")
    );

    let (_, ceremony) = identity::start_passkey_sign_in(&world.desk).unwrap();
    assert_eq!(
        code_of(identity::finish_passkey_sign_in(&world.desk, ceremony, "{}").await),
        refused("passkey-refused")
    );

    let (options, _) = identity::start_passkey_sign_in(&world.desk).unwrap();
    let (_, sign_up_question) = identity::start_passkey_sign_up(&world.desk, &form("Mina", "")).await.unwrap();
    let answer = key.get(&options);
    let mixed = identity::finish_passkey_sign_in(&world.desk, sign_up_question, &answer).await;
    assert_eq!(code_of(mixed), refused("passkey-refused"), "a question of one kind takes no answer of another");
}

#[tokio::test]
async fn a_passkey_of_nobody_is_named_as_such() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    let (options, _) = identity::start_passkey_sign_up(&world.desk, &form("Aigul", "")).await.unwrap();
    key.create(&options);
    assert_eq!(code_of(sign_in(&world, &mut key).await), refused("passkey-unknown"));
}

#[tokio::test]
async fn a_counter_that_steps_back_is_refused_and_noted_for_a_bound_key() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    key.counter = 5;
    let aigul = sign_up(&world, &mut key, "Aigul").await;
    key.counter = 6;
    sign_in(&world, &mut key).await.unwrap();
    for counter in [6, 3, 0] {
        key.counter = counter;
        assert_eq!(code_of(sign_in(&world, &mut key).await), refused("passkey-copied"), "{counter}");
    }
    assert!(world.desk.store.passkeys_of(aigul).await.unwrap()[0].suspected_at.is_some());
    key.counter = 7;
    assert_eq!(sign_in(&world, &mut key).await.unwrap(), aigul, "the owner's own key still counts on");
}

#[tokio::test]
async fn a_synced_key_may_send_nothing_or_less() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    key.is_synced = true;
    key.counter = 5;
    let aigul = sign_up(&world, &mut key, "Aigul").await;
    for counter in [0, 5, 4] {
        key.counter = counter;
        assert_eq!(sign_in(&world, &mut key).await.unwrap(), aigul);
    }
    assert!(world.desk.store.passkeys_of(aigul).await.unwrap()[0].is_synced);
}

#[tokio::test]
async fn the_last_way_in_stays_even_when_two_are_removed_at_once() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    let aigul = sign_up(&world, &mut key, "Aigul").await;
    let first = world.desk.store.passkeys_of(aigul).await.unwrap()[0].id;
    let last = (409, "last-credential".to_owned());
    assert_eq!(code_of(identity::remove_passkey(&world.desk, aigul, first).await), last);

    let (options, ceremony) = identity::start_adding_passkey(&world.desk, aigul, Proof::FRESH).await.unwrap();
    let answer = Authenticator::new(2).create(&options);
    let second = identity::finish_adding_passkey(&world.desk, aigul, ceremony, &answer, "Phone").await.unwrap();
    let (a, b) = tokio::join!(
        identity::remove_passkey(&world.desk, aigul, first),
        identity::remove_passkey(&world.desk, aigul, second),
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "{a:?} {b:?}");
    assert_eq!(world.desk.store.passkeys_of(aigul).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_second_passkey_shares_the_handle_and_a_known_one_is_left_out() {
    let world = World::new().await;
    let mut key = Authenticator::new(1);
    let aigul = sign_up(&world, &mut key, "Aigul").await;
    let (options, ceremony) = identity::start_adding_passkey(&world.desk, aigul, Proof::FRESH).await.unwrap();
    let asked: serde_json::Value = serde_json::from_str(&options).unwrap();
    assert_eq!(asked["excludeCredentials"].as_array().map(Vec::len), Some(1));
    let again = key.create(&options);
    let again = identity::finish_adding_passkey(&world.desk, aigul, ceremony, &again, "Again").await;
    assert!(again.is_err(), "the very same key twice");
    let mut phone = Authenticator::new(2);
    let (options, ceremony) = identity::start_adding_passkey(&world.desk, aigul, Proof::FRESH).await.unwrap();
    let answer = phone.create(&options);
    let id = identity::finish_adding_passkey(&world.desk, aigul, ceremony, &answer, "Phone").await.unwrap();
    assert_eq!(sign_in(&world, &mut phone).await.unwrap(), aigul);
    identity::rename_passkey(&world.desk, aigul, id, "Old phone").await.unwrap();
    let kept = world.desk.store.passkeys_of(aigul).await.unwrap();
    assert_eq!(kept[0].user_handle, kept[1].user_handle);
    assert_eq!(kept[1].name, "Old phone");
}

#[tokio::test]
async fn nobody_touches_another_persons_passkey_or_question() {
    let world = World::new().await;
    let aigul = sign_up(&world, &mut Authenticator::new(1), "Aigul").await;
    let mina = world.person("Mina").await;
    let key = world.desk.store.passkeys_of(aigul).await.unwrap()[0].id;
    let gone = (404, "not-found".to_owned());
    assert_eq!(code_of(identity::rename_passkey(&world.desk, mina, key, "Mine").await), gone);
    assert_eq!(code_of(identity::remove_passkey(&world.desk, mina, key).await), gone);
    let (options, ceremony) = identity::start_adding_passkey(&world.desk, aigul, Proof::FRESH).await.unwrap();
    let answer = Authenticator::new(3).create(&options);
    let stolen = identity::finish_adding_passkey(&world.desk, mina, ceremony, &answer, "Mine").await;
    assert_eq!(code_of(stolen), refused("passkey-refused"));
}

#[tokio::test]
async fn a_password_and_a_passkey_can_stand_in_for_each_other() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let mut key = Authenticator::new(1);
    let (options, ceremony) = identity::start_adding_passkey(&world.desk, aigul, Proof::FRESH).await.unwrap();
    let answer = key.create(&options);
    identity::finish_adding_passkey(&world.desk, aigul, ceremony, &answer, "Phone").await.unwrap();
    identity::remove_password(&world.desk, aigul).await.unwrap();
    assert!(identity::sign_in(&world.desk, "aigul@example.org", PASSWORD).await.is_err());
    assert_eq!(sign_in(&world, &mut key).await.unwrap(), aigul);
}
