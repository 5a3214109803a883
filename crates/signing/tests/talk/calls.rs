//! What is asked and answered, packet by packet, as the first model's emulator and the official host did it.

use crate::{
    line::{Line, Step, device, host, run},
    people::{ADDRESS, Tester, address, first_model, path, registered},
};
use signing::{Address, Connected, Error, LegacyTransaction, Quantity, Transaction, Trust, messages::*};

fn hex(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

/// Who connects, and the address that is compared.
fn paired_with(features: Features) -> Vec<Vec<Step>> {
    vec![
        host(Initialize::default()),
        device(features),
        host(EthereumGetAddress { address_n: path(0).address_n(), show_display: Some(false), ..Default::default() }),
        device(EthereumAddress { address: Some(ADDRESS.to_owned()), ..Default::default() }),
    ]
}

fn shows(code: ButtonCode) -> Vec<Step> {
    [device(ButtonRequest { code: Some(code.into()), ..Default::default() }), host(ButtonAck {})].concat()
}

fn signs(data_length: Option<u32>, v: u32) -> EthereumTxRequest {
    EthereumTxRequest {
        data_length,
        signature_v: Some(v),
        signature_r: Some(vec![0x2c; 32]),
        // Without the zero before it, as some firmware writes numbers.
        signature_s: Some(vec![0x2d; 31]),
    }
}

fn payment() -> Transaction {
    Transaction {
        chain_id: 1,
        nonce: 0,
        max_priority_fee: 1_u64.into(),
        max_fee: 20_u64.into(),
        gas_limit: 20,
        to: Address::parse("0x1d1c328764a41bda0492b66baa30c4a339ff85ef").unwrap(),
        value: 10_u64.into(),
        data: vec![],
        definitions: Default::default(),
    }
}

#[test]
fn a_text_is_signed_as_it_was_captured() {
    let signature = "af4eac50f21acc6daeb0ab036f616f5d19fccade46e47100642b3dfc798c9b740d5873887bdc2f02502c90777a082d10dca113bd1ec29d08108396401421c8cc1b";
    let text = "This is an example of a signed message.";
    let request = EthereumSignMessage { address_n: path(0).address_n(), message: text.into(), ..Default::default() };
    let mut script = paired_with(first_model());
    script.extend([host(request), shows(ButtonCode::Other), shows(ButtonCode::Other)]);
    script.push(device(EthereumMessageSignature { signature: hex(signature), address: ADDRESS.to_owned() }));
    let (line, person) = (Line::new(script), Tester::new());
    let signed = run(async {
        let mut connected = Connected::open(&line, &person, None, Trust::Emulators).await?;
        connected.pair(&registered()).await?.sign_text(path(0), text).await
    });
    let signed = signed.unwrap();
    assert_eq!((signed.text(), signed.address), (format!("0x{signature}"), address()));
    assert_eq!(person.shown.borrow().len(), 2, "the person is told to look each time");
    assert!(line.is_at_end());
}

#[test]
fn a_payment_is_signed_as_it_was_captured() {
    let to = hex::encode("0x1d1c328764a41bda0492b66baa30c4a339ff85ef");
    let payload =
        format!("08ac8080800808bc808080080880808080080800086412001a01142201012a0114322a{to}3a010a420048005001");
    let asked = signing::packet::Frame { id: 452, payload: hex(&payload) };
    let mut script = paired_with(first_model());
    script.push(asked.packets().into_iter().map(Step::Host).collect());
    script.extend([(); 4].map(|()| shows(ButtonCode::SignTx)));
    script.push(device(signs(None, 1)));
    let (line, person) = (Line::new(script), Tester::new());
    let signed = run(async {
        let mut connected = Connected::open(&line, &person, None, Trust::Emulators).await?;
        connected.pair(&registered()).await?.sign_transaction(path(100), &payment()).await
    });
    let signed = signed.unwrap();
    assert_eq!((signed.v, signed.r, signed.s[0], signed.s[1]), (1, [0x2c; 32], 0, 0x2d));
    assert_eq!(*person.shown.borrow(), [Some(ButtonCode::SignTx); 4]);
    assert!(line.is_at_end());
}

/// 4,099 bytes are asked for in four pieces after the first.
fn in_pieces(pieces: &[usize], last: EthereumTxRequest) -> Result<u64, Error> {
    let data = b"ABCDEFGHIJKLMNOP".repeat(256).into_iter().chain(*b"!!!").collect::<Vec<u8>>();
    let transaction = Transaction { data: data.clone(), ..payment() };
    let mut script = paired_with(first_model());
    script.push(host(EthereumSignTxEip1559 {
        address_n: path(0).address_n(),
        max_gas_fee: vec![20],
        max_priority_fee: vec![1],
        gas_limit: vec![20],
        to: Some(transaction.to.plain()),
        value: vec![10],
        data_initial_chunk: Some(data[..1024].to_vec()),
        data_length: 4099,
        chain_id: 1,
        ..Default::default()
    }));
    let mut rest = &data[1024..];
    for piece in pieces {
        let asked = u32::try_from(*piece).unwrap();
        script.push(device(EthereumTxRequest { data_length: Some(asked), ..Default::default() }));
        let (chunk, after) = rest.split_at((*piece).min(rest.len()));
        rest = after;
        script.push(host(EthereumTxAck { data_chunk: chunk.to_vec() }));
    }
    script.push(device(last));
    let (line, person) = (Line::new(script).ending_with(FailureCode::ActionCancelled), Tester::new());
    run(async {
        let mut connected = Connected::open(&line, &person, None, Trust::Emulators).await?;
        connected.pair(&registered()).await?.sign_transaction(path(0), &transaction).await.map(|signed| signed.v)
    })
}

#[test]
fn data_goes_in_the_pieces_that_are_asked_for_and_never_more() {
    assert_eq!(in_pieces(&[1024, 1024, 1024, 3], signs(None, 0)), Ok(0));
    assert_eq!(in_pieces(&[1024, 1000, 1024, 27], signs(Some(0), 0)), Ok(0));
    let early = Error::Hostile("a signature under half of it");
    assert_eq!(in_pieces(&[1024], signs(None, 0)), Err(early));
    let too_much = Error::Hostile("a question for more than there is");
    let asks = |length: u32| EthereumTxRequest { data_length: Some(length), ..Default::default() };
    assert_eq!(in_pieces(&[1024, 1024, 1024, 3], asks(1)), Err(too_much.clone()));
    assert_eq!(in_pieces(&[1024], asks(1025)), Err(too_much.clone()));
    assert_eq!(in_pieces(&[], asks(u32::MAX)), Err(too_much));
    let nothing = Error::Hostile("neither a question nor a signature");
    assert_eq!(in_pieces(&[1024, 1024, 1024, 3], EthereumTxRequest::default()), Err(nothing));
    assert_eq!(in_pieces(&[1024, 1024, 1024, 3], signs(None, 27)), Err(Error::Hostile("a signature for no chain")));
}

fn legacy(chain_id: u64, v: u32) -> Result<u64, Error> {
    let transaction = LegacyTransaction {
        chain_id,
        nonce: 0,
        gas_price: 0x4_a817_c800_u64.into(),
        gas_limit: 0x5208,
        to: Address::parse("0x8eA7a3fccC211ED48b763b4164884DDbcF3b0A98").unwrap(),
        value: Quantity::from(0x2_540b_e400_u128),
        data: vec![],
        definitions: Default::default(),
    };
    let mut script = paired_with(first_model());
    script.push(host(EthereumSignTx {
        address_n: path(0).address_n(),
        nonce: Some(vec![]),
        gas_price: hex("04a817c800"),
        gas_limit: hex("5208"),
        value: Some(hex("02540be400")),
        chain_id,
        to: Some("0x8ea7a3fccc211ed48b763b4164884ddbcf3b0a98".to_owned()),
        ..Default::default()
    }));
    script.push(device(signs(None, v)));
    let (line, person) = (Line::new(script), Tester::new());
    run(async {
        let mut connected = Connected::open(&line, &person, None, Trust::Emulators).await?;
        connected.pair(&registered()).await?.sign_legacy(path(0), &transaction).await.map(|signed| signed.v)
    })
}

#[test]
fn a_signature_of_before_eip_1559_is_for_its_chain_alone() {
    assert_eq!(legacy(1, 38), Ok(38));
    assert_eq!(legacy(1, 1), Ok(38));
    assert_eq!(legacy(11_155_111, 0), Ok(22_310_257));
    let other = Error::Hostile("a signature for another chain");
    for v in [27, 28, 39, 36] {
        assert_eq!(legacy(1, v), Err(other.clone()), "{v}");
    }
    assert_eq!(legacy(u64::MAX, 0), Err(Error::NotAccepted));
}
