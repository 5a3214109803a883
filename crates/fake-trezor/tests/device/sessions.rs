//! Sessions, and devices that are not ready.

use crate::{
    host::{ADDRESS, Host, failure, path},
    typed_data::mail_begins,
};
use fake_trezor::{TrezorModel, TrezorSetup};
use signing::messages::{
    EndSession, EthereumAddress, EthereumGetAddress, EthereumGetPublicKey, EthereumSignTypedHash, FailureCode,
    Features, GetFeatures, GetPublicKey, Initialize, Message, Ping, PublicKey, Success,
};

fn address(account: u32, index: u32) -> EthereumGetAddress {
    EthereumGetAddress { address_n: path(account, index), ..Default::default() }
}

fn features(message: Message) -> Features {
    match message {
        Message::Features(features) => features,
        other => panic!("no features: {other:?}"),
    }
}

#[test]
fn a_session_goes_on_by_its_name_and_another_name_begins_a_new_one() {
    let host = Host::of(TrezorModel::Safe5);
    let begin = |session_id: Option<Vec<u8>>| features(host.say(Initialize { session_id, derive_cardano: None }));
    let first = begin(None).session_id.unwrap();
    assert_eq!(first.len(), 32);
    let second = begin(None).session_id.unwrap();
    assert_ne!(first, second);
    assert_eq!(begin(Some(first.clone())).session_id.unwrap(), first);
    assert_ne!(begin(Some(vec![7; 32])).session_id.unwrap(), vec![7; 32]);
}

#[test]
fn after_its_end_a_session_has_no_keys() {
    let host = Host::of(TrezorModel::One);
    let Message::EthereumAddress(EthereumAddress { address: Some(given), .. }) = host.say(address(0, 0)) else {
        panic!()
    };
    assert_eq!(given, ADDRESS);
    let known = features(host.say(GetFeatures {})).session_id;
    let Message::Success(_) = host.say(EndSession {}) else { panic!("not ended") };
    assert_eq!(failure(&host.say(address(0, 0))), FailureCode::InvalidSession);
    let begun = features(host.say(Initialize { session_id: known.clone(), derive_cardano: None }));
    assert_ne!(begun.session_id, known, "what has ended does not go on");
}

#[test]
fn keys_are_those_of_the_emulator() {
    let host = Host::of(TrezorModel::Safe5);
    let asked = GetPublicKey { address_n: path(7, 0)[..3].to_vec(), ..Default::default() };
    let Message::PublicKey(PublicKey { xpub, root_fingerprint, node, .. }) = host.say(asked) else { panic!() };
    let known = "xpub6CNFa58kEQJuKLR5rTnMEQiwuUhuTZR4byUqDxeacR3XuAydYCkkkH8Lw6dru9zo5Evwd7wVQPbuQUUsTfN8SUJj9jeamryHrb5Cfv9h23b";
    assert_eq!((xpub.as_str(), root_fingerprint, node.depth), (known, Some(1_553_867_405), 3));
    assert_eq!((node.chain_code.len(), node.public_key.len()), (32, 33));
}

#[test]
fn paths_beyond_what_people_have_are_forbidden_but_any_public_key_is_told() {
    for model in [TrezorModel::One, TrezorModel::Safe5] {
        let host = Host::of(model);
        for beyond in [address(101, 0), address(0, 1_000_001)] {
            assert_eq!(failure(&host.say(beyond)), FailureCode::DataError);
        }
        let account = path(101, 0)[..3].to_vec();
        let asked = EthereumGetPublicKey { address_n: account.clone(), show_display: None };
        assert_eq!(failure(&host.say(asked)), FailureCode::DataError);
        let Message::PublicKey(_) = host.say(GetPublicKey { address_n: account, ..Default::default() }) else {
            panic!()
        };
    }
}

#[test]
fn a_device_that_is_not_ready_says_why() {
    let ready = TrezorSetup::default;
    let cases = [
        (TrezorSetup { is_empty: true, ..ready() }, FailureCode::NotInitialized),
        (TrezorSetup { is_busy: true, ..ready() }, FailureCode::Busy),
        (TrezorSetup { is_bootloader: true, ..ready() }, FailureCode::UnexpectedMessage),
    ];
    for (setup, code) in cases {
        let host = Host::at(setup.clone());
        assert_eq!(failure(&host.say(address(0, 0))), code);
        let said = features(host.say(GetFeatures {}));
        assert_eq!(
            (said.bootloader_mode, said.busy),
            (setup.is_bootloader.then_some(true), setup.is_busy.then_some(true))
        );
        assert_eq!(said.initialized, (!setup.is_bootloader).then_some(!setup.is_empty));
    }
}

#[test]
fn other_words_make_another_device() {
    let host = Host::of(TrezorModel::Safe5);
    let known = features(host.say(GetFeatures {}));
    let words =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about".to_owned();
    host.device.becomes(TrezorSetup { words, ..TrezorSetup::default() });
    let other = features(host.say(Initialize::default()));
    assert_ne!(known.device_id, other.device_id);
    let Message::EthereumAddress(EthereumAddress { address: Some(given), .. }) = host.say(address(0, 0)) else {
        panic!()
    };
    // Known to everybody: the first address of these words.
    assert_eq!(given, "0x9858EfFD232B4033E47d90003D41EC34EcaEda94");
}

#[test]
fn a_ping_comes_back_and_models_say_who_they_are() {
    for (model, name, internal, major) in [
        (TrezorModel::One, "1", "T1B1", 1),
        (TrezorModel::T, "T", "T2T1", 2),
        (TrezorModel::Safe5, "Safe 5", "T3T1", 2),
    ] {
        let host = Host::of(model);
        let message = Some("SYNC".to_owned());
        assert_eq!(host.say(Ping { message: message.clone() }), Success { message }.into());
        let said = features(host.say(GetFeatures {}));
        assert_eq!((said.model.as_deref(), said.internal_model.as_deref()), (Some(name), Some(internal)));
        assert_eq!((said.major_version, said.capabilities.contains(&17)), (Some(major), major == 2));
    }
}

#[test]
fn each_family_signs_typed_data_in_its_own_way_only() {
    let hashes =
        EthereumSignTypedHash { address_n: path(0, 0), domain_separator_hash: vec![0; 32], ..Default::default() };
    assert_eq!(failure(&Host::of(TrezorModel::One).say(mail_begins())), FailureCode::UnexpectedMessage);
    assert_eq!(failure(&Host::of(TrezorModel::T).say(hashes)), FailureCode::UnexpectedMessage);
}
