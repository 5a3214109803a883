//! Codes from the mailbox: what they open, what they do not, and what nobody can tell from outside.

mod codes;
mod sign_up;
mod ways;

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
