//! The house decides: one with reasons, a second one above a sum. What moves money is signed first by whoever holds the
//! vault's key; what it says is done in the commit that closes the dispute.

use super::{
    change::{Act, commit_end, commit_talk, resolved},
    evidence::evidence_hashes,
    house::{Look, looked},
    legs::asks_signers,
    sign::signed,
};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    settings::in_force,
};
use domain::{
    Change, DecisionId, DisputeId, UserId,
    disputes::{Decision, DecisionForm, DisputeNews, DisputePhase, Ruled},
    event::{Actor, one_line},
    identity::{User, check_reason},
};
use store::Commit;

/// Decides a dispute, looking at `seen` decisions; once per form key. Above the house's sum it waits for a second one; else both sides have
/// their time to ask for another look, and in an appeal it is done at once, or when signers of the
/// house have said yes to it.
///
/// # Errors
/// Codes at `asks`, `buyer`, `seller`, `besides`, `security` and `reasons`; 403 without the role, for who has a part in
/// it, and for who decided before; 409 with the colleague's decision when somebody was quicker; 409 while nobody can sign.
pub async fn decide_dispute(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    (form, seen): (&DecisionForm, usize),
    key: &FormKey,
) -> Result<DisputeId, ActionError> {
    let keyed = Keyed::new(who, "decide_dispute", key);
    once(desk, &keyed, || async {
        let look = looked(desk, who, id).await?;
        look.dispute.may_decide(look.by, seen, desk.now())?;
        let (verdict, reasons) = form.check(&look.order.escrow, &seller_of(desk, &look).await?)?;
        let decision = Decision {
            id: desk.new_id(),
            by: who,
            verdict,
            reasons,
            at: desk.now(),
            evidence: evidence_hashes(desk, id).await?,
            needs_second: in_force(desk).await?.needs_four_eyes(look.dispute.held),
            confirmed: None,
            instruction: None,
            waived_by: Vec::new(),
        };
        let decision = if decision.needs_second { decision } else { signed(desk, &look.dispute, decision).await? };
        // Nobody can have signed for what was decided at this moment.
        let at_once = !asks_signers(desk, &decision).await?;
        let ruled = look.dispute.decided(&look.order, look.by, (decision, at_once), seen)?;
        let commit = Commit::new().once(&keyed.answer(desk, &id.to_string()));
        commit_ruled(desk, &look, &ruled, commit).await.map(|()| id)
    })
    .await
}

/// A second one of the house agrees: now it counts. Done twice, it is done once.
///
/// # Errors
/// 403 without the role, for who has a part in it, and for who wrote it; 409 when it is not there any more, or locks out a
/// seller who works for the house by now.
pub async fn confirm_decision(desk: &Desk, who: UserId, id: DisputeId, which: DecisionId) -> Result<(), ActionError> {
    again(|| async move {
        let look = looked(desk, who, id).await?;
        let Change::Made(decision) = look.dispute.seconded(look.by, which, desk.now())? else { return Ok(()) };
        decision.verdict.suits(&seller_of(desk, &look).await?)?;
        let decision = signed(desk, &look.dispute, decision).await?;
        let at_once = !asks_signers(desk, &decision).await?;
        let ruled = look.dispute.confirmed(&look.order, (decision, at_once), desk.now())?;
        commit_ruled(desk, &look, &ruled, Commit::new()).await
    })
    .await
}

/// A second one of the house does not agree, or who wrote it takes it back, with a reason: nothing is decided.
///
/// # Errors
/// A code at `reason`; as [`confirm_decision`].
pub async fn drop_decision(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    which: DecisionId,
    reason: &str,
) -> Result<(), ActionError> {
    let reason = one_line(&check_reason(reason)?, 500);
    let why = reason.as_str();
    again(|| async move {
        let look = looked(desk, who, id).await?;
        let Change::Made(change) = look.dispute.undrafted(look.by, which, desk.now())? else { return Ok(()) };
        let act = Act { actor: Actor::User(who), news: None, why: Some(why) };
        commit_talk(desk, &look.order, &change, &act, Commit::new().save(&look.user)).await
    })
    .await
}

async fn seller_of(desk: &Desk, look: &Look) -> Result<User, ActionError> {
    Ok(desk.store.get(look.dispute.seller_id).await?)
}

/// What waits for a second one is the house's own business; what counts both sides read.
async fn commit_ruled(desk: &Desk, look: &Look, ruled: &Ruled, commit: Commit) -> Result<(), ActionError> {
    let commit = commit.save(&look.user);
    let (change, actor) = (&ruled.change, Actor::User(look.user.id));
    if ruled.is_over {
        let ended = resolved(desk, &look.order, change).await?;
        let act = Act { actor, news: Some(DisputeNews::Over), why: None };
        return commit_end(desk, &ended, change, &act, commit).await;
    }
    let is_final = change.dispute.phase == DisputePhase::Appeal;
    let news = if is_final { DisputeNews::Final } else { DisputeNews::Decided };
    let news = change.dispute.draft.is_none().then_some(news);
    commit_talk(desk, &look.order, change, &Act { actor, news, why: None }, commit).await
}
