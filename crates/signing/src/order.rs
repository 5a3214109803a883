//! The order that people of a custody sign: six short lines that fit on a small screen. What stands in them is written by whoever
//! moves the money and checked there again.

use crate::{
    Address,
    typed::{DOMAIN, Type, TypedData, Value},
};

const ORDER: &str = "EscrowOrder";
const DOMAIN_FIELDS: &[(&str, &str)] = &[("name", "string"), ("version", "string"), ("chainId", "uint256")];
const ORDER_FIELDS: &[(&str, &str)] = &[
    ("action", "string"),
    ("order", "string"),
    ("amount", "string"),
    ("recipient", "address"),
    ("transfer", "bytes32"),
    ("expires", "string"),
];

/// What is ordered. Every line is as a person reads it on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscrowOrder {
    /// What happens: `RELEASE to seller`.
    pub action: String,
    /// Whose money it is: `PAY-7F3A91C2`.
    pub order: String,
    /// How much of what, and where: `125.50 USDT on Polygon`.
    pub amount: String,
    /// Who is paid; zeros for a wallet of the house.
    pub recipient: Address,
    /// The hash of the transfer as it is planned.
    pub transfer: [u8; 32],
    /// Until when it counts: `2026-11-21 12:00 UTC`.
    pub expires: String,
}

impl EscrowOrder {
    /// What is signed, for one chain.
    pub fn typed(&self, chain_id: u64) -> TypedData {
        let types = vec![of_texts(DOMAIN, DOMAIN_FIELDS), of_texts(ORDER, ORDER_FIELDS)];
        let domain = vec![Value::text("Amanat Escrow"), Value::text("1"), Value::number(u128::from(chain_id))];
        let message = vec![
            Value::text(&self.action),
            Value::text(&self.order),
            Value::text(&self.amount),
            Value::Address(self.recipient),
            Value::Bytes(self.transfer.to_vec()),
            Value::text(&self.expires),
        ];
        TypedData::try_new(types, ORDER, domain, message).expect("every value above stands under its own type")
    }
}

fn of_texts(name: &str, fields: &[(&str, &str)]) -> Type {
    Type::parse(name, fields).expect("the types above are types")
}
