//! Every status met by every deed.

use super::{PaymentDeed as D, PaymentStatus as S};
use crate::{escrow::diagram, machine::Word};

const EDGES: &[(S, D, S)] = &[
    (S::Pending, D::See, S::Processing),
    (S::Pending, D::Confirm, S::Confirmed),
    (S::Pending, D::Cancel, S::Cancelled),
    (S::Pending, D::Fail, S::Failed),
    (S::Processing, D::Vanish, S::Pending),
    (S::Processing, D::Confirm, S::Confirmed),
    (S::Processing, D::Refund, S::Refunded),
    (S::Processing, D::Cancel, S::Cancelled),
    (S::Processing, D::Fail, S::Failed),
    (S::Confirmed, D::Unfund, S::Processing),
    (S::Confirmed, D::Complete, S::Completed),
    (S::Confirmed, D::Refund, S::Refunded),
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
fn the_diagram_is_what_the_code_does() {
    diagram::check("payment", "Payment in", S::Pending, S::next);
}
