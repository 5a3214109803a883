//! Money that waits: payments in, the escrow they fill, the addresses they arrive at and the code that
//! releases them.

mod chain;
mod claim;
mod delivery_code;
mod destination;
#[cfg(test)]
pub(crate) mod diagram;
mod error;
#[allow(clippy::module_inception, reason = "the noun has the area's name")]
mod escrow;
mod escrow_state;
mod fee;
mod more_time;
mod order;
mod order_deeds;
mod part_refund;
mod payment;
mod payment_status;
pub mod receipt;
mod settlement;
mod wallet_payment;

pub use chain::{ChainEvent, ChainEventStatus, ChainId, TransferCheck, TxHash};
pub use claim::Claim;
pub use delivery_code::{CodeTry, MAX_WRONG_TRIES, delivery_code};
pub use destination::{ChainAddress, DerivedDestination};
pub use error::EscrowError;
pub use escrow::Escrow;
pub use escrow_state::{EscrowDeed, EscrowState};
pub use fee::FeeTerms;
pub use more_time::MORE_TIMES;
pub use order::{Moved, Order, OrderChange};
pub use order_deeds::Terms;
pub use payment::{AmountFlag, Direction, OnChain, Payment, PaymentProvider};
pub use payment_status::{PaymentDeed, PaymentStatus};
pub use settlement::Booking;
pub use wallet_payment::FromWallet;

use crate::machine::{Refused, Word};

fn refused(noun: &str, from: impl Word, deed: impl Word) -> Refused {
    Refused { noun: noun.to_owned(), from: from.word().to_owned(), deed: deed.word().to_owned() }
}
