//! Byte for byte: what the official emulator of the first model answered to captured packets.

use crate::host::{ADDRESS, packet};
use fake_trezor::{TrezorDouble, TrezorModel, TrezorSetup, Unplugged};
use signing::packet::Packet;

const PATH: &str = "08ac80808008 08bc80808008 088080808008 0800 0800";
const ACK: &str = "3f2323 001b 00000000";

struct Wire(TrezorDouble);

impl Wire {
    fn of(model: TrezorModel) -> Self {
        let wire = Self(TrezorDouble::new(TrezorSetup::of(model)));
        wire.0.hear(&packet("3f2323 0000 00000000")).unwrap();
        while wire.0.next_packet().is_some() {}
        wire
    }

    fn said(&self, sent: &[&str], answered: &[&str]) {
        for sent in sent {
            self.0.hear(&packet(sent)).unwrap();
        }
        let all: Vec<Packet> = std::iter::from_fn(|| self.0.next_packet()).collect();
        assert_eq!(all, answered.iter().map(|hex| packet(hex)).collect::<Vec<_>>(), "{sent:?}");
    }
}

#[test]
fn an_address_is_given_as_the_emulator_gives_it() {
    let given =
        "3f232300390000002c122a307837336430333835463464384530304335653635303443363033304634374246363231323733364138";
    let wire = Wire::of(TrezorModel::One);
    wire.said(&[&format!("3f2323 0038 00000018 {PATH} 1000")], &[given]);
    wire.said(&[&format!("3f2323 0038 00000018 {PATH} 1001")], &["3f2323 001a 00000002 080a"]);
    wire.said(&[ACK], &[given]);
}

#[test]
fn a_text_is_signed_as_the_emulator_signs_it() {
    let wire = Wire::of(TrezorModel::One);
    let asked = [
        "3f232300400000003f08ac8080800808bc808080080880808080080800080012275468697320697320616e206578616d706c65206f662061207369676e656420",
        "3f6d6573736167652e",
    ];
    wire.said(&asked, &["3f2323 001a 00000002 0801"]);
    wire.said(&[ACK], &["3f2323 001a 00000002 0801"]);
    wire.said(
        &[ACK],
        &[
            "3f232300420000006f1241af4eac50f21acc6daeb0ab036f616f5d19fccade46e47100642b3dfc798c9b740d5873887bdc2f02502c90777a082d10dca113bd1e",
            "3fc29d08108396401421c8cc1b1a2a307837336430333835463464384530304335653635303443363033304634374246363231323733364138",
        ],
    );
}

/// A message cut into packets: 55 bytes and 63 of each that follows, two digits each.
fn cut(head: &str, payload: &str) -> Vec<String> {
    let payload = payload.replace(' ', "");
    let (first, rest) = payload.split_at(payload.len().min(110));
    let next = rest.as_bytes().chunks(126).map(|chunk| format!("3f{}", str::from_utf8(chunk).unwrap()));
    std::iter::once(format!("3f2323 {head} {first}")).chain(next).collect()
}

#[test]
fn two_hashes_are_signed_after_four_buttons() {
    let wire = Wire::of(TrezorModel::One);
    let (domain, message) = (
        "97d6f53774b810fbda27e091c03c6a6d6815dd1270c2e62e82c6917c1eff774b",
        "ea6529f0ee9eb0b207b5a8b0ebfa673d398d6a78262818da1d270bd138f81f03",
    );
    let asked = cut("01d6 0000005a", &format!("{PATH} 1220 {domain} 1a20 {message}"));
    wire.said(&[&asked[0], &asked[1]], &["3f2323 001a 00000002 0807"]);
    for _ in 0..3 {
        wire.said(&[ACK], &["3f2323 001a 00000002 0801"]);
    }
    let signature = "2c2d8c7c1facf5bdcd997b5435bb42f3f4170a111ce079c94b5d1e34414f76560c4600d2167568e052ab846555bd590de93bb230987766c636613262eaeb8bdc1c";
    let signed = cut("01d5 0000006f", &format!("0a41 {signature} 122a {}", hex::encode(ADDRESS)));
    wire.said(&[ACK], &[&signed[0], &signed[1]]);
}

#[test]
fn a_transaction_is_signed_after_four_buttons() {
    let wire = Wire::of(TrezorModel::One);
    let to = hex::encode("0x1d1c328764a41bda0492b66baa30c4a339ff85ef");
    let path = "08ac80808008 08bc80808008 088080808008 0800 0864";
    let asked = format!("{path} 1200 1a0114 220101 2a0114 322a{to} 3a010a 4200 4800 5001");
    let asked = cut("01c4 00000056", &asked);
    wire.said(&[&asked[0], &asked[1]], &["3f2323 001a 00000002 0808"]);
    for _ in 0..3 {
        wire.said(&[ACK], &["3f2323 001a 00000002 0808"]);
    }
    let r = "2ceeaabc994fbce2fbd66551f9d48fc711c8db2a12e93779eeddede11e41f636";
    let s = "2db4a9ecc73da91206f84397ae9287a399076fdc01ed7f3c6554b1c57c39bf8c";
    let signed = cut("003b 00000046", &format!("1001 1a20 {r} 2220 {s}"));
    wire.said(&[ACK], &[&signed[0], &signed[1]]);
}

#[test]
fn a_safe_7_says_that_it_speaks_another_protocol() {
    let device = TrezorDouble::new(TrezorSetup::of(TrezorModel::Safe7));
    for asked in ["3f2323 0000 00000000", "3f2323 0014 00000000"] {
        device.hear(&packet(asked)).unwrap();
        assert_eq!(device.next_packet(), Some(packet("3f2323 0003 00000002 0811")));
    }
}

#[test]
fn without_a_cable_nothing_is_heard() {
    let device = TrezorDouble::new(TrezorSetup::default());
    device.unplug();
    assert_eq!(device.hear(&packet("3f2323 0000 00000000")), Err(Unplugged));
    device.plug();
    assert_eq!(device.hear(&packet("3f2323 0000 00000000")), Ok(()));
    assert!(device.next_packet().is_some());
}
