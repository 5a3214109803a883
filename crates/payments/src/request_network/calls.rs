//! What a payer's wallet calls the proxies with. We never send it: the payer's own wallet does.

use super::PaymentReference;
use crate::{AddressError, U256, abi::Call, address};
use domain::escrow::ChainAddress;

/// A payment of tokens. The payer first approves `amount + fee` to the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPayment {
    /// The token's contract.
    pub token: ChainAddress,
    /// Who is paid.
    pub to: ChainAddress,
    /// In the token's smallest units.
    pub amount: U256,
    /// Of which request.
    pub reference: PaymentReference,
    /// In the token's smallest units; 0 for none.
    pub fee: U256,
    /// Who gets the fee.
    pub fee_to: ChainAddress,
}

impl TokenPayment {
    /// `transferFromWithReferenceAndFee(address,address,uint256,bytes,uint256,address)` of the ERC20FeeProxy.
    ///
    /// # Errors
    /// When one of the addresses is none.
    pub fn calldata(&self) -> Result<String, AddressError> {
        let call = Call::new("c219a14d").address(address::parse(&self.token.0)?).address(address::parse(&self.to.0)?);
        let call = call.number(self.amount).offset(6).number(self.fee).address(address::parse(&self.fee_to.0)?);
        Ok(call.tail(&self.reference.0).written())
    }
}

/// A payment in the chain's own coin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativePayment {
    /// Who is paid what was sent along, less the fee.
    pub to: ChainAddress,
    /// Of which request.
    pub reference: PaymentReference,
    /// In wei; 0 for none.
    pub fee: U256,
    /// Who gets the fee.
    pub fee_to: ChainAddress,
}

impl NativePayment {
    /// `transferWithReferenceAndFee(address,bytes,uint256,address)` of the EthereumFeeProxy.
    ///
    /// # Errors
    /// When one of the addresses is none.
    pub fn calldata(&self) -> Result<String, AddressError> {
        let call = Call::new("b868980b").address(address::parse(&self.to.0)?).offset(4).number(self.fee);
        Ok(call.address(address::parse(&self.fee_to.0)?).tail(&self.reference.0).written())
    }

    /// `transferExactEthWithReferenceAndFee(address,uint256,bytes,uint256,address)`: what is sent along beyond
    /// `amount` (wei) and fee goes back to the sender.
    ///
    /// # Errors
    /// When one of the addresses is none.
    pub fn exact_calldata(&self, amount: U256) -> Result<String, AddressError> {
        let call = Call::new("d7c95e98").address(address::parse(&self.to.0)?).number(amount).offset(5);
        let call = call.number(self.fee).address(address::parse(&self.fee_to.0)?);
        Ok(call.tail(&self.reference.0).written())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO: &str = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    const FEE_TO: &str = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
    const REFERENCE: PaymentReference = PaymentReference([0xa0, 0x09, 0x8a, 0xdd, 0x01, 0xac, 0xc7, 0x36]);

    fn address(text: &str) -> ChainAddress {
        ChainAddress(text.to_owned())
    }

    fn native() -> NativePayment {
        NativePayment { to: address(TO), reference: REFERENCE, fee: U256::from(5), fee_to: address(FEE_TO) }
    }

    /// Source: a call that the proxy, deployed from its npm package, took on a local chain.
    #[test]
    fn a_token_payment_is_called_as_the_proxy_takes_it() {
        let payment = TokenPayment {
            token: address("0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0"),
            to: address(TO),
            amount: U256::from(1_000_000_000_000_000_000_u64),
            reference: REFERENCE,
            fee: U256::from(5_000_000_000_000_000_u64),
            fee_to: address(FEE_TO),
        };
        let wanted = "0xc219a14d\
            0000000000000000000000009fe46736679d2d9a65f0992f2272de9f3c7fa6e0\
            00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8\
            0000000000000000000000000000000000000000000000000de0b6b3a7640000\
            00000000000000000000000000000000000000000000000000000000000000c0\
            0000000000000000000000000000000000000000000000000011c37937e08000\
            0000000000000000000000003c44cdddb6a900fa2b585dd299e03d12fa4293bc\
            0000000000000000000000000000000000000000000000000000000000000008\
            a0098add01acc736000000000000000000000000000000000000000000000000";
        assert_eq!(payment.calldata().unwrap(), wanted);
    }

    #[test]
    fn payments_in_the_chain_s_coin_put_the_reference_behind_their_other_arguments() {
        let tail = format!("{:064x}a0098add01acc736{}", 8, "0".repeat(48));
        let (to, fee_to) = (format!("{:0>64}", &TO[2..]), format!("{:0>64}", &FEE_TO[2..]));
        assert_eq!(native().calldata().unwrap(), format!("0xb868980b{to}{:064x}{:064x}{fee_to}{tail}", 0x80, 5));
        let exact = format!("0xd7c95e98{to}{:064x}{:064x}{:064x}{fee_to}{tail}", 7, 0xa0, 5);
        assert_eq!(native().exact_calldata(U256::from(7)).unwrap(), exact);
    }

    #[test]
    fn no_call_is_written_for_a_mistyped_address() {
        let mistyped = NativePayment { to: address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"), ..native() };
        assert_eq!(mistyped.calldata(), Err(AddressError::BadChecksum));
    }
}
