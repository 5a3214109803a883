//! Money that leaves: people's withdrawals, sweeps of receiving addresses, and what the house says to them. What is
//! signed is kept before it is sent; only the clock sends.

mod addresses;
mod addresses_kept;
mod break_glass;
mod break_glass_clock;
mod break_glass_look;
mod break_glass_told;
mod break_glass_use;
mod by_device;
mod capital;
mod carry;
mod change;
mod choose;
mod cold;
mod decide;
mod deposit_account;
mod follow;
mod instruct;
mod instruct_sign;
mod instructed;
mod instructions_look;
mod look;
mod matters;
mod outside_address;
mod refund;
mod refund_file;
mod refund_offer;
mod refund_rate;
mod sign;
mod signers;
mod signers_told;
mod sweep;
mod turns;
mod vaults_look;
mod withdraw;

pub use addresses::{AddressForm, AddressYes, add_payout_address, listing_address, payout_addresses};
pub use addresses_kept::{prove_payout_address, remove_payout_address};
pub use break_glass::{
    ask_break_glass, asking_break_glass, close_break_glass, confirm_break_glass, confirming_break_glass,
    refuse_break_glass,
};
pub use break_glass_clock::time_out_break_glass;
pub use break_glass_look::{BreakGlassFile, break_glass_file, break_glass_minutes};
pub use break_glass_use::open_break_glass;
pub(crate) use break_glass_use::{is_under_glass, was_broken_by_admins};
pub use by_device::{plan_sweep_anew, sign_sweep};
pub use capital::{CapitalForm, CapitalWays, book_capital, capital_ways, hot_vault};
pub use carry::carry_payout;
pub(crate) use change::carrying;
pub use choose::{PayoutOffer, choose_payout, payout_of, payout_offer};
pub use decide::{approve_payout, cancel_payout, expire_payout, reject_payout, retry_payout, reverse_payout};
pub(crate) use deposit_account::{DepositAccount, account_of, deposit_account};
pub use deposit_account::{choose_deposit_account, choosing_deposit_account};
pub(crate) use instruct::HOLDERS;
pub use instruct::{make_instruction, make_leg_instruction};
pub use instruct_sign::{end_instruction, sign_instruction, signing_instruction};
pub(crate) use instructed::{all_legs_signed, is_agreed, is_signed, is_signed_as, signed_one};
pub use instructions_look::{InstructionFile, Instructions, InstructionsForm, instruction_file, instructions};
pub use look::{Exits, PayoutFile, PayoutForm, exits, my_payout, my_payouts, payouts};
pub use matters::{Case, LegCase};
pub(crate) use matters::{case_of, legs_booked};
pub use refund::{RefundForm, claim_refund, quote_refund};
pub use refund_file::{CameBack, RefundFile, Sender, refund_file};
pub use refund_offer::{RateChoice, RateForm};
pub use refund_rate::{RateChoices, choose_refund_rate, rate_choices};
pub(crate) use signers::is_proved;
pub use signers::{Signers, begin_signer, prove_signer, proving_signer, revoke_signer, signer, signers};
pub use signers_told::tell_signer_counts;
pub use sweep::{sweep_chain, sweep_now};
pub(crate) use turns::needs_of_money;
pub use vaults_look::{ChainVaults, ReceivingAccount, SweepFile, SweepPlan, VaultLine, VaultsFile, sweep_file, vaults};
pub use withdraw::{Quoted, WithdrawForm, quote_withdrawal, withdraw};

use crate::{ActionError, Desk};
use domain::{custody::PayoutError, escrow::ChainId};
use payments::{Chain, ChainError, Keystore};
use rand::RngCore;

impl From<PayoutError> for ActionError {
    fn from(error: PayoutError) -> Self {
        let (status, code) = (error.status(), error.code());
        match error {
            PayoutError::Move(refused) => Self::IllegalMove(refused),
            PayoutError::OtherFee(fee) => Self::Refused { status, code, detail: Some(fee.to_string()) },
            PayoutError::NotYours
            | PayoutError::NotOffered
            | PayoutError::OwnPayout
            | PayoutError::NeedsSignature
            | PayoutError::GlassOver
            | PayoutError::NothingToSign
            | PayoutError::Screened
            | PayoutError::Money(_) => Self::Refused { status, code, detail: None },
        }
    }
}

/// What only one challenge has.
fn fresh_nonce() -> String {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}

fn outside(error: ChainError) -> ActionError {
    ActionError::Outside(error.to_string())
}

/// A chain of the settings.
fn chain_of(desk: &Desk, id: ChainId) -> Result<&Chain, PayoutError> {
    desk.chains.iter().find(|chain| chain.settings().chain_id == id).ok_or(PayoutError::NotOffered)
}

fn keystore(desk: &Desk) -> Result<&Keystore, PayoutError> {
    desk.keystore.as_deref().ok_or(PayoutError::NotOffered)
}
