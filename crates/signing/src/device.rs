//! A device as it describes itself, and which ones are not spoken with. A device that lies about itself is found out by its
//! signatures, not here.

use crate::{
    Error,
    messages::{Capability, Features},
};
use std::fmt;

const MAKER: &str = "trezor.io";
/// What makers' firmware says of its makers; the name changed with the models.
const OFFICIAL: &[&str] = &["SatoshiLabs", "Trezor"];
const EMULATOR: &str = "EMULATOR";
const FIRST_MODEL_SINCE: Version = Version { major: 1, minor: 12, patch: 0 };
const OTHERS_SINCE: Version = Version { major: 2, minor: 9, patch: 1 };
const SESSION_SIZE: usize = 32;
/// Devices take 32 signs, and a sign has four bytes at most.
const LABEL_LIMIT: usize = 32 * 4;
/// In newer firmware 2 is a backup that can be made again.
const BACKUP_NEEDED: u32 = 1;

/// Models that speak this protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// The first one: two buttons, the PIN on a scrambled field in the page, typed data by its hashes only.
    One,
    /// Model T.
    T,
    /// Safe 3.
    Safe3,
    /// Safe 5.
    Safe5,
}

/// Of a firmware.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// First number.
    pub major: u32,
    /// Second number.
    pub minor: u32,
    /// Third number.
    pub patch: u32,
}

/// Whose firmware is spoken with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Its makers' alone.
    Official,
    /// Emulators too: tests, and nothing that holds money.
    Emulators,
}

/// Names a session, so that a passphrase is entered once.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionId(pub(crate) Vec<u8>);

/// A device that can sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Which model.
    pub model: Model,
    /// Of its firmware.
    pub version: Version,
    /// Another one after every wipe; no proof of anything.
    pub id: String,
    /// What its owner calls it.
    pub label: Option<String>,
    /// It has a PIN; none where it does not say before it is unlocked.
    pub has_pin: Option<bool>,
    /// It asks for a passphrase; none where it does not say before it is unlocked.
    pub has_passphrase: Option<bool>,
    /// A passphrase can be entered on it.
    pub takes_passphrase: bool,
    /// It asks for its PIN before it signs.
    pub is_locked: bool,
    /// To go on with later.
    pub session: Option<SessionId>,
}

impl Device {
    /// Looks at what a device says of itself.
    ///
    /// # Errors
    /// Why it is not spoken with.
    pub fn meet(features: Features, trust: Trust) -> Result<Self, Error> {
        if features.vendor.as_deref() != Some(MAKER) {
            return Err(Error::UnofficialFirmware);
        }
        if features.bootloader_mode == Some(true) {
            return Err(Error::Bootloader);
        }
        let model = Model::of(&features)?;
        let version = Version::of(&features);
        let needed = if model == Model::One { FIRST_MODEL_SINCE } else { OTHERS_SINCE };
        if version < needed {
            return Err(Error::OldFirmware { found: version, needed });
        }
        trust.admit(features.fw_vendor.as_deref())?;
        if features.initialized != Some(true) {
            return Err(Error::NotInitialized);
        }
        let lacks_backup = features.needs_backup == Some(BACKUP_NEEDED);
        if lacks_backup || features.unfinished_backup == Some(true) || features.no_backup == Some(true) {
            return Err(Error::NeedsBackup);
        }
        if features.busy == Some(true) {
            return Err(Error::Busy);
        }
        let can = |capability: Capability| features.capabilities.contains(&capability.into());
        if !can(Capability::Ethereum) {
            return Err(Error::NotSupported);
        }
        Ok(Self {
            model,
            version,
            takes_passphrase: can(Capability::PassphraseEntry),
            id: features.device_id.ok_or(Error::Hostile("no name of its own"))?,
            label: features.label.filter(|label| label.len() <= LABEL_LIMIT),
            has_pin: features.pin_protection,
            has_passphrase: features.passphrase_protection,
            is_locked: features.unlocked == Some(false),
            session: features.session_id.filter(|id| id.len() == SESSION_SIZE).map(SessionId),
        })
    }
}

impl Model {
    /// It asks for typed data field by field and shows it. The first model takes the hashes alone.
    pub fn reads_typed_data(self) -> bool {
        self != Self::One
    }

    fn of(features: &Features) -> Result<Self, Error> {
        match (features.internal_model.as_deref(), features.model.as_deref()) {
            (Some("T1B1"), _) | (None, Some("1")) => Ok(Self::One),
            (Some("T2T1"), _) | (None, Some("T")) => Ok(Self::T),
            (Some("T2B1" | "T3B1"), _) => Ok(Self::Safe3),
            (Some("T3T1"), _) => Ok(Self::Safe5),
            (Some("T3W1"), _) => Err(Error::OtherProtocol),
            _ => Err(Error::NotSupported),
        }
    }
}

impl Version {
    fn of(features: &Features) -> Self {
        let number = |part: Option<u32>| part.unwrap_or_default();
        Self {
            major: number(features.major_version),
            minor: number(features.minor_version),
            patch: number(features.patch_version),
        }
    }
}

impl Trust {
    fn admit(self, maker: Option<&str>) -> Result<(), Error> {
        match (self, maker) {
            (_, Some(maker)) if OFFICIAL.contains(&maker) => Ok(()),
            (Self::Emulators, Some(EMULATOR)) => Ok(()),
            _ => Err(Error::UnofficialFirmware),
        }
    }
}

impl SessionId {
    /// 32 bytes that a device gave.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        (bytes.len() == SESSION_SIZE).then(|| Self(bytes.to_vec()))
    }

    /// To be kept until the page is left.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Whoever has it needs no passphrase.
impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId")
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}
