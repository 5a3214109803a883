//! What the house's money asks of one of its people: what waits for their device, for somebody's, or for a vault to be filled. It
//! only reads, of each kind once; what it names is refused there to whoever may not do it.

use super::{
    instruct::HOLDERS,
    instructed::{asks_signers, counting},
    matters::case_of,
    vaults_look::hot_level,
};
use crate::{ActionError, Desk, disputes};
use domain::{
    UserId,
    custody::{Instruction, InstructionStatus, Matter, Payout, PayoutStatus},
    identity::User,
    needs::{Need, sweeps_need, vault_need},
};
use std::collections::BTreeSet;
use store::PayoutFilter;

/// What payouts, instructions, sweeps and vaults ask of somebody; nothing of who does not keep the money. Of each kind at most
/// `most` are looked at.
///
/// # Errors
/// Only the database's.
pub(crate) async fn needs_of_money(desk: &Desk, person: &User, most: i64) -> Result<Vec<Need>, ActionError> {
    if !HOLDERS.iter().any(|role| person.is(*role)) {
        return Ok(Vec::new());
    }
    let who = person.id;
    let mut open = desk.store.instructions(Some(InstructionStatus::Open), None, most).await?;
    open.retain(|instruction| instruction.may_be_signed(desk.now()));
    let mut needs = of_payouts(desk, who, &open, most).await?;
    needs.extend(of_legs(desk, who, &open).await?);
    if counting(desk).await?.iter().any(|signer| signer.user_id == who) {
        needs.extend(to_sign(desk, who, &open).await?);
    }
    needs.extend(sweeps_need(&desk.store.payouts_for_devices(most).await?));
    needs.extend(of_vaults(desk).await?);
    Ok(needs)
}

/// Payouts that wait for a yes, for an instruction that nobody has had made, or to be mended.
async fn of_payouts(desk: &Desk, who: UserId, open: &[Instruction], most: i64) -> Result<Vec<Need>, ActionError> {
    let instructed: BTreeSet<_> = open.iter().map(|it| it.about.open_key()).collect();
    let mut needs = Vec::new();
    for status in [PayoutStatus::Draft, PayoutStatus::Failed] {
        let filter = PayoutFilter { status: Some(status), ..PayoutFilter::default() };
        for payout in desk.store.payouts(&filter, most).await? {
            // What is being signed is asked of those who sign.
            if instructed.contains(&Matter::Payout(payout.id).open_key()) {
                continue;
            }
            needs.extend(payout.needs(who, waits_for_signers(desk, &payout).await?));
        }
    }
    Ok(needs)
}

async fn waits_for_signers(desk: &Desk, payout: &Payout) -> Result<bool, ActionError> {
    Ok(payout.status == PayoutStatus::Draft && asks_signers(desk, payout).await?)
}

/// Decisions whose money waits for signatures, and for whose legs no instruction is being signed.
async fn of_legs(desk: &Desk, who: UserId, open: &[Instruction]) -> Result<Vec<Need>, ActionError> {
    let of_dispute = |instruction: &Instruction| match instruction.about {
        Matter::Leg(leg) => Some(leg.dispute_id),
        Matter::Payout(_) => None,
    };
    let being_signed: BTreeSet<_> = open.iter().filter_map(of_dispute).collect();
    let unsigned = disputes::unsigned_decisions(desk).await?;
    let left = unsigned.iter().filter(|dispute| !being_signed.contains(&dispute.id));
    Ok(left.filter_map(|dispute| dispute.needs_legs_signed(who)).collect())
}

/// Instructions that this person's signature would be taken for.
async fn to_sign(desk: &Desk, who: UserId, open: &[Instruction]) -> Result<Vec<Need>, ActionError> {
    let mut needs = Vec::new();
    for instruction in open {
        let case = case_of(desk, instruction).await?.filter(|case| case.waits() && case.is_said_by(instruction));
        needs.extend(case.and_then(|case| instruction.needs(who, case.about(), desk.now())));
    }
    Ok(needs)
}

async fn of_vaults(desk: &Desk) -> Result<Vec<Need>, ActionError> {
    let mut needs = Vec::new();
    for chain in desk.chains.iter().map(payments::Chain::settings) {
        for token in &chain.tokens {
            let (hot, level) = hot_level(desk, chain.chain_id, token.currency).await?;
            needs.extend(vault_need(&chain.name, hot, level));
        }
    }
    Ok(needs)
}
