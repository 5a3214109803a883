//! Messages on the wire: `OP_MSG` both ways, and `OP_QUERY`/`OP_REPLY` for the first hello of old drivers.

mod message;
mod reply;

pub(crate) use message::{MAX_MESSAGE_BYTES, Request, WireError, parse, payload_length};
pub(crate) use reply::{Transport, encode};

pub(crate) const OP_REPLY: i32 = 1;
pub(crate) const OP_QUERY: i32 = 2004;
pub(crate) const OP_MSG: i32 = 2013;
/// Length, request id, response-to, opcode.
pub(crate) const HEADER_BYTES: usize = 16;

#[cfg(test)]
mod tests;
