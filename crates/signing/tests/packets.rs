//! Packets and messages against what the first model's emulator and the official host said to each other.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use prost::Message as _;
use signing::{
    messages::*,
    packet::{Assembler, BadPacket, Frame, MESSAGE_LIMIT, Packet},
};

const ADDRESS: &str = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";
const TEXT: &str = "This is an example of a signed message.";

/// A packet from its hex; what is not said is zero.
fn packet(hex: &str) -> Packet {
    let bytes = hex::decode(hex.replace(' ', "")).unwrap();
    let mut packet = [0; 64];
    packet[..bytes.len()].copy_from_slice(&bytes);
    packet
}

fn path(index: u32) -> Vec<u32> {
    vec![0x8000_002c, 0x8000_003c, 0x8000_0000, 0, index]
}

fn put_together(packets: &[Packet]) -> Message {
    let mut assembler = Assembler::default();
    let (last, before) = packets.split_last().unwrap();
    for packet in before {
        assert_eq!(assembler.take(packet), Ok(None));
    }
    Message::read(&assembler.take(last).unwrap().unwrap()).unwrap()
}

/// Both directions: it is written as it was captured, and read as it was meant.
fn said(message: impl Into<Message>, captured: &[&str]) {
    let message = message.into();
    let captured: Vec<Packet> = captured.iter().map(|hex| packet(hex)).collect();
    assert_eq!(message.frame().packets(), captured, "{message:?}");
    assert_eq!(put_together(&captured), message);
}

fn signature() -> Vec<u8> {
    hex::decode("af4eac50f21acc6daeb0ab036f616f5d19fccade46e47100642b3dfc798c9b740d5873887bdc2f02502c90777a082d10dca113bd1ec29d08108396401421c8cc1b").unwrap()
}

#[test]
fn an_address_is_asked_for_and_given() {
    let asked = EthereumGetAddress { address_n: path(0), show_display: Some(false), ..Default::default() };
    said(asked, &["3f2323 0038 00000018 08ac80808008 08bc80808008 088080808008 0800 0800 1000"]);
    let given = EthereumAddress { address: Some(ADDRESS.to_owned()), ..Default::default() };
    said(
        given,
        &["3f232300390000002c122a307837336430333835463464384530304335653635303443363033304634374246363231323733364138"],
    );
}

#[test]
fn a_text_of_two_packets_and_its_signature_travel_whole() {
    let asked = EthereumSignMessage { address_n: path(0), message: TEXT.into(), ..Default::default() };
    said(
        asked,
        &[
            "3f232300400000003f08ac8080800808bc808080080880808080080800080012275468697320697320616e206578616d706c65206f662061207369676e656420",
            "3f6d6573736167652e",
        ],
    );
    said(
        EthereumMessageSignature { signature: signature(), address: ADDRESS.to_owned() },
        &[
            "3f232300420000006f1241af4eac50f21acc6daeb0ab036f616f5d19fccade46e47100642b3dfc798c9b740d5873887bdc2f02502c90777a082d10dca113bd1e",
            "3fc29d08108396401421c8cc1b1a2a30783733643033383546346438453030433565363530344336303330463437424636323132373336413800000000000000",
        ],
    );
}

#[test]
fn small_messages_are_as_they_were_captured() {
    said(Initialize::default(), &["3f2323 0000 00000000"]);
    let shown = ButtonRequest { code: Some(ButtonCode::Address.into()), ..Default::default() };
    said(shown, &["3f2323 001a 00000002 080a"]);
    said(ButtonAck {}, &["3f2323 001b 00000000"]);
    said(PinMatrixRequest { kind: Some(PinKind::Current.into()) }, &["3f2323 0012 00000002 0801"]);
    said(PinMatrixAck { pin: "5697".to_owned() }, &["3f2323 0013 00000006 0a04 35363937"]);
    said(PassphraseRequest {}, &["3f2323 0029 00000000"]);
    let standard = PassphraseAck { passphrase: Some(String::new()), on_device: None };
    said(standard, &["3f2323 002a 00000002 0a00"]);
    let other_protocol = Failure { code: Some(FailureCode::InvalidProtocol.into()), message: None };
    said(other_protocol, &["3f2323 0003 00000002 0811"]);
    let key = EthereumGetPublicKey { address_n: path(0)[..3].to_vec(), show_display: None };
    said(key, &["3f2323 01c2 00000012 08ac80808008 08bc80808008 088080808008"]);
}

