//! The time, read in one place, and a clock for tests to turn.

use domain::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};

/// The one place that reads the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(chrono::Utc::now().timestamp_millis())
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
    pub fn advance(&self, span: impl domain::Span) {
        self.0.fetch_add(span.millis(), Ordering::SeqCst);
    }
}

impl Clock for TurnedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}
