//! What becomes of an order that is argued about when nobody says a word. No rule stands here: the dispute's own clock is
//! asked, and what it would do is done to a copy of the order, so that what people are shown is what happens.

use super::{Dispute, DisputePhase, Lapsed};
use crate::{
    Change, Days, Timestamp,
    escrow::{BUYERS, EscrowError, Order, OrderChange, Payees, SELLERS, Silent, SilentStep, where_it_goes},
};

impl Dispute {
    /// Every deadline still to come, one after the other: its own, and those of the order when that goes on; the buyer has
    /// so long then to look at what came. Nothing while a chain has taken the money back, and while signatures alone are
    /// waited for: nobody knows when those come.
    pub fn silent_steps(&self, order: &Order, inspection: Days) -> Vec<SilentStep> {
        let (mut dispute, mut steps) = (self.clone(), Vec::new());
        if order.escrow.incident.is_some() || self.waits_for_signatures_alone() {
            return steps;
        }
        loop {
            let (at, silent, deed) = (dispute.respond_by, dispute.silent(), dispute.clock());
            let Ok(Change::Made(lapsed)) = dispute.lapsed(dispute.clock_round, at) else { return steps };
            let step = |moves| SilentStep { silent, at, deed, then: order.request.status, moves };
            if let Lapsed::ToTheHouse(change) = lapsed {
                steps.push(step(Vec::new()));
                dispute = change.dispute;
                continue;
            }
            let Ok(ended) = ended(order, &lapsed, at) else { return steps };
            steps.push(SilentStep { then: ended.order.request.status, ..step(where_it_goes(&ended.journals)) });
            steps.extend(ended.order.silence(inspection).steps);
            return steps;
        }
    }

    /// Whose silence its present time is.
    fn silent(&self) -> Silent {
        match self.waits_for() {
            Some(who) if who == self.buyer_id => Silent::Buyer,
            Some(_) => Silent::Seller,
            None if self.phase == DisputePhase::Negotiate || !self.status.is_argued() || self.waits_for_both() => {
                Silent::Both
            }
            None => Silent::House,
        }
    }
}

/// The order as the clock leaves it.
fn ended(order: &Order, lapsed: &Lapsed, at: Timestamp) -> Result<OrderChange, EscrowError> {
    let to = Payees { refund: BUYERS, buyer: BUYERS, seller: SELLERS };
    match lapsed {
        Lapsed::Over(_, Some(outcome)) => order.dispute_settled(*outcome, &to, at),
        Lapsed::Decided(change) => match change.dispute.decisions.last() {
            Some(decision) => order.dispute_resolved(decision, &to, at),
            None => order.dispute_lifted(at),
        },
        Lapsed::Over(_, None) | Lapsed::ToTheHouse(_) => order.dispute_lifted(at),
    }
}
