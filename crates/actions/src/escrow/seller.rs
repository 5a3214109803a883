//! What the end of an order is to its seller: a sale that is counted, and what the house decided about them. One person,
//! written once.

use crate::{ActionError, Desk, letters};
use domain::{
    Change,
    disputes::DisputeError,
    escrow::OrderChange,
    event::{Actor, EventRow, Subject, one_line},
    identity::{SellerMeasure, User, UserStatus},
    letters::LetterKind,
    machine::Word,
};
use store::Commit;

/// What is kept with a person of the reasons of a decision; all of them stand with the dispute.
const REASON_MAX: usize = 500;

/// The commit with the seller in it, when the change is anything to them.
pub(super) async fn with_seller(
    desk: &Desk,
    actor: Actor,
    change: &OrderChange,
    commit: Commit,
) -> Result<Commit, ActionError> {
    if !change.sold && change.measure.is_none() {
        return Ok(commit);
    }
    let Some(seller) = desk.store.find::<User>(change.order.escrow.seller_id).await? else { return Ok(commit) };
    let counted = User { completed_sales: seller.completed_sales + u64::from(change.sold), ..seller };
    match &change.measure {
        None => Ok(commit.save(&counted)),
        Some((measure, why)) => Ok(measured(desk, actor, (counted, *measure, why), commit)),
    }
}

fn measured(desk: &Desk, actor: Actor, (seller, measure, why): (User, SellerMeasure, &str), commit: Commit) -> Commit {
    let why = &one_line(why, REASON_MAX);
    let row = |to: UserStatus| {
        let (subject, from) = (Subject::User(seller.id), Some(seller.status.to_string()));
        EventRow { why: Some(why.clone()), ..desk.event(subject, actor, measure.word(), from, to) }
    };
    if !seller.can_be_measured(measure) {
        // Whoever came to work for the house since: the money goes as decided, and the log says what did not happen.
        let outcome = Some(DisputeError::SellerOfTheHouse.code().to_owned());
        return commit.save(&seller).record(&EventRow { outcome, ..row(seller.status) });
    }
    let Change::Made(after) = seller.measured(measure, why, desk.now()) else { return commit.save(&seller) };
    let commit = commit.save(&after).record(&row(after.status));
    let reason = why.clone();
    match measure {
        SellerMeasure::Warn => letters::add(commit, desk, &seller, LetterKind::SellerWarned { reason }),
        SellerMeasure::Ban => {
            letters::add(commit.end_sessions(seller.id), desk, &seller, LetterKind::AccountLocked { reason })
        }
    }
}
