//! A desk for tests: a clock to turn, known keys, a store of its own.

use crate::{
    PretendChain, TestStore,
    store::{store, store_in},
    tokens::{ACCOUNT_XPUB, settings},
};
use actions::{Desk, Keys, Settings, TurnedClock};
use domain::{Span, Timestamp};
use std::{ops::Deref, path::Path, sync::Arc};

/// 2026-11-21T08:00Z, when every test begins.
const START: Timestamp = Timestamp::from_millis(1_795_248_000_000);

/// A desk, its clock and its store.
pub struct TestDesk {
    /// The desk itself.
    pub desk: Desk,
    /// Turn it; nothing else moves the time.
    pub clock: Arc<TurnedClock>,
    _store: TestStore,
}

impl TestDesk {
    /// Ends it cleanly: its folder is closed when this is done, and may be copied.
    pub async fn close(self) {
        let store = self.desk.store.clone();
        drop(self);
        store.close().await;
    }

    /// Turns the clock forward.
    pub fn advance(&self, span: impl Span) {
        self.clock.advance(span);
    }

    /// Another process on the same database: its own ids, its own feed, the same clock.
    pub fn twin(&self) -> Desk {
        let desk =
            Desk::bare(self.desk.store.clone(), self.clock.clone(), Settings::default(), Keys::from_bytes([7; 32]));
        let (chains, account) = (self.desk.chains.clone(), self.desk.account.clone());
        let (hosted, keystore) = (self.desk.hosted.clone(), self.desk.keystore.clone());
        let telegram = self.desk.telegram.clone();
        Desk { chains, account, hosted, keystore, telegram, ..desk }
    }

    /// Runs everything that is due, as a worker would, until nothing is.
    ///
    /// # Panics
    /// When the queue cannot be read.
    pub async fn run_due(&self) -> usize {
        let mut ran = 0;
        loop {
            match actions::tasks::run_due(&self.desk, "test").await.expect("the queue can be read") {
                0 => return ran,
                more => ran += more,
            }
        }
    }
}

impl Deref for TestDesk {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.desk
    }
}

/// A desk on an empty database, without chains.
pub async fn desk() -> TestDesk {
    desk_on(store().await)
}

/// A desk on a database that is there already.
pub fn desk_on(store: TestStore) -> TestDesk {
    let clock = Arc::new(TurnedClock::at(START));
    let desk = Desk::bare(store.clone(), clock.clone(), Settings::default(), Keys::from_bytes([7; 32]));
    TestDesk { desk, clock, _store: store }
}

/// A desk that people can pay at, and the chain they pay on, which exists only in the test.
///
/// # Panics
/// Never, as long as the test's own settings are right.
pub async fn desk_with_chain() -> (TestDesk, PretendChain) {
    with_chain(desk().await)
}

/// The same over a folder that stays when the test ends.
///
/// # Panics
/// When the folder cannot be opened.
pub async fn desk_in(folder: &Path) -> (TestDesk, PretendChain) {
    with_chain(desk_on(store_in(folder).await))
}

fn with_chain(mut desk: TestDesk) -> (TestDesk, PretendChain) {
    let chain = payments::Chain::new(settings()).expect("the test's settings are right");
    let account = payments::AccountKey::parse(ACCOUNT_XPUB).expect("the test's key is right");
    desk.desk.chains = Arc::new(vec![chain]);
    desk.desk.account = Some(Arc::new(account));
    (desk, PretendChain::new())
}
