//! A payment recorded by hand: one admin writes down what came, with evidence; a second one, who is nobody in the order,
//! confirms it. Only then has money arrived.

use crate::{
    Change, FieldErrors, HandRecordId, Money, PaymentId, PurchaseRequestId, Timestamp, UserId,
    escrow::{Arrival, HandRecordDeed, HandRecordState, Order, Payment, PaymentProvider},
    ledger::LedgerAccount,
    machine::Refused,
};
use serde::{Deserialize, Serialize};

/// Why a deed on a record is refused. Codes are stable and translated by the face.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ByHandError {
    /// Who wrote it down does not confirm it.
    #[error("another admin than the one who recorded it must confirm it")]
    SameAdmin,
    /// Who buys or sells does not say what came.
    #[error("an admin has no say in an order of their own")]
    OwnOrder,
    /// It was decided otherwise before.
    #[error(transparent)]
    Move(#[from] Refused),
}

impl ByHandError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SameAdmin => "by-hand-same-admin",
            Self::OwnOrder => "by-hand-own-order",
            Self::Move(_) => Refused::CODE,
        }
    }
}

/// What an admin wrote down about money that came outside of every service. Of one outside reference at most one
/// record waits or is confirmed; a unique index holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandRecord {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: HandRecordId,
    /// Compare-and-set counter.
    pub version: u64,
    /// The payment it is for.
    pub payment_id: PaymentId,
    /// Its order.
    pub request_id: PurchaseRequestId,
    /// How much came.
    pub amount: Money,
    /// What the outside calls it: a line of a bank's statement. 3..=100 characters.
    pub reference: String,
    /// The same without the differences of spelling.
    pub reference_key: String,
    /// What was seen, and where. 10..=1000 characters.
    pub evidence: String,
    /// Where it stands.
    pub state: HandRecordState,
    /// True while the reference is taken.
    pub is_live: bool,
    /// Who wrote it down.
    pub recorded_by: UserId,
    /// When.
    pub recorded_at: Timestamp,
    /// The second admin.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was refused.
    pub reason: Option<String>,
}

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct HandForm {
    pub amount: String,
    pub reference: String,
    pub evidence: String,
}

impl HandForm {
    /// The record of it.
    ///
    /// # Errors
    /// A code per field: `amount`, `reference`, `evidence`.
    pub fn check(
        &self,
        payment: &Payment,
        (id, by, now): (HandRecordId, UserId, Timestamp),
    ) -> Result<HandRecord, FieldErrors> {
        let mut errors = FieldErrors::default();
        let amount = errors.amount("amount", &self.amount, payment.amount.currency);
        let reference = errors.text("reference", &self.reference, 3, 100);
        let evidence = errors.text("evidence", &self.evidence, 10, 1_000);
        if !amount.is_positive() {
            errors.add("amount", "required");
        }
        errors.into_result()?;
        Ok(HandRecord {
            id,
            version: 0,
            payment_id: payment.id,
            request_id: payment.request_id,
            amount,
            reference_key: reference.to_lowercase().split_whitespace().collect(),
            reference,
            evidence,
            state: HandRecordState::Waiting,
            is_live: true,
            recorded_by: by,
            recorded_at: now,
            decided_by: None,
            decided_at: None,
            reason: None,
        })
    }
}

impl HandRecord {
    /// A second admin agrees.
    ///
    /// # Errors
    /// [`ByHandError`]: the same admin, a party of the order, or refused before.
    pub fn confirmed(&self, order: &Order, by: UserId, now: Timestamp) -> Result<Change<Self>, ByHandError> {
        if by == self.recorded_by {
            return Err(ByHandError::SameAdmin);
        }
        self.decided(order, HandRecordDeed::Confirm, (by, now), None)
    }

    /// An admin says that it was not so; the one who wrote it down may take it back like that.
    ///
    /// # Errors
    /// [`ByHandError`]: a party of the order, or confirmed before.
    pub fn refused(
        &self,
        order: &Order,
        by: UserId,
        reason: String,
        now: Timestamp,
    ) -> Result<Change<Self>, ByHandError> {
        self.decided(order, HandRecordDeed::Refuse, (by, now), Some(reason))
    }

    /// The money it tells of.
    pub fn arrival(&self) -> Arrival {
        let (provider, currency) = (PaymentProvider::Other, self.amount.currency);
        Arrival {
            key: format!("arrived:{provider}:{}", self.id),
            account: LedgerAccount::Provider { name: provider.to_string(), currency },
            amount: self.amount,
            seen_at: self.recorded_at,
            reference: Some(self.reference.clone()),
            from: None,
            is_as_asked: true,
        }
    }

    fn decided(
        &self,
        order: &Order,
        deed: HandRecordDeed,
        (by, now): (UserId, Timestamp),
        reason: Option<String>,
    ) -> Result<Change<Self>, ByHandError> {
        may_say(order, by)?;
        let Change::Made(state) = self.state.next(deed)? else { return Ok(Change::AlreadyMade) };
        let is_live = state == HandRecordState::Confirmed;
        let (decided_by, decided_at) = (Some(by), Some(now));
        Ok(Change::Made(Self { state, is_live, decided_by, decided_at, reason, ..self.clone() }))
    }
}

/// Whether this admin may say what came for an order.
///
/// # Errors
/// [`ByHandError::OwnOrder`].
pub fn may_say(order: &Order, admin: UserId) -> Result<(), ByHandError> {
    if order.is_party(admin) { Err(ByHandError::OwnOrder) } else { Ok(()) }
}
