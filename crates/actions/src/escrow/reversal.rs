//! Booked transfers that are gone from their chain: the list of them, and what two admins do about one that stays gone.
//! Reversing and coming back both write the transfer under its version: one of them wins, and the other looks again.

use super::{
    order::{commit_change, order_with},
    wallet::open_wallet,
};
use crate::{ActionError, Desk, admin::must_be_admin, again::again, disputes, settings::in_force};
use domain::{
    ChainEventId, Change, Money, UserId,
    escrow::{
        Brought, ChainEvent, ChainEventStatus, LateChoice, Order, Payment, ReversalAsked, ReversalError, Reversing,
    },
    event::{Actor, EventRow, Subject, one_line},
    identity::{User, check_reason},
    ledger::{Journal, LedgerAccount},
};
use store::{Commit, StoreError};

impl From<ReversalError> for ActionError {
    fn from(error: ReversalError) -> Self {
        let code = error.code();
        match error {
            ReversalError::NotMissing | ReversalError::NotAsked => Self::conflict(code),
            ReversalError::SameAdmin | ReversalError::OwnOrder => Self::forbidden(code),
            ReversalError::Escrow(error) => error.into(),
        }
    }
}

/// An admin asks, with a reason, that the booking of a transfer that is gone be reversed. Nothing moves. Asked twice, it
/// is asked once.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin who has no part in the order; 409 when it is not missing.
pub async fn ask_reversal(desk: &Desk, admin: UserId, event: ChainEventId, reason: &str) -> Result<(), ActionError> {
    let reason = one_line(&check_reason(reason)?, 500);
    again(|| async {
        let (admin, event, order) = loaded(desk, admin, event).await?;
        let asked = ReversalAsked { by: admin.id, at: desk.now(), reason: reason.clone() };
        let Change::Made(asked) = order.reversal_asked(&event, asked)? else { return Ok(()) };
        let row = row(desk, &order, &admin, ("ask_reversal", reason.clone()));
        desk.commit(Commit::new().save(&admin).save(&asked).record(&row)).await
    })
    .await
}

/// An admin says that it need not be reversed; who asked for it may take it back like that.
///
/// # Errors
/// 403 for anybody but an admin who has no part in the order.
pub async fn drop_reversal(desk: &Desk, admin: UserId, event: ChainEventId) -> Result<(), ActionError> {
    again(|| async {
        let (admin, event, order) = loaded(desk, admin, event).await?;
        let Change::Made(dropped) = order.reversal_dropped(&event, admin.id)? else { return Ok(()) };
        let row = row(desk, &order, &admin, ("drop_reversal", event.id.to_string()));
        desk.commit(Commit::new().save(&admin).save(&dropped).record(&row)).await
    })
    .await
}

/// A second admin agrees: what the transfer had brought leaves the books, and the order goes on without it. Done twice,
/// it is done once.
///
/// # Errors
/// 403 for the admin who asked, for one who buys or sells there, and for anybody else; 409 when it is there again, or
/// nobody has asked.
pub async fn confirm_reversal(desk: &Desk, admin: UserId, event: ChainEventId) -> Result<(), ActionError> {
    again(|| async {
        match confirm_once(desk, admin, event).await {
            // Somebody spent from the same account at this moment: what is left of it decides anew.
            Err(ActionError::Store(StoreError::NotEnough { account })) => Err(StoreError::Conflict(account).into()),
            done => done,
        }
    })
    .await
}

async fn confirm_once(desk: &Desk, admin: UserId, event: ChainEventId) -> Result<(), ActionError> {
    let (admin, event, order) = loaded(desk, admin, event).await?;
    let others = desk.store.chain_events_of(order.payment.id).await?;
    let credited = credited_by(desk, &order, &event).await?;
    let brought = Brought::by(&event, order.request.id, credited.as_ref()).ok_or(ReversalError::NotMissing);
    let amount = event.amount.ok_or(ReversalError::NotMissing)?;
    let wallet = open_wallet(desk, order.escrow.buyer_id, amount.currency).await?.id;
    let balance = desk.store.balance(&LedgerAccount::Wallet(wallet), amount.currency).await?;
    let rest = || others.iter().filter(|other| other.id != event.id);
    let waits = |other: &&ChainEvent| matches!(other.status, ChainEventStatus::Credited | ChainEventStatus::Late);
    let known = Reversing {
        // What is settled no more is refused by the rule itself.
        brought: brought.unwrap_or_else(|_| nothing(amount)),
        wallet: (wallet, balance),
        other: rest().filter(waits).find(|other| other.missing_since.is_some()),
        is_more_aside: rest().any(|other| other.status == ChainEventStatus::Held),
        still_seen: super::watch::seen_without(desk, &order.payment, &event).await?,
        pay_by: desk.now() + in_force(desk).await?.pay_time,
    };
    let Change::Made(reversed) = order.reversed(&event, admin.id, &known, desk.now())? else { return Ok(()) };
    let actor = Actor::User(admin.id);
    let first = desk.store.journal_by_key(&event.credit_key()).await?.map(|journal| journal.id);
    let journal = reversed.journal.written(desk.new_id(), actor, desk.now());
    let row = row(desk, &order, &admin, ("confirm_reversal", event.id.to_string()));
    let commit = Commit::new().save(&admin).save(&reversed.event).record(&row);
    let commit = commit.post(&Journal { reverses: first, ..journal });
    let still = reversed.change.order.escrow.dispute.as_ref();
    let commit = match order.escrow.dispute.as_ref().filter(|_| still.is_none()) {
        Some(hold) => disputes::fall(desk, actor, &order, hold.dispute_id, commit).await?,
        None => commit,
    };
    commit_change(desk, actor, &reversed.change, Some("reversed"), commit).await
}

fn nothing(amount: Money) -> Brought {
    let zero = Money::zero(amount.currency);
    Brought { price: zero, exchanged: zero, rest: zero, aside: zero }
}

/// The journal that brought a transfer into the escrow: at once, when it was let in, or when its buyer let it count.
async fn credited_by(desk: &Desk, order: &Order, event: &ChainEvent) -> Result<Option<Journal>, ActionError> {
    let honoured = order.payment.late.as_ref().filter(|late| late.choice == Some(LateChoice::Honour));
    let keys =
        [Some(event.credit_key()), Some(event.deed_key("let_in")), honoured.map(|late| format!("late:{}", late.key))];
    let escrow = LedgerAccount::Escrow(order.request.id);
    for key in keys.into_iter().flatten() {
        let journal = desk.store.journal_by_key(&key).await?;
        if let Some(journal) = journal.filter(|it| it.entries.iter().any(|entry| entry.credit == escrow)) {
            return Ok(Some(journal));
        }
    }
    Ok(None)
}

async fn loaded(desk: &Desk, admin: UserId, event: ChainEventId) -> Result<(User, ChainEvent, Order), ActionError> {
    let admin = must_be_admin(desk, admin).await?;
    let event = desk.store.get::<ChainEvent>(event).await?;
    let order = order_with(desk, desk.store.get::<Payment>(event.payment_id).await?).await?;
    Ok((admin, event, order))
}

fn row(desk: &Desk, order: &Order, admin: &User, (deed, why): (&'static str, String)) -> EventRow {
    let subject = Subject::Payment(order.payment.id);
    let row = desk.event(subject, Actor::User(admin.id), deed, None, order.payment.status);
    EventRow { request_id: Some(order.request.id), why: Some(why), ..row }
}
