//! Which devices are spoken with, and which one is the registered one.

use crate::{
    line::{Line, device, failure, host, run},
    people::{ADDRESS, Tester, first_model, path, registered, safe_5},
};
use signing::{Connected, Device, Error, Model, Registered, Trust, Version, messages::*};

fn met(trust: Trust, features: Features) -> Result<Model, Error> {
    Device::meet(features, trust).map(|device| device.model)
}

#[test]
fn every_model_of_this_protocol_is_met_and_no_other() {
    let of = |internal: &str| Features { internal_model: Some(internal.to_owned()), ..safe_5() };
    for (internal, model) in
        [("T2T1", Model::T), ("T2B1", Model::Safe3), ("T3B1", Model::Safe3), ("T3T1", Model::Safe5)]
    {
        assert_eq!(met(Trust::Official, of(internal)), Ok(model), "{internal}");
    }
    assert_eq!(met(Trust::Official, of("T3W1")), Err(Error::OtherProtocol));
    assert_eq!(met(Trust::Official, of("T9X9")), Err(Error::NotSupported));
    assert_eq!(met(Trust::Emulators, Features { internal_model: None, ..first_model() }), Ok(Model::One));
}

#[test]
fn whoever_cannot_be_trusted_with_money_is_refused_with_the_reason() {
    let version = |major, minor, patch| Version { major, minor, patch };
    let old = |found, needed| Error::OldFirmware { found, needed };
    let maker = |maker: Option<&str>| Features { fw_vendor: maker.map(str::to_owned), ..safe_5() };
    for (features, reason) in [
        (Features { vendor: Some("somebody".to_owned()), ..safe_5() }, Error::UnofficialFirmware),
        (Features { vendor: None, ..safe_5() }, Error::UnofficialFirmware),
        (first_model(), Error::UnofficialFirmware),
        (maker(Some("UNSAFE, DO NOT USE!")), Error::UnofficialFirmware),
        (maker(None), Error::UnofficialFirmware),
        (Features { bootloader_mode: Some(true), ..safe_5() }, Error::Bootloader),
        (Features { patch_version: Some(0), ..safe_5() }, old(version(2, 9, 0), version(2, 9, 1))),
        (Features { minor_version: Some(11), ..first_model() }, old(version(1, 11, 1), version(1, 12, 0))),
        (Features { initialized: Some(false), ..safe_5() }, Error::NotInitialized),
        (Features { initialized: None, ..safe_5() }, Error::NotInitialized),
        (Features { needs_backup: Some(1), ..safe_5() }, Error::NeedsBackup),
        (Features { unfinished_backup: Some(true), ..safe_5() }, Error::NeedsBackup),
        (Features { no_backup: Some(true), ..safe_5() }, Error::NeedsBackup),
        (Features { busy: Some(true), ..safe_5() }, Error::Busy),
        (Features { capabilities: vec![1], ..safe_5() }, Error::NotSupported),
        (Features { device_id: None, ..safe_5() }, Error::Hostile("no name of its own")),
    ] {
        assert_eq!(met(Trust::Official, features), Err(reason));
    }
    assert_eq!(met(Trust::Official, Features { needs_backup: Some(2), ..safe_5() }), Ok(Model::Safe5));
}

#[test]
fn a_device_of_the_other_protocol_is_told_from_a_broken_one() {
    let line = Line::new([host(Initialize::default()), device(failure(FailureCode::InvalidProtocol))]);
    let opened = run(Connected::open(&line, Tester::new(), None, Trust::Official));
    assert_eq!(opened.unwrap_err(), Error::OtherProtocol);
}

#[test]
fn what_an_abandoned_conversation_left_behind_is_passed_over() {
    let left = EthereumMessageSignature { signature: vec![1; 65], address: ADDRESS.to_owned() };
    let script = [
        host(Initialize::default()),
        device(left).split_off(1),
        device(failure(FailureCode::ActionCancelled)),
        device(ButtonRequest::default()),
        device(failure(FailureCode::PinCancelled)),
        device(safe_5()),
    ];
    let line = Line::new(script);
    let opened = run(Connected::open(&line, Tester::new(), None, Trust::Official));
    assert_eq!(opened.unwrap().device().model, Model::Safe5);
    assert!(line.is_at_end());
}

fn paired(registered: &Registered, answer: &str, fingerprint: Option<u32>) -> Result<(), Error> {
    let mut script = vec![
        host(Initialize::default()),
        device(safe_5()),
        host(EthereumGetAddress { address_n: path(0).address_n(), show_display: Some(false), ..Default::default() }),
        device(EthereumAddress { address: Some(answer.to_owned()), ..Default::default() }),
    ];
    if let Some(fingerprint) = fingerprint {
        let asked = GetPublicKey {
            address_n: vec![0x8000_0000],
            ecdsa_curve_name: Some("secp256k1".to_owned()),
            show_display: Some(false),
            coin_name: Some("Bitcoin".to_owned()),
            ..Default::default()
        };
        script.extend([host(asked), device(PublicKey { root_fingerprint: Some(fingerprint), ..Default::default() })]);
    }
    let line = Line::new(script);
    run(async {
        let mut connected = Connected::open(&line, Tester::new(), None, Trust::Official).await?;
        connected.pair(registered).await.map(drop)
    })
}

#[test]
fn only_the_registered_device_with_the_registered_wallet_is_paired() {
    let other = "0xFA01a39f8Abaeb660c3137f14A310d0b414b2A15";
    assert_eq!(paired(&registered(), ADDRESS, None), Ok(()));
    assert_eq!(paired(&registered(), other, None), Err(Error::OtherPassphrase));
    let bought_anew = Registered { device_id: Some("another".to_owned()), ..registered() };
    assert_eq!(paired(&bought_anew, ADDRESS, None), Ok(()), "the same words in another device are the same keys");
    assert_eq!(paired(&bought_anew, other, None), Err(Error::OtherDevice));
    let with_root = Registered { fingerprint: Some(5), ..registered() };
    assert_eq!(paired(&with_root, ADDRESS, Some(5)), Ok(()));
    assert_eq!(paired(&with_root, ADDRESS, Some(6)), Err(Error::OtherPassphrase));
    assert_eq!(paired(&registered(), "0x", None), Err(Error::Hostile("no address")));
}

#[test]
fn a_label_that_no_device_takes_is_not_shown() {
    let labelled = |label: String| Device::meet(Features { label: Some(label), ..safe_5() }, Trust::Official).unwrap();
    assert_eq!(labelled("Vault".to_owned()).label.as_deref(), Some("Vault"));
    assert_eq!(labelled("x".repeat(100_000)).label, None);
}
