//! A device that says whatever it likes: nothing breaks, nothing goes on for ever, and nothing is signed for it.

use crate::{
    line::run_or_wait,
    people::{ADDRESS, Tester, path, registered, safe_5},
};
use proptest::prelude::*;
use signing::{
    Address, Connected, EscrowOrder, HashScreen, Transaction, Trust,
    messages::*,
    packet::{Assembler, Frame, Packet},
    person::Passphrase,
    transport::{Transport, TransportError},
};
use std::{cell::RefCell, collections::VecDeque, future::pending};

/// Takes everything and says what it was given to say; then it is silent, or says the last of it for ever.
struct Liar {
    says: RefCell<VecDeque<Packet>>,
    for_ever: Option<Packet>,
}

impl Liar {
    fn new(says: impl IntoIterator<Item = Packet>) -> Self {
        Self { says: RefCell::new(says.into_iter().collect()), for_ever: None }
    }
}

impl Transport for Liar {
    async fn write(&self, _: &Packet) -> Result<(), TransportError> {
        Ok(())
    }

    async fn read(&self) -> Result<Packet, TransportError> {
        let next = self.says.borrow_mut().pop_front();
        match next.or(self.for_ever) {
            Some(packet) => Ok(packet),
            None => pending().await,
        }
    }
}

fn packets(message: impl Into<Message>) -> Vec<Packet> {
    message.into().frame().packets()
}

/// A device that is met and paired before it begins to lie.
fn honest_first() -> Vec<Packet> {
    let given = EthereumAddress { address: Some(ADDRESS.to_owned()), ..Default::default() };
    [packets(safe_5()), packets(given)].concat()
}

fn order() -> EscrowOrder {
    EscrowOrder {
        action: "PAYOUT".to_owned(),
        order: "PAY-7F3A91C2".to_owned(),
        amount: "1.00 USDT on Polygon".to_owned(),
        recipient: Address([7; 20]),
        transfer: [9; 32],
        expires: "2026-11-21 12:00 UTC".to_owned(),
    }
}

/// Everything that can be asked of it, one after the other. True where it waits for ever.
fn all_calls(liar: &Liar) -> bool {
    let person = Tester { passphrase: Some(Passphrase::Standard), ..Tester::with_pin("123") };
    let talk = async {
        let mut connected = Connected::open(liar, &person, None, Trust::Official).await?;
        let mut paired = connected.pair(&registered()).await?;
        let transaction = Transaction {
            chain_id: 1,
            nonce: 1,
            max_priority_fee: 1_u64.into(),
            max_fee: 1_u64.into(),
            gas_limit: 21_000,
            to: Address([7; 20]),
            value: 1_u64.into(),
            data: vec![5; 3000],
            definitions: Default::default(),
        };
        let _ = paired.sign_typed(path(0), &order().typed(137), HashScreen::Shown).await;
        let _ = paired.sign_transaction(path(0), &transaction).await;
        let _ = paired.sign_text(path(0), "text").await;
        let _ = connected.fingerprint().await;
        let _ = connected.look_again().await.map(drop);
        Ok(())
    };
    run_or_wait(talk).is_none()
}

fn any_frame() -> impl Strategy<Value = Frame> {
    let known = prop::sample::select(vec![2_u16, 3, 12, 17, 18, 26, 41, 57, 59, 66, 451, 465, 467, 469]);
    let id = prop_oneof![4 => known, 1 => any::<u16>()];
    (id, prop::collection::vec(any::<u8>(), 0..90)).prop_map(|(id, payload)| Frame { id, payload })
}

fn any_question() -> impl Strategy<Value = Frame> {
    prop_oneof![
        prop::collection::vec(0_u32..8, 0..5)
            .prop_map(|member_path| EthereumTypedDataValueRequest { member_path }.frame()),
        "(EIP712Domain|EscrowOrder|[a-z]{0,3})".prop_map(|name| EthereumTypedDataStructRequest { name }.frame()),
        (0_u32..2000).prop_map(|length| EthereumTxRequest { data_length: Some(length), ..Default::default() }.frame()),
        Just(ButtonRequest::default().frame()),
        Just(PinMatrixRequest::default().frame()),
        Just(PassphraseRequest {}.frame()),
        (0..20_i32).prop_map(|code| Failure { code: Some(code), message: None }.frame()),
    ]
}

fn any_packet() -> impl Strategy<Value = Packet> {
    let begins = (any::<u16>(), any::<u32>(), any::<[u8; 32]>()).prop_map(|(id, length, bytes)| {
        let mut packet = [0; 64];
        packet[..3].copy_from_slice(b"?##");
        packet[3..5].copy_from_slice(&(id % 480).to_be_bytes());
        packet[5..9].copy_from_slice(&(length >> (length % 32)).to_be_bytes());
        packet[9..41].copy_from_slice(&bytes);
        packet
    });
    let any = prop::collection::vec(any::<u8>(), 64).prop_map(|bytes| Packet::try_from(bytes).unwrap());
    prop_oneof![begins, any]
}

proptest! {
    #[test]
    fn packets_of_any_kind_break_nothing(said in prop::collection::vec(any_packet(), 0..40)) {
        all_calls(&Liar::new(said.clone()));
        all_calls(&Liar::new(honest_first().into_iter().chain(said)));
    }

    #[test]
    fn messages_of_any_kind_break_nothing(said in prop::collection::vec(any_frame(), 0..30)) {
        let said: Vec<Packet> = said.iter().flat_map(Frame::packets).collect();
        all_calls(&Liar::new(said.clone()));
        all_calls(&Liar::new(honest_first().into_iter().chain(said)));
    }

    #[test]
    fn questions_in_any_order_break_nothing(said in prop::collection::vec(any_question(), 0..60)) {
        let said = said.iter().flat_map(Frame::packets);
        all_calls(&Liar::new(honest_first().into_iter().chain(said)));
    }

    #[test]
    fn no_more_is_kept_than_has_come(said in prop::collection::vec(any_packet(), 0..40)) {
        let mut assembler = Assembler::default();
        for (count, packet) in said.iter().enumerate() {
            if let Ok(Some(frame)) = assembler.take(packet) {
                prop_assert!(frame.payload.len() <= (count + 1) * 64);
                prop_assert!(frame.payload.capacity() <= (count + 1) * 128);
                let _ = Message::read(&frame);
            }
        }
    }
}

#[test]
fn whoever_says_one_thing_for_ever_is_not_listened_to_for_ever() {
    let things: Vec<Packet> = [
        Packet::from([0; 64]),
        Packet::from([b'?'; 64]),
        packets(ButtonRequest::default())[0],
        packets(PinMatrixRequest::default())[0],
        packets(PassphraseRequest {})[0],
        packets(Success::default())[0],
        packets(EthereumTypedDataValueRequest { member_path: vec![0, 0] })[0],
        packets(EthereumTypedDataStructRequest { name: "EscrowOrder".to_owned() })[0],
        packets(EthereumTxRequest { data_length: Some(1), ..Default::default() })[0],
    ]
    .into();
    for thing in things {
        let liar = Liar { for_ever: Some(thing), ..Liar::new(honest_first()) };
        assert!(!all_calls(&liar), "{thing:?}");
    }
}
