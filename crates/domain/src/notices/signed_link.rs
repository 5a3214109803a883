//! A link that does one thing for one person without signing in. Purpose, audience, end and what it is about stand inside of
//! what is signed, so a link for one thing is none for another.

use super::NoticeCategory;
use crate::{Days, Timestamp, UserId, words};

words! {
    /// What a link does.
    pub enum LinkPurpose {
        /// Stops letters of a category.
        Unsubscribe = "unsubscribe",
    }
}

/// How long the link in a letter stops letters.
const LIVES: Days = Days(365);

/// What a link says, without the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedLink {
    /// What it does.
    pub purpose: LinkPurpose,
    /// Whose it is.
    pub audience: UserId,
    /// About what.
    pub category: NoticeCategory,
    /// The round of the person's preferences it was written in: whoever switched it on again has taken it back.
    pub round: u64,
    /// Until when it works.
    pub until: Timestamp,
}

impl SignedLink {
    /// The one in a letter of this category.
    pub fn unsubscribe(audience: UserId, category: NoticeCategory, round: u64, now: Timestamp) -> Self {
        Self { purpose: LinkPurpose::Unsubscribe, audience, category, round, until: now + LIVES }
    }

    /// What is signed, and what stands in the address before the signature.
    pub fn text(&self) -> String {
        let Self { purpose, audience, category, round, until } = self;
        format!("1.{purpose}.{audience}.{category}.{round}.{}", until.millis())
    }

    /// Reads [`Self::text`].
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let mut next = || parts.next();
        if next()? != "1" {
            return None;
        }
        let link = Self {
            purpose: next()?.parse().ok()?,
            audience: next()?.parse().ok()?,
            category: next()?.parse().ok()?,
            round: next()?.parse().ok()?,
            until: Timestamp::from_millis(next()?.parse().ok()?),
        };
        // One link has one spelling.
        (link.text() == text).then_some(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_it_was_written_and_not_otherwise() {
        let user = UserId::from_bytes([7; 16]);
        let link = SignedLink::unsubscribe(user, NoticeCategory::Orders, 3, Timestamp::from_millis(1_000));
        let text = link.text();
        assert_eq!(SignedLink::parse(&text), Some(link));
        for wrong in [format!("{text}.1"), text.replace("1.uns", "2.uns"), text.replace(".3.", ".03."), String::new()] {
            assert_eq!(SignedLink::parse(&wrong), None, "{wrong}");
        }
    }
}
