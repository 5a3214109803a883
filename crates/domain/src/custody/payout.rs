//! `Payout`: one transaction that takes money out of a vault, with everything that was ever signed for it.

use super::{AllowedBy, PayoutStatus, PayoutTrouble, PlannedTransaction};
use crate::{
    BreakGlassId, Currency, InstructionId, Money, PayoutId, PurchaseRequestId, Timestamp, TrezorAccountId, UserId,
    WalletId,
    escrow::{ChainAddress, ChainId, TransferCheck, TxHash},
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// Why money leaves a vault.
    pub enum PayoutPurpose {
        /// A person's own money, to an address of their choice.
        Withdrawal = "withdrawal",
        /// What a seller earned with an order, to an address of their choice.
        Release = "release",
        /// From a receiving address into the hot vault.
        Sweep = "sweep",
        /// Coin from the hot vault to a receiving address, so that it can be swept.
        GasTopUp = "gas_top_up",
        /// What the hot vault holds too much of, to the first address of a device.
        ToCold = "to_cold",
        /// Back from there, because the hot vault holds too little.
        FromCold = "from_cold",
    }
}

/// One signed transaction. Kept before it is sent, so that only these bytes are ever sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentTransaction {
    /// What the chain calls it.
    pub hash: TxHash,
    /// The bytes, `0x…`.
    pub raw: String,
    /// Its place among all transactions of its sender.
    pub nonce: u64,
    /// Most paid for a unit of gas, in the chain's smallest units; decimal text.
    pub max_fee: String,
    /// Most of that for whoever makes the block; decimal text.
    pub max_priority_fee: String,
    /// Most gas it may use.
    pub gas_limit: u64,
    /// When it was signed.
    pub signed_at: Timestamp,
}

/// The block that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Which of the signed transactions it is.
    pub hash: TxHash,
    /// Height.
    pub block_number: u64,
    /// The block's hash, to notice a reorganisation.
    pub block_hash: String,
    /// Blocks on top, itself included.
    pub confirmations: u64,
    /// What it cost, in the chain's coin.
    pub gas: Option<Money>,
}

/// One transaction out of a vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payout {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: PayoutId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Why.
    pub purpose: PayoutPurpose,
    /// Whose money, for a withdrawal.
    pub user_id: Option<UserId>,
    /// Out of which wallet, for a withdrawal.
    pub wallet_id: Option<WalletId>,
    /// Of which order, for a release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<PurchaseRequestId>,
    /// On which chain.
    pub chain_id: ChainId,
    /// What people call it.
    pub network: String,
    /// Who sends.
    pub from: ChainAddress,
    /// The same in lower case, for lookups.
    pub from_key: String,
    /// The sender's place in the account; none for the hot vault.
    pub from_index: Option<u32>,
    /// Whose device signs for the sender; none while its key is in the keystore.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer_id: Option<TrezorAccountId>,
    /// Whose device the cold vault at its other end belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cold_id: Option<TrezorAccountId>,
    /// What that device shall sign now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlannedTransaction>,
    /// Who receives.
    pub to: ChainAddress,
    /// Why money may go there; none for the house's own, and for what was asked for before people listed addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_by: Option<AllowedBy>,
    /// What arrives.
    pub amount: Money,
    /// What the person pays besides; nothing for the house's own.
    pub fee: Money,
    /// The token's contract; none for the chain's own coin.
    pub token: Option<ChainAddress>,
    /// The amount as the chain counts it, decimal text.
    pub chain_units: String,
    /// Where it stands.
    pub status: PayoutStatus,
    /// Who of the house agreed; none when it was too small to ask.
    pub approved_by: Option<UserId>,
    /// What its signers signed; none when it was too small to ask them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction_id: Option<InstructionId>,
    /// Under which break-glass it was approved, in place of signers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_glass_id: Option<BreakGlassId>,
    /// Blocks it needs before it is final: as it was when it was asked for.
    pub confirmations_needed: u64,
    /// Its place among all transactions of its sender; unique per chain and sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<u64>,
    /// How often it was sent anew; 0 for the first time.
    pub attempt: u32,
    /// Everything that was signed for it, oldest first.
    pub transactions: Vec<SentTransaction>,
    /// The block that has it.
    pub mined: Option<Confirmed>,
    /// Each check with its evidence.
    pub checks: Vec<TransferCheck>,
    /// What holds it up now, or why it failed.
    pub trouble: Option<PayoutTrouble>,
    /// While this is there no other payout has the same: one sweep of an address at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<String>,
    /// The key of the posting that gave this money back to a buyer, when it is a refund that is sent on: one payout for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_of: Option<String>,
    /// The same once the money is back in the wallet: then another payout may send that refund on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_tried: Option<String>,
    /// Until when somebody must have agreed.
    pub expires_at: Option<Timestamp>,
    /// When the newest transaction was handed to the nodes first.
    pub sent_at: Option<Timestamp>,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

impl PayoutPurpose {
    /// True when it is a person's money that leaves, and not the house's own that moves.
    pub const fn is_of_a_person(self) -> bool {
        match self {
            Self::Withdrawal | Self::Release => true,
            Self::Sweep | Self::GasTopUp | Self::ToCold | Self::FromCold => false,
        }
    }
}

impl Payout {
    /// The newest of what was signed in this attempt.
    pub fn newest(&self) -> Option<&SentTransaction> {
        self.transactions.iter().rev().find(|sent| Some(sent.nonce) == self.nonce)
    }

    /// Everything that was signed in this attempt's place: whichever is mined counts.
    pub fn hashes(&self) -> Vec<TxHash> {
        let in_place = self.transactions.iter().filter(|sent| Some(sent.nonce) == self.nonce);
        in_place.map(|sent| sent.hash.clone()).collect()
    }

    /// The amount as the chain counts it.
    pub fn units(&self) -> u128 {
        self.chain_units.parse().unwrap_or(0)
    }

    /// True for the person whose money it is.
    pub fn is_of(&self, user: UserId) -> bool {
        self.user_id == Some(user)
    }
}

/// The coin that a chain's gas is paid in.
pub const fn gas_coin(chain: ChainId) -> Currency {
    match chain.0 {
        56 => Currency::BNB,
        100 => Currency::XDAI,
        137 => Currency::POL,
        43_114 => Currency::AVAX,
        // Ethereum, what stands on it, and chains of one's own.
        _ => Currency::ETH,
    }
}
