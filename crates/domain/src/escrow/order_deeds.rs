//! What people and the clock do to an order: send, arrive, confirm, cancel, refund. Each answers with the
//! whole change, or that it has been made already, or why not.

use crate::{
    Change, Days, DeliveryIssueId, Hours, Money, Timestamp, UserId, WalletId,
    escrow::{EscrowDeed, EscrowError, EscrowState, Order, OrderChange, PaymentDeed},
    ledger::journals,
    market::{DeliveryCodeIssue, RequestDeed, RequestStatus},
    tasks::Deed,
};

/// Goods sent after their promised time are taken for arrived a day later.
const LATE_ARRIVAL: Days = Days(1);

type Decision = Result<Change<OrderChange>, EscrowError>;

impl Order {
    /// The seller sends, or is ready to hand over: the buyer gets a code, the clock a promise to watch.
    ///
    /// # Errors
    /// [`EscrowError::NotTheSeller`], or the order is not paid.
    pub fn sent(&self, seller: UserId, issue: DeliveryIssueId, now: Timestamp) -> Decision {
        self.only_seller(seller)?;
        if is_sent(self.request.status) {
            return Ok(Change::AlreadyMade);
        }
        self.not_disputed()?;
        let mut change = self.change();
        change.request(RequestDeed::Send, now)?;
        let request = &mut change.order.request;
        let arrive_by = request.deadlines.arrive_by.filter(|promised| *promised > now).unwrap_or(now + LATE_ARRIVAL);
        request.delivery_code = Some(DeliveryCodeIssue::fresh(issue, now));
        request.deadlines.arrive_by = Some(arrive_by);
        request.deadlines.send_by = None;
        change.cancel.push(Deed::EndTimeToSend(self.request.id));
        change.schedule.push((Deed::PromisedTimeCame(self.request.id), arrive_by));
        Ok(Change::Made(change))
    }

    /// It arrived, the seller says: the inspection window starts.
    ///
    /// # Errors
    /// [`EscrowError::NotTheSeller`], or the order was not sent.
    pub fn marked_arrived(&self, seller: UserId, inspection: Days, now: Timestamp) -> Decision {
        self.only_seller(seller)?;
        self.arrived(inspection, now)
    }

    /// It arrived, or the promised time came: the inspection window starts.
    ///
    /// # Errors
    /// The order was not sent.
    pub fn arrived(&self, inspection: Days, now: Timestamp) -> Decision {
        if has_arrived(self.request.status) {
            return Ok(Change::AlreadyMade);
        }
        self.not_disputed()?;
        let mut change = self.change();
        change.request(RequestDeed::Arrive, now)?;
        change.request(RequestDeed::Inspect, now)?;
        change.open_window(inspection, now);
        change.cancel.push(Deed::PromisedTimeCame(self.request.id));
        Ok(Change::Made(change))
    }

    /// The buyer has it and agrees, by code or by silence: the held money becomes the seller's, less the fee.
    ///
    /// # Errors
    /// The order was not sent, or is over.
    pub fn confirmed(&self, used: Option<DeliveryCodeIssue>, seller: WalletId, now: Timestamp) -> Decision {
        if self.request.status.is_completed() {
            return Ok(Change::AlreadyMade);
        }
        self.not_frozen()?;
        let mut change = self.change();
        if self.request.status == RequestStatus::Delivery {
            change.request(RequestDeed::Arrive, now)?;
        }
        change.request(RequestDeed::Complete, now)?;
        change.escrow(EscrowDeed::Allow, now)?;
        change.release_as_chosen(seller, now)?;
        let request = &mut change.order.request;
        request.delivery_code = used.or_else(|| request.delivery_code.take());
        change.cancel.extend([Deed::PromisedTimeCame(self.request.id), Deed::EndInspection(self.request.id)]);
        Ok(Change::Made(change))
    }

    /// Given up by one side. A part payment goes back to the buyer's wallet.
    ///
    /// # Errors
    /// [`EscrowError::NotAParty`]; [`EscrowError::MoneyHeld`] once the price is here: then only a refund leads back.
    pub fn cancelled(&self, who: UserId, buyer: WalletId, now: Timestamp) -> Decision {
        if !self.is_party(who) {
            return Err(EscrowError::NotAParty);
        }
        match self.escrow.state {
            EscrowState::Cancelled | EscrowState::Refunded => Ok(Change::AlreadyMade),
            EscrowState::Partial => self.refunded(buyer, now),
            EscrowState::None | EscrowState::Awaiting => self.given_up(now),
            EscrowState::Funded
            | EscrowState::Releasable
            | EscrowState::Releasing
            | EscrowState::Released
            | EscrowState::Refunding
            | EscrowState::Split
            | EscrowState::Disputed
            | EscrowState::Failed => Err(EscrowError::MoneyHeld),
        }
    }

    /// The time to pay ended with nothing here. A part payment has its own time; a transfer that was seen
    /// in time is waited for, see [`Order::waits_for_chain`].
    ///
    /// # Errors
    /// Only when the figures do not fit together.
    pub fn time_to_pay_ended(&self, now: Timestamp) -> Decision {
        match self.escrow.state {
            EscrowState::None | EscrowState::Awaiting => self.given_up(now),
            EscrowState::Partial
            | EscrowState::Funded
            | EscrowState::Releasable
            | EscrowState::Releasing
            | EscrowState::Released
            | EscrowState::Refunding
            | EscrowState::Refunded
            | EscrowState::Split
            | EscrowState::Disputed
            | EscrowState::Failed
            | EscrowState::Cancelled => Ok(Change::AlreadyMade),
        }
    }

