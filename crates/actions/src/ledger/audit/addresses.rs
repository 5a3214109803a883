//! Where people's money goes: each payout of theirs to an address that its owner had listed a day before it was asked for,
//! or back to where a refund came from. What says neither was asked for before people listed addresses.

use super::report::Findings;
use crate::{ActionError, Desk};
use domain::custody::{AllowedBy, PAYOUT_ADDRESS_WAITS, Payout, PayoutAddress};

pub(super) async fn check(desk: &Desk, payout: &Payout, findings: &mut Findings) -> Result<(), ActionError> {
    let kept = match payout.allowed_by {
        None => return Ok(()),
        Some(AllowedBy::Sender) => payout.refund_of.is_some() || payout.refund_tried.is_some(),
        Some(AllowedBy::Listed(id)) => {
            let listed = desk.store.find::<PayoutAddress>(id).await?;
            listed.is_some_and(|listed| is_of(&listed, payout))
        }
    };
    findings.must("addresses", kept, payout.id, || {
        format!("it goes to {}, which its owner had not listed a day before", payout.to.0)
    });
    Ok(())
}

/// Of the same person and place, and no sooner than its day was over.
fn is_of(listed: &PayoutAddress, payout: &Payout) -> bool {
    payout.is_of(listed.user_id)
        && listed.address.key() == payout.to.key()
        && listed.created_at + PAYOUT_ADDRESS_WAITS <= payout.created_at
}
