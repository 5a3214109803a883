//! Money that waits: payments in, the escrow they fill, the addresses they arrive at and the code that
//! releases them.

mod chain;
mod destination;
mod escrow;
mod fee;
mod payment;

pub use chain::{ChainEvent, ChainEventStatus, ChainId, TransferCheck, TxHash};
pub use destination::{ChainAddress, DerivedDestination};
pub use escrow::{Escrow, EscrowDeed, EscrowState};
pub use fee::FeeTerms;
pub use payment::{AmountFlag, Direction, OnChain, Payment, PaymentDeed, PaymentProvider, PaymentStatus};
