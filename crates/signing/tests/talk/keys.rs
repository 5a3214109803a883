//! What a device is asked before anything is signed: keys, addresses, and who is there.

use crate::{
    line::{Line, Step, device, host, run},
    people::{ADDRESS, Tester, address, path, safe_5},
};
use signing::{
    AccountPath, Connected, Trust,
    messages::*,
    person::{Passphrase, Typed},
};

fn shows(code: ButtonCode) -> Vec<Step> {
    [device(ButtonRequest { code: Some(code.into()), ..Default::default() }), host(ButtonAck {})].concat()
}

#[test]
fn keys_are_read_before_anything_is_paired() {
    let node = HdNode { chain_code: vec![1; 32], public_key: vec![2; 33], ..Default::default() };
    let script = [
        host(Initialize { session_id: Some(vec![7; 32]), derive_cardano: None }),
        device(safe_5()),
        host(GetFeatures {}),
        device(Features { session_id: None, unlocked: Some(false), ..safe_5() }),
        host(EthereumGetPublicKey { address_n: path(0).address_n()[..3].to_vec(), show_display: None }),
        device(EthereumPublicKey { node: node.clone(), xpub: "xpub6CNFa".to_owned() }),
        host(GetPublicKey {
            address_n: vec![0x8000_0000],
            ecdsa_curve_name: Some("secp256k1".to_owned()),
            show_display: Some(false),
            coin_name: Some("Bitcoin".to_owned()),
            ..Default::default()
        }),
        device(PublicKey { node, root_fingerprint: Some(1_553_867_405), ..Default::default() }),
        host(EthereumGetAddress { address_n: path(0).address_n(), show_display: Some(true), ..Default::default() }),
        shows(ButtonCode::Address),
        device(EthereumAddress { address: Some(ADDRESS.to_owned()), ..Default::default() }),
        host(EndSession {}),
        device(Success::default()),
    ];
    let (line, person) = (Line::new(script), Tester::new());
    run(async {
        let session = signing::SessionId::parse(&[7; 32]);
        let mut connected = Connected::open(&line, &person, session.as_ref(), Trust::Official).await.unwrap();
        assert_eq!(connected.device().session, session);
        let seen = connected.look_again().await.unwrap();
        assert_eq!((seen.is_locked, &seen.session), (true, &session), "a look does not end the session");
        let account = AccountPath::try_new(0).unwrap();
        assert_eq!(connected.account_key(account).await.unwrap(), "xpub6CNFa");
        assert_eq!(connected.fingerprint().await, Ok(1_553_867_405));
        assert_eq!(connected.show_address(path(0)).await, Ok(address()));
        connected.end_session().await.unwrap();
    });
    assert!(line.is_at_end());
}

#[test]
fn the_pin_is_asked_for_by_positions_and_the_passphrase_as_the_person_wants_it() {
    let typed = Typed::parse("correct horse").unwrap();
    for (passphrase, said) in [
        (Passphrase::Standard, PassphraseAck { passphrase: Some(String::new()), on_device: None }),
        (Passphrase::Typed(typed), PassphraseAck { passphrase: Some("correct horse".to_owned()), on_device: None }),
        (Passphrase::OnDevice, PassphraseAck { passphrase: None, on_device: Some(true) }),
    ] {
        let script = [
            host(Initialize::default()),
            device(safe_5()),
            host(EthereumGetAddress {
                address_n: path(0).address_n(),
                show_display: Some(false),
                ..Default::default()
            }),
            device(PinMatrixRequest { kind: Some(PinKind::Current.into()) }),
            host(PinMatrixAck { pin: "5697".to_owned() }),
            device(PassphraseRequest {}),
            host(said),
            device(EthereumAddress { address: Some(ADDRESS.to_owned()), ..Default::default() }),
        ];
        let person = Tester { pin: Some("5697"), ..Tester::with_passphrase(passphrase) };
        let line = Line::new(script);
        let asked = run(async { Connected::open(&line, &person, None, Trust::Official).await?.address(path(0)).await });
        assert_eq!(asked, Ok(address()));
        assert_eq!(person.could_enter_there.get(), Some(true));
    }
}

#[test]
fn what_a_person_types_is_not_in_any_log() {
    let typed = [
        format!("{:?}", Message::from(PinMatrixAck { pin: "5697".to_owned() })),
        format!("{:?}", PassphraseAck { passphrase: Some("5697".to_owned()), on_device: None }),
        format!("{:?}", PinMatrixAck { pin: "5697".to_owned() }.frame()),
    ];
    for text in typed {
        assert!(!text.contains("5697") && !text.contains("53"), "{text}");
    }
}
