//! Arriving: nobody is born without the code, and nobody learns who has an e-mail.

use super::*;

#[tokio::test]
async fn nobody_is_born_before_the_code_comes_back() {
    let here = Mailed::new().await;
    let id = here.begin().await;
    assert!(here.desk().store.user_by_email_key(EMAIL).await.unwrap().is_none());
    let code = here.code().await;
    let mina = identity::confirm_sign_up(here.desk(), id, &format!(" {}-{} ", &code[..3], &code[3..])).await.unwrap();
    assert_eq!(here.user(mina).await.email_verified_at, Some(here.desk().now()));
    assert_eq!(identity::sign_in(here.desk(), EMAIL, PASSWORD).await.unwrap(), mina);
}

#[tokio::test]
async fn a_known_email_gets_the_same_answer_and_a_letter_without_a_code() {
    let here = Mailed::new().await;
    let mina = here.world.person("Mina").await;
    let id = here.begin().await;
    let letters = here.letters().await;
    assert_eq!(
        letters.iter().map(|(letter, code)| (&letter.kind, code)).collect::<Vec<_>>(),
        [(&LetterKind::AlreadyHaveAccount, &None)]
    );
    // Even the code that was never mailed opens nothing.
    let never_sent = identity::mailed_code(here.desk(), id, 1);
    let guessed = identity::confirm_sign_up(here.desk(), id, &never_sent).await;
    assert_eq!(code_of(guessed), refused("email-taken"));
    assert_eq!(identity::sign_in(here.desk(), EMAIL, PASSWORD).await.unwrap(), mina);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_is_one_letter_and_one_person() {
    let here = Mailed::new().await;
    let (one, other) = tokio::join!(here.begin(), here.begin());
    assert_eq!(one, other);
    let code = here.code().await;
    // As often as a code may be tried at all, all at once.
    let tries = (0..5).map(|_| identity::confirm_sign_up(here.desk(), one, &code));
    let born: Vec<UserId> = futures::future::join_all(tries).await.into_iter().map(Result::unwrap).collect();
    assert!(born.iter().all(|user| *user == born[0]), "{born:?}");
}

#[tokio::test]
async fn who_comes_by_passkey_has_an_email_only_once_it_is_proved() {
    let here = Mailed::new().await;
    let (options, ceremony) = identity::start_passkey_sign_up(here.desk(), &form("Mina", EMAIL)).await.unwrap();
    let answer = Authenticator::new(1).create(&options);
    let born = identity::finish_passkey_sign_up(here.desk(), ceremony, &answer, "Phone", Language::Fa).await;
    let (mina, id) = born.unwrap();
    assert_eq!(here.user(mina).await.email, None);
    let code = here.code().await;
    identity::confirm_email(here.desk(), mina, id.unwrap(), &code).await.unwrap();
    assert_eq!(here.user(mina).await.email_key.as_deref(), Some(EMAIL));
}

#[tokio::test]
async fn a_passkey_sign_up_says_nothing_about_who_has_an_email() {
    let here = Mailed::new().await;
    here.world.person("Mina").await;
    let (options, ceremony) = identity::start_passkey_sign_up(here.desk(), &form("Thief", EMAIL)).await.unwrap();
    let answer = Authenticator::new(1).create(&options);
    identity::finish_passkey_sign_up(here.desk(), ceremony, &answer, "Phone", Language::Fa).await.unwrap();
    assert_eq!(here.letters().await[0].0.kind, LetterKind::AlreadyHaveAccount);
}
