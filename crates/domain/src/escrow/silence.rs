//! What becomes of an order when nobody says a word: every deadline that is still to come, whose it is, and what the ledger
//! has after it. No rule stands here: the clock's own deeds are asked, at the moments at which the clock will do them, so
//! that what people are shown is what happens.

use crate::{
    Change, Days, Money, Timestamp,
    escrow::{BUYERS, EscrowError, EscrowState, GoesTo, Order, OrderChange, SELLERS, where_it_goes},
    ledger::NewJournal,
    market::RequestStatus,
    tasks::Deed,
    words,
};

words! {
    /// Whose silence it is.
    pub enum Silent {
        /// The buyer's: pay, pay the rest, look at what came.
        Buyer = "buyer",
        /// The seller's: send.
        Seller = "seller",
        /// Both sides': nobody says that it has arrived, or that it has not; or how their dispute should end.
        Both = "both",
        /// The house's: decide a dispute.
        House = "house",
    }
}

words! {
    /// Why no clock runs.
    pub enum StandsStill {
        /// A transfer was seen and is not final: it is waited for.
        Chain = "chain",
        /// A transfer that had been booked is gone from its chain.
        Incident = "incident",
        /// The two sides argue.
        Dispute = "dispute",
        /// The money is on its way.
        Payout = "payout",
    }
}

/// One deadline, and what the ledger has after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentStep {
    /// Whose silence it is.
    pub silent: Silent,
    /// When.
    pub at: Timestamp,
    /// What the clock does then.
    pub deed: Deed,
    /// Where the order stands after it.
    pub then: RequestStatus,
    /// What is moved, to the unit; nothing where nothing is.
    pub moves: Vec<(GoesTo, Money)>,
}

/// What becomes of an order when nobody says a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silence {
    /// Why no clock runs now.
    pub stands_still: Option<StandsStill>,
    /// Every deadline still to come, one after the other.
    pub steps: Vec<SilentStep>,
}

impl Order {
    /// What becomes of it when nobody says a word, where the buyer has so long to look at what came.
    pub fn silence(&self, inspection: Days) -> Silence {
        let stands_still = self.stands_still();
        let mut silence = Silence { stands_still, steps: Vec::new() };
        let mut order = self.clone();
        while let Some((silent, at, deed)) = order.next_deadline().filter(|_| stands_still.is_none()) {
            let Ok((after, journals)) = order.unsaid(deed, inspection, at) else { break };
            let then = after.request.status;
            silence.steps.push(SilentStep { silent, at, deed, then, moves: where_it_goes(&journals) });
            if then == order.request.status {
                break;
            }
            order = after;
        }
        silence
    }

    /// Why no clock runs; nothing while one does, or when all is over.
    pub(crate) fn stands_still(&self) -> Option<StandsStill> {
        if self.escrow.incident.is_some() {
            return Some(StandsStill::Incident);
        }
        match self.escrow.state {
            EscrowState::Disputed => Some(StandsStill::Dispute),
            EscrowState::Releasing | EscrowState::Releasable | EscrowState::Refunding | EscrowState::Failed => {
                Some(StandsStill::Payout)
            }
            EscrowState::None | EscrowState::Awaiting | EscrowState::Partial => {
                self.waits_for_chain().then_some(StandsStill::Chain)
            }
            EscrowState::Funded
            | EscrowState::Released
            | EscrowState::Refunded
            | EscrowState::Split
            | EscrowState::Cancelled => None,
        }
    }

    /// The next moment at which the clock does something.
    pub(crate) fn next_deadline(&self) -> Option<(Silent, Timestamp, Deed)> {
        let (order, payment, due) = (self.request.id, &self.payment, &self.request.deadlines);
        match self.request.status {
            RequestStatus::PendingPayment | RequestStatus::Payment => Some(match payment.top_up_by {
                Some(at) if self.escrow.state == EscrowState::Partial => {
                    (Silent::Buyer, at, Deed::EndTimeToTopUp(payment.id))
                }
                _ => (Silent::Buyer, payment.pay_by, Deed::EndTimeToPay(payment.id)),
            }),
            RequestStatus::Processing => due.send_by.map(|at| (Silent::Seller, at, Deed::EndTimeToSend(order))),
            RequestStatus::Delivery => due.arrive_by.map(|at| (Silent::Both, at, Deed::PromisedTimeCame(order))),
            RequestStatus::Delivered | RequestStatus::Confirming => {
                due.inspect_until.map(|at| (Silent::Buyer, at, Deed::EndInspection(order)))
            }
            RequestStatus::Pending
            | RequestStatus::Active
            | RequestStatus::ReceivedOffers
            | RequestStatus::InNegotiation
            | RequestStatus::Completed
            | RequestStatus::SellerPaid
            | RequestStatus::Cancelled => None,
        }
    }

    /// The clock's deed, decided as the clock will decide it.
    fn unsaid(&self, deed: Deed, inspection: Days, at: Timestamp) -> Result<(Self, Vec<NewJournal>), EscrowError> {
        let made = |decision: Change<OrderChange>, before: &Self| match decision {
            Change::Made(change) => (change.order, change.journals),
            Change::AlreadyMade => (before.clone(), Vec::new()),
        };
        let decision = match deed {
            Deed::EndTimeToPay(_) => {
                let late = self.payment.late_aside().map(|late| late.key.clone());
                let given_back = match late {
                    Some(key) => made(self.late_refunded(&key, BUYERS, at)?, self),
                    None => (self.clone(), Vec::new()),
                };
                let (after, more) = made(given_back.0.time_to_pay_ended(at)?, &given_back.0);
                return Ok((after, given_back.1.into_iter().chain(more).collect()));
            }
            Deed::EndTimeToTopUp(_) => self.top_up_ended(BUYERS, at)?,
            Deed::EndTimeToSend(_) => self.not_sent_in_time(BUYERS, at)?,
            Deed::PromisedTimeCame(_) => self.arrived(inspection, at)?,
            Deed::EndInspection(_) => self.confirmed(None, SELLERS, at)?,
            _ => Change::AlreadyMade,
        };
        Ok(made(decision, self))
    }
}
