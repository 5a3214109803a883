//! What a person has to do, and until when: one list over orders, disputes, payouts and what a second person of the house
//! must agree to. No deadline is worked out here: they are those that the clock itself follows.

use crate::{
    DisputeId, HandRecordId, Money, PayoutId, PurchaseRequestId, Timestamp, UserId,
    custody::{Payout, PayoutStatus},
    disputes::Dispute,
    escrow::{ChainEvent, HandRecord, HandRecordState, Order, Silent},
    market::{PurchaseRequest, RequestStatus},
    tasks::Deed,
    words,
};

words! {
    /// What is asked of somebody.
    pub enum Asked {
        /// Choose one of the offers.
        ChooseOffer = "choose_offer",
        /// Pay.
        Pay = "pay",
        /// Send what is missing.
        PayRest = "pay_rest",
        /// Say what becomes of money that came late.
        ChooseLate = "choose_late",
        /// Send the goods.
        Send = "send",
        /// Say that the goods have arrived.
        SayArrived = "say_arrived",
        /// Look at what came, and say so.
        Inspect = "inspect",
        /// Answer what the other side proposes.
        AnswerProposal = "answer_proposal",
        /// Take on a dispute that nobody has.
        TakeOn = "take_on",
        /// Decide a dispute that one has taken on.
        Decide = "decide",
        /// Agree to a decision that a colleague wrote, or not.
        AgreeToDecision = "agree_to_decision",
        /// Sign a decision anew, because the vault has another key.
        SignDecision = "sign_decision",
        /// Agree to a payout, or not.
        AgreeToPayout = "agree_to_payout",
        /// Send a failed payout again, or give it up.
        MendPayout = "mend_payout",
        /// Agree to a payment that another admin wrote down, or not.
        AgreeToRecord = "agree_to_record",
        /// Agree to a reversal that another admin asked for, or not.
        AgreeToReversal = "agree_to_reversal",
    }
}

/// What it is about: where the person has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum About {
    Request(PurchaseRequestId),
    Order(PurchaseRequestId),
    Dispute(DisputeId),
    Payout(PayoutId),
    Record(HandRecordId),
    /// The list of transfers that are gone.
    Incidents,
}

/// One thing that somebody has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub asked: Asked,
    /// About what.
    pub about: About,
    /// What people call that thing, where it has a name of its own.
    pub title: Option<String>,
    /// The money in question.
    pub sum: Option<Money>,
    /// Until when; none where no clock runs.
    pub until: Option<Timestamp>,
}

/// The most urgent first; what has no clock comes last, as it was.
pub fn by_clock(mut needs: Vec<Need>) -> Vec<Need> {
    needs.sort_by_key(|need| (need.until.is_none(), need.until));
    needs
}

impl PurchaseRequest {
    /// What a wish asks of this person: to choose, while there are offers.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        let is_open = matches!(self.status, RequestStatus::ReceivedOffers | RequestStatus::InNegotiation);
        (is_open && who == self.buyer_id && self.offer_count > 0).then(|| Need {
            asked: Asked::ChooseOffer,
            about: About::Request(self.id),
            title: Some(self.title.clone()),
            sum: None,
            until: None,
        })
    }
}

impl Order {
    /// What an order asks of this person now; nothing while it stands still.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        if self.stands_still().is_some() {
            return None;
        }
        let (silent, at, deed) = self.next_deadline()?;
        let is_mine = match silent {
            Silent::Buyer => who == self.request.buyer_id,
            Silent::Seller => Some(who) == self.request.seller_id,
            Silent::Both => self.is_party(who),
            Silent::House => false,
        };
        is_mine.then(|| Need {
            asked: self.asked_by(deed),
            about: About::Order(self.request.id),
            title: Some(self.request.title.clone()),
            sum: self.request.price,
            until: Some(at),
        })
    }

    fn asked_by(&self, deed: Deed) -> Asked {
        match deed {
            Deed::EndTimeToTopUp(_) => Asked::PayRest,
            Deed::EndTimeToSend(_) => Asked::Send,
            Deed::PromisedTimeCame(_) => Asked::SayArrived,
            Deed::EndInspection(_) => Asked::Inspect,
            _ if self.payment.late_aside().is_some() => Asked::ChooseLate,
            _ => Asked::Pay,
        }
    }
}

impl Dispute {
    /// What a dispute asks of one of its sides: an answer to what the other proposes.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        (self.waits_for() == Some(who)).then(|| self.need(Asked::AnswerProposal, self.respond_by))
    }

    /// What a dispute asks of somebody of the house who has no part in it.
    pub fn needs_of_house(&self, who: UserId) -> Option<Need> {
        let asked = match (&self.draft, self.claim) {
            _ if !self.is_with_the_house() => return None,
            (Some(draft), _) if draft.by != who => Asked::AgreeToDecision,
            (None, Some(claim)) if claim.by == who => Asked::Decide,
            (None, None) => Asked::TakeOn,
            (Some(_), _) | (None, Some(_)) => return None,
        };
        Some(self.need(asked, self.decide_by.unwrap_or(self.respond_by)))
    }

    /// What a decision whose signature counts no more asks of who may sign it.
    pub fn needs_signature(&self) -> Need {
        self.need(Asked::SignDecision, self.respond_by)
    }

    fn need(&self, asked: Asked, until: Timestamp) -> Need {
        let (title, sum) = (Some(self.reason.clone()), Some(self.held));
        Need { asked, about: About::Dispute(self.id), title, sum, until: Some(until) }
    }
}

impl Payout {
    /// What a payout asks of this person of the house; nothing of who is paid by it.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        let asked = match self.status {
            _ if self.is_of(who) => return None,
            PayoutStatus::Draft => Asked::AgreeToPayout,
            PayoutStatus::Failed => Asked::MendPayout,
            _ => return None,
        };
        let until = self.expires_at.filter(|_| asked == Asked::AgreeToPayout);
        Some(Need { asked, about: About::Payout(self.id), title: None, sum: Some(self.amount), until })
    }
}

impl HandRecord {
    /// What a payment written down by one admin asks of another.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        (self.state == HandRecordState::Waiting && self.recorded_by != who).then(|| Need {
            asked: Asked::AgreeToRecord,
            about: About::Record(self.id),
            title: Some(self.reference.clone()),
            sum: Some(self.amount),
            until: None,
        })
    }
}

impl ChainEvent {
    /// What a transfer that is gone asks of a second admin, once a first has asked for its reversal.
    pub fn needs(&self, who: UserId) -> Option<Need> {
        let asked = self.reversal_asked.as_ref().filter(|asked| asked.by != who)?;
        let (title, sum) = (Some(asked.reason.clone()), self.amount);
        Some(Need { asked: Asked::AgreeToReversal, about: About::Incidents, title, sum, until: None })
    }
}
