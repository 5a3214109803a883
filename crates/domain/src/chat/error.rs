//! Why a conversation says no.

/// A rule of conversations that was broken. Codes are stable and translated by the face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChatError {
    /// Only those who take part read and write.
    #[error("only those who take part in this conversation may do that")]
    NotAMember,
    /// People talk about offers: without one there is nothing to talk about.
    #[error("this seller has made no offer on this request")]
    NothingToTalkAbout,
    /// A message is its author's.
    #[error("only its author may change this message")]
    NotTheAuthor,
    /// The time to change it has passed.
    #[error("the message is too old to be changed")]
    TooLateToEdit,
    /// It has been changed often enough.
    #[error("the message was changed too often")]
    EditedTooOften,
    /// It was taken back.
    #[error("the message was deleted")]
    Deleted,
    /// What the house told, and what is binding, stays as it is.
    #[error("this message cannot be changed")]
    Fixed,
    /// The answered message is in another conversation.
    #[error("the message that is answered is not in this conversation")]
    ReplyElsewhere,
    /// A counter-offer waits for the other side.
    #[error("the other side answers a counter-offer")]
    OwnCounterOffer,
    /// It was answered, or another one was made.
    #[error("the counter-offer waits no more")]
    CounterOfferOver,
    /// The other does not want to hear from this person.
    #[error("the other side takes no messages from this person")]
    Blocked,
    /// Whoever blocked the other must take that back first.
    #[error("this person has blocked the other side")]
    BlockedByYou,
    /// Only two who talk alone can block each other.
    #[error("there is nobody to block in this conversation")]
    NobodyToBlock,
    /// One's own message is taken back instead.
    #[error("nobody reports their own message")]
    OwnMessage,
    /// Somebody of the house was quicker.
    #[error("the report was decided otherwise")]
    ReportDecided,
    /// There is no open offer that it could change.
    #[error("the seller has no open offer here")]
    NoOpenOffer,
}

impl ChatError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAMember => "chat-not-a-member",
            Self::NothingToTalkAbout => "chat-nothing-to-talk-about",
            Self::NotTheAuthor => "chat-not-the-author",
            Self::TooLateToEdit => "chat-too-late-to-edit",
            Self::EditedTooOften => "chat-edited-too-often",
            Self::Deleted => "chat-deleted",
            Self::Fixed => "chat-fixed",
            Self::ReplyElsewhere => "chat-reply-elsewhere",
            Self::OwnCounterOffer => "chat-own-counter-offer",
            Self::CounterOfferOver => "chat-counter-offer-over",
            Self::NoOpenOffer => "chat-no-open-offer",
            Self::Blocked => "chat-blocked",
            Self::BlockedByYou => "chat-blocked-by-you",
            Self::NobodyToBlock => "chat-nobody-to-block",
            Self::OwnMessage => "chat-own-message",
            Self::ReportDecided => "chat-report-decided",
        }
    }

    /// What the face answers: 403 not yours to do, 409 the world is not as you think.
    pub const fn status(self) -> u16 {
        match self {
            Self::NotAMember | Self::NothingToTalkAbout | Self::NotTheAuthor => 403,
            Self::TooLateToEdit
            | Self::EditedTooOften
            | Self::Deleted
            | Self::Fixed
            | Self::ReplyElsewhere
            | Self::OwnCounterOffer
            | Self::CounterOfferOver
            | Self::NoOpenOffer
            | Self::Blocked
            | Self::BlockedByYou
            | Self::NobodyToBlock
            | Self::OwnMessage
            | Self::ReportDecided => 409,
        }
    }
}
