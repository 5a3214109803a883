//! Every status met by every deed.

use super::{DisputeDeed as D, DisputeStatus as S};
use crate::{escrow::diagram, machine::Word};

const EDGES: &[(S, D, S)] = &[
    (S::Pending, D::Propose, S::WaitingResponse),
    (S::Pending, D::Drop, S::InProgress),
    (S::Pending, D::Escalate, S::InProgress),
    (S::Pending, D::Agree, S::Resolved),
    (S::Pending, D::Withdraw, S::Closed),
    (S::Pending, D::Fall, S::Closed),
    (S::InProgress, D::Propose, S::WaitingResponse),
    (S::InProgress, D::Drop, S::InProgress),
    (S::InProgress, D::Escalate, S::InProgress),
    (S::InProgress, D::Agree, S::Resolved),
    (S::InProgress, D::Decide, S::Resolved),
    (S::InProgress, D::Reject, S::Rejected),
    (S::InProgress, D::Withdraw, S::Closed),
    (S::InProgress, D::Fall, S::Closed),
    (S::InProgress, D::Claim, S::InProgress),
    (S::InProgress, D::LetGo, S::InProgress),
    (S::InProgress, D::Prioritise, S::InProgress),
    (S::InProgress, D::Mediate, S::WaitingResponse),
    (S::InProgress, D::Draft, S::InProgress),
    (S::InProgress, D::Undraft, S::InProgress),
    (S::WaitingResponse, D::Propose, S::WaitingResponse),
    (S::WaitingResponse, D::Drop, S::InProgress),
    (S::WaitingResponse, D::Escalate, S::InProgress),
    (S::WaitingResponse, D::Agree, S::Resolved),
    (S::WaitingResponse, D::Decide, S::Resolved),
    (S::WaitingResponse, D::Reject, S::Rejected),
    (S::WaitingResponse, D::Withdraw, S::Closed),
    (S::WaitingResponse, D::Fall, S::Closed),
    (S::WaitingResponse, D::Claim, S::WaitingResponse),
    (S::WaitingResponse, D::LetGo, S::WaitingResponse),
    (S::WaitingResponse, D::Prioritise, S::WaitingResponse),
    (S::WaitingResponse, D::Mediate, S::WaitingResponse),
    (S::WaitingResponse, D::Draft, S::WaitingResponse),
    (S::WaitingResponse, D::Undraft, S::WaitingResponse),
    (S::Resolved, D::Appeal, S::InProgress),
    (S::Resolved, D::Close, S::Closed),
    (S::Resolved, D::Fall, S::Closed),
    (S::Resolved, D::Waive, S::Resolved),
    (S::Resolved, D::Sign, S::Resolved),
    (S::Rejected, D::Appeal, S::InProgress),
    (S::Rejected, D::Close, S::Closed),
    (S::Rejected, D::Fall, S::Closed),
    (S::Rejected, D::Waive, S::Rejected),
    (S::Rejected, D::Sign, S::Rejected),
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
fn only_what_is_over_leads_nowhere() {
    for status in S::ALL {
        let leads_somewhere = D::ALL.iter().any(|deed| status.next(*deed).is_ok());
        assert_eq!(status.is_open(), leads_somewhere, "{status}");
    }
}

#[test]
fn the_diagram_is_what_the_code_does() {
    diagram::check("dispute", "Dispute", S::Pending, S::next);
}
