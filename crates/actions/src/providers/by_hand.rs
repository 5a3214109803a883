//! Money that came outside of every service: one admin writes it down with evidence, a second one confirms. Both stand
//! in the log, neither is of the order, and nothing is booked before the second.

use super::book::book;
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    escrow::order_with,
    identity::must_be,
};
use domain::{
    Change, HandRecordId, UserId,
    escrow::{ByHandError, HandForm, HandRecord, HandRecordState, Order, Payment, PaymentProvider, may_say},
    event::{Actor, EventRow, Subject},
    identity::{Role, User, check_reason},
};
use std::collections::BTreeMap;
use store::{Commit, StoreError};

/// The unique index that lets an outside reference stand for one payment.
const REFERENCE_INDEX: &str = "hand_record_reference";
/// Records on one page.
const PAGE: i64 = 50;

/// A record, and the payment it is for.
#[derive(Clone, Debug)]
pub struct HandLine {
    /// What was written down.
    pub record: HandRecord,
    /// For which payment.
    pub payment: Payment,
}

impl From<ByHandError> for ActionError {
    fn from(error: ByHandError) -> Self {
        match error {
            ByHandError::SameAdmin | ByHandError::OwnOrder => Self::forbidden(error.code()),
            ByHandError::Move(refused) => Self::IllegalMove(refused),
        }
    }
}

/// Writes down what came for the payment that people call so (`PAY-000123`); once per form key. Nothing is booked.
///
/// # Errors
/// Codes at `payment`, `amount`, `reference` and `evidence`; 403 for anybody but an admin, and for one who buys or
/// sells there; 409 `by-hand-reference-taken`.
pub async fn record_payment_by_hand(
    desk: &Desk,
    admin: UserId,
    payment: &str,
    form: &HandForm,
    key: &FormKey,
) -> Result<HandRecordId, ActionError> {
    must_be(desk, admin, Role::Admin).await?;
    let keyed = Keyed::new(admin, "record_payment_by_hand", key);
    once(desk, &keyed, || record_once(desk, admin, payment, form, &keyed)).await
}

async fn record_once(
    desk: &Desk,
    admin: UserId,
    payment: &str,
    form: &HandForm,
    keyed: &Keyed,
) -> Result<HandRecordId, ActionError> {
    let payment = payment_called(desk, payment).await?;
    let order = order_with(desk, payment).await?;
    may_say(&order, admin)?;
    let record = form.check(&order.payment, (desk.new_id(), admin, desk.now()))?;
    let row = row(desk, &record, admin, ("record_payment_by_hand", &record.evidence));
    let commit = Commit::new().once(&keyed.answer(desk, &record.id.to_string())).insert(&record).record(&row);
    match desk.commit(commit).await {
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == REFERENCE_INDEX => {
            Err(ActionError::conflict("by-hand-reference-taken"))
        }
        done => done.map(|()| record.id),
    }
}

/// A second admin agrees: the money has arrived, in the same write.
///
/// # Errors
/// 403 for anybody but an admin, for the one who wrote it down, and for one who buys or sells there; 409 when it was
/// refused before.
pub async fn confirm_payment_by_hand(desk: &Desk, admin: UserId, id: HandRecordId) -> Result<(), ActionError> {
    must_be(desk, admin, Role::Admin).await?;
    let (record, order) = loaded(desk, id).await?;
    let Change::Made(confirmed) = record.confirmed(&order, admin, desk.now())? else { return Ok(()) };
    let row = row(desk, &confirmed, admin, ("confirm_payment_by_hand", &record.reference));
    let decided = || Commit::new().save(&confirmed).record(&row);
    let by = (Actor::User(admin), PaymentProvider::Other);
    match book(desk, by, record.payment_id, &record.arrival(), decided).await {
        // Somebody decided it at the same moment: what stands there now is the answer.
        Err(error) if error.is_conflict() => {
            let (now, order) = loaded(desk, id).await?;
            Ok(now.confirmed(&order, admin, desk.now()).map(|_| ())?)
        }
        done => done,
    }
}

/// It was not so: nothing moves, and the outside reference is free again.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin, and for one who buys or sells there; 409 when it was confirmed
/// before.
pub async fn refuse_payment_by_hand(
    desk: &Desk,
    admin: UserId,
    id: HandRecordId,
    reason: &str,
) -> Result<(), ActionError> {
    must_be(desk, admin, Role::Admin).await?;
    let reason = check_reason(reason)?;
    again(|| async {
        let (record, order) = loaded(desk, id).await?;
        let Change::Made(refused) = record.refused(&order, admin, reason.clone(), desk.now())? else { return Ok(()) };
        let row = row(desk, &refused, admin, ("refuse_payment_by_hand", &reason));
        desk.commit(Commit::new().save(&refused).record(&row)).await
    })
    .await
}

/// The records that wait, the longest first, then those decided last, and the names of who is named in them.
///
/// # Errors
/// 403 for anybody but an admin.
pub async fn records_by_hand(
    desk: &Desk,
    admin: UserId,
) -> Result<(Vec<HandLine>, BTreeMap<UserId, String>), ActionError> {
    must_be(desk, admin, Role::Admin).await?;
    let (mut lines, mut people) = (Vec::new(), Vec::new());
    for state in [HandRecordState::Waiting, HandRecordState::Confirmed, HandRecordState::Refused] {
        for record in desk.store.hand_records(state, PAGE).await? {
            people.extend([Some(record.recorded_by), record.decided_by].into_iter().flatten());
            lines.push(HandLine { payment: desk.store.get(record.payment_id).await?, record });
        }
    }
    let mut names = BTreeMap::new();
    for person in people {
        if let Some(user) = desk.store.find::<User>(person).await? {
            names.insert(person, user.display_name);
        }
    }
    Ok((lines, names))
}

async fn loaded(desk: &Desk, id: HandRecordId) -> Result<(HandRecord, Order), ActionError> {
    again(|| async {
        let record = desk.store.get::<HandRecord>(id).await?;
        let order = order_with(desk, desk.store.get::<Payment>(record.payment_id).await?).await?;
        Ok((record, order))
    })
    .await
}

/// The payment that people call so: `PAY-000123`, or its number alone.
async fn payment_called(desk: &Desk, said: &str) -> Result<Payment, ActionError> {
    let said = said.trim();
    let digits = said.get(..4).filter(|prefix| prefix.eq_ignore_ascii_case("PAY-")).map_or(said, |_| &said[4..]);
    let unknown = || ActionError::field("payment", "no-such-payment");
    let number = domain::digits::ascii(digits).parse::<u64>().map_err(|_| unknown())?;
    desk.store.payment_numbered(number).await?.ok_or_else(unknown)
}

fn row(desk: &Desk, record: &HandRecord, admin: UserId, (deed, why): (&str, &str)) -> EventRow {
    let row = desk.event(Subject::Payment(record.payment_id), Actor::User(admin), deed, None, record.state);
    EventRow { request_id: Some(record.request_id), why: Some(why.to_owned()), ..row }
}
