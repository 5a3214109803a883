//! What people of the house are told of a break-glass: every step, each of them, on every way there is to them.

use super::BreakGlass;
use crate::{Money, PayoutId, Timestamp, words};
use serde::{Deserialize, Serialize};

words! {
    /// What happened to a break-glass.
    pub enum GlassNews {
        /// An admin asked for it.
        Asked = "asked",
        /// Another admin said yes.
        Opened = "opened",
        /// A payout was approved under it.
        Used = "used",
        /// An admin ended it early.
        Closed = "closed",
        /// Its hour is over.
        Ended = "ended",
        /// An admin said no.
        Refused = "refused",
        /// Nobody said yes in time.
        Lapsed = "lapsed",
    }
}

/// News of one break-glass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassTold {
    /// What happened.
    pub news: GlassNews,
    /// What the person who did it is called; none for the clock.
    pub who: Option<String>,
    /// Why it was asked for.
    pub reason: String,
    /// Until when it may be confirmed, or is open; when it ended, once it has.
    pub until: Timestamp,
    /// What was approved under it just now.
    pub paid: Option<(PayoutId, Money)>,
}

impl GlassTold {
    /// What happened to it, as it is then.
    pub fn of(glass: &BreakGlass, news: GlassNews, who: Option<String>, paid: Option<(PayoutId, Money)>) -> Self {
        let ended = glass.ended.as_ref().map(|end| end.at);
        let until = ended.or(glass.ends_at).unwrap_or(glass.confirm_by);
        Self { news, who, reason: glass.reason.clone(), until, paid }
    }
}
