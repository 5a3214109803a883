//! How much the hot vault should hold: as little as one can bear to lose, and enough to pay out from.

use crate::words;

words! {
    /// Whether the hot vault holds what the house wants it to.
    pub enum VaultLevel {
        /// Less than it needs to pay out from: to be filled.
        Low = "low",
        /// As wanted.
        Within = "within",
        /// More than one wants to lose with its key: some of it belongs elsewhere.
        High = "high",
    }
}

/// What the hot vault should hold of one currency, in smallest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultBounds {
    /// Not less.
    pub min: i128,
    /// Not more; 0 is no bound.
    pub max: i128,
}

impl VaultBounds {
    /// Where so much stands. Of bounds that contradict each other the upper one counts: too much can be stolen.
    pub const fn of(self, units: i128) -> VaultLevel {
        if self.max > 0 && units > self.max {
            VaultLevel::High
        } else if units < self.min {
            VaultLevel::Low
        } else {
            VaultLevel::Within
        }
    }

    /// What lies in the middle: where a vault is brought to that holds too much or too little. Without an upper bound, half as
    /// much again as the lower one.
    const fn middle(self) -> i128 {
        if self.max == 0 {
            self.min + self.min / 2
        } else if self.min < self.max {
            self.min + (self.max - self.min) / 2
        } else {
            self.max
        }
    }

    /// How much has to leave one that holds so much, so that it holds what it should; nothing while it does.
    pub const fn too_much(self, units: i128) -> i128 {
        if matches!(self.of(units), VaultLevel::High) { units - self.middle() } else { 0 }
    }

    /// How much has to come.
    pub const fn too_little(self, units: i128) -> i128 {
        if matches!(self.of(units), VaultLevel::Low) { self.middle() - units } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_or_too_little_brings_it_to_the_middle_and_what_fits_stays() {
        let bounds = |min, max| VaultBounds { min, max };
        for (bounds, units, too_much, too_little) in [
            (bounds(10, 100), 101, 46, 0),
            (bounds(10, 100), 100, 0, 0),
            (bounds(10, 100), 10, 0, 0),
            (bounds(10, 100), 9, 0, 46),
            (bounds(10, 100), -5, 0, 60),
            (bounds(10, 0), 9, 0, 6),
            (bounds(0, 100), 150, 100, 0),
            (bounds(100, 100), 101, 1, 0),
            (bounds(100, 100), 99, 0, 1),
            (bounds(100, 10), 50, 40, 0),
            (bounds(0, 0), 7, 0, 0),
        ] {
            assert_eq!(
                (bounds.too_much(units), bounds.too_little(units)),
                (too_much, too_little),
                "{bounds:?} {units}"
            );
        }
    }

    #[test]
    fn too_little_and_too_much_are_told_and_nothing_is_no_upper_bound() {
        let bounds = |min, max| VaultBounds { min, max };
        for (bounds, units, wanted) in [
            (bounds(10, 100), 9, VaultLevel::Low),
            (bounds(10, 100), 10, VaultLevel::Within),
            (bounds(10, 100), 100, VaultLevel::Within),
            (bounds(10, 100), 101, VaultLevel::High),
            (bounds(10, 0), i128::MAX, VaultLevel::Within),
            (bounds(0, 0), 0, VaultLevel::Within),
            (bounds(100, 10), 50, VaultLevel::High),
        ] {
            assert_eq!(bounds.of(units), wanted, "{bounds:?} {units}");
        }
    }
}
