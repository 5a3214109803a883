//! The time, read in one place, and a clock for tests to turn.

use domain::{Seconds, Span, Timestamp};
use futures::future::BoxFuture;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use store::{Store, StoreError};

/// The one place that reads the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Compares itself with the database's clock, if it is one that does.
    fn put_right<'a>(&'a self, _store: &'a Store) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(chrono::Utc::now().timestamp_millis())
    }
}

/// An answer that took longer tells too little about the time.
const PATIENCE: Seconds = Seconds(1);
/// What a question takes is no difference, in milliseconds: a clock does not jump about for it.
const NOISE: i64 = 250;

/// The clock that counts: the database's. Every process on it has its own machine's, put right by what the database says,
/// because what one process writes (a deadline, a lease) another one compares with its own time.
pub struct SharedClock {
    machine: Arc<dyn Clock>,
    /// How far the database is ahead of the machine, in milliseconds.
    ahead: AtomicI64,
}

impl SharedClock {
    /// Over a machine's clock; the same time as that, until it is put right.
    pub fn over(machine: Arc<dyn Clock>) -> Self {
        Self { machine, ahead: AtomicI64::new(0) }
    }
}

impl Clock for SharedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.machine.now().millis() + self.ahead.load(Ordering::SeqCst))
    }

    fn put_right<'a>(&'a self, store: &'a Store) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let asked = self.machine.now();
            let there = store.time().await?;
            let took = self.machine.now().millis_since(asked);
            let ahead = there.millis() - asked.millis() - took / 2;
            let before = self.ahead.load(Ordering::SeqCst);
            if (0..=PATIENCE.millis()).contains(&took) && (ahead - before).abs() > NOISE {
                self.ahead.store(ahead, Ordering::SeqCst);
                tracing::warn!(ahead, before, "the clock of this machine is not the database's, whose time counts");
            }
            Ok(())
        })
    }
}

/// A clock to turn, for tests.
pub struct TurnedClock(AtomicI64);

impl TurnedClock {
    /// Starts at a fixed moment.
    pub const fn at(start: Timestamp) -> Self {
        Self(AtomicI64::new(start.millis()))
    }

    /// Turns it forward.
    pub fn advance(&self, span: impl Span) {
        self.0.fetch_add(span.millis(), Ordering::SeqCst);
    }
}

impl Clock for TurnedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}
