//! What a payment keeps of its chain: where to send, and what the chain said.

use crate::{
    Timestamp,
    escrow::{ChainAddress, ChainId, TransferCheck, TxHash},
};
use serde::{Deserialize, Serialize};

/// What the chain said, kept for both sides and for support. Source: the payment seed's `blockchain.*`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnChain {
    /// Which chain was asked for.
    pub chain_id: Option<ChainId>,
    /// Name of the network, for people.
    pub network: Option<String>,
    /// Token symbol.
    pub token: Option<String>,
    /// The token's contract.
    pub token_contract: Option<ChainAddress>,
    /// Where the payer should send.
    pub receiver: Option<ChainAddress>,
    /// Who sent, from the first credited transfer.
    pub sender: Option<ChainAddress>,
    /// The first credited transfer.
    pub transaction_hash: Option<TxHash>,
    /// Confirmations of the newest transfer.
    pub confirmations: u64,
    /// How many it needs.
    pub confirmations_needed: u64,
    /// When the last needed transfer became final.
    pub confirmed_at: Option<Timestamp>,
    /// Every check with its evidence, newest transfer.
    pub checks: Vec<TransferCheck>,
}
