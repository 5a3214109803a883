//! The clock warns the buyer before silence counts as a yes: they are told each warning in the commit that notes it.

use super::{
    clock::{put_off, stands_still},
    order::{commit_change, order_of},
    terms_of,
};
use crate::{ActionError, Desk, again::again, letters, tasks::Ran};
use domain::{PurchaseRequestId, escrow::InspectionWarning, event::Actor, identity::User, letters::LetterKind};
use store::Commit;

/// One of the warnings is due. Done twice it is given once; it is not given when the window has ended or was put off.
///
/// # Errors
/// Only the database's.
pub async fn warn_inspection(
    desk: &Desk,
    request: PurchaseRequestId,
    warning: InspectionWarning,
) -> Result<Ran, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        let Some(until) = order.inspected_until().filter(|until| desk.now() < *until) else { return Ok(Ran::Done) };
        let window = terms_of(desk, &order.escrow).await?.inspection;
        if let Some(later) = stands_still(desk, &order).or_else(|| put_off(desk, warning.at(until, window))) {
            return Ok(later);
        }
        let Some(change) = order.warned(warning, desk.now()) else { return Ok(Ran::Done) };
        let buyer = desk.store.find::<User>(order.escrow.buyer_id).await?;
        let commit = match buyer {
            Some(buyer) => {
                let number = order.request.number;
                letters::add(Commit::new(), desk, &buyer, LetterKind::ReleaseNear { request, number, until })
            }
            None => Commit::new(),
        };
        commit_change(desk, Actor::Clock, &change, None, commit).await?;
        Ok(Ran::Done)
    })
    .await
}
