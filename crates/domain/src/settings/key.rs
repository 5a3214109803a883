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
    /// What the house takes from the seller's side at release.
    FeeBps,
}

impl SettingKey {
    /// Those that every house has, whatever chains it watches, in the order they are shown.
    pub const OF_THE_HOUSE: [Self; 5] =
        [Self::PayMinutes, Self::TopUpHours, Self::SendGraceHours, Self::InspectionDays, Self::FeeBps];

    /// The word without the chain: what locales call it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ConfirmationThreshold(_) => "confirmation_threshold",
            Self::PayMinutes => "pay_minutes",
            Self::TopUpHours => "top_up_hours",
            Self::SendGraceHours => "send_grace_hours",
            Self::InspectionDays => "inspection_days",
            Self::FeeBps => "fee_bps",
        }
    }

    /// The chain it is about, if any.
    pub const fn chain(self) -> Option<ChainId> {
        match self {
            Self::ConfirmationThreshold(chain) => Some(chain),
            Self::PayMinutes | Self::TopUpHours | Self::SendGraceHours | Self::InspectionDays | Self::FeeBps => None,
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
        let of_chain = || Some(Self::ConfirmationThreshold(ChainId(text.split_once(':')?.1.parse().ok()?)));
        let of_house = Self::OF_THE_HOUSE.into_iter().find(|key| key.name() == text);
        // A setting has one spelling: `confirmation_threshold:0137` is none.
        let found = of_house.or_else(of_chain).filter(|key| key.to_string() == text);
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
