//! The kinds of deeds: what the queue is narrowed by, and what is paused as a whole.

use super::Deed;
use crate::words;

words! {
    /// A deed without its subject.
    pub enum DeedKind {
        /// An offer's time has passed.
        ExpireOffer = "expire_offer",
        /// The time to pay has ended.
        EndTimeToPay = "end_time_to_pay",
        /// The time to top up has ended.
        EndTimeToTopUp = "end_time_to_top_up",
        /// Not sent in time.
        EndTimeToSend = "end_time_to_send",
        /// The promised time of arrival has come.
        PromisedTimeCame = "promised_time_came",
        /// The inspection window has ended.
        EndInspection = "end_inspection",
        /// The inspection window comes to its end.
        WarnInspection = "warn_inspection",
        /// The time to act in a dispute has ended.
        EndDisputeTime = "end_dispute_time",
        /// Look at a chain.
        WatchChain = "watch_chain",
        /// Number and chain journals and history.
        SealJournals = "seal_journals",
        /// Compare the books with the world outside.
        Reconcile = "reconcile",
        /// Write the letter of a mailed code.
        MailCode = "mail_code",
        /// Hand a letter to the post.
        SendLetter = "send_letter",
        /// Hand a letter to the bot.
        SendTelegram = "send_telegram",
        /// Answer somebody who asked the bot.
        AnswerTelegram = "answer_telegram",
        /// Tell Telegram where it tells us.
        MindBot = "mind_bot",
        /// Carry a payout on.
        CarryPayout = "carry_payout",
        /// The time to agree to a payout has ended.
        ExpirePayout = "expire_payout",
        /// The time to sign an instruction ends.
        EndInstruction = "end_instruction",
        /// A signer counts from now on.
        TellSignerCounts = "tell_signer_counts",
        /// Nobody said yes to a break-glass in time.
        LapseBreakGlass = "lapse_break_glass",
        /// A break-glass has been open for its hour.
        EndBreakGlass = "end_break_glass",
        /// The time of money that was set aside has passed.
        TimeOutHold = "time_out_hold",
        /// Look for addresses to sweep.
        SweepChain = "sweep_chain",
        /// Ask the hosted services about a payment.
        PollPayment = "poll_payment",
        /// Ask them once more, now.
        LookAtPayment = "look_at_payment",
        /// Take files away that belong to nothing.
        SweepFiles = "sweep_files",
    }
}

impl Deed {
    /// Its kind.
    pub const fn kind(self) -> DeedKind {
        match self {
            Self::ExpireOffer(_) => DeedKind::ExpireOffer,
            Self::EndTimeToPay(_) => DeedKind::EndTimeToPay,
            Self::EndTimeToTopUp(_) => DeedKind::EndTimeToTopUp,
            Self::EndTimeToSend(_) => DeedKind::EndTimeToSend,
            Self::PromisedTimeCame(_) => DeedKind::PromisedTimeCame,
            Self::EndInspection(_) => DeedKind::EndInspection,
            Self::WarnInspection(..) => DeedKind::WarnInspection,
            Self::EndDisputeTime(..) => DeedKind::EndDisputeTime,
            Self::WatchChain(_) => DeedKind::WatchChain,
            Self::SealJournals => DeedKind::SealJournals,
            Self::Reconcile => DeedKind::Reconcile,
            Self::MailCode(..) => DeedKind::MailCode,
            Self::SendLetter(_) => DeedKind::SendLetter,
            Self::SendTelegram(_) => DeedKind::SendTelegram,
            Self::AnswerTelegram(_) => DeedKind::AnswerTelegram,
            Self::MindBot => DeedKind::MindBot,
            Self::CarryPayout(..) => DeedKind::CarryPayout,
            Self::ExpirePayout(_) => DeedKind::ExpirePayout,
            Self::EndInstruction(_) => DeedKind::EndInstruction,
            Self::TellSignerCounts(_) => DeedKind::TellSignerCounts,
            Self::LapseBreakGlass(_) => DeedKind::LapseBreakGlass,
            Self::EndBreakGlass(_) => DeedKind::EndBreakGlass,
            Self::TimeOutHold(_) => DeedKind::TimeOutHold,
            Self::SweepChain(_) => DeedKind::SweepChain,
            Self::PollPayment(_) => DeedKind::PollPayment,
            Self::LookAtPayment(_) => DeedKind::LookAtPayment,
            Self::SweepFiles => DeedKind::SweepFiles,
        }
    }
}

impl DeedKind {
    /// True for what waits for a moment that was promised to people: nobody brings it forward.
    pub const fn is_deadline(self) -> bool {
        match self {
            Self::ExpireOffer
            | Self::EndTimeToPay
            | Self::EndTimeToTopUp
            | Self::EndTimeToSend
            | Self::PromisedTimeCame
            | Self::EndInspection
            | Self::WarnInspection
            | Self::EndDisputeTime
            | Self::ExpirePayout
            | Self::EndInstruction
            | Self::TellSignerCounts
            | Self::LapseBreakGlass
            | Self::EndBreakGlass
            | Self::TimeOutHold => true,
            Self::WatchChain
            | Self::SealJournals
            | Self::Reconcile
            | Self::MailCode
            | Self::SendLetter
            | Self::SendTelegram
            | Self::AnswerTelegram
            | Self::MindBot
            | Self::CarryPayout
            | Self::SweepChain
            | Self::PollPayment
            | Self::LookAtPayment
            | Self::SweepFiles => false,
        }
    }
}
