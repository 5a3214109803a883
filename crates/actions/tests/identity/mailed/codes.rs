//! The codes themselves: how often, how long, for what.

use super::*;

#[tokio::test]
async fn after_five_wrong_codes_the_right_one_opens_nothing() {
    let here = Mailed::new().await;
    let id = here.begin().await;
    let code = here.code().await;
    for _ in 0..5 {
        let missed = identity::confirm_sign_up(here.desk(), id, &wrong(&code)).await;
        assert_eq!(code_of(missed), refused("mailed-code-wrong"));
    }
    assert_eq!(code_of(identity::confirm_sign_up(here.desk(), id, &code).await), refused("code-spent"));
}

#[tokio::test]
async fn many_guesses_at_once_are_no_more_than_five() {
    let here = Mailed::new().await;
    let id = here.begin().await;
    let code = here.code().await;
    let guesses = (0..40).map(|_| identity::confirm_sign_up(here.desk(), id, "no"));
    let wrong = futures::future::join_all(guesses).await;
    let judged = wrong.into_iter().filter(|answer| {
        matches!(answer, Err(actions::ActionError::Fields(fields)) if fields.0["secret_code"].code == "mailed-code-wrong")
    });
    assert!(judged.count() <= 5);
    assert_eq!(code_of(identity::confirm_sign_up(here.desk(), id, &code).await), refused("code-spent"));
}

#[tokio::test]
async fn a_code_of_yesterday_or_of_the_letter_before_is_none() {
    let here = Mailed::new().await;
    let id = here.begin().await;
    let first = here.code().await;
    here.world.clock.advance(Seconds(59));
    let soon = identity::mail_again(here.desk(), id).await.map(|_| ());
    assert_eq!(code_of(soon), (422, "letter-just-sent".to_owned()));
    here.world.clock.advance(Seconds(1));
    identity::mail_again(here.desk(), id).await.unwrap();
    let second = here.code().await;
    assert_eq!(code_of(identity::confirm_sign_up(here.desk(), id, &first).await), refused("mailed-code-wrong"));
    here.world.clock.advance(Minutes(10));
    assert_eq!(code_of(identity::confirm_sign_up(here.desk(), id, &second).await), refused("code-late"));
}

#[tokio::test]
async fn nobody_can_fill_a_mailbox_with_letters() {
    let here = Mailed::new().await;
    for key in ["a", "b", "c", "d", "e", "f"] {
        identity::forgot_password(here.desk(), key, EMAIL).await.unwrap();
    }
    let seventh = identity::forgot_password(here.desk(), "g", EMAIL).await.map(|_| ());
    assert_eq!(code_of(seventh), (429, "too-many-letters".to_owned()));
    here.world.clock.advance(Hours(1));
    identity::forgot_password(here.desk(), "h", EMAIL).await.unwrap();
}

#[tokio::test]
async fn a_code_opens_only_what_it_was_mailed_for() {
    let here = Mailed::new().await;
    let mina = here.world.person("Mina").await;
    let id = identity::forgot_password(here.desk(), "key", EMAIL).await.unwrap();
    let code = here.code().await;
    assert_eq!(code_of(identity::confirm_sign_up(here.desk(), id, &code).await), refused("code-late"));
    assert_eq!(code_of(identity::confirm_email(here.desk(), mina, id, &code).await), refused("code-late"));
}

#[tokio::test]
async fn a_key_taken_from_one_form_turns_no_code_into_one_for_something_else() {
    let here = Mailed::new().await;
    let reza = here.world.person("Reza").await;
    let for_sign_up = here.begin().await;
    let code = here.code().await;
    let for_email = identity::change_email(here.desk(), "key", reza, EMAIL).await.unwrap();
    assert_ne!(for_sign_up, for_email);
    assert_eq!(code_of(identity::confirm_email(here.desk(), reza, for_sign_up, &code).await), refused("code-late"));
    assert_ne!(here.code().await, code);
}
