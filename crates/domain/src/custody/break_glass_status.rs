//! Where a break-glass stands, and what can happen to it.

use crate::{machine::Refused, words};

words! {
    /// Where a break-glass stands.
    pub enum BreakGlassStatus {
        /// An admin asked for it; it opens nothing yet.
        Asked = "asked",
        /// A second admin said yes: for an hour the click stands for signers.
        Open = "open",
        /// An admin said no, or who asked took it back.
        Refused = "refused",
        /// Nobody said yes in time.
        Lapsed = "lapsed",
        /// An admin ended it before its hour was over.
        Closed = "closed",
        /// Its hour is over.
        Ended = "ended",
    }
}

words! {
    /// What can happen to a break-glass.
    pub enum BreakGlassDeed {
        /// Another admin says yes.
        Confirm = "confirm_break_glass",
        /// An admin says no.
        Refuse = "refuse_break_glass",
        /// The time to say yes ends.
        Lapse = "lapse_break_glass",
        /// An admin ends it early.
        Close = "close_break_glass",
        /// The hour ends.
        End = "end_break_glass",
    }
}

impl BreakGlassStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: BreakGlassDeed) -> Result<Self, Refused> {
        use BreakGlassDeed as D;
        match (self, deed) {
            (Self::Asked, D::Confirm) => Ok(Self::Open),
            (Self::Asked, D::Refuse) => Ok(Self::Refused),
            (Self::Asked, D::Lapse) => Ok(Self::Lapsed),
            (Self::Open, D::Close) => Ok(Self::Closed),
            (Self::Open, D::End) => Ok(Self::Ended),
            (Self::Asked, D::Close | D::End)
            | (Self::Open, D::Confirm | D::Refuse | D::Lapse)
            | (
                Self::Refused | Self::Lapsed | Self::Closed | Self::Ended,
                D::Confirm | D::Refuse | D::Lapse | D::Close | D::End,
            ) => Err(Refused { noun: "break_glass".to_owned(), from: self.to_string(), deed: deed.to_string() }),
        }
    }

    /// True when nothing will happen to it any more.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Asked | Self::Open => false,
            Self::Refused | Self::Lapsed | Self::Closed | Self::Ended => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BreakGlassDeed as D, BreakGlassStatus as S};
    use crate::{escrow::diagram, machine::Word};

    const EDGES: &[(S, D, S)] = &[
        (S::Asked, D::Confirm, S::Open),
        (S::Asked, D::Refuse, S::Refused),
        (S::Asked, D::Lapse, S::Lapsed),
        (S::Open, D::Close, S::Closed),
        (S::Open, D::End, S::Ended),
    ];

    #[test]
    fn every_status_answers_every_deed_as_the_table_says() {
        for status in S::ALL {
            for deed in D::ALL {
                let wanted = EDGES.iter().find(|(from, by, _)| (from, by) == (status, deed)).map(|(_, _, to)| *to);
                assert_eq!(status.next(*deed).ok(), wanted, "{status} + {deed}");
            }
            assert_eq!(status.is_over(), EDGES.iter().all(|(from, _, _)| from != status), "{status}");
        }
    }

    #[test]
    fn the_diagram_is_what_the_code_does() {
        diagram::check("break_glass", "BreakGlass", S::Asked, S::next);
    }
}
