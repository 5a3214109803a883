//! A post that does what a test wants before it takes a letter.

use actions::{
    Desk,
    letters::{self, NotTaken, Post},
};
use domain::{
    LetterId,
    identity::User,
    letters::{Letter, LetterKind},
    tasks::Deed,
};
use futures::future::BoxFuture;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use store::Commit;
use testkit::Given;

/// What happens while a letter is handed over.
pub type Meanwhile = Box<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// Counts what it has taken.
pub struct TestPost {
    pub taken: AtomicUsize,
    meanwhile: Meanwhile,
}

impl TestPost {
    pub fn after(meanwhile: Meanwhile) -> Arc<Self> {
        Arc::new(Self { taken: AtomicUsize::new(0), meanwhile })
    }

    pub fn at_once() -> Arc<Self> {
        Self::after(Box::new(|| Box::pin(async {})))
    }

    pub fn count(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

impl Post for TestPost {
    fn take<'a>(&'a self, _letter: &'a Letter, _code: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        Box::pin(async {
            (self.meanwhile)().await;
            self.taken.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }
}

/// A letter in the queue.
pub async fn a_letter(desk: &Desk) -> (LetterId, Deed) {
    let user: User = desk.store.get(Given::person(desk, "Sara").await).await.unwrap();
    let user = User { email: Some("sara@example.org".to_owned()), ..user };
    desk.commit(letters::add(Commit::new(), desk, &user, LetterKind::PasswordChanged)).await.unwrap();
    let letter = desk.store.letters(Some("sara@example.org"), 1).await.unwrap().remove(0);
    (letter.id, Deed::SendLetter(letter.id))
}
