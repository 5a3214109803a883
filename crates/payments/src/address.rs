//! EVM addresses as text: read strictly, shown with their checksum (EIP-55).

use alloy_primitives::Address;
use bip32::secp256k1::ecdsa::VerifyingKey;
use domain::escrow::ChainAddress;

/// Why a text is not an address. The text itself is not repeated: it may be a key pasted by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not `0x` and 40 hex digits.
    #[error("not an address: 0x and 40 hex digits are needed")]
    NotAnAddress,
    /// Upper and lower case are mixed, but not as the checksum wants: a digit was mistyped.
    #[error("the checksum of the address is wrong: a character was mistyped")]
    BadChecksum,
}

/// Reads an address and gives it its checksum. All lower or all upper case is taken as "no checksum given".
///
/// # Errors
/// [`AddressError`] for anything else.
pub fn read_address(text: &str) -> Result<ChainAddress, AddressError> {
    parse(text).map(shown)
}

pub(crate) fn parse(text: &str) -> Result<Address, AddressError> {
    let address = bytes(text).ok_or(AddressError::NotAnAddress)?;
    let digits = &text[2..];
    let has_checksum = digits.bytes().any(|c| c.is_ascii_uppercase()) && digits.bytes().any(|c| c.is_ascii_lowercase());
    if has_checksum && shown(address).0 != text { Err(AddressError::BadChecksum) } else { Ok(address) }
}

/// As nodes write it: any case.
pub(crate) fn bytes(text: &str) -> Option<Address> {
    crate::hexadecimal::bytes::<20>(text).map(Address::from)
}

/// The address of a public key: the end of a hash of its point, without the byte that says "uncompressed".
pub(crate) fn of_key(key: &VerifyingKey) -> Address {
    Address::from_raw_public_key(&key.to_encoded_point(false).as_bytes()[1..])
}

pub(crate) fn shown(address: Address) -> ChainAddress {
    ChainAddress(address.to_checksum(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: EIP-55.
    const VECTORS: [&str; 8] = [
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ];

    #[test]
    fn addresses_get_the_checksum_of_eip_55() {
        for vector in VECTORS {
            assert_eq!(read_address(&vector.to_ascii_lowercase()).unwrap().0, vector);
            assert_eq!(read_address(vector).unwrap().0, vector);
        }
    }

    #[test]
    fn a_mistyped_checksum_is_noticed() {
        let mistyped = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD";
        assert_eq!(read_address(mistyped), Err(AddressError::BadChecksum));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let key = format!("0x{}", "1".repeat(64));
        for text in ["", "0x", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAeb6", key.as_str(), "0xé"] {
            assert_eq!(read_address(text), Err(AddressError::NotAnAddress));
        }
    }
}
