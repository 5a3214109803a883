//! What the house's decisions add up to: how many, how long they took, what they were, and whose. For everybody to read.

use super::{Dispute, Ending, ResolutionAction};
use crate::{UserId, machine::Word};
use std::collections::BTreeMap;

/// In milliseconds.
const HOUR: i64 = 3_600_000;

/// One person of the house, or all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Decisions that counted.
    pub decided_count: usize,
    /// How many of them were looked at once more.
    pub appealed_count: usize,
    /// How many were decided otherwise then.
    pub changed_count: usize,
    /// Half of them took at most so many hours, from the day the house was asked.
    pub median_hours: i64,
}

/// The sums over disputes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisputeStatistics {
    /// Disputes that are over.
    pub over_count: usize,
    /// Those by what brought them to their end, in the order of the words.
    pub endings: Vec<(Ending, usize)>,
    /// Decisions by what they say, in the order of the words.
    pub actions: Vec<(ResolutionAction, usize)>,
    /// All decisions.
    pub all: Tally,
    /// By who decided, the most first.
    pub people: Vec<(UserId, Tally)>,
}

impl DisputeStatistics {
    /// Over these rows, and nothing else.
    pub fn of(disputes: &[Dispute]) -> Self {
        let over: Vec<Ending> = disputes.iter().filter_map(|it| Some(it.resolution.as_ref()?.ending)).collect();
        let decisions: Vec<Made> = disputes.iter().flat_map(made).collect();
        let mut by: BTreeMap<UserId, Vec<&Made>> = BTreeMap::new();
        for decision in &decisions {
            by.entry(decision.by).or_default().push(decision);
        }
        let mut people: Vec<(UserId, Tally)> = by.into_iter().map(|(who, made)| (who, Tally::of(&made))).collect();
        people.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.decided_count));
        let counted = |action: &ResolutionAction| decisions.iter().filter(|made| made.action == *action).count();
        Self {
            over_count: over.len(),
            endings: counts(Ending::ALL, |ending| over.iter().filter(|it| *it == ending).count()),
            actions: counts(ResolutionAction::ALL, counted),
            all: Tally::of(&decisions.iter().collect::<Vec<_>>()),
            people,
        }
    }
}

struct Made {
    by: UserId,
    action: ResolutionAction,
    hours: i64,
    is_appealed: bool,
    is_changed: bool,
}

/// Each decision of a dispute with what became of it. The house is asked by a side or a silence, and once more by an appeal.
fn made(dispute: &Dispute) -> Vec<Made> {
    let appeal = dispute.appeal.as_ref();
    let last = dispute.decisions.last().map(|decision| &decision.verdict);
    let of = |(at, decision): (usize, &super::Decision)| {
        let asked = if at == 0 { dispute.asked_at } else { appeal.map(|appeal| appeal.at) };
        Made {
            by: decision.by,
            action: decision.verdict.action,
            hours: decision.at.millis_since(asked.unwrap_or(dispute.created_at)) / HOUR,
            is_appealed: at == 0 && appeal.is_some(),
            is_changed: at == 0 && last != Some(&decision.verdict),
        }
    };
    dispute.decisions.iter().enumerate().map(of).collect()
}

impl Tally {
    fn of(made: &[&Made]) -> Self {
        let mut hours: Vec<i64> = made.iter().map(|made| made.hours).collect();
        hours.sort_unstable();
        Self {
            decided_count: made.len(),
            appealed_count: made.iter().filter(|made| made.is_appealed).count(),
            changed_count: made.iter().filter(|made| made.is_changed).count(),
            // The lower one of the two in the middle: what at least half of them took at most.
            median_hours: hours.get(hours.len().saturating_sub(1) / 2).copied().unwrap_or_default(),
        }
    }
}

fn counts<W: Copy>(words: &[W], count: impl Fn(&W) -> usize) -> Vec<(W, usize)> {
    words.iter().map(|word| (*word, count(word))).filter(|(_, count)| *count > 0).collect()
}
