//! One task, one action: the clock is only another actor.

use crate::{
    ActionError, Desk, attachments, custody, disputes, escrow, identity, ledger, letters, market, providers, telegram,
};
use domain::{
    Days, Seconds, SellerOfferId, Timestamp,
    custody::BreakGlassDeed,
    escrow::ChainId,
    event::Actor,
    market::{OfferStatus, SellerOffer},
    tasks::Deed,
};

/// A chain is looked at this often while money is waited for, and otherwise.
const WATCH_BUSY: Seconds = Seconds(1);
const WATCH_IDLE: Seconds = Seconds(5);
const SEAL: Seconds = Seconds(2);
const COMPARE: Days = Days(1);

/// How a task went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    /// Done for good.
    Done,
    /// Not yet, or as always: again then.
    Again(Timestamp),
}

pub(super) async fn perform(desk: &Desk, deed: Deed) -> Result<Ran, ActionError> {
    match deed {
        Deed::ExpireOffer(offer) => expire_offer(desk, offer).await,
        Deed::EndTimeToPay(payment) => escrow::end_time_to_pay(desk, payment).await,
        Deed::EndTimeToTopUp(payment) => escrow::end_time_to_top_up(desk, payment).await,
        Deed::EndTimeToSend(request) => escrow::end_time_to_send(desk, request).await,
        Deed::PromisedTimeCame(request) => escrow::promised_time_came(desk, request).await,
        Deed::EndInspection(request) => escrow::end_inspection(desk, request).await,
        Deed::WarnInspection(request, warning) => escrow::warn_inspection(desk, request, warning).await,
        Deed::EndDisputeTime(dispute, round) => disputes::end_time(desk, dispute, round).await,
        Deed::WatchChain(chain) => watch(desk, ChainId(chain)).await,
        Deed::SealJournals => seal(desk).await,
        Deed::Reconcile => compare(desk).await,
        Deed::MailCode(of, round) => identity::mail_code(desk, of, round).await,
        Deed::CarryPayout(payout, attempt) => custody::carry_payout(desk, payout, attempt).await,
        Deed::ExpirePayout(payout) => custody::expire_payout(desk, payout).await,
        Deed::EndInstruction(instruction) => custody::end_instruction(desk, instruction).await,
        Deed::TellSignerCounts(signer) => custody::tell_signer_counts(desk, signer).await,
        Deed::LapseBreakGlass(id) => custody::time_out_break_glass(desk, id, BreakGlassDeed::Lapse).await,
        Deed::EndBreakGlass(id) => custody::time_out_break_glass(desk, id, BreakGlassDeed::End).await,
        Deed::TimeOutHold(hold) => ledger::time_out_hold(desk, hold).await,
        Deed::SweepChain(chain) => custody::sweep_chain(desk, ChainId(chain)).await,
        Deed::AnswerTelegram(update) => telegram::answer(desk, update).await,
        Deed::MindBot => telegram::mind(desk).await,
        Deed::SendLetter(letter) | Deed::SendTelegram(letter) => letters::send(desk, letter).await,
        Deed::PollPayment(payment) => providers::poll(desk, payment).await,
        Deed::SweepFiles => attachments::sweep(desk).await,
        Deed::LookAtPayment(payment) => providers::look_at(desk, payment).await.map(|()| Ran::Done),
    }
}

/// An offer that was given more time meanwhile is looked at again then.
async fn expire_offer(desk: &Desk, offer: SellerOfferId) -> Result<Ran, ActionError> {
    market::expire_offer(desk, offer).await?;
    let offer: SellerOffer = desk.store.get(offer).await?;
    let later = offer.valid_until.filter(|_| offer.status == OfferStatus::Pending);
    Ok(later.map_or(Ran::Done, Ran::Again))
}

/// Both chains: the ledger first, because sums hang on it.
async fn seal(desk: &Desk) -> Result<Ran, ActionError> {
    ledger::seal(desk).await?;
    ledger::seal_history(desk).await?;
    Ok(Ran::Again(desk.now() + SEAL))
}

/// Once a day. What it found stands on its page; a difference is not the task's failure.
async fn compare(desk: &Desk) -> Result<Ran, ActionError> {
    ledger::reconcile(desk, Actor::Clock).await?;
    Ok(Ran::Again(desk.now() + COMPARE))
}

async fn watch(desk: &Desk, chain: ChainId) -> Result<Ran, ActionError> {
    // A chain that is no longer in the settings is left alone until it is back.
    let Some(chain) = desk.chains.iter().find(|known| known.settings().chain_id == chain) else {
        return Ok(Ran::Done);
    };
    let waits = escrow::watch_chain(desk, chain).await?;
    Ok(Ran::Again(desk.now() + if waits { WATCH_BUSY } else { WATCH_IDLE }))
}
