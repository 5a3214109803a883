//! Every state met by every deed.

use super::{EscrowDeed as D, EscrowState as S};
use crate::{escrow::diagram, machine::Word};

const EDGES: &[(S, D, S)] = &[
    (S::None, D::Open, S::Awaiting),
    (S::None, D::Cancel, S::Cancelled),
    (S::Awaiting, D::FundPart, S::Partial),
    (S::Awaiting, D::Fund, S::Funded),
    (S::Awaiting, D::Cancel, S::Cancelled),
    (S::Partial, D::FundPart, S::Partial),
    (S::Partial, D::Fund, S::Funded),
    (S::Partial, D::Unfund, S::Awaiting),
    (S::Partial, D::UnfundPart, S::Partial),
    (S::Partial, D::StartRefund, S::Refunding),
    (S::Funded, D::Unfund, S::Awaiting),
    (S::Funded, D::UnfundPart, S::Partial),
    (S::Funded, D::RefundPart, S::Funded),
    (S::Funded, D::Allow, S::Releasable),
    (S::Funded, D::StartRefund, S::Refunding),
    (S::Funded, D::Split, S::Split),
    (S::Funded, D::Dispute, S::Disputed),
    (S::Releasable, D::Release, S::Released),
    (S::Releasable, D::StartRelease, S::Releasing),
    (S::Releasable, D::StartRefund, S::Refunding),
    (S::Releasable, D::Dispute, S::Disputed),
    (S::Releasing, D::FinishRelease, S::Released),
    (S::Releasing, D::Fail, S::Failed),
    (S::Refunding, D::FinishRefund, S::Refunded),
    (S::Refunding, D::Fail, S::Failed),
    (S::Disputed, D::Release, S::Released),
    (S::Disputed, D::StartRelease, S::Releasing),
    (S::Disputed, D::StartRefund, S::Refunding),
    (S::Disputed, D::Split, S::Split),
    (S::Disputed, D::LiftToFunded, S::Funded),
    (S::Disputed, D::LiftToReleasable, S::Releasable),
    (S::Failed, D::Release, S::Released),
    (S::Failed, D::RetryRelease, S::Releasing),
    (S::Failed, D::RetryRefund, S::Refunding),
    (S::Failed, D::Reverse, S::Funded),
];

#[test]
fn every_state_answers_every_deed_as_the_table_says() {
    for state in S::ALL {
        for deed in D::ALL {
            let wanted = EDGES.iter().find(|(from, by, _)| (from, by) == (state, deed)).map(|(_, _, to)| *to);
            let found = state.next(*deed);
            assert_eq!(found.clone().ok(), wanted, "{state} + {deed}");
            if let Err(refused) = found {
                assert_eq!((refused.from.as_str(), refused.deed.as_str()), (state.word(), deed.word()));
            }
        }
    }
}

#[test]
fn an_end_state_holds_nothing_and_leads_nowhere() {
    for state in S::ALL {
        let leads_somewhere = D::ALL.iter().any(|deed| state.next(*deed).is_ok());
        assert_eq!(state.is_final(), !leads_somewhere, "{state}");
        assert!(!(state.is_final() && state.may_hold()), "{state} ends with money in it");
    }
}

#[test]
fn the_diagram_is_what_the_code_does() {
    diagram::check("escrow", "Escrow", S::None, S::next);
}
