//! Reading what Telegram signs: `key=value` pairs of an address, each once. What is read two ways is refused.

use std::collections::BTreeMap;

/// The pairs, decoded, in the order of their keys. None for what is no such text: a key that is there twice, an escape
/// that is none, a line end in a value (lines are what is signed).
pub(super) fn pairs(text: &str) -> Option<BTreeMap<String, String>> {
    let mut pairs = BTreeMap::new();
    for part in text.split('&') {
        let (key, value) = part.split_once('=')?;
        let (key, value) = (decoded(key)?, decoded(value)?);
        let is_line = !key.is_empty() && !key.contains(['\n', '=']) && !value.contains('\n');
        if !is_line || pairs.insert(key, value).is_some() {
            return None;
        }
    }
    Some(pairs)
}

/// `%D8%B3` is `س`; a plus is a space, as forms write it. Telegram itself writes `%20` and `%2B`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let (high, low) = (rest.next()?, rest.next()?);
                let digit = |b: u8| char::from(b).to_digit(16);
                u8::try_from(digit(high)? * 16 + digit(low)?).ok()?
            }
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_one_way_or_not_at_all() {
        let read = pairs("b=%2B+%20&a=%D8%B3&c=").unwrap();
        let read: Vec<_> = read.iter().map(|(key, value)| format!("{key}:{value}")).collect();
        assert_eq!(read, ["a:س", "b:+  ", "c:"]);
        for wrong in ["", "a", "a=1&a=2", "a=%2", "a=%zz", "a=%FF", "a=%0A", "=1", "a=1&", "a%3Db=1", "%61=1&a=2"] {
            assert_eq!(pairs(wrong), None, "{wrong:?}");
        }
    }
}
