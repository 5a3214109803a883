//! Where a hold stands, and what can happen to it: it ends once, in one of three ways.

use crate::{machine::Refused, words};

words! {
    /// `held → captured | voided | timed_out`.
    pub enum HoldStatus {
        /// Set aside.
        Held = "held",
        /// Taken for what it was set aside for; what was not taken went back.
        Captured = "captured",
        /// Not needed any more: all of it went back.
        Voided = "voided",
        /// Its time has passed: all of it went back.
        TimedOut = "timed_out",
    }
}

words! {
    /// What can happen to a hold.
    pub enum HoldDeed {
        /// All or a part is taken.
        Capture = "capture_hold",
        /// It is not needed any more.
        Void = "void_hold",
        /// Its time has passed.
        TimeOut = "time_out_hold",
    }
}

impl HoldStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: HoldDeed) -> Result<Self, Refused> {
        match (self, deed) {
            (Self::Held, HoldDeed::Capture) => Ok(Self::Captured),
            (Self::Held, HoldDeed::Void) => Ok(Self::Voided),
            (Self::Held, HoldDeed::TimeOut) => Ok(Self::TimedOut),
            (
                Self::Captured | Self::Voided | Self::TimedOut,
                HoldDeed::Capture | HoldDeed::Void | HoldDeed::TimeOut,
            ) => Err(Refused { noun: "hold".to_owned(), from: self.to_string(), deed: deed.to_string() }),
        }
    }

    /// True while its account holds its amount; afterwards it holds nothing.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Held => true,
            Self::Captured | Self::Voided | Self::TimedOut => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HoldDeed as D, HoldStatus as S};
    use crate::{escrow::diagram, machine::Word};

    const EDGES: &[(S, D, S)] =
        &[(S::Held, D::Capture, S::Captured), (S::Held, D::Void, S::Voided), (S::Held, D::TimeOut, S::TimedOut)];

    #[test]
    fn every_status_answers_every_deed_as_the_table_says() {
        for status in S::ALL {
            for deed in D::ALL {
                let wanted = EDGES.iter().find(|(from, by, _)| (from, by) == (status, deed)).map(|(_, _, to)| *to);
                assert_eq!(status.next(*deed).ok(), wanted, "{status} + {deed}");
            }
        }
    }

    #[test]
    fn what_has_ended_ends_no_second_time() {
        for status in S::ALL {
            let goes_on = D::ALL.iter().any(|deed| status.next(*deed).is_ok());
            assert_eq!(goes_on, status.is_open(), "{status}");
        }
    }

    #[test]
    fn the_diagram_is_what_the_code_does() {
        diagram::check("hold", "Hold", S::Held, S::next);
    }
}
