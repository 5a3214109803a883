//! What both sides, and people of the house, see of a dispute: the same; what waits for a second one only the house sees.

use super::{
    house::resolver,
    legs_look::{Signatures, signatures},
    sign::{to_sign, waits_for_signature},
};
use crate::{ActionError, Desk, escrow::order_of};
use domain::{
    ChatId, DisputeId, UserId,
    chat::Chat,
    disputes::{Dispute, DisputeDeed, Evidence, Resolver},
    escrow::Order,
    event::{EventRow, Subject},
    identity::{DECIDE_DISPUTES, SellerMeasure::Ban, User},
    ledger::Journal,
    machine::Word,
};
use std::collections::{BTreeMap, BTreeSet};

/// A dispute with everything that helps to judge it.
#[derive(Clone, Debug)]
pub struct DisputeRoom {
    /// The dispute.
    pub dispute: Dispute,
    /// Its order, as it stands.
    pub order: Order,
    /// Every posting of the order, oldest first.
    pub journals: Vec<Journal>,
    /// What happened in it, oldest first.
    pub history: Vec<EventRow>,
    /// What was laid before it, in the order it came.
    pub evidence: Vec<Evidence>,
    /// Its conversation, for who takes part in it.
    pub chat: Option<ChatId>,
    /// The order's, for who decides.
    pub order_chat: Option<ChatId>,
    /// What its two sides, who of the house had a part in it and whoever laid something before it are called.
    pub names: BTreeMap<UserId, String>,
    /// The reader, when they may decide disputes and have no part in this one.
    pub resolver: Option<Resolver>,
    /// Whether the seller can be locked out by a decision: not when they work for the house. Known to who decides.
    pub may_ban: bool,
    /// What was decided is signed by a key that is not the vault's any more: somebody of the house has to sign it anew.
    pub waits_for_signature: bool,
    /// The reader can do so.
    pub may_sign: bool,
    /// What signers of the house have said yes to, of what was decided.
    pub signatures: Signatures,
}

/// The room of a dispute.
///
/// # Errors
/// 404 for everybody but its two sides and people of the house.
pub async fn room(
    desk: &Desk,
    viewer: UserId,
    is_of_the_house: bool,
    id: DisputeId,
) -> Result<DisputeRoom, ActionError> {
    let dispute: Dispute = desk.store.get(id).await?;
    if !dispute.is_party(viewer) && !is_of_the_house {
        return Err(ActionError::NotFound(id.to_string()));
    }
    let mut history = desk.store.history(dispute.request_id).await?;
    history.retain(|row| row.subject == Subject::Dispute(id) && (is_of_the_house || !is_inner(row)));
    let resolver = if is_of_the_house { reader(desk, viewer, &dispute).await? } else { None };
    let may_ban = resolver.is_some() && desk.store.get::<User>(dispute.seller_id).await?.can_be_measured(Ban);
    let may_sign = resolver.is_some_and(|by| to_sign(desk, &dispute, by).is_ok_and(|decision| decision.is_some()));
    let evidence = desk.store.evidence_of(id).await?;
    let chat = desk.store.find::<Chat>(Chat::group_id(id)).await?.filter(|chat| chat.has(viewer));
    let order_chat = chat.as_ref().filter(|chat| chat.decides(viewer));
    let order_chat = order_chat.map(|_| Chat::direct_id(dispute.request_id, dispute.seller_id));
    let order = order_of(desk, dispute.request_id).await?;
    Ok(DisputeRoom {
        signatures: signatures(desk, (viewer, is_of_the_house), &dispute, &order).await?,
        order,
        journals: desk.store.journals_of_request(dispute.request_id).await?,
        waits_for_signature: waits_for_signature(desk, &dispute),
        names: desk.store.names_of(&everybody(&dispute, &evidence)).await?,
        dispute: if is_of_the_house { dispute } else { Dispute { draft: None, ..dispute } },
        chat: chat.map(|chat| chat.id),
        order_chat,
        evidence,
        history,
        resolver,
        may_ban,
        may_sign,
    })
}

/// What the house does among itself.
fn is_inner(row: &EventRow) -> bool {
    let inner =
        [DisputeDeed::Claim, DisputeDeed::LetGo, DisputeDeed::Prioritise, DisputeDeed::Draft, DisputeDeed::Undraft];
    inner.iter().any(|deed| row.deed == deed.word())
}

async fn reader(desk: &Desk, viewer: UserId, dispute: &Dispute) -> Result<Option<Resolver>, ActionError> {
    let user: User = desk.store.get(viewer).await?;
    if dispute.is_party(viewer) || !DECIDE_DISPUTES.iter().any(|role| user.is(*role)) {
        return Ok(None);
    }
    resolver(desk, &user, dispute).await.map(Some)
}

fn everybody(dispute: &Dispute, evidence: &[Evidence]) -> BTreeSet<UserId> {
    let written = dispute.decisions.iter().chain(&dispute.draft);
    let house = written.flat_map(|decision| [Some(decision.by), decision.confirmed.map(|second| second.by)]);
    let holder = dispute.claim.map(|claim| claim.by);
    let sides = [dispute.buyer_id, dispute.seller_id];
    let laid = evidence.iter().map(|piece| piece.by);
    house.chain([holder]).flatten().chain(sides).chain(laid).collect()
}
