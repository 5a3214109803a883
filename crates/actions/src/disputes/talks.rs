//! What the two sides do while they argue.

use super::change::{Act, commit_end, commit_talk, settled};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    escrow::order_of,
    identity::not_quiet,
};
use domain::{
    Change, DisputeId, ProposalId, UserId,
    disputes::{Dispute, DisputeNews, ProposalForm},
    escrow::{EscrowState, Order},
    event::Actor,
};
use store::Commit;

/// What is kept of the words of somebody who says no.
const WORDS_MAX: usize = 500;

/// Offers an end, in place of the proposal that was looked at (`seen`); once per form key. Moves nothing.
///
/// # Errors
/// Codes at `asks`, `buyer`, `seller` and `words`; 403 for a while after a recovery; 404 for strangers; 409 when something
/// else stands there than was looked at, or it is over.
pub async fn propose_outcome(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    (form, seen): (&ProposalForm, Option<ProposalId>),
    key: &FormKey,
) -> Result<DisputeId, ActionError> {
    let keyed = Keyed::new(who, "propose_outcome", key);
    once(desk, &keyed, || async {
        let (dispute, order) = asked_by(desk, who, id).await?;
        not_quiet(desk, who).await?;
        let proposal = form.check(&order.escrow, (desk.new_id(), who, desk.now()))?;
        let change = dispute.proposed(&order, proposal, seen)?;
        let commit = Commit::new().once(&keyed.answer(desk, &id.to_string()));
        let said = form.words.trim();
        let why = Some(said).filter(|said| !said.is_empty());
        let act = Act { actor: Actor::User(who), news: Some(DisputeNews::Proposed), why };
        commit_talk(desk, &order, &change, &act, commit).await?;
        Ok(id)
    })
    .await
}

/// Accepts what was proposed: the money goes where it says and the dispute is over, in the same commit; what the house
/// proposes both must accept. Sent twice, it is done once.
///
/// # Errors
/// 403 for a while after a recovery; 404 for strangers; 409 when the proposal is not there any more, when it is one's own,
/// or while a chain has taken money back. Nothing moved then.
pub async fn accept_outcome(desk: &Desk, who: UserId, id: DisputeId, which: ProposalId) -> Result<(), ActionError> {
    again(|| async move {
        let (dispute, order) = asked_by(desk, who, id).await?;
        not_quiet(desk, who).await?;
        let Change::Made((change, outcome)) = dispute.accepted(who, which, desk.now())? else { return Ok(()) };
        let (why, actor) = (which.to_string(), Actor::User(who));
        let Some(outcome) = outcome else {
            let act = Act { actor, news: Some(DisputeNews::HalfAccepted), why: Some(&why) };
            return commit_talk(desk, &order, &change, &act, Commit::new()).await;
        };
        let ended = settled(desk, &order, outcome).await?;
        let act = Act { actor, news: Some(DisputeNews::Over), why: Some(&why) };
        commit_end(desk, &ended, &change, &act, Commit::new()).await
    })
    .await
}

/// Says no to what the other side proposed, or takes one's own proposal back. Nothing moves.
///
/// # Errors
/// 404 for strangers; 409 when another proposal stands there by now, or it is over.
pub async fn drop_outcome(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    which: ProposalId,
    why: &str,
) -> Result<(), ActionError> {
    again(|| async move {
        let (dispute, order) = asked_by(desk, who, id).await?;
        let Change::Made(change) = dispute.dropped(who, which, desk.now())? else { return Ok(()) };
        let words: String = why.trim().chars().take(WORDS_MAX).collect();
        let why = Some(words.as_str()).filter(|words| !words.is_empty());
        let act = Act { actor: Actor::User(who), news: Some(DisputeNews::Dropped), why };
        commit_talk(desk, &order, &change, &act, Commit::new()).await
    })
    .await
}

/// Asks the house to decide. Nothing moves; the two sides may still agree.
///
/// # Errors
/// 404 for strangers; 409 for who waits for the other side's answer, and when it is over.
pub async fn ask_the_house(desk: &Desk, who: UserId, id: DisputeId) -> Result<(), ActionError> {
    again(|| async move {
        let (dispute, order) = asked_by(desk, who, id).await?;
        let Change::Made(change) = dispute.escalated(who, desk.now())? else { return Ok(()) };
        let act = Act { actor: Actor::User(who), news: Some(DisputeNews::WithTheHouse), why: None };
        commit_talk(desk, &order, &change, &act, Commit::new()).await
    })
    .await
}

/// Whoever opened it takes it back: the order goes on with the time that it had left.
///
/// # Errors
/// 403 for the other side; 404 for strangers; 409 once it is settled.
pub async fn withdraw_dispute(desk: &Desk, who: UserId, id: DisputeId) -> Result<(), ActionError> {
    again(|| async move {
        let (dispute, order) = asked_by(desk, who, id).await?;
        let Change::Made(change) = dispute.withdrawn(who, desk.now())? else { return Ok(()) };
        let lifted = order.dispute_lifted(desk.now())?;
        let act = Act { actor: Actor::User(who), news: Some(DisputeNews::Over), why: None };
        commit_end(desk, &lifted, &change, &act, Commit::new()).await
    })
    .await
}

/// The dispute and its order, for one of the two sides; to everybody else it does not exist.
pub(super) async fn asked_by(desk: &Desk, who: UserId, id: DisputeId) -> Result<(Dispute, Order), ActionError> {
    let dispute: Dispute = desk.store.get(id).await?;
    if !dispute.is_party(who) {
        return Err(ActionError::NotFound(id.to_string()));
    }
    let order = order_of(desk, dispute.request_id).await?;
    // Whoever ended it between the two is seen in both: a twin of that deed is told that it is done.
    let is_torn = dispute.is_open && order.escrow.state != EscrowState::Disputed;
    let dispute = if is_torn { desk.store.get(id).await? } else { dispute };
    Ok((dispute, order))
}
