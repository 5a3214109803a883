//! Whether a reading may be quoted by. A pure rule: the reading, the time and what we knew are handed in.

use super::{Feed, Price, Round, Uptime};
use domain::Timestamp;

/// A feed's clock may run before ours by this much.
const MAX_AHEAD_MILLIS: i64 = 60_000;
/// After a rollup's sequencer came back, its prices are old for a while.
const RECOVERY_MILLIS: i64 = 3_600_000;

/// How strict we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How far a price may be from the last good one, in ten-thousandths of that.
    pub max_jump_bps: u128,
    /// How long a last good price is worth comparing with.
    pub known_for_seconds: u32,
}

impl Default for Rules {
    /// A fifth within half an hour: an hour's worst on the markets we read.
    fn default() -> Self {
        Self { max_jump_bps: 2_000, known_for_seconds: 1_800 }
    }
}

/// A price that was good when we looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The price.
    pub price: Price,
    /// When we took it.
    pub at: Timestamp,
}

/// Why a reading is not quoted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The feed could not be read.
    #[error("the price could not be read")]
    Unread,
    /// The feed is of another pair or has other decimals than we think.
    #[error("the feed is not the one it should be")]
    OtherFeed,
    /// Zero, negative, or beyond all numbers.
    #[error("the price is not a positive number")]
    NotPositive,
    /// The round was begun and not finished.
    #[error("the round is not finished")]
    Unfinished,
    /// Not written for longer than this feed ever waits.
    #[error("the price is too old")]
    Stale,
    /// Written later than now.
    #[error("the price is from the future")]
    Ahead,
    /// Too far from the last good price.
    #[error("the price jumped too far")]
    Jumped,
    /// The rollup's sequencer is down, or was a moment ago.
    #[error("the chain of the feed stands still")]
    ChainStands,
}

impl Fault {
    /// Stable code for logs and the face. Never changes once shipped.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unread => "price-unread",
            Self::OtherFeed => "price-other-feed",
            Self::NotPositive => "price-not-positive",
            Self::Unfinished => "price-unfinished",
            Self::Stale => "price-stale",
            Self::Ahead => "price-ahead",
            Self::Jumped => "price-jumped",
            Self::ChainStands => "price-chain-stands",
        }
    }
}

/// The price of a reading, if it may be quoted by now. Without a last good price nothing can have jumped.
///
/// # Errors
/// [`Fault`].
pub fn judge(feed: &Feed, round: &Round, known: Option<&Known>, rules: Rules, now: Timestamp) -> Result<Price, Fault> {
    let answer = round.answer.filter(|answer| *answer > 0).ok_or(Fault::NotPositive)?;
    let updated_at = round.updated_at.ok_or(Fault::Unfinished)?;
    let age = now.millis().saturating_sub(updated_at.millis());
    if age < -MAX_AHEAD_MILLIS {
        return Err(Fault::Ahead);
    }
    if age > i64::from(feed.max_age_seconds) * 1_000 {
        return Err(Fault::Stale);
    }
    let source = feed.to_string();
    let price = Price { answer, decimals: feed.decimals, source, round_id: round.id.clone(), updated_at };
    match known.filter(|known| is_worth_comparing(known, rules, now)) {
        Some(known) if has_jumped(&known.price, &price, rules) => Err(Fault::Jumped),
        Some(_) | None => Ok(price),
    }
}

/// The first reading that may be quoted by, in the order of trust: the feed of the chain itself, then another's.
/// Each is held against the same last good price, so a fallback does not let a jump through.
///
/// # Errors
/// The fault of every reading, in their order: then nothing is quoted. Empty without readings.
pub fn choose(
    readings: &[(Feed, Result<Round, Fault>)],
    known: Option<&Known>,
    rules: Rules,
    now: Timestamp,
) -> Result<Price, Vec<Fault>> {
    let mut faults = Vec::new();
    for (feed, reading) in readings {
        let judged = reading.as_ref().map_err(|fault| *fault);
        match judged.and_then(|round| judge(feed, round, known, rules, now)) {
            Ok(price) => return Ok(price),
            Err(fault) => faults.push(fault),
        }
    }
    Err(faults)
}

impl Uptime {
    /// Prices of the rollup count only when its sequencer has run for an hour.
    ///
    /// # Errors
    /// [`Fault::ChainStands`].
    pub fn must_have_run(self, now: Timestamp) -> Result<(), Fault> {
        let has_run = self.since.is_some_and(|since| now.millis().saturating_sub(since.millis()) >= RECOVERY_MILLIS);
        if self.is_up && has_run { Ok(()) } else { Err(Fault::ChainStands) }
    }
}

fn is_worth_comparing(known: &Known, rules: Rules, now: Timestamp) -> bool {
    now.millis().saturating_sub(known.at.millis()) <= i64::from(rules.known_for_seconds) * 1_000
}

/// What cannot be compared has jumped.
fn has_jumped(known: &Price, price: &Price, rules: Rules) -> bool {
    known.distance_bps(price).is_none_or(|distance| distance > rules.max_jump_bps)
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
