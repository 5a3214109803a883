//! Typed data: asked for piece by piece as the official host answered it, and hashed as firmware hashes it.

use crate::{
    line::{Line, Step, device, failure, host, run},
    people::{ADDRESS, Tester, first_model, path, registered, safe_5},
};
use signing::{
    Address, Connected, Error, HashScreen, Trust, TypedData,
    messages::*,
    packet::Frame,
    typed::{DOMAIN, Type, Value},
};

const SIGNATURE: &str = "2c2d8c7c1facf5bdcd997b5435bb42f3f4170a111ce079c94b5d1e34414f76560c4600d2167568e052ab846555bd590de93bb230987766c636613262eaeb8bdc1c";

/// As it was captured, without the screens.
const CAPTURED: &[(u16, &str)] = &[
    (464, "08ac8080800808bc808080080880808080080800080012044d61696c1801"),
    (465, "0a0c454950373132446f6d61696e"),
    (
        466,
        "0a0a0a02080412046e616d650a0d0a020804120776657273696f6e0a0f0a04080110201207636861696e49640a170a0208061211766572696679696e67436f6e7472616374",
    ),
    (465, "0a044d61696c"),
    (
        466,
        "0a140a0c080810022206506572736f6e120466726f6d0a120a0c080810022206506572736f6e1202746f0a0e0a0208041208636f6e74656e7473",
    ),
    (465, "0a06506572736f6e"),
    (466, "0a0a0a02080412046e616d650a0c0a020806120677616c6c6574"),
    (467, "08000800"),
    (468, "0a0a4574686572204d61696c"),
    (467, "08000801"),
    (468, "0a0131"),
    (467, "08000802"),
    (468, "0a200000000000000000000000000000000000000000000000000000000000000001"),
    (467, "08000803"),
    (468, "0a141e0ae8205e9726e6f296ab8869160a6423e2337e"),
    (467, "080108000800"),
    (468, "0a03436f77"),
    (467, "080108000801"),
    (468, "0a14c0004b62c5a39a728e4af5bee0c6b4a4e54b15ad"),
    (467, "080108010800"),
    (468, "0a03426f62"),
    (467, "080108010801"),
    (468, "0a1454b0fa66a065748c40dca2c7fe125a2028cf9982"),
    (467, "08010802"),
    (468, "0a0b48656c6c6f2c20426f6221"),
];

fn address(text: &str) -> Value {
    Value::Address(Address::parse(text).unwrap())
}

fn mail() -> TypedData {
    let types = vec![
        Type::parse(
            DOMAIN,
            &[("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")],
        ),
        Type::parse("Mail", &[("from", "Person"), ("to", "Person"), ("contents", "string")]),
        Type::parse("Person", &[("name", "string"), ("wallet", "address")]),
    ];
    let domain = vec![
        Value::text("Ether Mail"),
        Value::text("1"),
        Value::number(1),
        address("0x1e0Ae8205e9726E6F296ab8869160A6423E2337E"),
    ];
    let person = |name: &str, wallet: &str| Value::Struct(vec![Value::text(name), address(wallet)]);
    let message = vec![
        person("Cow", "0xc0004B62C5A39a728e4Af5bee0c6B4a4E54b15ad"),
        person("Bob", "0x54B0Fa66A065748C40dCA2C7Fe125A2028CF9982"),
        Value::text("Hello, Bob!"),
    ];
    TypedData::try_new(types.into_iter().collect::<Result<_, _>>().unwrap(), "Mail", domain, message).unwrap()
}

fn paired_with(features: Features) -> Vec<Vec<Step>> {
    vec![
        host(Initialize::default()),
        device(features),
        host(EthereumGetAddress { address_n: path(0).address_n(), show_display: Some(false), ..Default::default() }),
        device(EthereumAddress { address: Some(ADDRESS.to_owned()), ..Default::default() }),
    ]
}

fn signature() -> Vec<Step> {
    device(EthereumTypedDataSignature { signature: hex::decode(SIGNATURE).unwrap(), address: ADDRESS.to_owned() })
}

fn signed(script: Vec<Vec<Step>>, data: &TypedData, screen: HashScreen, trust: Trust) -> Result<String, Error> {
    let (line, person) = (Line::new(script), Tester::new());
    let signed = run(async {
        let mut connected = Connected::open(&line, &person, None, trust).await?;
        connected.pair(&registered()).await?.sign_typed(path(0), data, screen).await
    });
    assert!(line.is_at_end());
    signed.map(|signed| signed.text())
}

