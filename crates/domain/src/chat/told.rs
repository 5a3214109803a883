//! What the house tells in the conversation of an order: every move of its money and of its way; and in that of a dispute:
//! every step of it.

use crate::{
    disputes::DisputeDeed,
    escrow::EscrowDeed,
    event::{EventRow, Subject},
    machine::Word,
    market::RequestDeed,
    words,
};

words! {
    /// What happened.
    pub enum Told {
        /// The offer was accepted: the order begins.
        Opened = "opened",
        /// A part of the price is held.
        PartPaid = "part_paid",
        /// The whole price is held.
        Paid = "paid",
        /// A chain took money back that it had called final.
        TakenBack = "taken_back",
        /// The seller sent it.
        Sent = "sent",
        /// It arrived.
        Arrived = "arrived",
        /// The buyer agrees, or was silent for the whole window.
        Confirmed = "confirmed",
        /// The seller's money is on its way out.
        PayoutBegun = "payout_begun",
        /// The seller has the money.
        Released = "released",
        /// The seller gave a part back.
        PartGivenBack = "part_given_back",
        /// The buyer has the money back.
        Refunded = "refunded",
        /// Both sides shared it.
        Shared = "shared",
        /// A dispute holds the money.
        Disputed = "disputed",
        /// The dispute is over, without money.
        DisputeOver = "dispute_over",
        /// Money that should leave did not; it is tried again.
        Stuck = "stuck",
        /// Given up before anything was paid.
        Cancelled = "cancelled",
        /// This dispute began: in its own conversation.
        DisputeOpened = "dispute_opened",
        /// Evidence was laid before it.
        EvidenceLaid = "evidence_laid",
        /// An end was proposed.
        Proposed = "proposed",
        /// What stood there stands no more.
        ProposalDropped = "proposal_dropped",
        /// The house decides.
        WithTheHouse = "with_the_house",
        /// Both sides agree.
        Agreed = "agreed",
        /// The house has decided.
        Decided = "decided",
        /// The house finds nothing in it.
        Rejected = "rejected",
        /// One side asks for another look.
        Appealed = "appealed",
        /// Whoever opened it took it back, or there is nothing left to argue about.
        DisputeWithdrawn = "dispute_withdrawn",
        /// It is over, and what it ended with is done.
        DisputeClosed = "dispute_closed",
    }
}

impl Told {
    /// What this row of history is in the words of a conversation; `None` for what is nobody's news there.
    pub fn of(row: &EventRow) -> Option<Self> {
        if row.outcome.is_some() {
            return None;
        }
        match row.subject {
            Subject::Escrow(_) => Self::of_escrow(EscrowDeed::from_word(&row.deed)?),
            Subject::Request(_) => Self::of_request(RequestDeed::from_word(&row.deed)?),
            Subject::Dispute(_) => Self::of_dispute(&row.deed),
            _ => None,
        }
    }

    fn of_dispute(deed: &str) -> Option<Self> {
        match deed {
            "open_dispute" => Some(Self::DisputeOpened),
            "lay_evidence" => Some(Self::EvidenceLaid),
            moved => Self::of_dispute_move(DisputeDeed::from_word(moved)?),
        }
    }

    const fn of_dispute_move(deed: DisputeDeed) -> Option<Self> {
        match deed {
            DisputeDeed::Propose | DisputeDeed::Mediate => Some(Self::Proposed),
            DisputeDeed::Drop => Some(Self::ProposalDropped),
            DisputeDeed::Escalate => Some(Self::WithTheHouse),
            DisputeDeed::Agree => Some(Self::Agreed),
            DisputeDeed::Decide => Some(Self::Decided),
            DisputeDeed::Reject => Some(Self::Rejected),
            DisputeDeed::Appeal => Some(Self::Appealed),
            DisputeDeed::Withdraw | DisputeDeed::Fall => Some(Self::DisputeWithdrawn),
            DisputeDeed::Close => Some(Self::DisputeClosed),
            // What the house does among itself, and what changes nothing yet.
            DisputeDeed::Claim
            | DisputeDeed::LetGo
            | DisputeDeed::Prioritise
            | DisputeDeed::Draft
            | DisputeDeed::Undraft
            | DisputeDeed::Waive
            | DisputeDeed::Sign => None,
        }
    }

    const fn of_escrow(deed: EscrowDeed) -> Option<Self> {
        match deed {
            EscrowDeed::Open => Some(Self::Opened),
            EscrowDeed::FundPart => Some(Self::PartPaid),
            EscrowDeed::Fund => Some(Self::Paid),
            EscrowDeed::Unfund | EscrowDeed::UnfundPart => Some(Self::TakenBack),
            EscrowDeed::StartRelease => Some(Self::PayoutBegun),
            EscrowDeed::Release | EscrowDeed::FinishRelease => Some(Self::Released),
            EscrowDeed::RefundPart => Some(Self::PartGivenBack),
            EscrowDeed::FinishRefund => Some(Self::Refunded),
            EscrowDeed::Split => Some(Self::Shared),
            EscrowDeed::Dispute => Some(Self::Disputed),
            EscrowDeed::LiftToFunded | EscrowDeed::LiftToReleasable => Some(Self::DisputeOver),
            EscrowDeed::Fail => Some(Self::Stuck),
            EscrowDeed::Cancel => Some(Self::Cancelled),
            // Steps on the way to one that is told.
            EscrowDeed::Allow
            | EscrowDeed::StartRefund
            | EscrowDeed::RetryRelease
            | EscrowDeed::RetryRefund
            | EscrowDeed::Reverse => None,
        }
    }

    const fn of_request(deed: RequestDeed) -> Option<Self> {
        match deed {
            RequestDeed::Send => Some(Self::Sent),
            RequestDeed::Arrive => Some(Self::Arrived),
            RequestDeed::Complete => Some(Self::Confirmed),
            // Told by the escrow, or no news to those who talk.
            RequestDeed::Offer
            | RequestDeed::LastOfferGone
            | RequestDeed::Negotiate
            | RequestDeed::Accept
            | RequestDeed::Fund
            | RequestDeed::Unfund
            | RequestDeed::Inspect
            | RequestDeed::PaySeller
            | RequestDeed::Award
            | RequestDeed::Split
            | RequestDeed::Cancel => None,
        }
    }
}