#[test]
fn a_transaction_is_asked_for_as_it_was_captured() {
    let asked = EthereumSignTxEip1559 {
        address_n: path(100),
        nonce: vec![],
        max_gas_fee: vec![0x14],
        max_priority_fee: vec![1],
        gas_limit: vec![0x14],
        to: Some("0x1d1c328764a41bda0492b66baa30c4a339ff85ef".to_owned()),
        value: vec![10],
        data_initial_chunk: Some(vec![]),
        data_length: 0,
        chain_id: 1,
        ..Default::default()
    };
    let frame = asked.frame();
    assert_eq!((frame.id, frame.payload.len()), (0x01c4, 0x56));
    let to = hex::encode("0x1d1c328764a41bda0492b66baa30c4a339ff85ef");
    let payload =
        format!("08ac8080800808bc808080080880808080080800086412001a01142201012a0114322a{to}3a010a420048005001");
    assert_eq!(hex::encode(frame.payload), payload);
}

#[test]
fn typed_data_is_said_as_the_official_host_says_it() {
    let asked = EthereumSignTypedData {
        address_n: path(0),
        primary_type: "Mail".to_owned(),
        metamask_v4_compat: Some(true),
        ..Default::default()
    };
    assert_eq!(hex::encode(asked.encode_to_vec()), "08ac8080800808bc808080080880808080080800080012044d61696c1801");
    let value = EthereumTypedDataValueRequest { member_path: vec![1, 0, 1] };
    assert_eq!(hex::encode(value.encode_to_vec()), "080108000801");
    let person = FieldType {
        data_type: DataType::Struct.into(),
        size: Some(2),
        entry_type: None,
        struct_name: Some("Person".to_owned()),
    };
    let member = |field_type: FieldType, name: &str| StructMember { field_type, name: name.to_owned() };
    let string = FieldType { data_type: DataType::String.into(), ..Default::default() };
    let mail = EthereumTypedDataStructAck {
        members: vec![member(person.clone(), "from"), member(person, "to"), member(string, "contents")],
    };
    assert_eq!(
        hex::encode(mail.encode_to_vec()),
        "0a140a0c080810022206506572736f6e120466726f6d0a120a0c080810022206506572736f6e1202746f0a0e0a0208041208636f6e74656e7473"
    );
    let hashes = EthereumSignTypedHash {
        address_n: path(0),
        domain_separator_hash: vec![0x97; 32],
        message_hash: Some(vec![0xea; 32]),
        encoded_network: None,
    };
    assert_eq!((hashes.frame().id, hashes.frame().payload.len()), (0x01d6, 0x5a));
}

#[test]
fn what_comes_before_a_message_is_passed_over_and_a_broken_one_is_refused() {
    let mut assembler = Assembler::default();
    let stray = packet("3f6d657373616765");
    assert_eq!(assembler.take(&stray), Ok(None));
    assert!(assembler.is_idle());
    let whole = EthereumSignMessage { address_n: path(0), message: TEXT.into(), ..Default::default() }.frame();
    let packets = whole.packets();
    assert_eq!(assembler.take(&packets[0]), Ok(None));
    assert_eq!(assembler.take(&packet("0023")), Err(BadPacket::BrokeOff));
    assert!(assembler.is_idle(), "what broke off is forgotten");
    assert_eq!(assembler.take(&packets[0]), Ok(None));
    assert_eq!(assembler.take(&packets[1]), Ok(Some(whole)));
}

#[test]
fn a_length_is_believed_up_to_the_limit_and_nothing_is_set_aside_for_it() {
    let mut assembler = Assembler::default();
    assert_eq!(assembler.take(&packet("3f2323 0011 ffffffff")), Err(BadPacket::TooLong(u32::MAX)));
    let over = u32::try_from(MESSAGE_LIMIT + 1).unwrap();
    assert_eq!(assembler.take(&packet(&format!("3f2323 0011 {over:08x}"))), Err(BadPacket::TooLong(over)));
    assert_eq!(assembler.take(&packet(&format!("3f2323 0011 {MESSAGE_LIMIT:08x}"))), Ok(None));
}

#[test]
fn every_length_comes_out_as_it_went_in() {
    for length in [0, 1, 54, 55, 56, 117, 118, 119, 1024, MESSAGE_LIMIT] {
        let frame = Frame { id: 60, payload: vec![0x3f; length] };
        let mut assembler = Assembler::default();
        let ended = frame.packets().iter().filter_map(|packet| assembler.take(packet).unwrap()).collect::<Vec<_>>();
        assert_eq!(ended, [frame], "{length}");
    }
}

#[test]
fn numbers_and_fields_that_nobody_knows_are_told_apart() {
    assert_eq!(Message::read(&Frame { id: 9999, payload: vec![] }), Err(Unread::Number(9999)));
    assert_eq!(Message::read(&Frame { id: 17, payload: vec![0x0a, 0x7f] }), Err(Unread::Fields(17)));
}
