//! Our own client and the double, packet by packet in one process: what each person does, and what the other side then has.

use crate::host::{ADDRESS, bytes};
use fake_trezor::{TrezorDouble, TrezorModel, TrezorPerson, TrezorSetup, UdpTrezor};
use signing::{
    AccountPath, Address, Connected, Error, EscrowOrder, HashScreen, KeyPath, Registered, Transaction, Trust,
    messages::ButtonCode,
    person::{Passphrase, Person, Positions},
    transport::udp::Udp,
};
use std::{future::pending, net::Ipv4Addr};

/// Somebody at the page who knows the PIN, sees the device, and takes nothing back.
pub struct Somebody<'a> {
    device: &'a TrezorDouble,
    pin: &'static str,
}

impl Person for Somebody<'_> {
    fn look_at_device(&self, _shown: Option<ButtonCode>) {}

    async fn pin(&self) -> Option<Positions> {
        Positions::parse(&self.device.positions_of(self.pin)?)
    }

    async fn passphrase(&self, _on_device: bool) -> Option<Passphrase> {
        Some(Passphrase::Standard)
    }

    async fn cancelled(&self) {
        pending().await
    }
}

pub type Ours<'a> = Connected<&'a TrezorDouble, Somebody<'a>>;

pub async fn open(device: &TrezorDouble) -> Result<Ours<'_>, Error> {
    Connected::open(device, Somebody { device, pin: "1234" }, None, Trust::Official).await
}

pub fn key(index: u32) -> KeyPath {
    KeyPath::try_new(0, index).unwrap()
}

pub fn registered() -> Registered {
    let address = Address::parse(ADDRESS).unwrap();
    Registered { device_id: None, path: key(0), address, fingerprint: Some(1_553_867_405) }
}

fn order() -> EscrowOrder {
    EscrowOrder {
        action: "RELEASE to seller".to_owned(),
        order: "PAY-7F3A91C2".to_owned(),
        amount: "125.50 USDT on Polygon".to_owned(),
        recipient: Address::parse("0x1d1c328764a41bda0492b66baa30c4a339ff85ef").unwrap(),
        transfer: [0x11; 32],
        expires: "2026-11-21 12:00 UTC".to_owned(),
    }
}

fn payment(data: Vec<u8>) -> Transaction {
    Transaction {
        chain_id: 1,
        nonce: 0x1e240,
        max_priority_fee: 1_u64.into(),
        max_fee: 20_u64.into(),
        gas_limit: 0x4e20,
        to: order().recipient,
        value: 0xab54_a98c_eb1f_0ad2_u64.into(),
        data,
        definitions: signing::Definitions::default(),
    }
}

const EVERY_V1: [TrezorModel; 4] = [TrezorModel::One, TrezorModel::T, TrezorModel::Safe3, TrezorModel::Safe5];

#[tokio::test]
async fn an_order_is_signed_alike_by_every_model() {
    let signature = "b26783a5accf7aa816b7f7151363e10e931ef86414c579fc83ae66500933ff7a51e2b0c6f60ce22b82e52648456244a2f2f411d6d608feb57daf87fffae47d9b1b";
    for model in EVERY_V1 {
        let device = TrezorDouble::new(TrezorSetup::of(model));
        let mut ours = open(&device).await.unwrap();
        let mut paired = ours.pair(&registered()).await.unwrap();
        let signed = paired.sign_typed(key(0), &order().typed(137), HashScreen::Shown).await.unwrap();
        assert_eq!(signed.bytes.to_vec(), bytes(signature), "{model:?}");
    }
}

#[tokio::test]
async fn a_long_call_travels_in_pieces() {
    let data = [b"ABCDEFGHIJKLMNOP".repeat(256), b"!!!".to_vec()].concat();
    let device = TrezorDouble::new(TrezorSetup::of(TrezorModel::Safe5));
    let mut ours = open(&device).await.unwrap();
    let signed = ours.pair(&registered()).await.unwrap().sign_transaction(key(0), &payment(data)).await.unwrap();
    assert_eq!(hex::encode(signed.r), "2e4f4c0e7c4e51270b891480060712e9d3bcab01e8ad0fadf2dfddd71504ca94");
    assert_eq!(signed.v, 0);
}

