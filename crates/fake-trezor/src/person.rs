//! Who holds the device: says yes to everything unless a test wants something else.

use serde::{Deserialize, Serialize};

/// How the person acts from now on. Screens and packets are counted from the moment the person is handed the device.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrezorPerson {
    /// Says no at this screen; 1 is the first.
    pub refuses_at: Option<u32>,
    /// Presses nothing from this screen on, until told to; 1 is the first.
    pub hesitates_at: Option<u32>,
    /// Pulls the cable when the host sends this packet; 1 is the first. The packet is lost.
    pub unplugs_at: Option<u32>,
    /// Opens what a screen only offers to show: the fields of a message, of a struct, of an array.
    pub reads_all: bool,
    /// Types a wrong PIN on the device so many times, then the right one. Models that ask the host have no use for it.
    pub wrong_pins: u32,
    /// What is typed where the device asks for the passphrase on its own screen.
    pub passphrase: String,
}

impl Default for TrezorPerson {
    fn default() -> Self {
        Self {
            refuses_at: None,
            hesitates_at: None,
            unplugs_at: None,
            reads_all: true,
            wrong_pins: 0,
            passphrase: String::new(),
        }
    }
}

impl TrezorPerson {
    /// Says no at this screen; 1 is the first.
    pub fn refusing_at(screen: u32) -> Self {
        Self { refuses_at: Some(screen), ..Self::default() }
    }

    /// Presses nothing from this screen on; 1 is the first.
    pub fn hesitating_at(screen: u32) -> Self {
        Self { hesitates_at: Some(screen), ..Self::default() }
    }

    /// Pulls the cable at this packet of the host; 1 is the first.
    pub fn unplugging_at(packet: u32) -> Self {
        Self { unplugs_at: Some(packet), ..Self::default() }
    }
}
