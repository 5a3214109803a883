//! What people say to a payout: the house agrees or not, tries again or gives back; the person calls it back.

use super::{
    break_glass_use::{approve_under_glass, open_break_glass},
    change::commit_change,
    instructed::asks_signers,
};
use crate::{ActionError, Desk, admin::must_be, again::again, tasks::Ran};
use domain::{
    PayoutId, Timestamp, UserId,
    custody::{BreakGlass, Payout, PayoutChange, PayoutError, PayoutStatus},
    event::{Actor, one_line},
    identity::{Role, User, check_reason},
};
use store::Commit;

/// Who of the house may speak.
const SPEAKERS: [Role; 2] = [Role::Admin, Role::Treasurer];

type Rule = fn(&Payout, UserId, Timestamp) -> Result<PayoutChange, PayoutError>;

/// Somebody of the house agrees; never who is paid.
///
/// # Errors
/// 403 without the role or for one's own; 409 when it does not wait for it, or signers must say yes and nobody has broken the
/// glass; 403 for a treasurer where somebody has.
pub async fn approve_payout(desk: &Desk, by: UserId, payout: PayoutId) -> Result<Payout, ActionError> {
    if asks_signers(desk, &desk.store.get(payout).await?).await? {
        return approve_under_glass(desk, by, payout).await;
    }
    say(desk, by, payout, Payout::approved, None).await
}

/// Somebody of the house says no, with a reason: the money is back in the wallet.
///
/// # Errors
/// A code at `reason`; as [`approve_payout`]; 409 once it is signed.
pub async fn reject_payout(desk: &Desk, by: UserId, payout: PayoutId, reason: &str) -> Result<Payout, ActionError> {
    let reason = one_line(&check_reason(reason)?, 500);
    say(desk, by, payout, Payout::rejected, Some(&reason)).await
}

/// A failed payout is sent again, in a new place.
///
/// # Errors
/// As [`approve_payout`]; 409 when it did not fail, or was approved under a glass that is shut by now.
pub async fn retry_payout(desk: &Desk, by: UserId, id: PayoutId) -> Result<Payout, ActionError> {
    again(|| async {
        let speaker: User = must_be(desk, by, &SPEAKERS).await?;
        let payout: Payout = desk.store.get(id).await?;
        let change = payout.retried(by, desk.now())?;
        let commit = Commit::new().save(&speaker);
        let commit = match payout.break_glass_id {
            // The glass is written with it: of this and its end one comes first.
            Some(_) => commit.save(&still_broken(desk, &payout).await?),
            None => commit,
        };
        commit_change(desk, Actor::User(by), &change, None, commit).await
    })
    .await
}

/// The glass that this was approved under, while it is open.
async fn still_broken(desk: &Desk, payout: &Payout) -> Result<BreakGlass, ActionError> {
    let open = open_break_glass(desk).await?.filter(|glass| payout.break_glass_id == Some(glass.id));
    open.ok_or_else(|| PayoutError::GlassOver.into())
}

/// A failed payout is given up, with a reason: the money is back in the wallet.
///
/// # Errors
/// A code at `reason`; as [`approve_payout`]; 409 when it did not fail.
pub async fn reverse_payout(desk: &Desk, by: UserId, payout: PayoutId, reason: &str) -> Result<Payout, ActionError> {
    let reason = one_line(&check_reason(reason)?, 500);
    let back: Rule = |payout, by, now| {
        if payout.is_of(by) { Err(PayoutError::OwnPayout) } else { payout.reversed(now) }
    };
    say(desk, by, payout, back, Some(&reason)).await
}

/// The person calls it back before it was signed: the money is back in the wallet. Done twice, it is done once.
///
/// # Errors
/// 404 for anybody else; 409 once it is signed.
pub async fn cancel_payout(desk: &Desk, person: UserId, payout: PayoutId) -> Result<Payout, ActionError> {
    again(|| async {
        let payout: Payout = desk.store.get(payout).await?;
        if !payout.is_of(person) {
            return Err(ActionError::NotFound(payout.id.to_string()));
        }
        if payout.status == PayoutStatus::Cancelled {
            return Ok(payout);
        }
        let change = payout.cancelled(person, desk.now())?;
        commit_change(desk, Actor::User(person), &change, None, Commit::new()).await
    })
    .await
}

/// The time to agree has ended.
///
/// # Errors
/// Only the database's.
pub async fn expire_payout(desk: &Desk, payout: PayoutId) -> Result<Ran, ActionError> {
    again(|| async {
        let payout: Payout = desk.store.get(payout).await?;
        if payout.status == PayoutStatus::Draft {
            let change = payout.expired(desk.now())?;
            commit_change(desk, Actor::Clock, &change, None, Commit::new()).await?;
        }
        Ok(Ran::Done)
    })
    .await
}

async fn say(desk: &Desk, by: UserId, id: PayoutId, rule: Rule, why: Option<&str>) -> Result<Payout, ActionError> {
    again(|| async {
        let speaker: User = must_be(desk, by, &SPEAKERS).await?;
        let payout: Payout = desk.store.get(id).await?;
        let change = rule(&payout, by, desk.now())?;
        // The speaker is saved too: whoever loses the role at this moment decides nothing.
        commit_change(desk, Actor::User(by), &change, why, Commit::new().save(&speaker)).await
    })
    .await
}
