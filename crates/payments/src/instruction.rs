//! Instructions in words: what a signer says yes to when money moves inside the house by the word of its people. Signed as
//! wallets sign messages (EIP-191), so that a device can show the very text.

use crate::{BadTransaction, TransactionSignature, address, transaction::recovered};
use alloy_primitives::keccak256;
use domain::escrow::ChainAddress;

/// What is signed of a text.
pub(crate) fn digest(text: &str) -> [u8; 32] {
    keccak256(format!("\x19Ethereum Signed Message:\n{}{text}", text.len())).0
}

impl TransactionSignature {
    /// 65 bytes in hex, as wallets write them.
    pub fn text(&self) -> String {
        let last = if self.y_is_odd { 28 } else { 27 };
        format!("0x{}{}{last:02x}", hex::encode(self.r), hex::encode(self.s))
    }

    /// Reads what [`TransactionSignature::text`] wrote, or a device.
    ///
    /// # Errors
    /// [`BadTransaction::Signature`].
    pub fn read(text: &str) -> Result<Self, BadTransaction> {
        let bytes: [u8; 65] = crate::hexadecimal::bytes(text).ok_or(BadTransaction::Signature)?;
        let half = |from: usize| bytes[from..from + 32].try_into().map_err(|_| BadTransaction::Signature);
        match bytes[64] {
            // Some wallets write 0 and 1.
            last @ (0 | 1 | 27 | 28) => Ok(Self { r: half(0)?, s: half(32)?, y_is_odd: matches!(last, 1 | 28) }),
            _ => Err(BadTransaction::Signature),
        }
    }
}

/// Whether this is `signer`'s signature under this very text.
///
/// # Errors
/// [`BadTransaction`].
pub fn check_instruction(text: &str, signature: &str, signer: &ChainAddress) -> Result<(), BadTransaction> {
    let signed_by = recovered(&digest(text), &TransactionSignature::read(signature)?)?;
    if address::shown(signed_by) == *signer { Ok(()) } else { Err(BadTransaction::OtherSigner) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signer::{KeySigner, Signer};
    use bip32::secp256k1::ecdsa::SigningKey;

    fn signer(byte: u8) -> KeySigner {
        KeySigner::new(SigningKey::from_slice(&[byte; 32]).unwrap())
    }

    #[test]
    fn what_is_signed_is_what_wallets_sign() {
        // Source: the documentation of ethers, `hashMessage("Hello World")`.
        let known = "a1de988600a42c4b4ab089b619297c17d53cffae5d5120d82d8a92d0bb3b78f2";
        assert_eq!(hex::encode(digest("Hello World")), known);
    }

    #[tokio::test]
    async fn a_signature_belongs_to_one_text_and_one_signer() {
        let (text, one) = ("to the buyer: 12.50 USDT", signer(1));
        let signature = one.agree(text).await.unwrap().text();
        assert_eq!(check_instruction(text, &signature, &one.address()), Ok(()));
        let other = BadTransaction::OtherSigner;
        assert_eq!(check_instruction("to the buyer: 92.50 USDT", &signature, &one.address()), Err(other));
        assert_eq!(check_instruction(text, &signature, &signer(2).address()), Err(other));
        for broken in ["", "0x", &signature[..130], &signature.replace("0x", ""), &format!("{}1d", &signature[..130])] {
            assert_eq!(check_instruction(text, broken, &one.address()), Err(BadTransaction::Signature), "{broken}");
        }
    }
}
