//! Every status met by every deed.

use super::{PayoutDeed as D, PayoutStatus as S};
use crate::{escrow::diagram, machine::Word};

const EDGES: &[(S, D, S)] = &[
    (S::Draft, D::Approve, S::Approved),
    (S::Draft, D::Reject, S::Rejected),
    (S::Draft, D::Expire, S::Expired),
    (S::Draft, D::Cancel, S::Cancelled),
    (S::Approved, D::Reject, S::Rejected),
    (S::Approved, D::Cancel, S::Cancelled),
    (S::Approved, D::Sign, S::Signed),
    (S::Signed, D::Broadcast, S::Broadcast),
    (S::Signed, D::Fail, S::Failed),
    (S::Broadcast, D::Replace, S::Replaced),
    (S::Broadcast, D::Mine, S::Mined),
    (S::Broadcast, D::Fail, S::Failed),
    (S::Replaced, D::Replace, S::Replaced),
    (S::Replaced, D::Mine, S::Mined),
    (S::Replaced, D::Fail, S::Failed),
    (S::Mined, D::Vanish, S::Broadcast),
    (S::Mined, D::Confirm, S::Confirmed),
    (S::Mined, D::Fail, S::Failed),
    (S::Failed, D::Retry, S::Approved),
    (S::Failed, D::Reverse, S::Reversed),
];

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
fn what_is_over_has_no_way_on_and_everything_else_has_one() {
    for status in S::ALL {
        let goes_on = D::ALL.iter().any(|deed| status.next(*deed).is_ok());
        assert_eq!(goes_on, !status.is_over(), "{status}");
    }
}

#[test]
fn nothing_that_was_signed_can_be_called_back() {
    for status in S::ALL {
        let called_back = [D::Cancel, D::Reject, D::Expire].iter().any(|deed| status.next(*deed).is_ok());
        assert_eq!(called_back, matches!(status, S::Draft | S::Approved), "{status}");
    }
}

#[test]
fn the_diagram_is_what_the_code_does() {
    diagram::check("payout", "Payout", S::Draft, S::next);
}
