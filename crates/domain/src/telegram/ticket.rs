//! `TelegramTicket`: a person wants to be linked, and has an address that only they were shown. What it carries is derived
//! when it is shown and when it comes back, and stands nowhere.

use crate::{Minutes, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// How long it can be used.
const LIVES: Minutes = Minutes(10);
/// Bytes of the seal in a payload.
const SEAL: usize = 24;
/// Most characters of a payload, as Telegram takes it.
pub const PAYLOAD_MOST: usize = 64;

/// One invitation; a person has one at a time, and it is taken away by its use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelegramTicket {
    /// Who asked for it.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter.
    pub version: u64,
    /// When it was asked for; a later one is another.
    pub issued_at: Timestamp,
    /// Until when it can be used, and when its row is swept.
    pub until: Timestamp,
}

impl TelegramTicket {
    /// A fresh one.
    pub fn new(id: UserId, now: Timestamp) -> Self {
        Self { id, version: 0, issued_at: now, until: now + LIVES }
    }

    /// Asked before it is used: the row may be there still.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.until
    }

    /// What the seal is made over.
    pub fn text(&self) -> String {
        format!("1.{}.{}", self.id, self.issued_at.millis())
    }

    /// What the address carries, with 32 bytes that only the house derives from [`Self::text`].
    pub fn payload(&self, seal: [u8; 32]) -> String {
        data_encoding::BASE64URL_NOPAD.encode(&[&self.id.to_bytes()[..], &seal[..SEAL]].concat())
    }

    /// Whose ticket a payload says it is; whether it is, the seal says.
    pub fn whose(payload: &str) -> Option<UserId> {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?;
        (bytes.len() == 16 + SEAL).then(|| Some(UserId::from_bytes(bytes[..16].try_into().ok()?)))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_carries_is_short_enough_for_telegram_and_says_whose_it_is() {
        let ticket = TelegramTicket::new(UserId::from_bytes([0xfe; 16]), Timestamp::from_millis(1_000));
        let payload = ticket.payload([0xff; 32]);
        assert!(payload.len() <= PAYLOAD_MOST, "{payload}");
        assert!(payload.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'), "{payload}");
        assert_eq!(TelegramTicket::whose(&payload), Some(ticket.id));
        for wrong in ["", "abc", &payload[1..], &format!("{payload}A"), "ä"] {
            assert_eq!(TelegramTicket::whose(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn it_is_over_at_its_end() {
        let born = Timestamp::from_millis(1_000);
        let ticket = TelegramTicket::new(UserId::from_bytes([1; 16]), born);
        assert!(!ticket.is_over(Timestamp::from_millis((born + LIVES).millis() - 1)) && ticket.is_over(born + LIVES));
    }
}
