//! What an instruction is about, loaded: its payout, or its leg of a decision with everything the words are written from.
//! Nothing is changed here.

use super::instructed::is_about;
use crate::{ActionError, Desk, disputes::legs_seen, escrow::order_of};
use domain::{
    UserId,
    custody::{
        About, DecisionLeg, Instruction, Leg, LegOrder, Matter, PaidLeg, Payout, PayoutStatus, journals_of, legs_of,
    },
    disputes::{Decision, Dispute, Ending},
    escrow::Order,
    ledger::Entry,
};
use payments::transfer_id;

/// A leg of a decision, as it stands in our rows.
#[derive(Clone, Debug)]
pub struct LegCase {
    /// The dispute.
    pub dispute: Dispute,
    /// Its order.
    pub order: Order,
    /// What was decided.
    pub decision: Decision,
    /// Which leg.
    pub which: Leg,
    /// Every leg of that decision: as it would be paid now, or as it was paid. None once something else was decided.
    pub legs: Vec<PaidLeg>,
}

/// What an instruction is about.
#[derive(Clone, Debug)]
pub enum Case {
    /// Money that leaves a vault.
    Payout(Box<Payout>),
    /// Money that the house's people gave to somebody.
    Leg(Box<LegCase>),
}

impl LegCase {
    /// The leg itself, while it is one.
    pub fn leg(&self) -> Option<&PaidLeg> {
        self.legs.iter().find(|it| it.leg == self.which)
    }

    /// The leg with what its words are written from.
    pub fn to_word(&self) -> Option<LegOrder<'_>> {
        let (dispute, order, decision) = (&self.dispute, &self.order, &self.decision);
        self.leg().map(|leg| LegOrder { dispute, order, decision, leg })
    }

    /// True while it can be signed: it was decided, counts, and is not done.
    pub fn waits(&self) -> bool {
        self.dispute.standing_decision().is_some_and(|standing| standing.id == self.decision.id)
    }
}

impl Case {
    /// For the rules about people.
    pub fn about(&self) -> About<'_> {
        match self {
            Self::Payout(payout) => About::Payout(payout),
            Self::Leg(case) => About::Decision(&case.dispute, &case.decision),
        }
    }

    /// True while it waits for signatures.
    pub fn waits(&self) -> bool {
        match self {
            Self::Payout(payout) => payout.status == PayoutStatus::Draft,
            Self::Leg(case) => case.waits(),
        }
    }

    /// Whose the money becomes.
    pub fn owner(&self) -> Option<UserId> {
        match self {
            Self::Payout(payout) => payout.user_id,
            Self::Leg(case) => case.leg().map(|leg| leg.owner),
        }
    }

    /// What is booked when it is done.
    pub fn posts(&self) -> Vec<Entry> {
        match self {
            Self::Payout(payout) => payout.to_be_posted(),
            Self::Leg(case) => case.leg().map(|leg| leg.posts.clone()).unwrap_or_default(),
        }
    }

    /// Whether the order says what it is about, as that is today.
    pub(crate) fn is_said_by(&self, instruction: &Instruction) -> bool {
        match self {
            Self::Payout(payout) => is_about(instruction, payout),
            Self::Leg(case) => case.to_word().is_some_and(|leg| leg_is_said_by(instruction, &leg)),
        }
    }
}

/// Whether the order says what this leg pays.
pub(super) fn leg_is_said_by(instruction: &Instruction, leg: &LegOrder<'_>) -> bool {
    let chain = leg.chain().unwrap_or(instruction.order.chain_id);
    instruction.speaks_of_leg(leg, &transfer_id(&leg.plan(chain, &instruction.nonce)))
}

/// What this instruction is about; nothing when that is nowhere.
///
/// # Errors
/// The database's, and figures that do not fit together.
pub(crate) async fn case_of(desk: &Desk, instruction: &Instruction) -> Result<Option<Case>, ActionError> {
    match instruction.about {
        Matter::Payout(id) => Ok(desk.store.find::<Payout>(id).await?.map(|it| Case::Payout(Box::new(it)))),
        Matter::Leg(leg) => Ok(leg_case(desk, leg).await?.map(|it| Case::Leg(Box::new(it)))),
    }
}

pub(super) async fn leg_case(desk: &Desk, leg: DecisionLeg) -> Result<Option<LegCase>, ActionError> {
    let Some(dispute) = desk.store.find::<Dispute>(leg.dispute_id).await? else { return Ok(None) };
    let Some(decision) = dispute.decisions.iter().find(|it| it.id == leg.decision_id).cloned() else { return Ok(None) };
    let order = order_of(desk, dispute.request_id).await?;
    let mut case = LegCase { dispute, order, decision, which: leg.leg, legs: Vec::new() };
    let was_done = case.dispute.resolution.as_ref().is_some_and(|end| end.ending == Ending::Decided)
        && case.dispute.decisions.last().is_some_and(|it| it.id == leg.decision_id);
    if case.waits() {
        case.legs = legs_seen(desk, &case.decision, &case.order).await?;
    } else if was_done {
        case.legs = legs_booked(desk, &case.decision, &case.order).await?;
    }
    Ok(Some(case))
}

/// The legs of a decision that was carried out, by what stands in the ledger.
pub(crate) async fn legs_booked(desk: &Desk, decision: &Decision, order: &Order) -> Result<Vec<PaidLeg>, ActionError> {
    let mut posted = Vec::new();
    for (_, key) in journals_of(decision.verdict.outcome, order.escrow.id) {
        let entries = desk.store.journal_by_key(&key).await?.map(|journal| journal.entries);
        posted.extend(entries.map(|entries| (key, entries)));
    }
    Ok(legs_of(decision, &order.escrow, &posted))
}
