//! One try on one channel: what left the house, what did not, and why.

use super::{Channel, NoticeCategory};
use crate::{Days, DispatchId, LetterId, Timestamp, UserId, letters::Letter, words};
use serde::{Deserialize, Serialize};

words! {
    /// What came of a try.
    pub enum DispatchOutcome {
        /// The channel took it.
        Sent = "sent",
        /// The channel is away or busy; it is tried again.
        Later = "later",
        /// The channel refused it for good.
        Refused = "refused",
        /// It waits for the end of the person's quiet hours.
        Held = "held",
        /// The person does not want it by this channel.
        NotWanted = "not_wanted",
        /// By now it is worth nothing.
        TooLate = "too_late",
        /// The channel may have it: it did not answer, and is not asked twice.
        Unclear = "unclear",
    }
}

/// How long a row is kept.
const KEPT: Days = Days(90);

/// One try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// Sorts by birth.
    #[serde(rename = "_id")]
    pub id: DispatchId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whom it is for; none for a letter with a code.
    pub user_id: Option<UserId>,
    /// What it carries.
    pub letter_id: LetterId,
    /// About what; none for a letter with a code.
    pub category: Option<NoticeCategory>,
    /// By which way.
    pub channel: Channel,
    /// Which try it was, from 1; 0 when the channel was not asked.
    pub attempt: u32,
    /// When.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: DispatchOutcome,
    /// What the channel complained of; no addresses.
    pub error: Option<String>,
    /// When its row is swept.
    pub expire_at: Timestamp,
}

impl Dispatch {
    /// The try of a letter by its channel, as the letter stands after it.
    pub fn of(id: DispatchId, letter: &Letter, outcome: DispatchOutcome, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            user_id: letter.user_id,
            letter_id: letter.id,
            category: letter.kind.category(),
            channel: letter.channel,
            attempt: letter.tries,
            at: now,
            outcome,
            error: letter.error.clone(),
            expire_at: now + KEPT,
        }
    }
}
