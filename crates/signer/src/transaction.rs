//! A transaction as the page writes it, and its signature as the page's form takes it. What it is for is not known here.

use signing::{Address, Definitions, Quantity, Transaction, TransactionSignature};
use std::fmt::Write;

/// Chain, nonce, tip, fee, gas, to, value, data: numbers in decimal, data in hex.
pub(crate) fn read(fields: Vec<String>) -> Option<Transaction> {
    let [chain, nonce, tip, fee, gas, to, value, data] = fields.try_into().ok()?;
    let amount = |text: String| text.parse::<u128>().ok().map(Quantity::from);
    Some(Transaction {
        chain_id: chain.parse().ok()?,
        nonce: nonce.parse().ok()?,
        max_priority_fee: amount(tip)?,
        max_fee: amount(fee)?,
        gas_limit: gas.parse().ok()?,
        to: Address::parse(&to)?,
        value: amount(value)?,
        data: bytes(&data)?,
        definitions: Definitions::default(),
    })
}

/// 65 bytes in hex.
pub(crate) fn text(signed: &TransactionSignature) -> String {
    let last = u8::from(signed.v == 1) + 27;
    let bytes = signed.r.iter().chain(&signed.s).chain(std::iter::once(&last));
    bytes.fold("0x".to_owned(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x").filter(|digits| digits.len() % 2 == 0 && digits.is_ascii())?;
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}
