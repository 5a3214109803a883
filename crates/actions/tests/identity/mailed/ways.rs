//! Coming back and moving: another password, another e-mail, and who hears of it.

use super::*;

#[tokio::test]
async fn an_unknown_email_gets_the_same_answer_and_no_letter() {
    let here = Mailed::new().await;
    let id = identity::forgot_password(here.desk(), "key", "nobody@example.org").await.unwrap();
    assert_eq!(here.letters().await, []);
    let never_sent = identity::mailed_code(here.desk(), id, 1);
    let guessed = identity::reset_password(here.desk(), id, &never_sent, OTHER).await;
    assert_eq!(code_of(guessed), refused("mailed-code-wrong"));
}

#[tokio::test]
async fn another_password_by_mail_signs_everybody_out_and_brings_a_quiet_day() {
    let here = Mailed::new().await;
    let mina = here.world.person("Mina").await;
    let id = identity::forgot_password(here.desk(), "key", " MINA@example.org").await.unwrap();
    let code = here.code().await;
    let weak = identity::reset_password(here.desk(), id, &code, "password2026!").await;
    assert_eq!(code_of(weak), (422, "secret_password:password-common".to_owned()));
    assert_eq!(identity::reset_password(here.desk(), id, &code, OTHER).await.unwrap(), mina);
    assert!(identity::sign_in(here.desk(), EMAIL, PASSWORD).await.is_err());
    assert_eq!(identity::sign_in(here.desk(), EMAIL, OTHER).await.unwrap(), mina);
    assert!(here.user(mina).await.is_quiet(here.desk().now() + Hours(23)));
    assert!(here.letters().await.iter().any(|(letter, _)| letter.kind == LetterKind::PasswordChanged));
    // Sent again, it is the same answer and the same password.
    let before: PasswordCredential = here.desk().store.get(mina).await.unwrap();
    identity::reset_password(here.desk(), id, &code, "another tea at five o'clock").await.unwrap();
    assert_eq!(here.desk().store.get::<PasswordCredential>(mina).await.unwrap(), before);
}

#[tokio::test]
async fn an_email_changes_when_its_code_comes_back_and_the_old_one_is_told() {
    let here = Mailed::new().await;
    let mina = here.world.person("Mina").await;
    let same = identity::change_email(here.desk(), "key", mina, "MINA@example.org").await.map(|_| ());
    assert_eq!(code_of(same), (422, "email:email-same".to_owned()));
    let id = identity::change_email(here.desk(), "key", mina, "mina@elsewhere.example").await.unwrap();
    assert_eq!(here.user(mina).await.email.as_deref(), Some(EMAIL));
    let code = here.code().await;
    identity::confirm_email(here.desk(), mina, id, &code).await.unwrap();
    assert_eq!(here.user(mina).await.email_key.as_deref(), Some("mina@elsewhere.example"));
    let letters = here.letters().await;
    assert_eq!((letters.len(), letters[0].0.to.as_str()), (1, EMAIL));
    assert_eq!(letters[0].0.kind, LetterKind::EmailChanged { to: "m…@elsewhere.example".to_owned() });
    assert_eq!(identity::sign_in(here.desk(), "mina@elsewhere.example", PASSWORD).await.unwrap(), mina);
}

#[tokio::test]
async fn somebody_elses_email_stays_theirs_and_somebody_elses_code_is_none() {
    let here = Mailed::new().await;
    let (mina, reza) = (here.world.person("Mina").await, here.world.person("Reza").await);
    let id = identity::change_email(here.desk(), "key", reza, EMAIL).await.unwrap();
    assert_eq!(here.letters().await[0].0.kind, LetterKind::AlreadyHaveAccount);
    let code = identity::mailed_code(here.desk(), id, 1);
    assert_eq!(code_of(identity::confirm_email(here.desk(), mina, id, &code).await), refused("code-late"));
    assert_eq!(code_of(identity::confirm_email(here.desk(), reza, id, &code).await), refused("email-taken"));
}

#[tokio::test]
async fn whoever_it_was_not_hears_of_every_new_and_lost_way_in() {
    let here = Mailed::new().await;
    let (admin, mina) = (here.world.admin().await, here.world.person("Mina").await);
    let (options, ceremony) = identity::start_adding_passkey(here.desk(), mina, Proof::FRESH).await.unwrap();
    let answer = Authenticator::new(1).create(&options);
    let key = identity::finish_adding_passkey(here.desk(), mina, ceremony, &answer, "Phone").await.unwrap();
    identity::remove_passkey(here.desk(), mina, key).await.unwrap();
    identity::new_recovery_codes(here.desk(), mina).await.unwrap();
    actions::admin::lock_user(here.desk(), admin, mina, "Asked us to.").await.unwrap();
    actions::admin::unlock_user(here.desk(), admin, mina).await.unwrap();
    let kinds: Vec<_> = here.letters().await.into_iter().map(|(letter, _)| letter.kind).collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    assert!(kinds.contains(&LetterKind::PasskeyRemoved { name: "Phone".to_owned() }));
    assert!(kinds.contains(&LetterKind::AccountLocked { reason: "Asked us to.".to_owned() }));
}
