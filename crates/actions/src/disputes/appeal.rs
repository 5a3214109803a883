//! What both sides do after a decision: take it as it is, or ask for another look.

use super::{
    change::{Act, commit_end, commit_talk, resolved},
    legs::may_be_paid,
    talks::asked_by,
};
use crate::{ActionError, Desk, again::again, identity::not_quiet};
use domain::{
    Change, DecisionId, DisputeId, UserId,
    disputes::{Appeal, DisputeNews, check_appeal},
    event::Actor,
};
use store::Commit;

/// A side takes the decision as it is; when both do, what it says is done in the same commit,
/// or when signers of the house have said yes to it. Done twice, it is done once.
///
/// # Errors
/// 403 for a while after a recovery; 404 for strangers; 409 when there is nothing to appeal.
pub async fn waive_appeal(desk: &Desk, who: UserId, id: DisputeId, which: DecisionId) -> Result<(), ActionError> {
    again(|| async move {
        let (dispute, order) = asked_by(desk, who, id).await?;
        not_quiet(desk, who).await?;
        let at_once = may_be_paid(desk, &dispute, &order).await?;
        let Change::Made(ruled) = dispute.waived(who, (which, at_once), desk.now())? else { return Ok(()) };
        let (change, actor) = (&ruled.change, Actor::User(who));
        if ruled.is_over {
            let ended = resolved(desk, &order, change).await?;
            let act = Act { actor, news: Some(DisputeNews::Over), why: None };
            return commit_end(desk, &ended, change, &act, Commit::new()).await;
        }
        commit_talk(desk, &order, change, &Act { actor, news: None, why: None }, Commit::new()).await
    })
    .await
}

/// A side asks for another look, with a reason, once: another one of the house decides.
///
/// # Errors
/// A code at `reason`; 404 for strangers; 409 when there is nothing to appeal.
pub async fn appeal_decision(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    which: DecisionId,
    reason: &str,
) -> Result<(), ActionError> {
    again(|| async move {
        let (dispute, order) = asked_by(desk, who, id).await?;
        let appeal = Appeal { by: who, reason: check_appeal(reason)?, at: desk.now() };
        let Change::Made(change) = dispute.appealed(appeal, which)? else { return Ok(()) };
        let act = Act { actor: Actor::User(who), news: Some(DisputeNews::Appealed), why: None };
        commit_talk(desk, &order, &change, &act, Commit::new()).await
    })
    .await
}
