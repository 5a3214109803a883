//! Deeds on an order once an offer is accepted: pay, send, arrive, confirm, cancel, refund. What people do,
//! what the clock does and what a chain says go through the same rules.

mod cancel;
mod checkout_view;
mod clock;
mod code;
#[cfg(feature = "demo-wallet")]
mod demo;
mod more_time;
mod open_checkout;
mod order;
mod send;
mod wallet;
pub mod watch;

pub use cancel::{cancel_order, give_refund};
pub use checkout_view::{Ask, CheckoutStage, CheckoutView, Network, checkout_view, stage};
pub use clock::{end_inspection, end_time_to_pay, end_time_to_send, end_time_to_top_up, promised_time_came};
pub use code::{confirm_delivery, delivery_code_for, hand_over, renew_delivery_code};
#[cfg(feature = "demo-wallet")]
pub use demo::pay_from_demo_wallet;
pub use more_time::more_time_to_pay;
pub use open_checkout::open_checkout;
pub use order::order_of;
pub use send::{mark_arrived, mark_sent};
pub use wallet::open_wallet;
pub use watch::{Watched, watch_chain};

use crate::{ActionError, Desk};
use domain::{
    Days, Hours,
    escrow::{EscrowError, Terms},
};

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
            | EscrowError::NotPayable
            | EscrowError::NoMoreTime
            | EscrowError::NoChain
            | EscrowError::NoCode
            | EscrowError::CodeExpired
            | EscrowError::CodeUsed
            | EscrowError::Money(_) => Self::Refused { status, code, detail: None },
        }
    }
}

fn terms(desk: &Desk) -> Terms {
    Terms {
        top_up: Hours(desk.settings.top_up_hours),
        send_grace: Hours(desk.settings.send_grace_hours),
        inspection: Days(desk.settings.inspection_days),
    }
}
