//! A receipt as one link, short enough for a code that a telephone scans off paper. The part behind the `#` holds all of
//! the receipt but its digests, which are made anew; browsers send it to nobody.

use super::canonical::{digests, text};
use data_encoding::BASE64URL_NOPAD as LETTERS;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde_json::{Value, json};
use std::io::{Read, Write};

/// What stands between the page's address and the receipt.
const MARK: &str = "/verify#r=";
/// No receipt of ours is longer; a few letters could otherwise stand for gigabytes.
const MAX_BYTES: u64 = 1024 * 1024;
/// What a code of 6 cm can hold so that a telephone reads it.
const MAX_LETTERS: usize = 1_900;

/// The link of a receipt's text; none for one that no code can hold.
pub(super) fn link_of(receipt: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(receipt).ok()?;
    value.as_object_mut()?.remove("digests");
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text(&value).as_bytes()).ok()?;
    let origin = value["facts"]["house"]["origin"].as_str()?;
    let link = format!("{origin}{MARK}{}", LETTERS.encode(&packed.finish().ok()?));
    (link.len() <= MAX_LETTERS).then_some(link)
}

/// The receipt's text of such a link, whatever house it names; none for anything else.
pub(super) fn text_of_link(link: &str) -> Option<String> {
    let (_, letters) = link.split_once(MARK).filter(|(origin, _)| origin.starts_with("http"))?;
    let packed = LETTERS.decode(letters.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    DeflateDecoder::new(packed.as_slice()).take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    let mut value: Value = serde_json::from_slice(&bytes).ok()?;
    let digests = digests(&value["facts"]);
    value.as_object_mut()?.insert("digests".to_owned(), json!(digests));
    Some(text(&value))
}
