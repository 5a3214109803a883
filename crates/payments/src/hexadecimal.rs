//! Numbers and byte strings as nodes write them (`0x…`). Nothing here trusts a node: wrong text is `None`.

/// A quantity such as `0x1a`, at most 64 bits.
pub(crate) fn quantity(text: &str) -> Option<u64> {
    let digits = text.strip_prefix("0x")?;
    // `from_str_radix` would also read a sign.
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u64::from_str_radix(digits, 16).ok())?
}

/// As [`quantity`], at most 128 bits: coins have 18 decimals.
pub(crate) fn long_quantity(text: &str) -> Option<u128> {
    let digits = text.strip_prefix("0x")?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u128::from_str_radix(digits, 16).ok())?
}

/// Exactly `N` bytes.
pub(crate) fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text.strip_prefix("0x")?, &mut bytes).ok()?;
    Some(bytes)
}

/// A hash in the spelling we keep: `0x` and 64 lower-case digits.
pub(crate) fn hash(text: &str) -> Option<String> {
    bytes::<32>(text).map(|bytes| format!("0x{}", hex::encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_quantity_is_nothing() {
        assert_eq!(quantity("0x1a"), Some(26));
        assert_eq!(quantity("0xffffffffffffffff"), Some(u64::MAX));
        for text in ["", "0x", "26", "0x+1", "0x-1", "0x10000000000000000", "0xg", "0x 1"] {
            assert_eq!(quantity(text), None, "{text:?}");
        }
    }

    #[test]
    fn bytes_have_exactly_their_length() {
        assert_eq!(bytes::<2>("0x01fF"), Some([1, 255]));
        for text in ["", "0x", "0x01", "0x010203", "01ff", "0x01f", "0x01fg", "0xé1"] {
            assert_eq!(bytes::<2>(text), None, "{text:?}");
        }
    }
}
