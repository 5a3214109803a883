//! Typed data field by field: the conversation that the official host has, and what is refused in it.

use crate::host::{ADDRESS, Host, bytes, failure, path};
use fake_trezor::TrezorModel;
use signing::messages::{
    DataType, EthereumSignTypedData, EthereumTypedDataSignature, EthereumTypedDataStructAck, EthereumTypedDataValueAck,
    FailureCode, FieldType, Message, StructMember,
};

/// The whole conversation about a mail: what is sent is on the left of what is asked for next. Source: the official client.
const MAIL: &str = "\
465 0a0c454950373132446f6d61696e
466 0a0a0a02080412046e616d650a0d0a020804120776657273696f6e0a0f0a04080110201207636861696e49640a170a0208061211766572696679696e67436f6e7472616374
465 0a044d61696c
466 0a140a0c080810022206506572736f6e120466726f6d0a120a0c080810022206506572736f6e1202746f0a0e0a0208041208636f6e74656e7473
465 0a06506572736f6e
466 0a0a0a02080412046e616d650a0c0a020806120677616c6c6574
467 08000800
468 0a0a4574686572204d61696c
467 08000801
468 0a0131
467 08000802
468 0a200000000000000000000000000000000000000000000000000000000000000001
467 08000803
468 0a141e0ae8205e9726e6f296ab8869160a6423e2337e
467 080108000800
468 0a03436f77
467 080108000801
468 0a14c0004b62c5a39a728e4af5bee0c6b4a4e54b15ad
467 080108010800
468 0a03426f62
467 080108010801
468 0a1454b0fa66a065748c40dca2c7fe125a2028cf9982
467 08010802
468 0a0b48656c6c6f2c20426f6221
469 0a412c2d8c7c1facf5bdcd997b5435bb42f3f4170a111ce079c94b5d1e34414f76560c4600d2167568e052ab846555bd590de93bb230987766c636613262eaeb8bdc1c122a307837336430333835463464384530304335653635303443363033304634374246363231323733364138";

/// Has that conversation, and the last answer.
pub fn mail(host: &Host, begin: EthereumSignTypedData) -> Message {
    let mut answer = host.ask(begin);
    for line in MAIL.lines() {
        let (number, fields) = line.split_once(' ').unwrap();
        let id: u16 = number.parse().unwrap();
        match id {
            466 | 468 => answer = host.ask(Message::read(&frame(id, fields)).unwrap()),
            _ => assert_eq!(answer.frame(), frame(id, fields)),
        }
    }
    answer
}

pub fn mail_begins() -> EthereumSignTypedData {
    EthereumSignTypedData {
        address_n: path(0, 0),
        primary_type: "Mail".to_owned(),
        metamask_v4_compat: Some(true),
        ..Default::default()
    }
}

fn frame(id: u16, fields: &str) -> signing::packet::Frame {
    signing::packet::Frame { id, payload: bytes(fields) }
}

fn of(kind: DataType, size: Option<u32>) -> FieldType {
    FieldType { data_type: kind.into(), size, ..Default::default() }
}

fn array(entry: FieldType, size: Option<u32>) -> FieldType {
    FieldType { entry_type: Some(Box::new(entry)), ..of(DataType::Array, size) }
}

fn a_struct(name: &str, fields: u32) -> FieldType {
    FieldType { struct_name: Some(name.to_owned()), ..of(DataType::Struct, Some(fields)) }
}

fn types(members: &[(&str, FieldType)]) -> Message {
    let members = members.iter();
    let members = members.map(|(name, field)| StructMember { field_type: field.clone(), name: (*name).to_owned() });
    EthereumTypedDataStructAck { members: members.collect() }.into()
}

fn value(bytes: &[u8]) -> Message {
    EthereumTypedDataValueAck { value: bytes.to_vec() }.into()
}

/// Has a conversation of these answers and gives what comes last.
fn talk(host: &Host, primary: &str, answers: Vec<Message>) -> Message {
    let begin = EthereumSignTypedData { primary_type: primary.to_owned(), ..mail_begins() };
    answers.into_iter().fold(host.ask(begin), |_, answer| host.ask(answer))
}

#[test]
fn a_mail_is_asked_for_and_signed_as_the_official_host_expects() {
    let host = Host::of(TrezorModel::Safe5);
    mail(&host, mail_begins());
}

#[test]
fn nothing_but_a_domain_without_fields_can_be_signed() {
    let answer = talk(&Host::of(TrezorModel::Safe5), "EIP712Domain", vec![types(&[])]);
    let signature = "18aaea9abed7cd88d3763a9a420e2e7b71a9f991685fbc62d74da86326cffa680644862d459d1973e422777a3933bc74190b1cae9a5418ddaea645a7d7630dd91c";
    assert_eq!(answer, EthereumTypedDataSignature { signature: bytes(signature), address: ADDRESS.to_owned() }.into());
}

