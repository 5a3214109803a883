//! The names of settings. The text is stored for ever; a chain's setting carries the chain's id.

use crate::escrow::ChainId;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// What can be decided anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingKey {
    /// Blocks a transfer needs on this chain before it counts: `confirmation_threshold:137`.
    ConfirmationThreshold(ChainId),
    /// How long a buyer may take to pay after accepting.
    PayMinutes,
    /// How long a part payment may be topped up.
    TopUpHours,
    /// Grace after the promised time before an unsent order is refunded.
    SendGraceHours,
    /// Inspection window after arrival.
    InspectionDays,
    /// How long a quoted price can be paid.
    QuoteMinutes,
    /// What the house takes from the seller's side at release.
    FeeBps,
    /// Added to the seller's percentage.
    FeeFixed,
    /// The seller's fee is never less.
    FeeMin,
    /// The seller's fee is never more; 0 is no bound.
    FeeMax,
    /// What the buyer pays on top of the price.
    BuyerFeeBps,
    /// Added to the buyer's percentage.
    BuyerFeeFixed,
    /// The buyer's fee is never more; 0 is no bound.
    BuyerFeeMax,
    /// What a person pays for the network when money leaves by this chain: `withdraw_fee:137`.
    WithdrawFee(ChainId),
    /// Above so many whole units somebody of the house must agree before money leaves.
    ApproveAbove,
    /// Above so many whole units two signers must say yes before money leaves.
    TwoSignersAbove,
    /// Above so many three must.
    ThreeSignersAbove,
    /// How long a payout may wait for a block before it is sent again for a higher fee.
    StuckMinutes,
    /// Receiving addresses that hold so many whole units are emptied into the vault.
    SweepAbove,
    /// The hot vault should hold at least so many whole units of a token.
    VaultMin,
    /// And not more than so many; 0 is no bound.
    VaultMax,
    /// A decision about a dispute over more than so many whole units waits for a second one.
    FourEyesAbove,
}

impl SettingKey {
    /// Those that every house has, whatever chains it watches, in the order they are shown.
    pub const OF_THE_HOUSE: [Self; 20] = [
        Self::PayMinutes,
        Self::QuoteMinutes,
        Self::TopUpHours,
        Self::SendGraceHours,
        Self::InspectionDays,
        Self::FeeBps,
        Self::FeeFixed,
        Self::FeeMin,
        Self::FeeMax,
        Self::BuyerFeeBps,
        Self::BuyerFeeFixed,
        Self::BuyerFeeMax,
        Self::ApproveAbove,
        Self::TwoSignersAbove,
        Self::ThreeSignersAbove,
        Self::StuckMinutes,
        Self::SweepAbove,
        Self::VaultMin,
        Self::VaultMax,
        Self::FourEyesAbove,
    ];

    /// The word without the chain: what locales call it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ConfirmationThreshold(_) => "confirmation_threshold",
            Self::PayMinutes => "pay_minutes",
            Self::TopUpHours => "top_up_hours",
            Self::SendGraceHours => "send_grace_hours",
            Self::InspectionDays => "inspection_days",
            Self::QuoteMinutes => "quote_minutes",
            Self::FeeBps => "fee_bps",
            Self::FeeFixed => "fee_fixed",
            Self::FeeMin => "fee_min",
            Self::FeeMax => "fee_max",
            Self::BuyerFeeBps => "buyer_fee_bps",
            Self::BuyerFeeFixed => "buyer_fee_fixed",
            Self::BuyerFeeMax => "buyer_fee_max",
            Self::WithdrawFee(_) => "withdraw_fee",
            Self::ApproveAbove => "approve_above",
            Self::TwoSignersAbove => "two_signers_above",
            Self::ThreeSignersAbove => "three_signers_above",
            Self::StuckMinutes => "stuck_minutes",
            Self::SweepAbove => "sweep_above",
            Self::VaultMin => "vault_min",
            Self::VaultMax => "vault_max",
            Self::FourEyesAbove => "four_eyes_above",
        }
    }

    /// The chain it is about, if any.
    pub const fn chain(self) -> Option<ChainId> {
        match self {
            Self::ConfirmationThreshold(chain) | Self::WithdrawFee(chain) => Some(chain),
            Self::ApproveAbove
            | Self::TwoSignersAbove
            | Self::ThreeSignersAbove
            | Self::StuckMinutes
            | Self::SweepAbove
            | Self::VaultMin
            | Self::VaultMax
            | Self::FourEyesAbove
            | Self::PayMinutes
            | Self::TopUpHours
            | Self::SendGraceHours
            | Self::InspectionDays
            | Self::QuoteMinutes
            | Self::FeeBps
            | Self::FeeFixed
            | Self::FeeMin
            | Self::FeeMax
            | Self::BuyerFeeBps
            | Self::BuyerFeeFixed
            | Self::BuyerFeeMax => None,
        }
    }
}

impl fmt::Display for SettingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.chain() {
            Some(chain) => write!(f, "{}:{chain}", self.name()),
            None => f.write_str(self.name()),
        }
    }
}

/// No setting is called that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a setting")]
pub struct NotASetting(String);

impl FromStr for SettingKey {
    type Err = NotASetting;

    fn from_str(text: &str) -> Result<Self, NotASetting> {
        let chain = text.split_once(':').and_then(|(_, chain)| chain.parse().ok()).map(ChainId);
        let of_chain =
            chain.into_iter().flat_map(|chain| [Self::ConfirmationThreshold(chain), Self::WithdrawFee(chain)]);
        // A setting has one spelling: `confirmation_threshold:0137` is none.
        let found = Self::OF_THE_HOUSE.into_iter().chain(of_chain).find(|key| key.to_string() == text);
        found.ok_or_else(|| NotASetting(text.to_owned()))
    }
}

impl Serialize for SettingKey {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SettingKey {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}
