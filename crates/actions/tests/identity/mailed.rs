//! Codes from the mailbox: what they open, what they do not, and what nobody can tell from outside.

use crate::{
    authenticator::Authenticator,
    world::{PASSWORD, World, code_of, form},
};
use actions::{
    Desk,
    identity::{self, Proof},
    letters::{NotTaken, Post},
};
use domain::{
    Hours, Minutes, Seconds, TempVerificationId, UserId,
    identity::{Language, PasswordCredential, User},
    letters::{Letter, LetterKind},
};
use futures::future::BoxFuture;
use std::sync::{Arc, Mutex};

const EMAIL: &str = "mina@example.org";
const OTHER: &str = "blue tea at four o'clock";

/// A mailbox for everybody.
#[derive(Default)]
struct Mailbox(Mutex<Vec<(Letter, Option<String>)>>);

impl Post for Mailbox {
    fn take<'a>(&'a self, letter: &'a Letter, code: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        self.0.lock().unwrap().push((letter.clone(), code.map(str::to_owned)));
        Box::pin(async { Ok(()) })
    }
}

struct Mailed {
    world: World,
    mailbox: Arc<Mailbox>,
}

impl Mailed {
    async fn new() -> Self {
        let (mut world, mailbox) = (World::new().await, Arc::new(Mailbox::default()));
        world.desk.post = Some(mailbox.clone());
        Self { world, mailbox }
    }

    fn desk(&self) -> &Desk {
        &self.world.desk
    }

    /// The letters that came since the last look.
    async fn letters(&self) -> Vec<(Letter, Option<String>)> {
        while actions::tasks::run_due(self.desk(), "postman").await.unwrap() > 0 {}
        std::mem::take(&mut *self.mailbox.0.lock().unwrap())
    }

    /// The code in the only letter that came.
    async fn code(&self) -> String {
        let mut letters = self.letters().await;
        assert_eq!(letters.len(), 1, "{letters:?}");
        letters.remove(0).1.unwrap()
    }

    async fn begin(&self) -> TempVerificationId {
        identity::begin_sign_up(self.desk(), "key", &form("Mina", EMAIL), PASSWORD, Language::Fa).await.unwrap()
    }

    async fn user(&self, id: UserId) -> User {
        self.desk().store.get(id).await.unwrap()
    }
}

/// Another code than this.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

fn refused(code: &str) -> (u16, String) {
    (422, format!("secret_code:{code}"))
}

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

#[tokio::test]
async fn a_form_sent_twice_is_one_letter_and_one_person() {
    let here = Mailed::new().await;
    let (one, other) = tokio::join!(here.begin(), here.begin());
    assert_eq!(one, other);
    let code = here.code().await;
    let (a, b) = tokio::join!(
        identity::confirm_sign_up(here.desk(), one, &code),
        identity::confirm_sign_up(here.desk(), one, &code),
    );
    assert_eq!(a.unwrap(), b.unwrap());
}

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
async fn a_code_opens_only_what_it_was_mailed_for() {
    let here = Mailed::new().await;
    let mina = here.world.person("Mina").await;
    let id = identity::forgot_password(here.desk(), "key", EMAIL).await.unwrap();
    let code = here.code().await;
    assert_eq!(code_of(identity::confirm_sign_up(here.desk(), id, &code).await), refused("code-late"));
    assert_eq!(code_of(identity::confirm_email(here.desk(), mina, id, &code).await), refused("code-late"));
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
