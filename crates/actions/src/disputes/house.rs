//! What people of the house do before anything is decided: take a dispute on, let it go, say how soon, propose an end.
//! Every deed asks for the role itself, and whether whoever does it ever traded with one of the sides.

use super::change::{Act, commit_talk};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    admin::must_be,
    again::{again, once},
    escrow::order_of,
};
use domain::{
    Change, DisputeId, UserId,
    disputes::{Dispute, DisputeChange, DisputeError, DisputeNews, DisputePriority, ProposalForm, Resolver},
    escrow::Order,
    event::Actor,
    identity::{DECIDE_DISPUTES, Role, User},
    machine::Word,
};
use store::Commit;

/// A dispute, its order, and who of the house looks at it.
pub(super) struct Look {
    pub(super) dispute: Dispute,
    pub(super) order: Order,
    pub(super) by: Resolver,
    /// Saved with the deed: whoever loses the role at this moment decides nothing.
    pub(super) user: User,
}

/// # Errors
/// 403 for anybody but resolvers and admins; 404.
pub(super) async fn looked(desk: &Desk, who: UserId, id: DisputeId) -> Result<Look, ActionError> {
    let user = must_be(desk, who, &DECIDE_DISPUTES).await?;
    let dispute: Dispute = desk.store.get(id).await?;
    let order = order_of(desk, dispute.request_id).await?;
    let by = resolver(desk, &user, &dispute).await?;
    Ok(Look { dispute, order, by, user })
}

/// Somebody of the house, seen from a dispute.
pub(super) async fn resolver(desk: &Desk, user: &User, dispute: &Dispute) -> Result<Resolver, ActionError> {
    let sides = [dispute.buyer_id, dispute.seller_id].into();
    let has_traded = !desk.store.traded_with(user.id, &sides).await?.is_empty();
    Ok(Resolver { id: user.id, has_traded, is_admin: user.is(Role::Admin) })
}

/// Takes a dispute on. Done twice, it is done once.
///
/// # Errors
/// 403 without the role, and for who has a part in it; 409 when a colleague has it, or the sides are still talking.
pub async fn claim_dispute(desk: &Desk, who: UserId, id: DisputeId) -> Result<(), ActionError> {
    let rule = |look: &Look| look.dispute.claimed(look.by, desk.now());
    work(desk, who, id, rule).await
}

/// Lets it go again: whoever has it, or an admin.
///
/// # Errors
/// As [`claim_dispute`].
pub async fn let_go_dispute(desk: &Desk, who: UserId, id: DisputeId) -> Result<(), ActionError> {
    let rule = |look: &Look| look.dispute.let_go(look.by, desk.now());
    work(desk, who, id, rule).await
}

/// Says how soon somebody should look.
///
/// # Errors
/// A code at `priority`; as [`claim_dispute`].
pub async fn prioritise_dispute(desk: &Desk, who: UserId, id: DisputeId, priority: &str) -> Result<(), ActionError> {
    let priority =
        DisputePriority::from_word(priority).ok_or_else(|| ActionError::field("priority", "not-a-choice"))?;
    work(desk, who, id, |look| look.dispute.prioritised(look.by, priority, desk.now())).await
}

/// Proposes an end to both sides; once per form key. Moves nothing: when both accept, it is their agreement.
///
/// # Errors
/// Codes at `asks`, `buyer`, `seller` and `words`; as [`claim_dispute`]; 409 when it was tried, or little time is left.
pub async fn mediate_dispute(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    form: &ProposalForm,
    key: &FormKey,
) -> Result<DisputeId, ActionError> {
    let keyed = Keyed::new(who, "mediate_dispute", key);
    once(desk, &keyed, || async {
        let Look { dispute, order, by, user } = looked(desk, who, id).await?;
        dispute.may_work(by, desk.now())?;
        let proposal = form.check(&order.escrow, (desk.new_id(), who, desk.now()))?;
        let change = dispute.mediated(&order, by, proposal)?;
        let commit = Commit::new().save(&user).once(&keyed.answer(desk, &id.to_string()));
        let act = Act { actor: Actor::User(who), news: Some(DisputeNews::Mediated), why: None };
        commit_talk(desk, &order, &change, &act, commit).await?;
        Ok(id)
    })
    .await
}

/// A deed that is nobody's news but the house's own.
async fn work(
    desk: &Desk,
    who: UserId,
    id: DisputeId,
    rule: impl Fn(&Look) -> Result<Change<DisputeChange>, DisputeError>,
) -> Result<(), ActionError> {
    again(|| async {
        let look = looked(desk, who, id).await?;
        let Change::Made(change) = rule(&look)? else { return Ok(()) };
        let act = Act { actor: Actor::User(who), news: None, why: None };
        commit_talk(desk, &look.order, &change, &act, Commit::new().save(&look.user)).await
    })
    .await
}
