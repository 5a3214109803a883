//! Money that waits: payments in, the escrow they fill, the addresses they arrive at and the code that
//! releases them.

mod arrival;
mod by_hand;
mod by_hand_state;
mod chain;
mod claim;
mod credit;
mod delivery_code;
mod deposit;
mod destination;
#[cfg(test)]
pub(crate) mod diagram;
mod disputed;
mod error;
#[allow(clippy::module_inception, reason = "the noun has the area's name")]
mod escrow;
mod escrow_state;
mod fee;
mod fee_rates;
mod goes_to;
mod hosted;
mod incident;
mod inspection;
mod late;
mod more_time;
mod on_chain;
mod order;
mod order_deeds;
mod part_refund;
mod payment;
mod payment_status;
mod quote;
mod rate;
pub mod receipt;
mod refund_rate;
mod release_out;
mod reversal;
mod reversal_journal;
mod settlement;
mod silence;
mod split;
mod split_form;
mod unfund;
mod wallet_payment;
mod way;
mod withheld;

pub use arrival::{Arrival, ArrivalOutcome};
pub use by_hand::{ByHandError, HandForm, HandRecord, may_say};
pub use by_hand_state::{HandRecordDeed, HandRecordState};
pub use chain::{ChainEvent, ChainEventStatus, ChainId, TransferCheck, TxHash};
pub use claim::Claim;
pub use delivery_code::{CodeTry, MAX_WRONG_TRIES, delivery_code};
pub use deposit::SellerDeposit;
pub use destination::{ChainAddress, DerivedDestination};
pub use disputed::{DisputeHold, Payees};
pub use error::EscrowError;
pub use escrow::{Escrow, PartBack};
pub use escrow_state::{EscrowDeed, EscrowState};
pub use fee::{Fee, FeeKind, FeePayer, FeeShare, FeeTerms};
pub use fee_rates::{FeeRate, FeeRates};
pub use goes_to::GoesTo;
pub(crate) use goes_to::{BUYERS, SELLERS, where_it_goes};
pub use hosted::{HostedInvoice, ProviderArrival, ProviderArrivalStatus, WebhookBody, WebhookEvent};
pub use incident::Incident;
pub use inspection::InspectionWarning;
pub use late::{HONOUR_BPS, LateChoice, LateMoney};
pub use more_time::MORE_TIMES;
pub use on_chain::OnChain;
pub use order::{Moved, Order, OrderChange};
pub use order_deeds::Terms;
pub use payment::{AmountFlag, Direction, Payment, PaymentProvider};
pub use payment_status::{PaymentDeed, PaymentStatus};
pub use quote::{Counted, Exchanged, Quote, RateSource, valid_until};
pub use rate::Rate;
pub use refund_rate::{
    REFUND_EXCHANGE, RefundRule, RefundWorth, exchanges_all_of, refund_exchange, refund_exchange_key, today_counts,
};
pub use release_out::PayoutChoice;
pub use reversal::{REORG_LOSS, Reversal, ReversalAsked, ReversalError, Reversed, Reversing};
pub use reversal_journal::Brought;
pub use settlement::Booking;
pub use silence::{Silence, Silent, SilentStep, StandsStill};
pub use split::{SPLIT_STANDS, SplitProposal, SplitShares};
pub use split_form::SplitForm;
pub use wallet_payment::FromWallet;

use crate::machine::{Refused, Word};

fn refused(noun: &str, from: impl Word, deed: impl Word) -> Refused {
    Refused { noun: noun.to_owned(), from: from.word().to_owned(), deed: deed.word().to_owned() }
}
