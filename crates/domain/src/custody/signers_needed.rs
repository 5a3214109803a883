//! How many people must sign, by the sum.

/// How many people must sign, by the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignersNeeded {
    /// Above so many smallest units two of them sign.
    pub two_above: i128,
    /// Above so many three.
    pub three_above: i128,
}

impl SignersNeeded {
    /// For this sum. A row of settings that contradict each other asks for more, never for less.
    pub const fn of(self, units: i128) -> u32 {
        if units > self.three_above {
            3
        } else if units > self.two_above {
            2
        } else {
            1
        }
    }
}
