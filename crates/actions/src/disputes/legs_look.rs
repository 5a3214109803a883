//! What a dispute's page shows of the signatures that its money waits for: to both sides that it waits, to the house what
//! of it is signed.

use super::legs::{asks_signers, legs_seen, may_be_paid};
use crate::{
    ActionError, Desk,
    custody::{HOLDERS, signed_one},
    escrow::order_of,
};
use domain::{
    InstructionId, Money, UserId,
    custody::{Leg, LegOrder},
    disputes::Dispute,
    escrow::Order,
    identity::User,
};
use store::{DisputeFilter, DisputeStands};

/// One leg of what stands, and whether it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegStands {
    /// Which one.
    pub leg: Leg,
    /// What it pays.
    pub amount: Money,
    /// The instruction for it: the signed one, or the newest that can be signed.
    pub instruction: Option<InstructionId>,
    /// True once enough people have signed it.
    pub is_signed: bool,
}

/// The signatures of a decision that counts and is not done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatures {
    /// True while some of them are missing: nothing is paid before.
    pub are_missing: bool,
    /// Each leg, for people of the house.
    pub legs: Vec<LegStands>,
    /// The reader has instructions made, and signs them.
    pub may_sign: bool,
}

/// How many decisions are looked through.
const LOOKED_THROUGH: i64 = 50;

/// Decisions that count and move money, and that signers have not said yes to in whole; whose time ends first, first.
pub(crate) async fn unsigned_decisions(desk: &Desk) -> Result<Vec<Dispute>, ActionError> {
    if !desk.store.had_signer().await? {
        return Ok(Vec::new());
    }
    let filter = DisputeFilter { stands: DisputeStands::Decided, ..DisputeFilter::default() };
    let mut unsigned = Vec::new();
    for dispute in desk.store.dispute_queue(&filter, 0, LOOKED_THROUGH).await? {
        let order = order_of(desk, dispute.request_id).await?;
        // What a chain took back cannot be paid, and is nobody's to sign now.
        if may_be_paid(desk, &dispute, &order).await.is_ok_and(|may| !may) {
            unsigned.push(dispute);
        }
    }
    Ok(unsigned)
}

/// What is signed of the decision that stands; nothing where nobody is asked.
pub(super) async fn signatures(
    desk: &Desk,
    (viewer, is_of_the_house): (UserId, bool),
    dispute: &Dispute,
    order: &Order,
) -> Result<Signatures, ActionError> {
    let Some(decision) = dispute.standing_decision() else { return Ok(Signatures::default()) };
    if !asks_signers(desk, decision).await? {
        return Ok(Signatures::default());
    }
    // While a chain has taken the money back nothing can be paid, and nobody knows what there will be to sign.
    let paid = legs_seen(desk, decision, order).await.unwrap_or_default();
    let made = desk.store.instructions_of_dispute(dispute.id).await?;
    let mut legs = Vec::new();
    for leg in &paid {
        let word = LegOrder { dispute, order, decision, leg };
        let signed = signed_one(desk, &made, &word, &paid).await?;
        let open = made.iter().find(|it| it.about == word.matter() && it.may_be_signed(desk.now()));
        let instruction = signed.or(open).map(|it| it.id);
        legs.push(LegStands { leg: leg.leg, amount: leg.amount, instruction, is_signed: signed.is_some() });
    }
    let are_missing = legs.is_empty() || legs.iter().any(|it| !it.is_signed);
    if !is_of_the_house || dispute.is_party(viewer) {
        return Ok(Signatures { are_missing, ..Signatures::default() });
    }
    let reader: User = desk.store.get(viewer).await?;
    let may_sign = HOLDERS.iter().any(|role| reader.is(*role));
    Ok(Signatures { are_missing, legs, may_sign })
}
