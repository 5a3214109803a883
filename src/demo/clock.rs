//! The demo's clock: the machine's, put ahead by as many minutes as a file of the data folder says. So one sees in a moment
//! what a day of silence does to an order, and needs not wait for it.

use actions::{Clock, SystemClock};
use domain::Timestamp;
use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, Ordering},
};

/// The file: whole minutes, in digits. Where there is none, it is the machine's time.
const FILE: &str = "demo-minutes-ahead";
/// Ten years: enough for every deadline.
const MOST: i64 = 10 * 366 * 24 * 60;

/// Reads the file each time it is asked.
pub struct AheadClock {
    file: PathBuf,
    /// A clock goes on and never back, whatever is written.
    millis: AtomicI64,
}

impl AheadClock {
    /// Of the file in that folder.
    pub fn of(data: &Path) -> Self {
        Self { file: data.join(FILE), millis: AtomicI64::new(0) }
    }

    fn minutes(&self) -> i64 {
        let written = std::fs::read_to_string(&self.file).ok();
        written.and_then(|text| text.trim().parse().ok()).unwrap_or(0).clamp(0, MOST)
    }
}

impl Clock for AheadClock {
    fn now(&self) -> Timestamp {
        let written = self.minutes() * 60_000;
        let before = self.millis.fetch_max(written, Ordering::SeqCst);
        Timestamp::from_millis(SystemClock.now().millis() + before.max(written))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_puts_the_clock_ahead_and_nothing_puts_it_back() {
        let folder = tempfile::tempdir().unwrap();
        let clock = AheadClock::of(folder.path());
        let ahead = |text: &str| {
            std::fs::write(folder.path().join(FILE), text).unwrap();
            (clock.now().millis() - SystemClock.now().millis() + 1_000) / 60_000
        };
        for (text, minutes) in [("soon", 0), ("-5", 0), ("90\n", 90), ("30", 90), ("", 90), ("1500", 1_500)] {
            assert_eq!(ahead(text), minutes, "{text:?}");
        }
    }
}
