//! Writing answers.

use bson::Document;

use super::{HEADER_BYTES, OP_MSG, OP_REPLY};

/// The kind of message that is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Msg,
    Query,
}

/// The bytes of an answer to the request `response_to`.
pub(crate) fn encode(transport: Transport, response_to: i32, reply: &Document) -> Result<Vec<u8>, bson::error::Error> {
    let document = reply.to_vec()?;
    let (opcode, preamble): (i32, &[u8]) = match transport {
        Transport::Msg => (OP_MSG, &[0; 5]),
        // flags (await capable), cursor id, starting from, one document
        Transport::Query => (OP_REPLY, &[8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]),
    };
    let length = HEADER_BYTES + preamble.len() + document.len();
    let mut out = Vec::with_capacity(length);
    for field in [i32::try_from(length).unwrap_or(i32::MAX), response_to, response_to, opcode] {
        out.extend(field.to_le_bytes());
    }
    out.extend(preamble);
    out.extend(document);
    Ok(out)
}
