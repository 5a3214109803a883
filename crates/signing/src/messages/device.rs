//! Messages about the device itself, and what it asks of the person in the middle of anything.

use super::{ButtonCode, FailureCode, PinKind};
use std::fmt;

/// Begins, or goes on with the session that is named.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Initialize {
    /// The session to go on with.
    #[prost(bytes = "vec", optional, tag = "1")]
    pub session_id: Option<Vec<u8>>,
    /// Not ours; other hosts send it.
    #[prost(bool, optional, tag = "3")]
    pub derive_cardano: Option<bool>,
}

/// Asks for [`super::Features`] and begins nothing.
#[derive(Clone, PartialEq, prost::Message)]
pub struct GetFeatures {}

/// Asks for [`Success`].
#[derive(Clone, PartialEq, prost::Message)]
pub struct Ping {
    /// What comes back.
    #[prost(string, optional, tag = "1")]
    pub message: Option<String>,
}

/// Done.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Success {
    /// For people who read logs.
    #[prost(string, optional, tag = "1")]
    pub message: Option<String>,
}

/// Not done.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Failure {
    /// Why.
    #[prost(enumeration = "FailureCode", optional, tag = "1")]
    pub code: Option<i32>,
    /// Why, in the firmware's words.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
}

/// Ends what was begun; the device answers it with [`Failure`].
#[derive(Clone, PartialEq, prost::Message)]
pub struct Cancel {}

/// Forgets the session.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EndSession {}

/// Asks for the PIN again from now on.
#[derive(Clone, PartialEq, prost::Message)]
pub struct LockDevice {}

/// Not ours; other hosts send it.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ApplyFlags {
    /// Bits to set.
    #[prost(uint32, required, tag = "1")]
    pub flags: u32,
}

/// The device shows something and waits for its person.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ButtonRequest {
    /// What it shows.
    #[prost(enumeration = "ButtonCode", optional, tag = "1")]
    pub code: Option<i32>,
    /// On how many pages.
    #[prost(uint32, optional, tag = "2")]
    pub pages: Option<u32>,
    /// What the firmware calls it.
    #[prost(string, optional, tag = "4")]
    pub name: Option<String>,
}

/// The host has seen a [`ButtonRequest`].
#[derive(Clone, PartialEq, prost::Message)]
pub struct ButtonAck {}

/// The device shows nine scrambled fields.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PinMatrixRequest {
    /// Which PIN.
    #[prost(enumeration = "PinKind", optional, tag = "1")]
    pub kind: Option<i32>,
}

/// Where the person pressed.
#[derive(Clone, PartialEq, prost::Message)]
#[prost(skip_debug)]
pub struct PinMatrixAck {
    /// Positions as on a numeric keypad, never the PIN itself.
    #[prost(string, required, tag = "1")]
    pub pin: String,
}

/// The device wants to know which wallet.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PassphraseRequest {}

/// Which wallet: one of the two, never both.
#[derive(Clone, PartialEq, prost::Message)]
#[prost(skip_debug)]
pub struct PassphraseAck {
    /// The passphrase; empty for the standard wallet.
    #[prost(string, optional, tag = "1")]
    pub passphrase: Option<String>,
    /// It is entered on the device.
    #[prost(bool, optional, tag = "3")]
    pub on_device: Option<bool>,
}

/// Nothing of what was pressed.
impl fmt::Debug for PinMatrixAck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinMatrixAck")
    }
}

/// Nothing of what was typed.
impl fmt::Debug for PassphraseAck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassphraseAck")
    }
}
