//! The eight bytes that a payer's transaction carries, so that a transfer is known as the payment of one request.

use alloy_primitives::keccak256;
use serde::{Deserialize, Deserializer, de};
use std::{fmt, str::FromStr};

/// A text that is not a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a payment reference: 16 hex digits are needed")]
pub struct BadReference;

/// A payment reference. Written `0x` and 16 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaymentReference(pub [u8; 8]);

impl PaymentReference {
    /// Of a request and who is paid (or, for a refund, who gets it back). Hashed is the text itself, in lower case
    /// and with the `0x` of the address, not the bytes it stands for. Source: the protocol's fee-proxy specification.
    pub fn of(request_id: &str, salt: &str, address: &str) -> Self {
        let hash = keccak256(format!("{request_id}{salt}{address}").to_lowercase());
        let mut last = [0; 8];
        last.copy_from_slice(&hash[24..]);
        Self(last)
    }

    /// What stands in the log of a proxy: an indexed `bytes` is there as its hash only. `0x` and 64 hex digits.
    pub fn topic(self) -> String {
        format!("{:?}", keccak256(self.0))
    }
}

impl fmt::Display for PaymentReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{}", hex::encode(self.0))
    }
}

impl FromStr for PaymentReference {
    type Err = BadReference;

    /// With or without `0x`.
    fn from_str(text: &str) -> Result<Self, BadReference> {
        let mut bytes = [0; 8];
        let digits = text.strip_prefix("0x").unwrap_or(text);
        hex::decode_to_slice(digits, &mut bytes).map_err(|_| BadReference)?;
        Ok(Self(bytes))
    }
}

impl<'de> Deserialize<'de> for PaymentReference {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        String::deserialize(reader)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Request, salt, address, reference, topic. The first is of the protocol's own unit test, the second of a
    /// transaction on mainnet.
    const VECTORS: [[&str; 5]; 3] = [
        [
            "01847474747474",
            "8d03ea7",
            "0x000001",
            "0xa0098add01acc736",
            "0xc7c539abf3cdbbbf3c3a97b741582f8a0dc6a830717acb1fd0a092dc47e1eb90",
        ],
        [
            "0188791633ff0ec72a7dbdefb886d2db6cccfa98287320839c2f173c7a4e3ce7e1",
            "0ee84db293a752c6",
            "0x5000EE9FB9c96A2A09D8efB695aC21D6C429fF11",
            "0x2d7476c48c63ba65",
            "0x6c93723bc5f82e6fbb2ea994bf0fb572fa19f7a2a3146065e21752b95668efe5",
        ],
        [
            "01e273ecc29d4b526df3a0f1f05ffc59372af8752c2b678096e49ac270416a7cdb",
            "ea3bc7caf64110ca",
            "0xf17f52151EbEF6C7334FAD080c5704D77216b732",
            "0x5e954907253f2931",
            "0x2a7284e24ca9478d5f67d2dcff6a796e7c58d646e2443501b05170f7bb32ddd7",
        ],
    ];

    #[test]
    fn references_and_their_topics_are_the_protocol_s() {
        for [request, salt, address, reference, topic] in VECTORS {
            let found = PaymentReference::of(request, salt, address);
            assert_eq!((found.to_string().as_str(), found.topic().as_str()), (reference, topic));
        }
    }

    #[test]
    fn the_case_of_an_address_does_not_change_its_reference_but_its_0x_counts() {
        let [request, salt, address, reference, _] = VECTORS[1];
        assert_eq!(PaymentReference::of(request, salt, &address.to_lowercase()).to_string(), reference);
        assert_ne!(PaymentReference::of(request, salt, &address[2..]).to_string(), reference);
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        assert_eq!("b3581f0b0f74cc61".parse(), Ok(PaymentReference([0xb3, 0x58, 0x1f, 0x0b, 0x0f, 0x74, 0xcc, 0x61])));
        for text in ["", "0x", "0xb3581f0b0f74cc", "0xb3581f0b0f74cc6100", "0xb3581f0b0f74cc6g", "0xé"] {
            assert_eq!(text.parse::<PaymentReference>(), Err(BadReference), "{text:?}");
        }
    }
}
