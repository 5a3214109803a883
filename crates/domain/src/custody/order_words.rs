//! `EscrowOrder`: the six lines that a person reads on a device and signs. They are written here, from our own rows, and
//! nowhere else; whoever checks a signature writes them again.

use super::{Payout, PayoutPurpose};
use crate::{
    Timestamp,
    escrow::{ChainAddress, ChainId},
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// What an order says shall happen.
    pub enum OrderAction {
        /// Money leaves a vault to a person's own address.
        Payout = "PAYOUT",
        /// A seller's money of an order leaves a vault.
        Release = "RELEASE to seller",
        /// A buyer's money that came back leaves a vault.
        Refund = "REFUND to buyer",
        /// A receiving address is emptied into a vault.
        Sweep = "SWEEP",
    }
}

/// What is read and signed (EIP-712, primary type `EscrowOrder`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscrowOrder {
    /// The chain of the payout: a part of the domain, so that a signature is worth nothing on another.
    pub chain_id: ChainId,
    /// What shall happen.
    pub action: OrderAction,
    /// What people call the thing it is about.
    pub order: String,
    /// `12.50 USDT on Polygon`.
    pub amount: String,
    /// Who receives.
    pub recipient: ChainAddress,
    /// The hash of the whole plan, `0x` and 64 digits: the transfer that will be posted, and no other.
    pub transfer: String,
    /// `2026-11-21 12:00 UTC`.
    pub expires: String,
}

/// Everything a transfer is made of, a line each; its Keccak hash is the order's `transfer`.
pub fn transfer_plan(payout: &Payout, nonce: &str) -> String {
    let token = payout.token.as_ref().map_or_else(|| "coin".to_owned(), ChainAddress::key);
    let lines = [
        "amanat transfer 1".to_owned(),
        format!("payout: {}", payout.id),
        format!("chain: {}", payout.chain_id),
        format!("token: {token}"),
        format!("from: {}", payout.from_key),
        format!("recipient: {}", payout.to.key()),
        format!("units: {}", payout.chain_units),
        format!("nonce: {nonce}"),
    ];
    lines.join("\n")
}

/// The order for a payout. `transfer` is the hash of its [`transfer_plan`].
pub fn order_of_payout(payout: &Payout, transfer: String, expires_at: Timestamp) -> EscrowOrder {
    let action = match payout.purpose {
        PayoutPurpose::Withdrawal if payout.refund_of.is_some() => OrderAction::Refund,
        PayoutPurpose::Withdrawal => OrderAction::Payout,
        PayoutPurpose::Release => OrderAction::Release,
        PayoutPurpose::Sweep | PayoutPurpose::GasTopUp | PayoutPurpose::ToCold | PayoutPurpose::FromCold => {
            OrderAction::Sweep
        }
    };
    EscrowOrder {
        chain_id: payout.chain_id,
        action,
        order: payout.id.to_string(),
        amount: format!("{} on {}", payout.amount, payout.network),
        recipient: payout.to.clone(),
        transfer,
        expires: EscrowOrder::until(expires_at),
    }
}

impl EscrowOrder {
    /// Until when, as a device shows it.
    pub fn until(expires_at: Timestamp) -> String {
        expires_at.to_utc().format("%Y-%m-%d %H:%M UTC").to_string()
    }
}
