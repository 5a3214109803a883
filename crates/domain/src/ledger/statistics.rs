//! What came of payments, counted by day, week or month. Every status has its one place below, so that a new one does not
//! compile until somebody has said whether it is a success.

use crate::{
    Currency, Timestamp,
    escrow::{Direction, Payment, PaymentStatus},
    ledger::{Journal, LedgerAccount},
    words,
};
use chrono::{DateTime, Datelike, Days, Months, NaiveTime, Utc};
use std::collections::BTreeMap;

words! {
    /// What came of a payment in.
    pub enum PaymentOutcome {
        /// The money is here, or was passed on as agreed.
        Successful = "successful",
        /// It is asked for.
        Waiting = "waiting",
        /// It was here and went back.
        PaidBack = "paid_back",
        /// It never came.
        NotPaid = "not_paid",
    }
}

impl PaymentStatus {
    /// What counts as what. The one place that says so.
    pub const fn outcome(self) -> PaymentOutcome {
        match self {
            Self::Confirmed | Self::Completed => PaymentOutcome::Successful,
            Self::Pending | Self::Processing => PaymentOutcome::Waiting,
            Self::Refunded => PaymentOutcome::PaidBack,
            Self::Cancelled | Self::Failed => PaymentOutcome::NotPaid,
        }
    }
}

words! {
    /// How long a period is. All begin at midnight UTC; weeks on Monday.
    pub enum Every {
        /// A day.
        Day = "day",
        /// Seven days.
        Week = "week",
        /// A calendar month.
        Month = "month",
    }
}

impl Every {
    /// When the period of a moment began.
    pub fn start_of(self, at: Timestamp) -> Timestamp {
        let day = at.to_utc().date_naive();
        let first = match self {
            Self::Day => day,
            Self::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
            Self::Month => day.with_day(1).unwrap_or(day),
        };
        Timestamp::from_millis(first.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
    }

    /// When the period so many before that one began.
    pub fn before(self, start: Timestamp, count: u32) -> Timestamp {
        let start: DateTime<Utc> = start.to_utc();
        let earlier = match self {
            Self::Day => start.checked_sub_days(Days::new(u64::from(count))),
            Self::Week => start.checked_sub_days(Days::new(7 * u64::from(count))),
            Self::Month => start.checked_sub_months(Months::new(count)),
        };
        Timestamp::from_millis(earlier.unwrap_or(start).timestamp_millis())
    }
}

/// Sums of one currency each, in its units.
pub type Sums = BTreeMap<Currency, i128>;

/// What one period saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Payments asked for in it, by what came of them since.
    pub counts: BTreeMap<PaymentOutcome, u64>,
    /// What the successful ones among them asked for.
    pub volume: Sums,
    /// What the house earned in it, less what it gave back.
    pub fees: Sums,
}

impl Figures {
    /// How many were asked for.
    pub fn asked(&self) -> u64 {
        self.counts.values().sum()
    }

    /// How many ended or stand like this.
    pub fn count(&self, outcome: PaymentOutcome) -> u64 {
        self.counts.get(&outcome).copied().unwrap_or(0)
    }

    /// Of a hundred that are decided, how many were a success; none while none is decided.
    pub fn success_percent(&self) -> Option<u64> {
        let decided = self.asked() - self.count(PaymentOutcome::Waiting);
        (self.count(PaymentOutcome::Successful) * 100).checked_div(decided)
    }

    fn add(&mut self, other: &Self) {
        for (outcome, count) in &other.counts {
            *self.counts.entry(*outcome).or_insert(0) += count;
        }
        for (sums, more) in [(&mut self.volume, &other.volume), (&mut self.fees, &other.fees)] {
            for (currency, units) in more {
                *sums.entry(*currency).or_insert(0) += units;
            }
        }
    }
}

/// Period after period, without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// How long each is.
    pub every: Every,
    /// By beginning, oldest first.
    pub periods: BTreeMap<Timestamp, Figures>,
}

impl Statistics {
    /// So many empty periods, the one of `now` last.
    pub fn empty(every: Every, count: u32, now: Timestamp) -> Self {
        let last = every.start_of(now);
        let starts = (0..count).map(|back| every.before(last, back));
        Self { every, periods: starts.map(|start| (start, Figures::default())).collect() }
    }

    /// When the first begins.
    pub fn begins(&self) -> Option<Timestamp> {
        self.periods.keys().next().copied()
    }

    /// Counts a payment in, in the period it was asked for. Payments of other directions are not counted.
    pub fn take_payment(&mut self, payment: &Payment) {
        let start = self.every.start_of(payment.created_at);
        let Some(figures) = self.periods.get_mut(&start).filter(|_| payment.direction == Direction::In) else { return };
        let outcome = payment.status.outcome();
        *figures.counts.entry(outcome).or_insert(0) += 1;
        if outcome == PaymentOutcome::Successful {
            *figures.volume.entry(payment.amount.currency).or_insert(0) += payment.amount.units;
        }
    }

    /// Counts what a posting earned.
    pub fn take_journal(&mut self, journal: &Journal) {
        let start = self.every.start_of(journal.at);
        let Some(figures) = self.periods.get_mut(&start) else { return };
        let is_fee = |account: &LedgerAccount| matches!(account, LedgerAccount::FeeRevenue(_));
        for entry in &journal.entries {
            let sign = i128::from(is_fee(&entry.credit)) - i128::from(is_fee(&entry.debit));
            if sign != 0 {
                *figures.fees.entry(entry.amount.currency).or_insert(0) += sign * entry.amount.units;
            }
        }
    }

    /// All periods together.
    pub fn total(&self) -> Figures {
        let mut total = Figures::default();
        self.periods.values().for_each(|figures| total.add(figures));
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_millis(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    #[test]
    fn periods_begin_where_people_expect_them_to() {
        let moment = at("2026-11-22T23:59:59.999Z");
        assert_eq!(Every::Day.start_of(moment), at("2026-11-22T00:00:00Z"));
        assert_eq!(Every::Week.start_of(moment), at("2026-11-16T00:00:00Z"));
        assert_eq!(Every::Month.start_of(moment), at("2026-11-01T00:00:00Z"));
        assert_eq!(Every::Month.before(at("2026-01-01T00:00:00Z"), 1), at("2025-12-01T00:00:00Z"));
    }

    #[test]
    fn a_year_of_months_has_no_gap() {
        let statistics = Statistics::empty(Every::Month, 12, at("2026-11-30T12:00:00Z"));
        assert_eq!(statistics.periods.len(), 12);
        assert_eq!(statistics.begins(), Some(at("2025-12-01T00:00:00Z")));
    }
}