    /// The time to top up a part payment ended: it goes back to the buyer's wallet.
    ///
    /// # Errors
    /// Only when the figures do not fit together.
    pub fn top_up_ended(&self, buyer: WalletId, now: Timestamp) -> Decision {
        if self.escrow.state == EscrowState::Partial { self.refunded(buyer, now) } else { Ok(Change::AlreadyMade) }
    }

    /// Not sent by the promised time and its grace: the buyer gets everything back.
    ///
    /// # Errors
    /// Only when the figures do not fit together.
    pub fn not_sent_in_time(&self, buyer: WalletId, now: Timestamp) -> Decision {
        if self.request.status == RequestStatus::Processing {
            self.refunded(buyer, now)
        } else {
            Ok(Change::AlreadyMade)
        }
    }

    /// The seller gives the money back.
    ///
    /// # Errors
    /// [`EscrowError::NotTheSeller`], or nothing is held that could go back.
    pub fn refund_given(&self, seller: UserId, buyer: WalletId, now: Timestamp) -> Decision {
        self.only_seller(seller)?;
        if self.escrow.state == EscrowState::Refunded { Ok(Change::AlreadyMade) } else { self.refunded(buyer, now) }
    }

    /// True while a transfer is on its way that is not final yet: an ending time waits for it.
    pub fn waits_for_chain(&self) -> bool {
        self.payment.is_open && self.payment.seen.is_positive()
    }

    /// Late money that nobody has chosen about goes back first.
    fn given_up(&self, now: Timestamp) -> Decision {
        if self.payment.late_aside().is_some() {
            return Err(EscrowError::MoneyHeld);
        }
        let mut change = self.change();
        change.escrow(EscrowDeed::Cancel, now)?;
        change.payment(PaymentDeed::Cancel, now)?;
        change.request(RequestDeed::Cancel, now)?;
        change.cancel.push(Deed::EndTimeToPay(self.payment.id));
        Ok(Change::Made(change))
    }

    fn refunded(&self, buyer: WalletId, now: Timestamp) -> Decision {
        let mut change = self.change();
        change.refund(buyer, now)?;
        Ok(Change::Made(change))
    }
}

impl OrderChange {
    pub(super) fn release(&mut self, seller: WalletId, now: Timestamp) -> Result<(), EscrowError> {
        self.order.not_frozen()?;
        let (journal, shares) = journals::release(&self.order.escrow, seller)?;
        self.escrow(EscrowDeed::Release, now)?;
        self.payment(PaymentDeed::Complete, now)?;
        self.request(RequestDeed::PaySeller, now)?;
        let escrow = &mut self.order.escrow;
        escrow.released = escrow.released.plus(shares.proceeds)?;
        escrow.fees = escrow.fees.plus(shares.fee)?;
        self.order.payment.completed_at = Some(now);
        self.journals.push(journal);
        self.sold = true;
        Ok(())
    }

    pub(super) fn refund(&mut self, buyer: WalletId, now: Timestamp) -> Result<(), EscrowError> {
        let (order, payment) = (self.order.request.id, self.order.payment.id);
        self.order.not_frozen()?;
        let held = self.order.escrow.held()?;
        let journal = match self.order.exchanged_back()? {
            Some(exchanged) => journals::refund_coins(&self.order.escrow, exchanged, buyer)?,
            None => journals::refund(&self.order.escrow, buyer)?,
        };
        self.escrow(EscrowDeed::StartRefund, now)?;
        self.escrow(EscrowDeed::FinishRefund, now)?;
        self.payment(PaymentDeed::Refund, now)?;
        self.request(RequestDeed::Cancel, now)?;
        self.order.escrow.refunded = self.order.escrow.refunded.plus(held)?;
        self.order.escrow.buyer_fee = Some(Money::zero(held.currency));
        self.journals.push(journal);
        self.cancel.extend([
            Deed::EndTimeToPay(payment),
            Deed::EndTimeToTopUp(payment),
            Deed::EndTimeToSend(order),
            Deed::PromisedTimeCame(order),
            Deed::EndInspection(order),
        ]);
        Ok(())
    }
}

/// How long things may take once money is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Terms {
    /// A part payment may be topped up.
    pub top_up: Hours,
    /// Grace after the promised time before an unsent order is refunded.
    pub send_grace: Hours,
    /// The inspection window.
    pub inspection: Days,
}

/// Sent, or already beyond that.
const fn is_sent(status: RequestStatus) -> bool {
    matches!(status, RequestStatus::Delivery) || has_arrived(status)
}

/// Arrived, or already beyond that.
const fn has_arrived(status: RequestStatus) -> bool {
    match status {
        RequestStatus::Delivered | RequestStatus::Confirming | RequestStatus::Completed | RequestStatus::SellerPaid => {
            true
        }
        RequestStatus::PendingPayment
        | RequestStatus::Pending
        | RequestStatus::Active
        | RequestStatus::ReceivedOffers
        | RequestStatus::InNegotiation
        | RequestStatus::Payment
        | RequestStatus::Processing
        | RequestStatus::Delivery
        | RequestStatus::Cancelled => false,
    }
}
