//! What a person has to do, and until when: one list over orders, disputes, payouts and what a second person of the house
//! must agree to. What the house's money asks stands in `money`. No deadline is worked out here: they are those that the clock itself follows.

mod money;

pub use money::{sweeps_need, vault_need};

use crate::{
    DisputeId, HandRecordId, InstructionId, Money, PayoutId, PurchaseRequestId, Timestamp, UserId,
    disputes::Dispute,
    escrow::{Order, Silent},
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
        /// Have a large payout signed by people with hardware: no click lets it go.
        HaveSigned = "have_signed",
        /// Have the legs of what was decided signed.
        HaveLegsSigned = "have_legs_signed",
        /// Sign an instruction with one's device.
        SignInstruction = "sign_instruction",
        /// Have the device of the deposit account sign what it sweeps.
        SignSweep = "sign_sweep",
        /// Put money into a vault that holds too little.
        FillVault = "fill_vault",
        /// Take money out of a vault that holds too much.
        EaseVault = "ease_vault",
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
    Instruction(InstructionId),
    Sweep(PayoutId),
    /// The page of the vaults.
    Vaults,
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
    /// How many such things stand behind this one line.
    pub count: u64,
}

impl Need {
    /// One thing without a name, a sum or a clock.
    const fn plain(asked: Asked, about: About) -> Self {
        Self { asked, about, title: None, sum: None, until: None, count: 1 }
    }
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
            title: Some(self.title.clone()),
            ..Need::plain(Asked::ChooseOffer, About::Request(self.id))
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
            title: Some(self.request.title.clone()),
            sum: self.request.price,
            until: Some(at),
            ..Need::plain(self.asked_by(deed), About::Order(self.request.id))
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

    /// What the legs of a decision ask of a keeper of the money, while nobody has had instructions made for them; nothing of a
    /// side. Later than its time nothing is waited for but signatures.
    pub fn needs_legs_signed(&self, who: UserId) -> Option<Need> {
        (!self.is_party(who)).then(|| self.need(Asked::HaveLegsSigned, self.respond_by))
    }

    /// What a decision whose signature counts no more asks of who may sign it.
    pub fn needs_signature(&self) -> Need {
        self.need(Asked::SignDecision, self.respond_by)
    }

    fn need(&self, asked: Asked, until: Timestamp) -> Need {
        let (title, sum) = (Some(self.reason.clone()), Some(self.held));
        Need { title, sum, until: Some(until), ..Need::plain(asked, About::Dispute(self.id)) }
    }
}
