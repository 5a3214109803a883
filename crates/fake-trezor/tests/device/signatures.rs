//! Signatures of the firmware's own fixtures.

use crate::host::{ADDRESS, Host, bytes, path};
use fake_trezor::TrezorModel;
use signing::messages::{
    EthereumMessageSignature, EthereumSignMessage, EthereumSignTx, EthereumSignTxEip1559, EthereumSignTypedHash,
    EthereumTxAck, EthereumTxRequest, EthereumTypedDataSignature, Message,
};

const BOTH: [TrezorModel; 2] = [TrezorModel::One, TrezorModel::Safe5];
const SOMEBODY: &str = "0x1d1c328764a41bda0492b66baa30c4a339ff85ef";
const TRANSFER: &str = "a9059cbb000000000000000000000000574bbb36871ba6b78e27f4b4dcfb76ea0091880b0000000000000000000000000000000000000000000000000000000000000123";

/// A transaction that pays somebody ten wei.
pub fn small() -> EthereumSignTxEip1559 {
    EthereumSignTxEip1559 {
        address_n: path(0, 100),
        nonce: vec![],
        max_gas_fee: vec![20],
        max_priority_fee: vec![1],
        gas_limit: vec![20],
        to: Some(SOMEBODY.to_owned()),
        value: vec![10],
        data_initial_chunk: Some(vec![]),
        data_length: 0,
        chain_id: 1,
        ..Default::default()
    }
}

/// A transfer of a token that no firmware knows.
pub fn of_a_token() -> EthereumSignTxEip1559 {
    EthereumSignTxEip1559 {
        address_n: path(0, 1),
        to: Some("0xfc6b5d6af8a13258f7cbd0d39e11b35e01a32f93".to_owned()),
        value: vec![],
        data_initial_chunk: Some(bytes(TRANSFER)),
        data_length: 68,
        ..small()
    }
}

fn signed(v: u32, r: &str, s: &str) -> Message {
    let (signature_r, signature_s) = (Some(bytes(r)), Some(bytes(s)));
    EthereumTxRequest { data_length: None, signature_v: Some(v), signature_r, signature_s }.into()
}

#[test]
fn texts_are_signed_as_the_firmware_signs_them() {
    let known = [
        (
            "MsgLenIs9",
            "495b5b021517cd01cb05f02dfb6a1f79a8d9e4f82e8fb01d44ebf7d1218333f1528b67043ffc25c5b64b1e5a182f5d7d5707fcb639092af708969f90038155a91c",
        ),
        (
            "MsgLenIs10",
            "0c8eb57decbb95d2a783e69d444b3747c49ebcceb14f24287732ba77c39aa5cd2c66f7ec545b8108ef7ce078edac4588c70ab6249fc626114a95606783828f041b",
        ),
    ];
    for model in BOTH {
        let host = Host::of(model);
        for (text, signature) in known {
            let asked = EthereumSignMessage { address_n: path(0, 0), message: text.into(), ..Default::default() };
            let expected = EthereumMessageSignature { signature: bytes(signature), address: ADDRESS.to_owned() };
            assert_eq!(host.ask(asked), expected.into(), "{text}");
        }
    }
}

#[test]
fn small_transactions_and_transfers_of_tokens_are_signed_as_the_firmware_signs_them() {
    for model in BOTH {
        let host = Host::of(model);
        let expected = signed(
            1,
            "2ceeaabc994fbce2fbd66551f9d48fc711c8db2a12e93779eeddede11e41f636",
            "2db4a9ecc73da91206f84397ae9287a399076fdc01ed7f3c6554b1c57c39bf8c",
        );
        assert_eq!(host.ask(small()), expected);
        let expected = signed(
            1,
            "e631b56bcc596844cb8686b2046e36cf33634aa396e7e1ea94a97aac02c18bda",
            "399bff8752539176c4b2f1d5d2a8f6029f79841d28802149ab339a033ffe4c1f",
        );
        assert_eq!(host.ask(of_a_token()), expected);
    }
}

