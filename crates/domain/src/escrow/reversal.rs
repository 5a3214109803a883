//! A transfer that was booked and stays gone: one admin asks that its booking be reversed, a second one confirms. How an
//! order goes on then is in `unfund`; what is booked for it, in `reversal_journal`.

use crate::{
    Change, Money, Timestamp, UserId, WalletId,
    escrow::{Brought, ByHandError, ChainEvent, ChainEventStatus, EscrowError, Order, OrderChange, may_say},
    ledger::NewJournal,
};
use serde::{Deserialize, Serialize};

/// What the house bears because a chain took back what was paid out already: `expense:reorg`.
pub const REORG_LOSS: &str = "reorg";

/// Why a reversal is refused. Codes are stable and translated by the face.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReversalError {
    /// It is where it should be, or nothing was booked for it.
    #[error("the transfer is not missing")]
    NotMissing,
    /// Nobody has asked for it.
    #[error("one admin asks first")]
    NotAsked,
    /// Who asked for it does not confirm it.
    #[error("another admin than the one who asked must confirm it")]
    SameAdmin,
    /// Who buys or sells has no say.
    #[error("an admin has no say in an order of their own")]
    OwnOrder,
    /// The order does not go back from where it stands.
    #[error(transparent)]
    Escrow(#[from] EscrowError),
}

impl ReversalError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotMissing => "reversal-not-missing",
            Self::NotAsked => "reversal-not-asked",
            Self::SameAdmin => "reversal-same-admin",
            Self::OwnOrder => "reversal-own-order",
            Self::Escrow(error) => error.code(),
        }
    }
}

impl From<ByHandError> for ReversalError {
    fn from(_: ByHandError) -> Self {
        Self::OwnOrder
    }
}

/// The first admin's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversalAsked {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Why. 3..=500 characters.
    pub reason: String,
}

/// A booking that was reversed. The transfer may come back, and be booked anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    /// The first admin's word.
    pub asked: ReversalAsked,
    /// The second admin.
    pub confirmed_by: UserId,
    /// When.
    pub at: Timestamp,
    /// Since when it was missing.
    pub missing_since: Timestamp,
    /// What had been booked.
    pub amount: Money,
}

/// What a reversal must know besides.
#[derive(Clone, Debug)]
pub struct Reversing<'a> {
    /// What the transfer had brought, and where to.
    pub brought: Brought,
    /// The buyer's wallet in the transfer's currency, and what it holds.
    pub wallet: (WalletId, Money),
    /// Another booked transfer of the same order that is gone.
    pub other: Option<&'a ChainEvent>,
    /// True while something else lies aside for the same payment.
    pub is_more_aside: bool,
    /// What is seen for the payment and not final.
    pub still_seen: Money,
    /// Until when the buyer may pay again.
    pub pay_by: Timestamp,
}

/// A reversal as it is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversed {
    /// The order, as it goes on.
    pub change: OrderChange,
    /// The transfer, booked no more.
    pub event: ChainEvent,
    /// Undoes the journal of [`ChainEvent::credit_key`].
    pub journal: NewJournal,
}

impl ChainEvent {
    /// Since when it is gone, once money was booked for it.
    pub fn is_missing(&self) -> Option<Timestamp> {
        self.missing_since.filter(|_| self.is_settled())
    }

    /// A key of a deed that can be done once in every round of this transfer.
    pub fn deed_key(&self, deed: &str) -> String {
        match self.reversals.len() {
            0 => format!("{deed}:{}", self.id),
            round => format!("{deed}:{}:{round}", self.id),
        }
    }
}

impl Order {
    /// An admin asks that the booking of a transfer be reversed. Asked twice, it is asked once.
    ///
    /// # Errors
    /// [`ReversalError::OwnOrder`]; [`ReversalError::NotMissing`].
    pub fn reversal_asked(
        &self,
        event: &ChainEvent,
        asked: ReversalAsked,
    ) -> Result<Change<ChainEvent>, ReversalError> {
        may_say(self, asked.by)?;
        event.is_missing().ok_or(ReversalError::NotMissing)?;
        if event.reversal_asked.is_some() {
            return Ok(Change::AlreadyMade);
        }
        Ok(Change::Made(ChainEvent { reversal_asked: Some(asked), ..event.clone() }))
    }

    /// An admin says that it need not be reversed; the one who asked may take it back like that.
    ///
    /// # Errors
    /// [`ReversalError::OwnOrder`].
    pub fn reversal_dropped(&self, event: &ChainEvent, by: UserId) -> Result<Change<ChainEvent>, ReversalError> {
        may_say(self, by)?;
        if event.reversal_asked.is_none() {
            return Ok(Change::AlreadyMade);
        }
        Ok(Change::Made(ChainEvent { reversal_asked: None, ..event.clone() }))
    }

    /// A second admin agrees: what the transfer had brought leaves the books, and the order goes on without it.
    ///
    /// # Errors
    /// [`ReversalError`]; an illegal move of an order that stands elsewhere.
    pub fn reversed(
        &self,
        event: &ChainEvent,
        by: UserId,
        known: &Reversing<'_>,
        now: Timestamp,
    ) -> Result<Change<Reversed>, ReversalError> {
        may_say(self, by)?;
        if event.was_reversed_by(by) {
            return Ok(Change::AlreadyMade);
        }
        let (since, amount) = event.is_missing().zip(event.amount).ok_or(ReversalError::NotMissing)?;
        let asked = event.reversal_asked.clone().ok_or(ReversalError::NotAsked)?;
        if asked.by == by {
            return Err(ReversalError::SameAdmin);
        }
        let (journal, out_of_escrow) = self.reversal_journal(event, known)?;
        let mut change = self.change();
        change.take_back(event, known, out_of_escrow, now)?;
        change.lift_incident(event, known.other, now);
        let mut reversals = event.reversals.clone();
        reversals.push(Reversal { asked, confirmed_by: by, at: now, missing_since: since, amount });
        let event = ChainEvent {
            status: ChainEventStatus::Reversed,
            settled_at: None,
            missing_since: None,
            screening: None,
            reversal_asked: None,
            reversals,
            ..event.clone()
        };
        Ok(Change::Made(Reversed { change, event, journal }))
    }
}

impl ChainEvent {
    fn was_reversed_by(&self, by: UserId) -> bool {
        let last = self.reversals.last().is_some_and(|last| last.confirmed_by == by);
        last && self.status == ChainEventStatus::Reversed
    }
}
