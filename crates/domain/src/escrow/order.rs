//! `Order`: the request, its escrow and its payment, which one deed moves together.
//!
//! Here is how a change is put together; the deeds themselves are in `order_deeds` and `settlement`.

use crate::{
    Timestamp, UserId,
    escrow::{Escrow, EscrowDeed, EscrowError, Payment, PaymentDeed},
    event::Subject,
    identity::SellerMeasure,
    ledger::NewJournal,
    machine::Word,
    market::{PurchaseRequest, RequestDeed},
    tasks::Deed,
};

/// What one deed on an order moves, all or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The wish, and where the goods are.
    pub request: PurchaseRequest,
    /// What is held.
    pub escrow: Escrow,
    /// What was asked of the buyer.
    pub payment: Payment,
}

/// One move of one machine: a row of history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Of what.
    pub subject: Subject,
    /// The deed, as stored.
    pub deed: &'static str,
    /// From where.
    pub from: &'static str,
    /// To where.
    pub to: &'static str,
}

/// A decision about an order: the new state of it and everything it causes. To be committed as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderChange {
    /// As it was decided upon.
    pub before: Order,
    /// As it will be.
    pub order: Order,
    /// Every move on the way, in order.
    pub moves: Vec<Moved>,
    /// Money.
    pub journals: Vec<NewJournal>,
    /// Tasks that become due.
    pub schedule: Vec<(Deed, Timestamp)>,
    /// Tasks that become needless.
    pub cancel: Vec<Deed>,
    /// True when a sale ended well.
    pub sold: bool,
    /// What the house decided about the seller, and why.
    pub measure: Option<(SellerMeasure, String)>,
}

impl Order {
    /// True for the buyer and the chosen seller.
    pub fn is_party(&self, user: UserId) -> bool {
        self.escrow.is_party(user)
    }

    /// # Errors
    /// [`EscrowError::NotTheBuyer`].
    pub fn only_buyer(&self, user: UserId) -> Result<(), EscrowError> {
        if user == self.escrow.buyer_id { Ok(()) } else { Err(EscrowError::NotTheBuyer) }
    }

    /// # Errors
    /// [`EscrowError::NotTheSeller`].
    pub fn only_seller(&self, user: UserId) -> Result<(), EscrowError> {
        if user == self.escrow.seller_id { Ok(()) } else { Err(EscrowError::NotTheSeller) }
    }

    /// A change that changes nothing yet.
    pub(super) fn change(&self) -> OrderChange {
        OrderChange {
            before: self.clone(),
            order: self.clone(),
            moves: Vec::new(),
            journals: Vec::new(),
            schedule: Vec::new(),
            cancel: Vec::new(),
            sold: false,
            measure: None,
        }
    }
}

impl OrderChange {
    /// A change that moves no machine and no money: an address, a counted try.
    pub fn between(before: Order, order: Order) -> Self {
        Self { order, ..before.change() }
    }

    /// True when there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.before == self.order && self.moves.is_empty() && self.journals.is_empty()
    }

    pub(super) fn request(&mut self, deed: RequestDeed, now: Timestamp) -> Result<(), EscrowError> {
        let request = &mut self.order.request;
        let from = request.status;
        *request = request.moved(deed, now)?;
        let subject = Subject::Request(request.id);
        self.moves.push(Moved { subject, deed: deed.word(), from: from.word(), to: request.status.word() });
        Ok(())
    }

    pub(super) fn escrow(&mut self, deed: EscrowDeed, now: Timestamp) -> Result<(), EscrowError> {
        let escrow = &mut self.order.escrow;
        let from = escrow.state;
        escrow.state = from.next(deed)?;
        escrow.updated_at = now;
        if deed != EscrowDeed::Split {
            // It was about money that lay there before.
            escrow.split = None;
        }
        // Whatever ends an order gives the seller's security back.
        let back = if escrow.state.is_final() { escrow.deposit_back(now) } else { None };
        self.journals.extend(back);
        let escrow = &self.order.escrow;
        let subject = Subject::Escrow(escrow.id);
        self.moves.push(Moved { subject, deed: deed.word(), from: from.word(), to: escrow.state.word() });
        Ok(())
    }

    pub(super) fn payment(&mut self, deed: PaymentDeed, now: Timestamp) -> Result<(), EscrowError> {
        let payment = &mut self.order.payment;
        let from = payment.status;
        payment.status = from.next(deed)?;
        payment.is_open = payment.status.is_open();
        payment.updated_at = now;
        let subject = Subject::Payment(payment.id);
        self.moves.push(Moved { subject, deed: deed.word(), from: from.word(), to: payment.status.word() });
        Ok(())
    }
}
