//! What a person may do at any moment: refuse, hesitate, pull the cable.

use crate::{
    host::{Host, failure, path},
    signatures::small,
    typed_data::mail_begins,
};
use fake_trezor::{TrezorDouble, TrezorModel, TrezorPerson, TrezorSetup, Unplugged};
use signing::messages::{
    ButtonAck, Cancel, EthereumGetAddress, EthereumTypedDataStructRequest, FailureCode, GetFeatures, Initialize,
    Message,
};

#[test]
fn a_no_at_any_screen_ends_it() {
    for model in [TrezorModel::One, TrezorModel::Safe5] {
        let host = Host::of(model);
        host.ask(small());
        let screens = u32::try_from(host.device.screens().len()).unwrap();
        for screen in 1..=screens {
            host.device.hand_to(TrezorPerson::refusing_at(screen));
            assert_eq!(failure(&host.ask(small())), FailureCode::ActionCancelled, "{screen}");
        }
        host.device.hand_to(TrezorPerson::default());
        let Message::EthereumTxRequest(_) = host.ask(small()) else { panic!("not signed after all") };
    }
}

#[test]
fn a_host_may_take_it_back_before_and_after_the_button_is_known() {
    let host = Host::of(TrezorModel::Safe5);
    host.device.hand_to(TrezorPerson::hesitating_at(1));
    let Message::ButtonRequest(_) = host.say(small()) else { panic!("nothing to press") };
    assert_eq!(failure(&host.say(Cancel {})), FailureCode::ActionCancelled);
    host.say(small());
    host.send(ButtonAck {});
    assert_eq!(host.hear(), None, "nobody has pressed");
    assert_eq!(failure(&host.say(Cancel {})), FailureCode::ActionCancelled);
}

#[test]
fn who_hesitates_may_press_at_last() {
    let host = Host::of(TrezorModel::Safe5);
    host.device.hand_to(TrezorPerson::hesitating_at(2));
    for is_signed in [true, false] {
        host.say(small());
        host.say(ButtonAck {});
        host.send(ButtonAck {});
        assert_eq!(host.hear(), None);
        host.device.press(is_signed);
        match host.hear().unwrap() {
            Message::EthereumTxRequest(_) => assert!(is_signed),
            other => assert_eq!((failure(&other), is_signed), (FailureCode::ActionCancelled, false)),
        }
        host.device.hand_to(TrezorPerson::hesitating_at(2));
    }
}

#[test]
fn another_question_ends_the_one_before() {
    let host = Host::of(TrezorModel::Safe5);
    host.say(small());
    let Message::Features(_) = host.say(Initialize::default()) else { panic!("not begun anew") };
    let Message::ButtonRequest(_) = host.say(mail_begins()) else { panic!("nothing to press") };
    let asked = EthereumTypedDataStructRequest { name: "EIP712Domain".to_owned() };
    assert_eq!(host.say(ButtonAck {}), asked.into());
    let Message::Features(_) = host.say(GetFeatures {}) else { panic!("no features in between") };
    assert_eq!(failure(&host.say(ButtonAck {})), FailureCode::UnexpectedMessage);
}

#[test]
fn a_cable_is_pulled_at_a_packet_and_everything_begun_is_gone() {
    let host = Host::of(TrezorModel::Safe5);
    host.device.hand_to(TrezorPerson::unplugging_at(3));
    let packets = Message::from(small()).frame().packets();
    assert_eq!(packets.len(), 2);
    packets.iter().for_each(|packet| host.device.hear(packet).unwrap());
    let ack = Message::from(ButtonAck {}).frame().packets()[0];
    assert_eq!(host.device.hear(&ack), Err(Unplugged));
    assert_eq!(host.device.next_packet(), None, "what was said is lost as well");
    host.device.plug();
    let asked = EthereumGetAddress { address_n: path(0, 0), ..Default::default() };
    assert_eq!(failure(&host.say(asked)), FailureCode::InvalidSession);
}

#[test]
fn whoever_waits_for_a_packet_hears_of_the_cable() {
    let device = TrezorDouble::new(TrezorSetup::default());
    let waiting = device.clone();
    let waited = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(waiting.packet())
    });
    device.unplug();
    assert_eq!(waited.join().unwrap(), Err(Unplugged));
}
