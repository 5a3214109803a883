//! What pages show of instructions: the list of them, and one with everything a signer compares before saying yes.

use super::{
    instruct::HOLDERS,
    instructed::counting,
    matters::{Case, case_of},
};
use crate::{
    ActionError, Desk,
    admin::{Part, must_be},
    disputes,
};
use domain::{
    InstructionId, Timestamp, UserId,
    custody::{Instruction, InstructionStatus, TrezorAccount},
    disputes::Dispute,
    ledger::Entry,
};
use payments::{OrderHashes, typed_data};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of the list.
const PAGE: usize = 50;

/// The list as asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct InstructionsForm {
    pub status: String,
    pub before: String,
}

/// The list, and what people in it are called.
#[derive(Clone, Debug)]
pub struct Instructions {
    /// Newest first.
    pub part: Part<Instruction>,
    /// Decisions about disputes whose money waits for signatures; on the first page of all of them.
    pub decided: Vec<Dispute>,
    /// By whom they were made and signed.
    pub names: BTreeMap<UserId, String>,
    /// Now, by the house's clock.
    pub now: Timestamp,
}

/// One instruction, with all that is compared.
#[derive(Clone, Debug)]
pub struct InstructionFile {
    /// The order, and who has signed.
    pub instruction: Instruction,
    /// What it moves.
    pub case: Case,
    /// What will be booked when it is done.
    pub posts: Vec<Entry>,
    /// Hashes of domain and message, as small devices show them.
    pub hashes: (String, String),
    /// The order as wallets elsewhere take it.
    pub typed_data: String,
    /// Signers of whoever looks that count now.
    pub mine: Vec<TrezorAccount>,
    /// By whom it was made and signed.
    pub names: BTreeMap<UserId, String>,
    /// Now, by the house's clock.
    pub now: Timestamp,
}

/// The house's instructions.
///
/// # Errors
/// 403 for anybody but admins and treasurers.
pub async fn instructions(desk: &Desk, who: UserId, form: &InstructionsForm) -> Result<Instructions, ActionError> {
    must_be(desk, who, &HOLDERS).await?;
    let status: Option<InstructionStatus> = form.status.parse().ok();
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = desk.store.instructions(status, form.before.parse().ok(), limit).await?;
    let and_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let people = rows.iter().flat_map(people_of).collect();
    let is_first = form.status.is_empty() && form.before.is_empty();
    let decided = if is_first { disputes::unsigned_decisions(desk).await? } else { Vec::new() };
    let names = desk.store.names_of(&people).await?;
    Ok(Instructions { part: Part { rows, and_more }, decided, names, now: desk.now() })
}

/// One of them.
///
/// # Errors
/// 403 for anybody but admins and treasurers; 404.
pub async fn instruction_file(desk: &Desk, who: UserId, id: InstructionId) -> Result<InstructionFile, ActionError> {
    must_be(desk, who, &HOLDERS).await?;
    let instruction: Instruction = desk.store.get(id).await?;
    let case = case_of(desk, &instruction).await?;
    let case = case.ok_or_else(|| ActionError::Broken(format!("what {id} is about is nowhere")))?;
    let hashes = OrderHashes::of(&instruction.order).map_err(|error| ActionError::Broken(error.to_string()))?;
    let mut mine = counting(desk).await?;
    mine.retain(|signer| signer.user_id == who);
    let people: BTreeSet<UserId> = people_of(&instruction).into_iter().chain(people_in(&case)).collect();
    Ok(InstructionFile {
        posts: case.posts(),
        hashes: hashes.shown(),
        typed_data: typed_data(&instruction.order),
        names: desk.store.names_of(&people).await?,
        now: desk.now(),
        mine,
        case,
        instruction,
    })
}

/// Whose the money becomes, and who decided that.
fn people_in(case: &Case) -> Vec<UserId> {
    let decision = match case {
        Case::Payout(_) => None,
        Case::Leg(leg) => Some(&leg.decision),
    };
    let second = decision.and_then(|it| it.confirmed).map(|second| second.by);
    [case.owner(), decision.map(|it| it.by), second].into_iter().flatten().collect()
}

fn people_of(instruction: &Instruction) -> Vec<UserId> {
    instruction.approvals.iter().map(|it| it.user_id).chain([instruction.made_by]).collect()
}
