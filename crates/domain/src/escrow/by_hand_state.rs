//! Where a record by hand stands, and what a second admin may do with it.

use crate::{Change, machine::Refused, words};

words! {
    /// Where a record stands.
    pub enum HandRecordState {
        /// A second admin must look.
        Waiting = "waiting",
        /// A second admin agrees: the money has arrived.
        Confirmed = "confirmed",
        /// It was not so, and nothing moved.
        Refused = "refused",
    }
}

words! {
    /// What a second admin may do with a record.
    pub enum HandRecordDeed {
        /// It is so.
        Confirm = "confirm",
        /// It is not so.
        Refuse = "refuse",
    }
}

impl HandRecordState {
    /// Every pair of state and deed. Deciding the same thing twice is deciding once.
    ///
    /// # Errors
    /// [`Refused`] when it was decided otherwise.
    pub fn next(self, deed: HandRecordDeed) -> Result<Change<Self>, Refused> {
        use {HandRecordDeed as Deed, HandRecordState as Is};
        match (self, deed) {
            (Is::Waiting, Deed::Confirm) => Ok(Change::Made(Is::Confirmed)),
            (Is::Waiting, Deed::Refuse) => Ok(Change::Made(Is::Refused)),
            (Is::Confirmed, Deed::Confirm) | (Is::Refused, Deed::Refuse) => Ok(Change::AlreadyMade),
            (Is::Confirmed, Deed::Refuse) | (Is::Refused, Deed::Confirm) => {
                Err(super::refused("payment_by_hand", self, deed))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Word;

    #[test]
    fn every_state_and_every_deed_has_one_answer() {
        use {HandRecordDeed as Deed, HandRecordState as Is};
        let expected = [
            (Is::Waiting, Deed::Confirm, Some(Change::Made(Is::Confirmed))),
            (Is::Waiting, Deed::Refuse, Some(Change::Made(Is::Refused))),
            (Is::Confirmed, Deed::Confirm, Some(Change::AlreadyMade)),
            (Is::Confirmed, Deed::Refuse, None),
            (Is::Refused, Deed::Confirm, None),
            (Is::Refused, Deed::Refuse, Some(Change::AlreadyMade)),
        ];
        assert_eq!(expected.len(), Is::ALL.len() * Deed::ALL.len());
        for (from, deed, answer) in expected {
            assert_eq!(from.next(deed).ok(), answer, "{from} {deed}");
        }
    }
}
