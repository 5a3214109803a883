use crate::world::{PASSWORD, World, code_of, form};
use actions::identity::{self, HousePerson, Proof};
use domain::identity::{Language, PasswordCredential, Role, User, UserStatus};
use store::Commit;

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_get_the_same_answer() {
    let world = World::new().await;
    world.person("Aigul").await;
    let refused = (422, "sign-in-refused".to_owned());
    assert_eq!(code_of(identity::sign_in(&world.desk, "nobody@example.org", PASSWORD).await), refused);
    assert_eq!(code_of(identity::sign_in(&world.desk, "aigul@example.org", "another bridge, no yaks").await), refused);
    assert_eq!(code_of(identity::sign_in(&world.desk, "aigul@example.org", &"x".repeat(9_000)).await), refused);
    assert_eq!(code_of(identity::sign_in(&world.desk, "", "").await), refused);
}

#[tokio::test]
async fn the_right_password_opens_however_the_email_is_written() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    for email in ["aigul@example.org", " AIGUL@Example.Org ", "ａigul@example.org"] {
        assert_eq!(identity::sign_in(&world.desk, email, PASSWORD).await.unwrap(), aigul);
    }
}

#[tokio::test]
async fn a_taken_email_is_said_at_its_field_and_nothing_is_written() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let mina = form("Mina", "AIGUL@example.org");
    let again = identity::let_in(&world.desk, &mina, "blue tea at four o'clock", Language::Fa).await;
    assert_eq!(code_of(again), (422, "email:email-taken".to_owned()));
    assert_eq!(identity::sign_in(&world.desk, "aigul@example.org", PASSWORD).await.unwrap(), aigul);
    assert_eq!(world.desk.store.user_by_email_key("aigul@example.org").await.unwrap().unwrap().display_name, "Aigul");
}

#[tokio::test]
async fn the_same_form_sent_twice_at_once_makes_one_person() {
    let world = World::new().await;
    let form = form("Aigul", "aigul@example.org");
    let (a, b) = tokio::join!(
        identity::let_in(&world.desk, &form, PASSWORD, Language::En),
        identity::let_in(&world.desk, &form, PASSWORD, Language::En),
    );
    assert_eq!(a.unwrap(), b.unwrap());
}

#[tokio::test]
async fn two_people_who_want_one_email_at_once_are_one_person_and_one_refusal() {
    let world = World::new().await;
    let form = form("Aigul", "aigul@example.org");
    let (a, b) = tokio::join!(
        identity::let_in(&world.desk, &form, PASSWORD, Language::En),
        identity::let_in(&world.desk, &form, "blue tea at four o'clock", Language::En),
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "{a:?} {b:?}");
}

#[tokio::test]
async fn the_hash_is_kept_apart_from_the_person() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let user: User = world.desk.store.get(aigul).await.unwrap();
    let credential: PasswordCredential = world.desk.store.get(aigul).await.unwrap();
    assert_eq!(user.roles, [Role::Buyer]);
    assert!(!format!("{user:?}").contains("argon2") && !format!("{credential:?}").contains("argon2"));
    assert!(credential.hash.expose().starts_with("$argon2id$"));
}

#[tokio::test]
async fn somebody_kept_out_is_told_only_with_the_right_password() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let user: User = world.desk.store.get(aigul).await.unwrap();
    world.desk.commit(Commit::new().save(&User { status: UserStatus::Locked, ..user })).await.unwrap();
    let wrong = identity::sign_in(&world.desk, "aigul@example.org", "another bridge, no yaks").await;
    assert_eq!(code_of(wrong), (422, "sign-in-refused".to_owned()));
    let right = identity::sign_in(&world.desk, "aigul@example.org", PASSWORD).await;
    assert_eq!(code_of(right), (403, "account-locked".to_owned()));
}

/// Somebody who types this as their current password.
const fn typed(password: &str) -> Proof<'_> {
    Proof { is_fresh: false, password }
}

#[tokio::test]
async fn the_only_password_stays_and_another_one_needs_the_old() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let desk = &world.desk;
    assert_eq!(code_of(identity::remove_password(desk, aigul).await), (409, "last-credential".to_owned()));
    let next = "blue tea at four o'clock";
    assert_eq!(
        code_of(identity::set_password(desk, aigul, typed("not this one at all"), next).await),
        (422, "secret_current:password-wrong".to_owned())
    );
    assert_eq!(
        code_of(identity::set_password(desk, aigul, typed(PASSWORD), "aigul aigul 123").await),
        (422, "secret_password:password-personal".to_owned())
    );
    identity::set_password(desk, aigul, typed(PASSWORD), next).await.unwrap();
    assert!(identity::sign_in(desk, "aigul@example.org", PASSWORD).await.is_err());
    assert_eq!(identity::sign_in(desk, "aigul@example.org", next).await.unwrap(), aigul);
}

#[tokio::test]
async fn the_house_lets_somebody_in_once_however_often_it_tries() {
    let world = World::new().await;
    let person = HousePerson {
        name: "Nadia",
        email: "nadia@example.org",
        password: PASSWORD,
        language: Language::Fa,
        roles: &[Role::Seller, Role::Admin],
    };
    let first = identity::create_person(&world.desk, person).await.unwrap();
    assert_eq!(identity::create_person(&world.desk, person).await.unwrap(), first);
    let user: User = world.desk.store.get(first).await.unwrap();
    assert_eq!(user.roles, [Role::Buyer, Role::Seller, Role::Admin]);
}