#[test]
fn a_long_call_is_asked_for_in_pieces() {
    let mut data = [b"ABCDEFGHIJKLMNOP".repeat(256), b"!!!".to_vec()].concat();
    let asked = EthereumSignTxEip1559 {
        address_n: path(0, 0),
        nonce: bytes("01e240"),
        gas_limit: bytes("4e20"),
        value: bytes("ab54a98ceb1f0ad2"),
        data_initial_chunk: Some(data.drain(..1_024).collect()),
        data_length: 4_099,
        ..small()
    };
    for model in BOTH {
        let (host, mut rest) = (Host::of(model), data.clone());
        let mut answer = host.ask(asked.clone());
        for wanted in [1_024, 1_024, 1_024, 3] {
            assert_eq!(answer, EthereumTxRequest { data_length: Some(wanted), ..Default::default() }.into());
            answer = host.ask(EthereumTxAck { data_chunk: rest.drain(..wanted as usize).collect() });
        }
        let expected = signed(
            0,
            "2e4f4c0e7c4e51270b891480060712e9d3bcab01e8ad0fadf2dfddd71504ca94",
            "2599beb32757a144dedc82b79153c21269c9939a9245342bcf35764115b62bc1",
        );
        assert_eq!(answer, expected);
    }
}

#[test]
fn a_transaction_of_before_is_signed_for_its_chain() {
    let asked = EthereumSignTx {
        address_n: path(0, 0),
        gas_price: bytes("04a817c800"),
        gas_limit: bytes("5208"),
        value: Some(bytes("02540be400")),
        to: Some("0x8eA7a3fccC211ED48b763b4164884DDbcF3b0A98".to_owned()),
        chain_id: 1,
        ..Default::default()
    };
    let expected = signed(
        38,
        "6a6349bddb5749bb8b96ce2566a035ef87a09dbf89b5c7e3dfdf9ed725912f24",
        "4ae58ccd3bacee07cdc4a3e8540544fd009c4311af7048122da60f2054c07ee4",
    );
    for model in BOTH {
        assert_eq!(Host::of(model).ask(asked.clone()), expected);
    }
}

#[test]
fn hashes_are_signed_as_the_firmware_signs_them() {
    // Mail; nothing but a domain; an order of an escrow.
    let known = [
        (
            "97d6f53774b810fbda27e091c03c6a6d6815dd1270c2e62e82c6917c1eff774b",
            Some("ea6529f0ee9eb0b207b5a8b0ebfa673d398d6a78262818da1d270bd138f81f03"),
            "2c2d8c7c1facf5bdcd997b5435bb42f3f4170a111ce079c94b5d1e34414f76560c4600d2167568e052ab846555bd590de93bb230987766c636613262eaeb8bdc1c",
        ),
        (
            "6192106f129ce05c9075d319c1fa6ea9b3ae37cbd0c1ef92e2be7137bb07baa1",
            None,
            "18aaea9abed7cd88d3763a9a420e2e7b71a9f991685fbc62d74da86326cffa680644862d459d1973e422777a3933bc74190b1cae9a5418ddaea645a7d7630dd91c",
        ),
        (
            "178d2a39f1a67742b3a9ddcbbe472b1a929bb05abcc56f74c3e9fb8f2a09e4f2",
            Some("0bdf9506e276f3daf1bb42a278ca2226478af576400e93bf053fa052550dc882"),
            "b26783a5accf7aa816b7f7151363e10e931ef86414c579fc83ae66500933ff7a51e2b0c6f60ce22b82e52648456244a2f2f411d6d608feb57daf87fffae47d9b1b",
        ),
    ];
    for (domain, message, signature) in known {
        let asked = EthereumSignTypedHash {
            address_n: path(0, 0),
            domain_separator_hash: bytes(domain),
            message_hash: message.map(bytes),
            encoded_network: None,
        };
        let expected = EthereumTypedDataSignature { signature: bytes(signature), address: ADDRESS.to_owned() };
        assert_eq!(Host::of(TrezorModel::One).ask(asked), expected.into());
    }
}
