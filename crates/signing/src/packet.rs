//! Packets of 64 bytes, as devices speak them: a message is cut into packets and put together again. What is in a message is
//! not known here, and nobody is spoken to.

/// How long every packet is, in bytes.
pub const PACKET_SIZE: usize = 64;
/// No message is longer, in bytes of its payload. What people sign is a few thousand.
pub const MESSAGE_LIMIT: usize = 1 << 20;

/// `?##`, the id and the length stand before the payload.
const FIRST_HEAD: usize = 9;
/// `?` stands before what goes on.
const NEXT_HEAD: usize = 1;

/// What goes over the wire in one piece.
pub type Packet = [u8; PACKET_SIZE];

/// A message as it travels: its number and its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    /// Which message it is; see [`crate::messages`].
    pub id: u16,
    /// Its fields.
    pub payload: Vec<u8>,
}

/// Why a run of packets is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPacket {
    /// A message was begun and something else came.
    #[error("a message broke off")]
    BrokeOff,
    /// It says that it is longer than any message is.
    #[error("a message says that it has {0} bytes")]
    TooLong(u32),
}

/// Puts packets together. Asks for no more memory than has arrived.
#[derive(Debug, Default)]
pub struct Assembler {
    begun: Option<Begun>,
}

#[derive(Debug)]
struct Begun {
    id: u16,
    length: usize,
    payload: Vec<u8>,
}

impl Frame {
    /// The packets that say it, in order, each filled up with zeros.
    pub fn packets(&self) -> Vec<Packet> {
        let (head, rest) = self.payload.split_at(self.payload.len().min(PACKET_SIZE - FIRST_HEAD));
        let mut first = *b"?##\0\0\0\0\0\0";
        first[3..5].copy_from_slice(&self.id.to_be_bytes());
        // Nobody makes a message of four gigabytes; a length that does not fit would be refused as too long.
        let length = u32::try_from(self.payload.len()).unwrap_or(u32::MAX);
        first[5..].copy_from_slice(&length.to_be_bytes());
        let next = rest.chunks(PACKET_SIZE - NEXT_HEAD).map(|chunk| filled(b"?", chunk));
        std::iter::once(filled(&first, head)).chain(next).collect()
    }
}

/// The number and how long it is: what is in it may be a passphrase.
impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame").field("id", &self.id).field("length", &self.payload.len()).finish()
    }
}

impl Assembler {
    /// True before a message has begun: what comes and begins none is passed over.
    pub fn is_idle(&self) -> bool {
        self.begun.is_none()
    }

    /// Takes the next packet, and gives the message that it ends.
    ///
    /// # Errors
    /// [`BadPacket`]; what was begun is forgotten.
    pub fn take(&mut self, packet: &Packet) -> Result<Option<Frame>, BadPacket> {
        let begun = match self.begun.take() {
            Some(begun) => goes_on(begun, packet)?,
            None => match begins(packet)? {
                Some(begun) => begun,
                None => return Ok(None),
            },
        };
        if begun.payload.len() < begun.length {
            self.begun = Some(begun);
            return Ok(None);
        }
        Ok(Some(Frame { id: begun.id, payload: begun.payload }))
    }
}

fn begins(packet: &Packet) -> Result<Option<Begun>, BadPacket> {
    let [b'?', b'#', b'#', id0, id1, l0, l1, l2, l3, payload @ ..] = packet else { return Ok(None) };
    let said = u32::from_be_bytes([*l0, *l1, *l2, *l3]);
    let length = usize::try_from(said).ok().filter(|length| *length <= MESSAGE_LIMIT);
    let length = length.ok_or(BadPacket::TooLong(said))?;
    let here = &payload[..length.min(payload.len())];
    Ok(Some(Begun { id: u16::from_be_bytes([*id0, *id1]), length, payload: here.to_vec() }))
}

fn goes_on(mut begun: Begun, packet: &Packet) -> Result<Begun, BadPacket> {
    let [b'?', payload @ ..] = packet else { return Err(BadPacket::BrokeOff) };
    let missing = begun.length - begun.payload.len();
    begun.payload.extend_from_slice(&payload[..missing.min(payload.len())]);
    Ok(begun)
}

fn filled(head: &[u8], payload: &[u8]) -> Packet {
    let mut packet = [0; PACKET_SIZE];
    packet[..head.len()].copy_from_slice(head);
    packet[head.len()..head.len() + payload.len()].copy_from_slice(payload);
    packet
}
