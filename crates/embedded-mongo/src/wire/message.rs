//! Reading messages. Nothing is trusted: every length is checked before it is used.

use bson::{Bson, Document, RawDocument};

use super::{HEADER_BYTES, OP_MSG, OP_QUERY, reply::Transport};

/// The largest message, in bytes (48 MB, as `hello` says).
pub(crate) const MAX_MESSAGE_BYTES: usize = 48_000_000;

const CHECKSUM_PRESENT: u32 = 1;
const MORE_TO_COME: u32 = 1 << 1;
/// Flags that a receiver has to understand.
const REQUIRED_FLAGS: u32 = 0xFFFF;

/// The bytes are no message of ours; the connection cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("broken message: {0}")]
pub(crate) struct WireError(pub(crate) String);

/// A command as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) id: i32,
    pub(crate) transport: Transport,
    /// The sender does not wait for an answer.
    pub(crate) unacknowledged: bool,
    /// The command; document sequences are arrays in it.
    pub(crate) body: Document,
}

fn broken(why: &str) -> WireError {
    WireError(why.to_owned())
}

/// How many bytes follow the header.
pub(crate) fn payload_length(header: &[u8; HEADER_BYTES]) -> Result<usize, WireError> {
    let length = usize::try_from(int32(header, 0)?).map_err(|_| broken("negative length"))?;
    if !(HEADER_BYTES..=MAX_MESSAGE_BYTES + HEADER_BYTES).contains(&length) {
        return Err(broken("length out of bounds"));
    }
    Ok(length - HEADER_BYTES)
}

pub(crate) fn parse(header: &[u8; HEADER_BYTES], payload: &[u8]) -> Result<Request, WireError> {
    let id = int32(header, 4)?;
    match int32(header, 12)? {
        OP_MSG => parse_msg(id, payload),
        OP_QUERY => parse_query(id, payload),
        other => Err(WireError(format!("opcode {other} is not supported"))),
    }
}

fn parse_msg(id: i32, payload: &[u8]) -> Result<Request, WireError> {
    let flags = int32(payload, 0)?.cast_unsigned();
    if flags & REQUIRED_FLAGS & !(CHECKSUM_PRESENT | MORE_TO_COME) != 0 {
        return Err(WireError(format!("unknown flags {flags:#x}")));
    }
    let end = payload.len() - if flags & CHECKSUM_PRESENT == 0 { 0 } else { 4 };
    let mut rest = payload.get(4..end).ok_or_else(|| broken("too short"))?;
    let mut body = None;
    let mut sequences = Vec::new();
    while let Some((kind, section)) = rest.split_first() {
        rest = match kind {
            0 if body.is_none() => {
                let (document, after) = split_document(section)?;
                body = Some(document);
                after
            }
            1 => {
                let (sequence, after) = split_sequence(section)?;
                sequences.push(sequence);
                after
            }
            other => return Err(WireError(format!("section kind {other}"))),
        };
    }
    let mut body = body.ok_or_else(|| broken("no body"))?;
    for (name, documents) in sequences {
        if body.insert(name, documents).is_some() {
            return Err(broken("a document sequence repeats a field"));
        }
    }
    Ok(Request { id, transport: Transport::Msg, unacknowledged: flags & MORE_TO_COME != 0, body })
}

fn split_sequence(section: &[u8]) -> Result<((String, Bson), &[u8]), WireError> {
    let size = usize::try_from(int32(section, 0)?).map_err(|_| broken("negative sequence size"))?;
    let (sequence, after) = section.split_at_checked(size).ok_or_else(|| broken("sequence longer than its message"))?;
    let (name, mut rest) = split_name(sequence.get(4..).ok_or_else(|| broken("sequence too short"))?)?;
    let mut documents = Vec::new();
    while !rest.is_empty() {
        let (document, tail) = split_document(rest)?;
        documents.push(Bson::Document(document));
        rest = tail;
    }
    Ok(((name, Bson::Array(documents)), after))
}

fn split_document(bytes: &[u8]) -> Result<(Document, &[u8]), WireError> {
    let size = usize::try_from(int32(bytes, 0)?).map_err(|_| broken("negative document size"))?;
    let (document, after) = bytes.split_at_checked(size).ok_or_else(|| broken("document longer than its message"))?;
    let document = RawDocument::from_bytes(document).and_then(Document::try_from);
    Ok((document.map_err(|error| WireError(error.to_string()))?, after))
}

fn split_name(bytes: &[u8]) -> Result<(String, &[u8]), WireError> {
    let end = bytes.iter().position(|byte| *byte == 0).ok_or_else(|| broken("a name without an end"))?;
    let name = std::str::from_utf8(&bytes[..end]).map_err(|_| broken("a name that is not UTF-8"))?;
    Ok((name.to_owned(), &bytes[end + 1..]))
}

/// flags, `db.$cmd`, skip, limit, query document.
fn parse_query(id: i32, payload: &[u8]) -> Result<Request, WireError> {
    let (namespace, rest) = split_name(payload.get(4..).ok_or_else(|| broken("too short"))?)?;
    let database = namespace.strip_suffix(".$cmd").ok_or_else(|| broken("OP_QUERY is only for commands"))?;
    let (mut body, _) = split_document(rest.get(8..).ok_or_else(|| broken("too short"))?)?;
    body.insert("$db", database);
    Ok(Request { id, transport: Transport::Query, unacknowledged: false, body })
}

fn int32(bytes: &[u8], at: usize) -> Result<i32, WireError> {
    let slice = bytes.get(at..at + 4).and_then(|slice| slice.try_into().ok());
    slice.map(i32::from_le_bytes).ok_or_else(|| broken("too short"))
}
