//! The worker's pulse: when it last looked at its queue.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// A worker that has been silent for longer is thought dead: one task may take this long.
const SILENCE: Duration = Duration::from_secs(60);

/// Cheap to clone; the worker beats, `/readyz` listens.
#[derive(Clone, Debug)]
pub struct Pulse {
    born: Instant,
    /// Milliseconds after birth; 0 before the first beat.
    last: Arc<AtomicU64>,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { born: Instant::now(), last: Arc::default() }
    }
}

impl Pulse {
    /// The worker lives.
    pub fn beat(&self) {
        self.last.store(self.age().max(1), Ordering::Relaxed);
    }

    /// Whether it has been heard lately.
    pub fn is_alive(&self) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        last > 0 && Duration::from_millis(self.age().saturating_sub(last)) < SILENCE
    }

    fn age(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_never_began_is_not_alive() {
        let pulse = Pulse::default();
        assert!(!pulse.is_alive());
        pulse.clone().beat();
        assert!(pulse.is_alive());
    }

    #[test]
    fn a_worker_that_fell_silent_is_not_alive() {
        let Some(long_ago) = Instant::now().checked_sub(SILENCE + Duration::from_secs(1)) else { return };
        let pulse = Pulse { born: long_ago, last: Arc::new(AtomicU64::new(1)) };
        assert!(!pulse.is_alive());
    }
}
