//! Where a dispute stands and what may happen to it there; what it is about, how urgent it is, and who is at work on it.

use crate::{machine::Refused, words};

words! {
    /// `pending → in_progress ⇄ waiting_response → resolved | rejected → closed`.
    pub enum DisputeStatus {
        /// Opened; the other side has not answered yet.
        Pending = "pending",
        /// Talked about; no proposal waits for an answer.
        InProgress = "in_progress",
        /// A proposal waits for its answer.
        WaitingResponse = "waiting_response",
        /// Settled; what it says is done when it closes.
        Resolved = "resolved",
        /// Found to be without ground.
        Rejected = "rejected",
        /// Over, and everything it said is done.
        Closed = "closed",
    }
}

words! {
    /// What may happen to a dispute.
    pub enum DisputeDeed {
        /// Somebody proposes how it ends.
        Propose = "propose",
        /// The proposal that stood there is declined or taken back.
        Drop = "drop",
        /// The house is asked to decide.
        Escalate = "escalate",
        /// Both sides agree, or a side is silent and what was shown before applies.
        Agree = "agree",
        /// The house decides.
        Decide = "decide",
        /// The house finds no ground for it.
        Reject = "find_no_ground",
        /// A decision is looked at once more, by another resolver.
        Appeal = "appeal",
        /// Whoever opened it takes it back, or lets it lie.
        Withdraw = "withdraw",
        /// What was settled is done.
        Close = "close",
        /// The money it is about turned out not to be here.
        Fall = "fall",
        /// Somebody of the house takes it on.
        Claim = "claim_dispute",
        /// Whoever took it on, or an admin, lets it go again.
        LetGo = "let_go_dispute",
        /// The house says how soon somebody should look.
        Prioritise = "prioritise_dispute",
        /// Somebody of the house proposes an end to both.
        Mediate = "mediate",
        /// Somebody of the house has decided, and a second one must agree first.
        Draft = "draft_decision",
        /// What waited for a second one is not decided.
        Undraft = "drop_decision",
        /// A side takes a decision as it is.
        Waive = "waive_appeal",
        /// Somebody of the house signs a decision anew: the vault's key has changed.
        Sign = "sign_decision",
    }
}

words! {
    /// Who is at work on it.
    pub enum DisputePhase {
        /// The two sides.
        Negotiate = "negotiate",
        /// Somebody of the house proposes.
        Mediate = "mediate",
        /// Somebody of the house decides.
        Decide = "decide",
        /// Another one of the house decides once more.
        Appeal = "appeal",
    }
}

words! {
    /// What it is about.
    pub enum DisputeCategory {
        /// Not as described, or broken.
        ProductQuality = "product_quality",
        /// Late, or never there.
        DeliveryDelay = "delivery_delay",
        /// Something else came.
        WrongItem = "wrong_item",
        /// The money.
        PaymentIssue = "payment_issue",
        /// How the other side behaves.
        SellerBehavior = "seller_behavior",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How soon somebody of the house should look.
    pub enum DisputePriority {
        /// It can wait.
        Low = "low",
        /// As most.
        Medium = "medium",
        /// Soon.
        High = "high",
        /// Before all others.
        Urgent = "urgent",
    }
}

impl DisputeStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below, so that a
    /// new one does not compile until somebody has given it one.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: DisputeDeed) -> Result<Self, Refused> {
        use DisputeDeed as D;
        match (self, deed) {
            (Self::Pending | Self::InProgress | Self::WaitingResponse, D::Propose) => Ok(Self::WaitingResponse),
            (Self::Pending | Self::InProgress | Self::WaitingResponse, D::Drop | D::Escalate) => Ok(Self::InProgress),
            (Self::Pending | Self::InProgress | Self::WaitingResponse, D::Agree) => Ok(Self::Resolved),
            (Self::InProgress | Self::WaitingResponse, D::Mediate) => Ok(Self::WaitingResponse),
            (Self::InProgress | Self::WaitingResponse, D::Decide) => Ok(Self::Resolved),
            (Self::InProgress | Self::WaitingResponse, D::Reject) => Ok(Self::Rejected),
            (Self::InProgress | Self::WaitingResponse, D::Claim | D::LetGo | D::Prioritise | D::Draft | D::Undraft)
            | (Self::Resolved | Self::Rejected, D::Waive | D::Sign) => Ok(self),
            (Self::Resolved | Self::Rejected, D::Appeal) => Ok(Self::InProgress),
            (Self::Pending | Self::InProgress | Self::WaitingResponse, D::Withdraw | D::Fall)
            | (Self::Resolved | Self::Rejected, D::Close | D::Fall) => Ok(Self::Closed),
            (
                Self::Pending
                | Self::InProgress
                | Self::WaitingResponse
                | Self::Resolved
                | Self::Rejected
                | Self::Closed,
                D::Propose
                | D::Drop
                | D::Escalate
                | D::Agree
                | D::Decide
                | D::Reject
                | D::Appeal
                | D::Withdraw
                | D::Close
                | D::Fall
                | D::Claim
                | D::LetGo
                | D::Prioritise
                | D::Mediate
                | D::Draft
                | D::Undraft
                | D::Waive
                | D::Sign,
            ) => Err(Refused { noun: "dispute".to_owned(), from: self.to_string(), deed: deed.to_string() }),
        }
    }

    /// True while the order's money stands still for it; one such dispute per order.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Pending | Self::InProgress | Self::WaitingResponse | Self::Resolved | Self::Rejected => true,
            Self::Closed => false,
        }
    }

    /// True while nothing is settled: people may still talk, agree, or take it back.
    pub const fn is_argued(self) -> bool {
        match self {
            Self::Pending | Self::InProgress | Self::WaitingResponse => true,
            Self::Resolved | Self::Rejected | Self::Closed => false,
        }
    }
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
