//! Money whose sender stands on a list: it lies aside, nobody may take it, and an admin says what becomes of it.

use crate::{
    Change, Timestamp,
    escrow::{
        AmountFlag, Arrival, ArrivalOutcome, Booking, ChainEvent, ChainEventStatus, EscrowError, Order, OrderChange,
    },
    ledger::{
        JournalKind, LedgerAccount,
        journals::{self, PaidIn},
    },
    sanctions::{Ruling, ScreenedAs, StaffRuling},
};

impl ChainEvent {
    /// True while it lies aside because of who sent it: it is nobody's to take.
    pub fn is_withheld(&self) -> bool {
        self.status == ChainEventStatus::Held && self.screening.as_ref().is_some_and(|it| it.withholds())
    }

    /// True when this has been said of it: let in once for all, or kept for the same reason.
    fn was_ruled(&self, said: &StaffRuling) -> bool {
        let last = self.screening.as_ref().and_then(|it| it.ruling.as_ref());
        last.is_some_and(|last| {
            last.ruling == said.ruling
                && (said.ruling == Ruling::LetIn || (last.by, &last.reason) == (said.by, &said.reason))
        })
    }

    /// True while it is final and waits for the list to be there.
    pub fn waits_for_screening(&self) -> bool {
        let waits = self.screening.as_ref().is_some_and(|it| it.verdict == ScreenedAs::Waiting);
        self.status == ChainEventStatus::Seen && waits
    }
}

impl Order {
    /// A final transfer of somebody who stands on a list: it is here, and it counts for nothing. `Ignored` for a token
    /// that is no money here.
    pub fn transfer_withheld(
        &self,
        event: &ChainEvent,
        booking: &Booking,
        now: Timestamp,
    ) -> (OrderChange, ChainEventStatus) {
        let mut change = self.change();
        let Some(arrival) = Arrival::by_transfer(event, &self.payment) else {
            return (change, ChainEventStatus::Ignored);
        };
        change.journals.push(journals::to_unclaimed(&PaidIn::by_arrival(&arrival, &self.payment)));
        let payment = &mut change.order.payment;
        if payment.is_open {
            if payment.takes(event) {
                payment.seen = booking.still_seen;
            }
            payment.flag.get_or_insert(AmountFlag::Held);
            payment.updated_at = now;
        }
        (change, ChainEventStatus::Held)
    }

    /// An admin decides about what was withheld. Let in, it counts as it would have when it came: for the order, or for
    /// the buyer's wallet; of the wrong kind, it is the buyer's to take.
    ///
    /// # Errors
    /// [`EscrowError::NothingToClaim`] when it is not withheld.
    pub fn withheld_ruled(
        &self,
        event: &ChainEvent,
        said: StaffRuling,
        booking: &Booking,
        now: Timestamp,
    ) -> Result<Change<(OrderChange, ChainEvent)>, EscrowError> {
        if event.was_ruled(&said) {
            return Ok(Change::AlreadyMade);
        }
        let screening = event.screening.clone().filter(|_| event.is_withheld()).ok_or(EscrowError::NothingToClaim)?;
        let ruling = said.ruling;
        let mut event = event.clone();
        event.screening = Some(crate::sanctions::Screened { ruling: Some(said), ..screening });
        let change = match ruling {
            Ruling::Keep => self.change(),
            Ruling::LetIn => self.let_in(&mut event, booking, now)?,
        };
        Ok(Change::Made((change, event)))
    }

    fn let_in(&self, event: &mut ChainEvent, booking: &Booking, now: Timestamp) -> Result<OrderChange, EscrowError> {
        event.not_missing()?;
        let arrival = Arrival::by_transfer(event, &self.payment).ok_or(EscrowError::NothingToClaim)?;
        let aside = LedgerAccount::Unclaimed(arrival.amount.currency);
        let arrival = Arrival { key: event.deed_key("let_in"), account: aside.clone(), ..arrival };
        let (mut change, outcome) = self.money_arrived(&arrival, booking, now)?;
        // What stays aside for another reason now has moved nowhere.
        change.journals.retain(|journal| journal.entries.iter().all(|entry| entry.credit != aside));
        for journal in &mut change.journals {
            journal.kind = JournalKind::Claim;
        }
        event.status = outcome.into();
        if outcome == ArrivalOutcome::ToWallet && change.order.payment.flag == Some(AmountFlag::Held) {
            change.order.payment.flag = None;
        }
        Ok(change)
    }
}
