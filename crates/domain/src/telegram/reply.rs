//! What the bot says to somebody who asked it something. Its words are the notify room's.

use crate::{Money, PurchaseRequestId, Timestamp, letters::LetterKind, market::RequestStatus, notices::NoticeCategory};

/// An order in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// Its page.
    pub id: PurchaseRequestId,
    /// What people call it by.
    pub number: u64,
    /// As its buyer named it.
    pub title: String,
    /// Where it stands.
    pub status: RequestStatus,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// To somebody who is linked and has just started the bot.
    Welcome,
    /// To somebody nobody knows: how they are linked.
    NotLinked,
    /// From now on they are linked.
    Linked {
        /// What the house calls them.
        name: String,
    },
    /// That address is used, too old, or none of ours.
    LinkNoMore,
    /// The account is linked to another Telegram user, or this one to another account.
    LinkedOtherwise,
    /// The house keeps them out.
    Locked,
    /// What they may ask.
    Help,
    /// What goes on with their orders, the latest first.
    Orders(Vec<OrderLine>),
    /// What is in their wallets.
    Balance(Vec<Money>),
    /// Marked as read: what happened, and when.
    #[allow(missing_docs)]
    Marked { kind: LetterKind, then: Timestamp },
    /// They are told about this no more, here.
    Muted(NoticeCategory),
    /// That button has done what it does.
    Spent,
    /// Nobody asked for that before.
    Unknown,
}
