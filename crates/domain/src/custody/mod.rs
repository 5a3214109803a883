//! Money that leaves a vault: to a person's own address, from a receiving address into the vault, and the gas for that;
//! and whose hardware signs for it.
//! What it may do next, and what is booked for it, is decided here; keys and chains are elsewhere.

mod about;
mod break_glass;
mod break_glass_error;
mod break_glass_hour;
mod break_glass_news;
mod break_glass_status;
mod deposit_account;
mod error;
mod instruction;
mod instruction_status;
mod legs;
mod matter;
mod offered;
mod order_words;
mod payout;
mod payout_address;
mod payout_deeds;
mod payout_status;
mod postings;
mod request;
mod signer_counts;
mod signer_error;
mod signer_status;
mod signers_needed;
mod trezor_account;
mod trouble;
mod vault_level;
mod way;

pub use about::About;
pub use break_glass::{
    BreakGlass, GlassEnd, GlassUse, GlassYes, TIME_AS_ADMIN, TIME_OPEN, TIME_TO_CONFIRM, check_glass_reason,
    plain_reason,
};
pub use break_glass_error::BreakGlassError;
pub use break_glass_news::{GlassNews, GlassTold};
pub use break_glass_status::{BreakGlassDeed, BreakGlassStatus};
pub use deposit_account::DepositDuty;
pub use error::PayoutError;
pub use instruction::{Approval, Instruction};
pub use instruction_status::{InstructionDeed, InstructionError, InstructionStatus};
pub use legs::{LegOrder, PaidLeg, journals_of, legs_of};
pub use matter::{DecisionLeg, Leg, Matter};
pub use offered::PlannedTransaction;
pub use order_words::{EscrowOrder, OrderAction, order_of_payout, transfer_plan};
pub use payout::{Confirmed, Payout, PayoutPurpose, SentTransaction, gas_coin};
pub use payout_address::{
    AddressProof, AddressStanding, AllowedBy, MAX_PAYOUT_ADDRESSES, PAYOUT_ADDRESS_WAITS, PayoutAddress,
    check_address_label,
};
pub use payout_deeds::{PayoutChange, PayoutMove};
pub use payout_status::{PayoutDeed, PayoutStatus};
pub use postings::{HOT_VAULT, WITHDRAWAL_FEE};
pub use request::{NewPayout, WithdrawalLimits};
pub use signer_error::SignerError;
pub use signer_status::{SignerDeed, SignerStatus};
pub use signers_needed::SignersNeeded;
pub use trezor_account::{SignerKey, SignerProof, SignerRevoked, TrezorAccount, check_label};
pub use trouble::PayoutTrouble;
pub use vault_level::{VaultBounds, VaultLevel};