#[tokio::test]
async fn the_key_of_an_account_and_a_text_come_as_the_firmware_gives_them() {
    let device = TrezorDouble::new(TrezorSetup::of(TrezorModel::One));
    let mut ours = open(&device).await.unwrap();
    let xpub = ours.account_key(AccountPath::try_new(7).unwrap()).await.unwrap();
    assert!(xpub.starts_with("xpub6CNFa58kEQJuKLR5rTnMEQiwuUhuTZR4byUqDxeacR3XuAydYCkkkH8Lw6dru9zo5Evwd7wVQ"));
    let signed = ours.sign_challenge(key(0), "This is an example of a signed message.").await.unwrap();
    assert!(signed.text().starts_with("0xaf4eac50f21acc6daeb0ab036f616f5d19fccade46e47100642b3dfc798c9b74"));
}

#[tokio::test]
async fn pin_and_passphrase_are_asked_for_on_the_way() {
    for model in EVERY_V1 {
        let pin = Some("1234".to_owned());
        let device = TrezorDouble::new(TrezorSetup { pin, asks_passphrase: true, ..TrezorSetup::of(model) });
        let mut ours = open(&device).await.unwrap();
        assert!(ours.device().is_locked);
        assert_eq!(ours.show_address(key(0)).await.unwrap(), registered().address);
    }
    let pin = Some("4321".to_owned());
    let device = TrezorDouble::new(TrezorSetup { pin, ..TrezorSetup::of(TrezorModel::One) });
    assert_eq!(open(&device).await.unwrap().address(key(0)).await, Err(Error::PinWrong));
}

#[tokio::test]
async fn the_same_is_said_over_udp() {
    let device = TrezorDouble::new(TrezorSetup::of(TrezorModel::One));
    let port = UdpTrezor::start(&device).port();
    let line = Udp::open((Ipv4Addr::LOCALHOST, port).into()).await.unwrap();
    let person = Somebody { device: &device, pin: "1234" };
    let mut ours = Connected::open(line, person, None, Trust::Official).await.unwrap();
    assert_eq!(ours.address(key(0)).await, Ok(registered().address));
}

#[tokio::test]
async fn whatever_the_person_does_says_why_nothing_was_signed() {
    let cases =
        [(TrezorPerson::refusing_at(3), Error::CancelledOnDevice), (TrezorPerson::unplugging_at(9), Error::Unplugged)];
    for (person, why) in cases {
        let device = TrezorDouble::new(TrezorSetup::default());
        device.hand_to(person);
        let mut ours = open(&device).await.unwrap();
        let mut paired = ours.pair(&registered()).await.unwrap();
        let signed = paired.sign_typed(key(0), &order().typed(137), HashScreen::Left).await;
        assert_eq!(signed.map(|_| ()), Err(why));
        // The same order, again, on the same device.
        device.plug();
        device.hand_to(TrezorPerson::default());
        let mut ours = open(&device).await.unwrap();
        let mut paired = ours.pair(&registered()).await.unwrap();
        assert!(paired.sign_typed(key(0), &order().typed(137), HashScreen::Left).await.is_ok());
    }
}

#[tokio::test]
async fn another_device_another_wallet_and_another_protocol_are_told_apart() {
    let words =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about".to_owned();
    let device = TrezorDouble::new(TrezorSetup { words, ..TrezorSetup::default() });
    assert_eq!(open(&device).await.unwrap().pair(&registered()).await.map(|_| ()), Err(Error::OtherDevice));
    let device =
        TrezorDouble::new(TrezorSetup { asks_passphrase: true, passphrase_on_device: true, ..TrezorSetup::default() });
    device.hand_to(TrezorPerson { passphrase: "hidden".to_owned(), ..TrezorPerson::default() });
    let mut ours = open(&device).await.unwrap();
    let known = Registered { device_id: Some(ours.device().id.clone()), ..registered() };
    assert_eq!(ours.pair(&known).await.map(|_| ()), Err(Error::OtherPassphrase));
    let device = TrezorDouble::new(TrezorSetup::of(TrezorModel::Safe7));
    assert_eq!(open(&device).await.map(|_| ()), Err(Error::OtherProtocol));
}

#[tokio::test]
async fn a_device_that_is_not_ready_is_not_spoken_with() {
    let ready = TrezorSetup::default;
    let cases = [
        (TrezorSetup { is_empty: true, ..ready() }, Error::NotInitialized),
        (TrezorSetup { is_busy: true, ..ready() }, Error::Busy),
        (TrezorSetup { is_bootloader: true, ..ready() }, Error::Bootloader),
        (TrezorSetup { fw_vendor: "EMULATOR".to_owned(), ..ready() }, Error::UnofficialFirmware),
    ];
    for (setup, why) in cases {
        assert_eq!(open(&TrezorDouble::new(setup)).await.map(|_| ()), Err(why));
    }
}
