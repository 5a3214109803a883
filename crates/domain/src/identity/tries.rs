//! How many wrong tries are too many. Only failures are counted; what is kept is when the last ones were.

use crate::{Hours, Span, Timestamp};

/// So many failures within a span keep the next tries out for a while. A delay, never a lost account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TryLimit {
    /// So many failures …
    pub failures: usize,
    /// … within this …
    pub within: Hours,
    /// … close for this, counted from the last failure.
    pub closed_for: Hours,
}

impl TryLimit {
    /// For one name. Source: the limits of a bank that has run them for years.
    pub const NAME: Self = Self { failures: 6, within: Hours(1), closed_for: Hours(2) };
    /// For one address, whatever the names.
    pub const ADDRESS: Self = Self { failures: 20, within: Hours(6), closed_for: Hours(24) };

    /// Letters with a code to one e-mail, whoever asks for them.
    pub const LETTERS: Self = Self { failures: 6, within: Hours(1), closed_for: Hours(1) };
    /// Letters with a code asked for from one address, whoever they go to.
    pub const LETTERS_FROM: Self = Self { failures: 40, within: Hours(1), closed_for: Hours(1) };

    /// Until when these failures (oldest first) close the door; `None` while it is open.
    pub fn closed_until(self, failures: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        let (first, last) = (failures.len().checked_sub(self.failures)?, failures.last()?);
        let until = *last + self.closed_for;
        let is_close = failures[first] + self.within >= *last;
        (is_close && now < until).then_some(until)
    }

    /// After this the failures say nothing any more.
    pub fn forgotten_at(self, last: Timestamp) -> Timestamp {
        last + if self.within.millis() > self.closed_for.millis() { self.within } else { self.closed_for }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Minutes;

    const START: Timestamp = Timestamp::from_millis(1_763_000_000_000);

    fn every(minutes: i64, count: i64) -> Vec<Timestamp> {
        (0..count).map(|nth| START + Minutes(minutes * nth)).collect()
    }

    #[test]
    fn the_sixth_failure_within_an_hour_closes_for_two_hours_and_no_longer() {
        assert_eq!(TryLimit::NAME.closed_until(&every(1, 5), START + Minutes(5)), None);
        let six = every(12, 6);
        let until = START + Minutes(60) + Hours(2);
        assert_eq!(TryLimit::NAME.closed_until(&six, START + Minutes(60)), Some(until));
        assert_eq!(TryLimit::NAME.closed_until(&six, until), None);
    }

    #[test]
    fn failures_spread_over_a_day_close_nothing() {
        assert_eq!(TryLimit::NAME.closed_until(&every(13, 6), START + Minutes(65)), None);
        assert_eq!(TryLimit::ADDRESS.closed_until(&every(20, 20), START + Minutes(380)), None);
    }

    #[test]
    fn an_hour_is_any_hour_not_one_of_the_clock() {
        // Five just before a full hour, one just after: still six within one.
        let mut failures = every(1, 5);
        failures.push(START + Minutes(59));
        assert!(TryLimit::NAME.closed_until(&failures, START + Minutes(59)).is_some());
    }
}
