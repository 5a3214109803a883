//! Deeds on an order once an offer is accepted: pay, send, arrive, confirm, cancel, refund. What people do,
//! what the clock does and what a chain says go through the same rules.

mod cancel;
mod checkout_coins;
mod checkout_view;
mod claim;
mod clock;
mod code;
#[cfg(feature = "demo-wallet")]
mod demo;
mod inspection;
mod late;
mod more_time;
mod open_checkout;
mod order;
mod part_refund;
mod pay_from_wallet;
mod quote;
mod receipt;
mod reversal;
mod seller;
mod send;
mod split;
mod told;
mod wallet;
pub mod watch;

pub use cancel::{cancel_order, give_refund};
pub use checkout_coins::{CoinOn, Late, Network};
pub use checkout_view::{Ask, CheckoutStage, CheckoutView, Purse, checkout_view, stage};
pub use claim::{claim_transfer, kept_aside};
pub use clock::{end_inspection, end_time_to_pay, end_time_to_send, end_time_to_top_up, promised_time_came};
pub use code::{confirm_delivery, delivery_code_for, hand_over, renew_delivery_code};
#[cfg(feature = "demo-wallet")]
pub use demo::pay_from_demo_wallet;
pub use inspection::warn_inspection;
pub use late::{honour_late, refund_late};
pub use more_time::more_time_to_pay;
pub use open_checkout::open_checkout;
pub use order::order_of;
pub(crate) use order::{commit_change, order_with};
pub use part_refund::give_part_back;
pub use pay_from_wallet::pay_from_wallet;
pub use quote::{Coin, ask_quote, coins_for};
pub use receipt::{receipt_of, receipt_signer};
pub use reversal::{ask_reversal, confirm_reversal, drop_reversal};
pub use send::{mark_arrived, mark_sent};
pub use split::{accept_split, decline_split, propose_split, withdraw_split};
pub use wallet::open_wallet;
pub(crate) use wallet::refund_wallet;
pub(crate) use watch::booking_of;
pub use watch::{Watched, watch_chain};

use crate::{ActionError, Desk, settings::in_force};
use domain::escrow::{Escrow, EscrowError, Terms};

impl From<EscrowError> for ActionError {
    fn from(error: EscrowError) -> Self {
        let (status, code) = (error.status(), error.code());
        match error {
            EscrowError::Move(refused) => Self::IllegalMove(refused),
            EscrowError::CodeLocked(until) => Self::Refused { status, code, detail: Some(until.to_string()) },
            EscrowError::NotTheBuyer
            | EscrowError::NotTheSeller
            | EscrowError::NotAParty
            | EscrowError::MoneyHeld
            | EscrowError::Frozen
            | EscrowError::Disputed
            | EscrowError::NotPayable
            | EscrowError::TransferOnItsWay
            | EscrowError::OtherAmount
            | EscrowError::NothingToClaim
            | EscrowError::NotAPart
            | EscrowError::SplitChanged
            | EscrowError::OwnSplit
            | EscrowError::NotASplit
            | EscrowError::NoMoreTime
            | EscrowError::NoChain
            | EscrowError::AccountUsedUp
            | EscrowError::NoPrice
            | EscrowError::RateMoved
            | EscrowError::NoCode
            | EscrowError::CodeExpired
            | EscrowError::CodeUsed
            | EscrowError::NothingArrives
            | EscrowError::Money(_) => Self::Refused { status, code, detail: None },
        }
    }
}

/// How long things may take for this order: as it was when the offer was accepted, because that is what was shown.
///
/// # Errors
/// Only the database's.
pub async fn terms_of(desk: &Desk, escrow: &Escrow) -> Result<Terms, ActionError> {
    match escrow.terms {
        Some(terms) => Ok(terms),
        None => Ok(in_force(desk).await?.terms),
    }
}
