//! Which device it is, and what its owner has set.

use crate::keys::TREZOR_WORDS;
use serde::{Deserialize, Serialize};

/// The models that differ to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum TrezorModel {
    /// The first one: two buttons, the PIN over the host, typed data by its hashes.
    #[serde(rename = "T1B1")]
    One,
    /// Model T.
    #[serde(rename = "T2T1")]
    T,
    /// Safe 3.
    #[serde(rename = "T3B1")]
    Safe3,
    /// Safe 5: typed data field by field.
    #[serde(rename = "T3T1")]
    Safe5,
    /// Speaks another protocol and says so.
    #[serde(rename = "T3W1")]
    Safe7,
}

impl TrezorModel {
    /// As the firmware calls it.
    pub(crate) const fn internal_name(self) -> &'static str {
        match self {
            Self::One => "T1B1",
            Self::T => "T2T1",
            Self::Safe3 => "T3B1",
            Self::Safe5 => "T3T1",
            Self::Safe7 => "T3W1",
        }
    }

    /// As older hosts know it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::T => "T",
            Self::Safe3 => "Safe 3",
            Self::Safe5 => "Safe 5",
            Self::Safe7 => "Safe 7",
        }
    }
}

/// A device before it is plugged in. Whatever is not said is as in a device that is ready: no PIN, no passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrezorSetup {
    /// Which model.
    pub model: TrezorModel,
    /// Of its firmware; `None` for one of 2026.
    pub version: Option<(u32, u32, u32)>,
    /// Who made the firmware; `EMULATOR` for one that runs on no device.
    pub fw_vendor: String,
    /// The seed. Other words make another device.
    pub words: String,
    /// What its owner calls it.
    pub label: String,
    /// Digits 1 to 9. With one it is locked whenever it is plugged in.
    pub pin: Option<String>,
    /// Does it ask for a passphrase?
    pub asks_passphrase: bool,
    /// Is the passphrase never asked of the host?
    pub passphrase_on_device: bool,
    /// Has it no seed yet?
    pub is_empty: bool,
    /// Does it wait for firmware?
    pub is_bootloader: bool,
    /// Is it at something else?
    pub is_busy: bool,
}

impl Default for TrezorSetup {
    fn default() -> Self {
        Self {
            model: TrezorModel::Safe5,
            version: None,
            fw_vendor: "SatoshiLabs".to_owned(),
            words: TREZOR_WORDS.to_owned(),
            label: "Test".to_owned(),
            pin: None,
            asks_passphrase: false,
            passphrase_on_device: false,
            is_empty: false,
            is_bootloader: false,
            is_busy: false,
        }
    }
}

impl TrezorSetup {
    /// A device of this model that is ready.
    pub fn of(model: TrezorModel) -> Self {
        Self { model, ..Self::default() }
    }
}
