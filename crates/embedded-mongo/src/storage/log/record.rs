//! A batch as bytes: its length, a checksum over all else, its number, and its changes one after the other.

use crate::storage::{Change, KeyRange};

/// Length of what follows the head (8), checksum (4), number (8).
pub(super) const HEAD_BYTES: usize = 20;

const PUT: u8 = 1;
const DELETE: u8 = 2;
const DELETE_RANGE: u8 = 3;

/// What stands before the changes; believed only after [`changes`] has looked at the checksum.
pub(super) struct Head {
    pub(super) n_bytes: u64,
    checksum: u32,
    pub(super) number: u64,
}

impl Head {
    pub(super) fn of(bytes: &[u8; HEAD_BYTES]) -> Self {
        let (n_bytes, rest) = bytes.split_at(8);
        let (checksum, number) = rest.split_at(4);
        Self { n_bytes: wide(n_bytes), checksum: wide(checksum) as u32, number: wide(number) }
    }

    fn checksum_with(&self, payload: &[u8]) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.n_bytes.to_le_bytes());
        hasher.update(&self.number.to_le_bytes());
        hasher.update(payload);
        hasher.finalize()
    }
}

/// A number of at most eight bytes, the least first.
fn wide(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// Replaces the buffer's content by the record.
pub(super) fn write(buffer: &mut Vec<u8>, number: u64, changes: &[Change]) {
    buffer.clear();
    buffer.resize(HEAD_BYTES, 0);
    for change in changes {
        match change {
            Change::Put(key, value) => part(buffer, PUT, key, Some(value)),
            Change::Delete(key) => part(buffer, DELETE, key, None),
            Change::DeleteRange(range) => part(buffer, DELETE_RANGE, &range.start, Some(&range.end)),
        }
    }
    let mut head = Head { n_bytes: (buffer.len() - HEAD_BYTES) as u64, checksum: 0, number };
    head.checksum = head.checksum_with(&buffer[HEAD_BYTES..]);
    buffer[..8].copy_from_slice(&head.n_bytes.to_le_bytes());
    buffer[8..12].copy_from_slice(&head.checksum.to_le_bytes());
    buffer[12..HEAD_BYTES].copy_from_slice(&number.to_le_bytes());
}

fn part(buffer: &mut Vec<u8>, kind: u8, first: &[u8], second: Option<&[u8]>) {
    buffer.push(kind);
    for bytes in [Some(first), second].into_iter().flatten() {
        buffer.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        buffer.extend_from_slice(bytes);
    }
}

/// The changes of a record; none when it is not what was written.
pub(super) fn changes(head: &Head, payload: &[u8]) -> Option<Vec<Change>> {
    if head.checksum != head.checksum_with(payload) {
        return None;
    }
    let (mut changes, mut rest) = (Vec::new(), payload);
    while let Some((kind, after)) = rest.split_first() {
        rest = after;
        changes.push(match *kind {
            PUT => Change::Put(taken(&mut rest)?, taken(&mut rest)?),
            DELETE => Change::Delete(taken(&mut rest)?),
            DELETE_RANGE => Change::DeleteRange(KeyRange { start: taken(&mut rest)?, end: taken(&mut rest)? }),
            _ => return None,
        });
    }
    Some(changes)
}

fn taken(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let (length, after) = rest.split_at_checked(8)?;
    let (bytes, after) = after.split_at_checked(usize::try_from(wide(length)).ok()?)?;
    *rest = after;
    Some(bytes.to_vec())
}