#[test]
fn a_device_that_asks_field_by_field_is_answered_as_the_official_host_answers() {
    let said = CAPTURED.iter().map(|(id, payload)| {
        let packets = Frame { id: *id, payload: hex::decode(payload).unwrap() }.packets();
        let is_host = matches!(id, 464 | 466 | 468);
        packets.into_iter().map(|packet| if is_host { Step::Host(packet) } else { Step::Device(packet) }).collect()
    });
    let screen = || [device(ButtonRequest::default()), host(ButtonAck {})].concat();
    let script = paired_with(safe_5()).into_iter().chain(said).chain([screen(), screen(), signature()]).collect();
    let signed = signed(script, &mail(), HashScreen::Left, Trust::Official);
    assert_eq!(signed, Ok(format!("0x{SIGNATURE}")));
}

#[test]
fn the_first_model_is_given_the_hashes() {
    let mut script = paired_with(first_model());
    script.push(host(EthereumSignTypedHash {
        address_n: path(0).address_n(),
        domain_separator_hash: mail().domain_hash().to_vec(),
        message_hash: mail().message_hash().map(|hash| hash.to_vec()),
        encoded_network: None,
    }));
    script.extend([(); 4].map(|()| [device(ButtonRequest::default()), host(ButtonAck {})].concat()));
    script.push(signature());
    let signed = signed(script, &mail(), HashScreen::Left, Trust::Emulators);
    assert_eq!(signed, Ok(format!("0x{SIGNATURE}")));
}

#[test]
fn a_device_may_be_asked_to_show_the_hash_as_well() {
    let mut script = paired_with(safe_5());
    script.push(host(EthereumSignTypedData {
        address_n: path(0).address_n(),
        primary_type: "Mail".to_owned(),
        metamask_v4_compat: Some(true),
        definitions: None,
        show_message_hash: mail().message_hash().map(|hash| hash.to_vec()),
    }));
    script.push(signature());
    assert!(signed(script, &mail(), HashScreen::Shown, Trust::Official).is_ok());
}

#[test]
fn a_device_that_asks_for_what_is_not_there_is_told_no() {
    let asked = |place: &[u32]| device(EthereumTypedDataValueRequest { member_path: place.to_vec() });
    let request = EthereumSignTypedData {
        address_n: path(0).address_n(),
        primary_type: "Mail".to_owned(),
        metamask_v4_compat: Some(true),
        ..Default::default()
    };
    let mut questions: Vec<Vec<Step>> =
        [&[][..], &[0], &[2, 0], &[0, 4], &[1, 3], &[1, 0], &[1, 0, 2], &[1, 2, 0], &[1, u32::MAX], &[1, 0, 0, 0]]
            .map(asked)
            .into();
    questions.push(device(EthereumTypedDataStructRequest { name: "Secret".to_owned() }));
    for question in questions {
        let mut script = paired_with(safe_5());
        script.extend([host(request.clone()), question, host(Cancel {})]);
        script.push(device(failure(FailureCode::ActionCancelled)));
        let ended = signed(script, &mail(), HashScreen::Left, Trust::Official);
        assert_eq!(ended, Err(Error::Hostile("a question for what is not there")));
    }
    let mut script = paired_with(safe_5());
    script.extend([host(request), device(Success::default()), host(Cancel {})]);
    script.push(device(failure(FailureCode::ActionCancelled)));
    let ended = signed(script, &mail(), HashScreen::Left, Trust::Official);
    assert_eq!(ended, Err(Error::Hostile("a message that was not asked for")));
}

#[test]
fn hashes_are_those_that_firmware_signs() {
    let mail = mail();
    assert_eq!(hex::encode(mail.domain_hash()), "97d6f53774b810fbda27e091c03c6a6d6815dd1270c2e62e82c6917c1eff774b");
    let message = "ea6529f0ee9eb0b207b5a8b0ebfa673d398d6a78262818da1d270bd138f81f03";
    assert_eq!(mail.message_hash().map(hex::encode).as_deref(), Some(message));
    assert_eq!(hex::encode(mail.digest()), "4762063f25f0f9b6edd11959193c99f386f03fcc11b74b941e3e9b0adc48c6cb");
    assert_eq!(mail.type_text("Mail"), "Mail(Person from,Person to,string contents)Person(string name,address wallet)");
    let bare = TypedData::try_new(vec![Type::parse(DOMAIN, &[]).unwrap()], DOMAIN, vec![], vec![]).unwrap();
    let domain = "6192106f129ce05c9075d319c1fa6ea9b3ae37cbd0c1ef92e2be7137bb07baa1";
    assert_eq!(hex::encode(bare.domain_hash()), domain);
    assert_eq!(bare.message_hash(), None);
    assert_eq!(bare.digest(), signing::keccak(&[b"\x19\x01".to_vec(), hex::decode(domain).unwrap()].concat()));
}