/// What is asked and answered for an order of an escrow.
pub fn escrow_order() -> Vec<Message> {
    let text = of(DataType::String, None);
    let domain = [("name", text.clone()), ("version", text.clone()), ("chainId", of(DataType::Uint, Some(32)))];
    let order = [
        ("action", text.clone()),
        ("order", text.clone()),
        ("amount", text.clone()),
        ("recipient", of(DataType::Address, None)),
        ("transfer", of(DataType::Bytes, Some(32))),
        ("expires", text),
    ];
    let mut chain = [0; 32];
    chain[31] = 137;
    vec![
        types(&domain),
        types(&order),
        value(b"Amanat Escrow"),
        value(b"1"),
        value(&chain),
        value(b"RELEASE to seller"),
        value(b"PAY-7F3A91C2"),
        value(b"125.50 USDT on Polygon"),
        value(&bytes("1D1c328764a41bda0492b66bAA30C4A339FF85ef")),
        value(&[0x11; 32]),
        value(b"2026-11-21 12:00 UTC"),
    ]
}

#[test]
fn an_order_of_an_escrow_is_signed_as_other_libraries_sign_it() {
    let answer = talk(&Host::of(TrezorModel::Safe3), "EscrowOrder", escrow_order());
    let signature = "b26783a5accf7aa816b7f7151363e10e931ef86414c579fc83ae66500933ff7a51e2b0c6f60ce22b82e52648456244a2f2f411d6d608feb57daf87fffae47d9b1b";
    assert_eq!(answer, EthereumTypedDataSignature { signature: bytes(signature), address: ADDRESS.to_owned() }.into());
}

#[test]
fn arrays_are_asked_for_by_length_and_entry() {
    let host = Host::of(TrezorModel::Safe5);
    let list = [("amounts", array(of(DataType::Int, Some(1)), None)), ("pair", array(a_struct("P", 1), Some(2)))];
    let mut answers = vec![types(&[]), types(&list), types(&[("is", of(DataType::Bool, None))])];
    answers.extend([value(&[0, 2]), value(&[0xff]), value(&[7])]);
    let answer = talk(&host, "List", answers);
    assert_eq!(answer, signing::messages::EthereumTypedDataValueRequest { member_path: vec![1, 1, 0, 0] }.into());
    host.ask(value(&[1]));
    let Message::EthereumTypedDataSignature(_) = host.ask(value(&[0])) else { panic!("not signed") };
    let read = host.read();
    for shown in ["List.amounts: [0] (int8) / -1", "List.amounts: [1] (int8) / 7", "List.pair: is (bool) / true"] {
        assert!(read.iter().any(|line| line == shown), "{shown}: {read:#?}");
    }
}

#[test]
fn a_value_or_a_type_that_cannot_be_is_refused() {
    let field = |field: FieldType| vec![types(&[]), types(&[("it", field)])];
    let with = |kind, size, bytes: &[u8]| [field(of(kind, size)), vec![value(bytes)]].concat();
    let broken = [
        with(DataType::Bool, None, &[2]),
        with(DataType::Address, None, &[0; 19]),
        with(DataType::String, None, &[0xff]),
        with(DataType::Uint, Some(32), &[1]),
        field(of(DataType::Uint, None)),
        field(of(DataType::Bytes, Some(33))),
        field(of(DataType::Array, None)),
        field(of(DataType::Struct, Some(1))),
        field(array(array(of(DataType::Bool, None), None), None)),
        field(of(DataType::String, Some(4))),
    ];
    for answers in broken {
        let answer = talk(&Host::of(TrezorModel::Safe5), "It", answers);
        assert_eq!(failure(&answer), FailureCode::DataError);
    }
}

#[test]
fn the_hash_of_the_message_is_compared_and_shown_when_the_host_sends_it() {
    let hash = "ea6529f0ee9eb0b207b5a8b0ebfa673d398d6a78262818da1d270bd138f81f03";
    let host = Host::of(TrezorModel::Safe5);
    mail(&host, EthereumSignTypedData { show_message_hash: Some(bytes(hash)), ..mail_begins() });
    assert!(host.read().contains(&format!("Confirm message hash: 0x{hash}")));
    let other = EthereumSignTypedData {
        show_message_hash: Some(vec![0; 32]),
        primary_type: "EscrowOrder".into(),
        ..mail_begins()
    };
    let host = Host::of(TrezorModel::Safe5);
    let answer = escrow_order().into_iter().fold(host.ask(other), |_, answer| host.ask(answer));
    assert_eq!(failure(&answer), FailureCode::DataError);
}
