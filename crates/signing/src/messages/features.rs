//! What a device says of itself: the fields that somebody here reads or a double writes.

use super::Capability;

/// What the device says of itself.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Features {
    /// Who made it; `trezor.io`.
    #[prost(string, optional, tag = "1")]
    pub vendor: Option<String>,
    /// Version of the firmware, first number.
    #[prost(uint32, optional, tag = "2")]
    pub major_version: Option<u32>,
    /// Second number.
    #[prost(uint32, optional, tag = "3")]
    pub minor_version: Option<u32>,
    /// Third number.
    #[prost(uint32, optional, tag = "4")]
    pub patch_version: Option<u32>,
    /// It waits for firmware.
    #[prost(bool, optional, tag = "5")]
    pub bootloader_mode: Option<bool>,
    /// Another one after every wipe.
    #[prost(string, optional, tag = "6")]
    pub device_id: Option<String>,
    /// It has a PIN.
    #[prost(bool, optional, tag = "7")]
    pub pin_protection: Option<bool>,
    /// It asks for a passphrase.
    #[prost(bool, optional, tag = "8")]
    pub passphrase_protection: Option<bool>,
    /// What it is set to, as `en-US`.
    #[prost(string, optional, tag = "9")]
    pub language: Option<String>,
    /// What its owner calls it.
    #[prost(string, optional, tag = "10")]
    pub label: Option<String>,
    /// It has a seed.
    #[prost(bool, optional, tag = "12")]
    pub initialized: Option<bool>,
    /// Which source its firmware was built from.
    #[prost(bytes = "vec", optional, tag = "13")]
    pub revision: Option<Vec<u8>>,
    /// Hash of its bootloader.
    #[prost(bytes = "vec", optional, tag = "14")]
    pub bootloader_hash: Option<Vec<u8>>,
    /// Its seed came from a host.
    #[prost(bool, optional, tag = "15")]
    pub imported: Option<bool>,
    /// The PIN was entered.
    #[prost(bool, optional, tag = "16")]
    pub unlocked: Option<bool>,
    /// 1 where a backup was not made yet.
    #[prost(uint32, optional, tag = "19")]
    pub needs_backup: Option<u32>,
    /// Who made the firmware.
    #[prost(string, optional, tag = "25")]
    pub fw_vendor: Option<String>,
    /// Its backup was begun and not ended.
    #[prost(bool, optional, tag = "27")]
    pub unfinished_backup: Option<bool>,
    /// It was set up to have no backup.
    #[prost(bool, optional, tag = "28")]
    pub no_backup: Option<bool>,
    /// What it can do.
    #[prost(enumeration = "Capability", repeated, packed = "false", tag = "30")]
    pub capabilities: Vec<i32>,
    /// Which session this is, 32 bytes.
    #[prost(bytes = "vec", optional, tag = "35")]
    pub session_id: Option<Vec<u8>>,
    /// A passphrase is never asked of the host.
    #[prost(bool, optional, tag = "36")]
    pub passphrase_always_on_device: Option<bool>,
    /// How strict it is; 0 is strict.
    #[prost(int32, optional, tag = "37")]
    pub safety_checks: Option<i32>,
    /// It is at something else.
    #[prost(bool, optional, tag = "41")]
    pub busy: Option<bool>,
    /// `1` for the first model; others by letters.
    #[prost(string, optional, tag = "21")]
    pub model: Option<String>,
    /// `T1B1`, `T2T1`, `T3T1`…
    #[prost(string, optional, tag = "44")]
    pub internal_model: Option<String>,
}
