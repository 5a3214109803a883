//! What a transaction does: tokens or coin to somebody.

use crate::{ChainError, U256, abi, address};
use domain::escrow::ChainAddress;
use serde_json::{Value, json};

/// What a transaction would do, before it has a place or a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who is called or paid.
    pub to: ChainAddress,
    /// How much of the coin goes along.
    pub value: U256,
    /// What a contract is called with.
    pub data: Vec<u8>,
}

impl Call {
    /// Tokens to somebody.
    ///
    /// # Errors
    /// When `to` is not an address.
    pub fn transfer(token: &ChainAddress, to: &ChainAddress, units: u128) -> Result<Self, ChainError> {
        let call = abi::Call::new("a9059cbb").address(address::parse(&to.0)?).number(U256::from(units)).written();
        let data = hex::decode(call.trim_start_matches("0x")).unwrap_or_default();
        Ok(Self { to: token.clone(), value: U256::ZERO, data })
    }

    /// The chain's own coin to somebody.
    pub fn coin(to: &ChainAddress, units: u128) -> Self {
        Self { to: to.clone(), value: U256::from(units), data: Vec::new() }
    }

    /// As a node is asked what it would do.
    pub(crate) fn asked_by(&self, from: &ChainAddress) -> Value {
        let data = format!("0x{}", hex::encode(&self.data));
        json!({ "from": from.0, "to": self.to.0, "value": format!("{:#x}", self.value), "data": data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transfer_is_called_as_wallets_call_it() {
        let address = |text: &str| crate::read_address(text).unwrap();
        let to = address("0x574bbb36871ba6b78e27f4b4dcfb76ea0091880b");
        let call = Call::transfer(&address("0xfc6b5d6af8a13258f7cbd0d39e11b35e01a32f93"), &to, 0x123).unwrap();
        let wanted = format!("a9059cbb000000000000000000000000574bbb36871ba6b78e27f4b4dcfb76ea0091880b{:064x}", 0x123);
        assert_eq!(hex::encode(call.data), wanted);
    }
}
