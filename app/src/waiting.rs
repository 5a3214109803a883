//! What waits for a person, in words: the counts in the header, as a page is written and as they change while it is open.

use crate::{
    t::{self, Locale},
    words::number,
};
use actions::notices::MOST_COUNTED;
use serde::Serialize;

/// A count in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// How many.
    pub count: u64,
    /// As it stands on the link; nothing for none.
    pub shown: String,
    /// What the link is called.
    pub label: String,
}

/// All counts that change while a page is open. `frontend/counts.js` shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Messages.
    pub chats: Badge,
    /// Items of the inbox.
    pub notices: Badge,
    /// What stands before the title of the page: the sum.
    pub title: String,
}

impl Badge {
    /// Of new messages.
    #[must_use]
    pub fn of_chats(l: Locale, count: u64) -> Self {
        let label = if count > 0 { t::chat_badge(l, count) } else { t::chat_badge_none(l).to_owned() };
        let shown = if count > 0 { number(l, count) } else { String::new() };
        Self { count, shown, label }
    }

    /// Of what is unread in the inbox; beyond a number it says that there is more.
    #[must_use]
    pub fn of_notices(l: Locale, count: u64) -> Self {
        let more = if count >= MOST_COUNTED { "+" } else { "" };
        let shown = if count > 0 { number(l, count.min(MOST_COUNTED - 1)) + more } else { String::new() };
        Self { count, shown, label: t::notices_bell(l, count) }
    }
}

impl Waiting {
    /// So many messages, so much in the inbox.
    #[must_use]
    pub fn of(l: Locale, chats: u64, notices: u64) -> Self {
        let sum = chats + notices;
        let title = if sum > 0 { format!("({}) ", number(l, sum)) } else { String::new() };
        Self { chats: Badge::of_chats(l, chats), notices: Badge::of_notices(l, notices), title }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_shows_nothing_and_many_say_that_there_are_more() {
        let l = Locale::default();
        let none = Waiting::of(l, 0, 0);
        assert_eq!((none.chats.shown.as_str(), none.notices.shown.as_str(), none.title.as_str()), ("", "", ""));
        let much = Waiting::of(l, 2, MOST_COUNTED);
        assert_eq!(
            (much.chats.shown.as_str(), much.notices.shown.as_str(), much.title.as_str()),
            ("2", "99+", "(102) ")
        );
        assert_ne!(none.chats.label, much.chats.label);
    }
}
