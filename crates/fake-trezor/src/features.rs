//! What the device says of itself.

use crate::{
    device::State,
    setup::{TrezorModel, TrezorSetup},
};
use alloy_primitives::keccak256;
use signing::messages::{Capability, Features};

/// Official firmware of 2026.
const ONE: (u32, u32, u32) = (1, 14, 1);
const CORE: (u32, u32, u32) = (2, 12, 4);

pub(crate) fn features(state: &State) -> Features {
    let setup = &state.setup;
    let is_one = setup.model == TrezorModel::One;
    let (major, minor, patch) = setup.version.unwrap_or(if is_one { ONE } else { CORE });
    let said = Features {
        vendor: Some("trezor.io".to_owned()),
        major_version: Some(major),
        minor_version: Some(minor),
        patch_version: Some(patch),
        model: Some(setup.model.name().to_owned()),
        internal_model: Some(setup.model.internal_name().to_owned()),
        ..Default::default()
    };
    if setup.is_bootloader {
        return Features { bootloader_mode: Some(true), ..said };
    }
    Features {
        fw_vendor: Some(setup.fw_vendor.clone()),
        device_id: Some(device_id(setup)),
        pin_protection: Some(setup.pin.is_some()),
        passphrase_protection: Some(setup.asks_passphrase),
        language: Some("en-US".to_owned()),
        label: Some(setup.label.clone()),
        initialized: Some(!setup.is_empty),
        unlocked: Some(state.is_unlocked),
        unfinished_backup: Some(false),
        no_backup: Some(false),
        capabilities: capabilities(is_one),
        session_id: state.current.clone(),
        passphrase_always_on_device: Some(setup.passphrase_on_device),
        safety_checks: Some(0),
        busy: setup.is_busy.then_some(true),
        ..said
    }
}

/// Only those that matter to anybody here.
fn capabilities(is_one: bool) -> Vec<i32> {
    let all = [Capability::Bitcoin, Capability::Ethereum, Capability::PassphraseEntry];
    let can = |it: &Capability| !is_one || *it != Capability::PassphraseEntry;
    all.into_iter().filter(can).map(i32::from).collect()
}

/// 24 digits; other words, another device.
fn device_id(setup: &TrezorSetup) -> String {
    hex::encode_upper(&keccak256(format!("{} {}", setup.model.internal_name(), setup.words))[..12])
}
