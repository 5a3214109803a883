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
}

#[cfg(test)]
mod tests {
    use super::*;

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
