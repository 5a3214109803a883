//! PIN and passphrase: over the host with the first model, on the device with the others.

use crate::host::{ADDRESS, Host, failure, path};
use fake_trezor::{TrezorModel, TrezorPerson, TrezorSetup};
use signing::messages::{
    ApplyFlags, ButtonAck, Cancel, EthereumAddress, EthereumGetAddress, FailureCode, Features, GetFeatures, Initialize,
    LockDevice, Message, PassphraseAck, PinMatrixAck,
};

fn locked(model: TrezorModel) -> Host {
    Host::at(TrezorSetup { pin: Some("1234".to_owned()), ..TrezorSetup::of(model) })
}

fn secretive(model: TrezorModel) -> Host {
    Host::at(TrezorSetup { asks_passphrase: true, ..TrezorSetup::of(model) })
}

fn asked() -> EthereumGetAddress {
    EthereumGetAddress { address_n: path(0, 0), ..Default::default() }
}

fn given(message: Message) -> String {
    match message {
        Message::EthereumAddress(EthereumAddress { address: Some(address), .. }) => address,
        other => panic!("no address: {other:?}"),
    }
}

fn is_unlocked(host: &Host) -> bool {
    matches!(host.say(GetFeatures {}), Message::Features(Features { unlocked: Some(true), .. }))
}

fn typed(passphrase: &str) -> PassphraseAck {
    PassphraseAck { passphrase: Some(passphrase.to_owned()), on_device: None }
}

#[test]
fn the_first_model_asks_for_positions_and_believes_the_right_ones_only() {
    let host = locked(TrezorModel::One);
    assert!(!is_unlocked(&host));
    let Message::PinMatrixRequest(_) = host.say(asked()) else { panic!("no PIN was asked for") };
    assert_eq!(host.device.pin_matrix().unwrap(), "965812473");
    assert_eq!(host.device.positions_of("1234").unwrap(), "5697");
    assert_eq!(given(host.say(PinMatrixAck { pin: "5697".to_owned() })), ADDRESS);
    assert!(is_unlocked(&host) && host.device.pin_matrix().is_none());
    host.say(LockDevice {});
    assert!(!is_unlocked(&host));
    for wrong in ["5697", "", "0", "56971", "x"] {
        let Message::PinMatrixRequest(_) = host.say(asked()) else { panic!("no PIN was asked for") };
        assert_ne!(host.device.pin_matrix().unwrap(), "965812473", "scrambled anew");
        assert_eq!(failure(&host.say(PinMatrixAck { pin: wrong.to_owned() })), FailureCode::PinInvalid, "{wrong}");
    }
    host.say(asked());
    assert_eq!(failure(&host.say(Cancel {})), FailureCode::PinCancelled);
    host.say(asked());
    let pin = host.device.positions_of("1234").unwrap();
    assert_eq!(given(host.say(PinMatrixAck { pin })), ADDRESS);
}

#[test]
fn other_models_take_the_pin_on_their_own_screen() {
    let host = locked(TrezorModel::Safe5);
    host.device.hand_to(TrezorPerson { wrong_pins: 2, ..TrezorPerson::default() });
    let Message::Success(_) = host.ask(ApplyFlags { flags: 0 }) else { panic!("not unlocked") };
    assert_eq!(host.read(), ["Enter PIN: ", "Wrong PIN: ", "Wrong PIN: "]);
    assert_eq!(given(host.say(asked())), ADDRESS);
    host.say(LockDevice {});
    host.device.hand_to(TrezorPerson::refusing_at(1));
    assert_eq!(failure(&host.ask(asked())), FailureCode::PinCancelled);
}

#[test]
fn a_device_is_locked_again_when_it_is_plugged_in() {
    let host = locked(TrezorModel::Safe5);
    host.ask(asked());
    assert!(is_unlocked(&host));
    host.device.unplug();
    host.device.plug();
    assert!(!is_unlocked(&host));
}

#[test]
fn an_empty_passphrase_is_the_standard_wallet_and_is_asked_for_once_a_session() {
    let host = secretive(TrezorModel::One);
    let Message::PassphraseRequest(_) = host.say(asked()) else { panic!("no passphrase was asked for") };
    assert_eq!(given(host.say(typed(""))), ADDRESS);
    assert!(host.read().is_empty());
    assert_eq!(given(host.say(asked())), ADDRESS);
    host.say(Initialize::default());
    let Message::PassphraseRequest(_) = host.say(asked()) else { panic!("a new session has no wallet") };
}

#[test]
fn another_passphrase_is_read_on_the_device_and_opens_another_wallet() {
    let host = secretive(TrezorModel::One);
    host.say(asked());
    let Message::ButtonRequest(_) = host.say(typed("hidden")) else { panic!("nothing to read") };
    let Message::ButtonRequest(_) = host.say(ButtonAck {}) else { panic!("nothing to read") };
    assert_ne!(given(host.say(ButtonAck {})), ADDRESS);
    assert_eq!(host.read()[1], "Confirm passphrase: hidden");
}

#[test]
fn a_passphrase_is_typed_on_the_device_where_it_has_a_screen_for_it() {
    let on_device = || PassphraseAck { passphrase: None, on_device: Some(true) };
    let host = secretive(TrezorModel::Safe5);
    host.device.hand_to(TrezorPerson { passphrase: "hidden".to_owned(), ..TrezorPerson::default() });
    host.say(asked());
    let hidden = given(host.ask(on_device()));
    assert_ne!(hidden, ADDRESS);
    let always = TrezorSetup { asks_passphrase: true, passphrase_on_device: true, ..TrezorSetup::default() };
    let host = Host::at(always);
    host.device.hand_to(TrezorPerson { passphrase: "hidden".to_owned(), ..TrezorPerson::default() });
    assert_eq!(given(host.ask(asked())), hidden, "the host is not asked at all");
    let host = secretive(TrezorModel::One);
    host.say(asked());
    assert_eq!(failure(&host.say(on_device())), FailureCode::DataError);
}

#[test]
fn a_passphrase_is_given_in_one_way() {
    let both = PassphraseAck { passphrase: Some(String::new()), on_device: Some(true) };
    let long = typed(&"x".repeat(51));
    for wrong in [both, PassphraseAck::default(), long] {
        let host = secretive(TrezorModel::Safe5);
        host.say(asked());
        assert_eq!(failure(&host.say(wrong)), FailureCode::DataError);
    }
}

#[test]
fn the_pin_comes_before_the_passphrase() {
    let setup =
        TrezorSetup { pin: Some("1234".to_owned()), asks_passphrase: true, ..TrezorSetup::of(TrezorModel::One) };
    let host = Host::at(setup);
    let Message::PinMatrixRequest(_) = host.say(asked()) else { panic!("no PIN was asked for") };
    let Message::PassphraseRequest(_) = host.say(PinMatrixAck { pin: "5697".to_owned() }) else { panic!() };
    assert_eq!(given(host.say(typed(""))), ADDRESS);
}
