//! What the person reads before anything is signed.

use crate::{
    host::{ADDRESS, Host, path},
    signatures::{of_a_token, small},
    typed_data::{escrow_order, mail, mail_begins},
};
use fake_trezor::{TrezorModel, TrezorPerson};
use signing::messages::{EthereumSignMessage, EthereumSignTxEip1559, EthereumSignTypedData, EthereumSignTypedHash};

#[test]
fn an_order_is_read_field_by_field() {
    let host = Host::of(TrezorModel::Safe5);
    let begin = EthereumSignTypedData { primary_type: "EscrowOrder".to_owned(), ..mail_begins() };
    escrow_order().into_iter().fold(host.ask(begin), |_, answer| host.ask(answer));
    let signing = format!("Signing address: {ADDRESS}");
    let read = [
        signing.as_str(),
        "Confirm domain: Name and version / Amanat Escrow / 1",
        "EIP712Domain: name (string) / Amanat Escrow",
        "EIP712Domain: version (string) / 1",
        "EIP712Domain: chainId (uint256) / 137",
        "Confirm message: EscrowOrder / Contains 6 keys / action, order, amount, recipient, transfer, expires",
        "EscrowOrder: action (string) / RELEASE to seller",
        "EscrowOrder: order (string) / PAY-7F3A91C2",
        "EscrowOrder: amount (string) / 125.50 USDT on Polygon",
        "EscrowOrder: recipient (address) / 0x1D1C328764A41BdA0492b66bAA30C4A339FF85EF",
        "EscrowOrder: transfer (bytes32) / 1111111111111111111111111111111111111111111111111111111111111111",
        "EscrowOrder: expires (string) / 2026-11-21 12:00 UTC",
        "Confirm typed data: Really sign EIP-712 typed data?",
    ];
    assert_eq!(host.read(), read);
}

#[test]
fn who_does_not_open_a_message_sees_only_what_it_is_called() {
    let host = Host::of(TrezorModel::Safe5);
    host.device.hand_to(TrezorPerson { reads_all: false, ..TrezorPerson::default() });
    mail(&host, mail_begins());
    let read = host.read();
    assert_eq!(read.len(), 4, "{read:#?}");
    assert_eq!(read[2], "Confirm message: Mail / Contains 3 keys / from, to, contents");
    assert!(!read.concat().contains("Hello"));
}

#[test]
fn a_mail_within_a_mail_is_read_under_its_name() {
    let host = Host::of(TrezorModel::Safe5);
    mail(&host, mail_begins());
    let read = host.read();
    for shown in [
        "Mail.from: Person / Contains 2 keys / name, wallet",
        "Mail.from: wallet (address) / 0xc0004B62C5A39a728e4Af5bee0c6B4a4E54b15ad",
        "Mail.to: name (string) / Bob",
        "Mail: contents (string) / Hello, Bob!",
    ] {
        assert!(read.iter().any(|line| line == shown), "{shown}: {read:#?}");
    }
}

#[test]
fn the_first_model_shows_hashes_and_says_that_it_shows_no_more() {
    let host = Host::of(TrezorModel::One);
    let asked = EthereumSignTypedHash {
        address_n: path(0, 0),
        domain_separator_hash: vec![0xab; 32],
        message_hash: Some(vec![0xcd; 32]),
        encoded_network: None,
    };
    host.ask(asked);
    let read = [
        "Unable to show EIP-712 data.: Sign at your own risk.".to_owned(),
        format!("Confirm address?: {ADDRESS}"),
        format!("EIP-712 domain hash: {}", "AB".repeat(32)),
        format!("EIP-712 message hash: {}", "CD".repeat(32)),
    ];
    assert_eq!(host.read(), read);
}

#[test]
fn amount_recipient_and_fees_of_a_transaction_are_read() {
    let host = Host::of(TrezorModel::One);
    host.ask(small());
    let read = [
        "Send: 10 Wei / to 0x1D1C328764A41BdA0492b66bAA30C4A339FF85EF?",
        "Confirm fee: Maximum fee per gas / 0.00000002 Gwei",
        "Confirm fee: Priority fee per gas / 0.000000001 Gwei",
        "Confirm fee: Maximum fee / 400 Wei",
    ];
    assert_eq!(host.read(), read);
    let host = Host::of(TrezorModel::Safe5);
    host.ask(small());
    let read = [
        "Recipient: 0x1D1C328764A41BdA0492b66bAA30C4A339FF85EF",
        "Summary: Amount: 10 Wei ETH / Maximum fee: 400 Wei ETH / Gas limit: 20 units / Max gas price: 0.00000002 Gwei / Priority fee: 0.000000001 Gwei",
    ];
    assert_eq!(host.read(), read);
}

#[test]
fn a_token_is_named_where_the_firmware_knows_it_and_called_unknown_elsewhere() {
    let usdt = Some("0xdAC17F958D2ee523a2206206994597C13D831ec7".to_owned());
    for model in [TrezorModel::One, TrezorModel::Safe5] {
        let host = Host::of(model);
        host.ask(EthereumSignTxEip1559 { to: usdt.clone(), ..of_a_token() });
        let read = host.read().join("\n");
        assert!(
            read.contains("0.000291 USDT") && read.contains("0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B"),
            "{read}"
        );
        let host = Host::of(model);
        host.ask(EthereumSignTxEip1559 { to: usdt.clone(), chain_id: 137, ..of_a_token() });
        let read = host.read().join("\n");
        assert!(read.contains("291 Wei UNKN") && !read.contains("USDT"), "{read}");
    }
}

#[test]
fn data_that_is_no_transfer_is_shown_as_it_is() {
    let asked = EthereumSignTxEip1559 { data_initial_chunk: Some(vec![0x5a; 200]), data_length: 200, ..small() };
    let host = Host::of(TrezorModel::One);
    host.ask(asked.clone());
    let read = host.read();
    assert_eq!(read[1], format!("Transaction data:: {} / ... 24/200 bytes", "5A".repeat(24)));
    assert_eq!(read[6], "Warning! Too long data to view.: Proceed with caution.");
    let host = Host::of(TrezorModel::Safe5);
    host.ask(asked);
    assert_eq!(host.read()[0], format!("Confirm data: Size: 200 bytes / {}", "5a".repeat(200)));
}

#[test]
fn a_long_text_takes_more_screens_of_the_first_model_and_none_of_it_is_left_out() {
    let text =
        "amount 125.50 USDT on Polygon to 0x1D1c328764a41bda0492b66bAA30C4A339FF85ef, expires 2026-11-21 12:00 UTC";
    let asked = EthereumSignMessage { address_n: path(0, 0), message: text.into(), ..Default::default() };
    let host = Host::of(TrezorModel::One);
    host.ask(asked.clone());
    let pages: String = host.device.screens()[1..].iter().map(|screen| screen.lines.concat()).collect();
    assert_eq!((pages.as_str(), host.device.screens().len()), (text, 3));
    let host = Host::of(TrezorModel::Safe5);
    host.ask(asked);
    assert_eq!(host.read()[1], format!("Sign message?: {text}"));
}

#[test]
fn a_text_that_the_first_model_has_no_letters_for_is_shown_in_hex() {
    let asked = EthereumSignMessage { address_n: path(0, 0), message: "امانت".into(), ..Default::default() };
    let host = Host::of(TrezorModel::One);
    host.ask(asked.clone());
    assert_eq!(host.read()[1], format!("Sign binary message?: {}", hex::encode("امانت")));
    let host = Host::of(TrezorModel::Safe5);
    host.ask(asked);
    assert_eq!(host.read()[1], "Sign message?: امانت");
}
