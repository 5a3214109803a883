//! `Chat`: a conversation, without its messages. Its identity follows from what it is about, so that there is one.

use super::{ChatError, ReadMark};
use crate::{
    ChatId, DisputeId, MessageId, Minutes, PurchaseRequestId, Timestamp, UserId,
    disputes::Dispute,
    market::{PurchaseRequest, RequestDeed},
    words,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

words! {
    /// What kind of conversation it is.
    pub enum ChatType {
        /// Buyer and seller about one request.
        Direct = "direct",
        /// Several people.
        Group = "group",
        /// A person and the house.
        Support = "support",
    }
}

/// Who asks, as far as a conversation must know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Identity.
    pub id: UserId,
    /// Answers for the house.
    pub helps: bool,
}

/// A conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chat {
    /// Identity; see [`Chat::direct_id`].
    #[serde(rename = "_id")]
    pub id: ChatId,
    /// Compare-and-set counter; grows with every message too.
    pub version: u64,
    /// What kind of conversation.
    pub chat_type: ChatType,
    /// The request or order it is about; none with the house.
    pub request_id: Option<PurchaseRequestId>,
    /// Whose offers it is about; of a direct one.
    pub seller_id: Option<UserId>,
    /// The dispute it belongs to; of a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_id: Option<DisputeId>,
    /// This seller was chosen: what happens to the order is told here.
    pub is_order: bool,
    /// Who takes part. People of the house take part in `support` by their role.
    pub participants: Vec<UserId>,
    /// The number of the last message; 0 while nothing was said. Numbers have no gaps.
    pub last_seq: u64,
    /// That message.
    pub last_message_id: Option<MessageId>,
    /// When it was written; before that: birth. In a room of many up to a minute sooner, see [`Chat::moves_up`].
    pub last_message_at: Timestamp,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

/// In a room of more people, what concerns each of them is not told or written for every message.
const FEW: usize = 8;

impl Chat {
    /// The one conversation of a request's buyer with one seller.
    pub fn direct_id(request: PurchaseRequestId, seller: UserId) -> ChatId {
        ChatId::from_bytes(drawn_from("direct", &[request.to_bytes(), seller.to_bytes()]))
    }

    /// The one conversation of a person with the house.
    pub fn support_id(person: UserId) -> ChatId {
        ChatId::from_bytes(drawn_from("support", &[person.to_bytes()]))
    }

    /// Everybody is told of everybody.
    pub const fn is_small(&self) -> bool {
        self.participants.len() <= FEW
    }

    /// Whether a message of this time moves it up in the lists of its people. Its place there is written anew for each of
    /// them, so a room of many moves once a minute.
    pub fn moves_up(&self, at: Timestamp) -> bool {
        self.is_small() || at >= self.last_message_at + Minutes(1)
    }

    /// The one conversation of a dispute.
    pub fn group_id(dispute: DisputeId) -> ChatId {
        ChatId::from_bytes(drawn_from("group", &[dispute.to_bytes()]))
    }

    /// The conversation about a request, with one of those who offered on it.
    pub fn direct(request: &PurchaseRequest, seller: UserId, now: Timestamp) -> Self {
        let empty = Self::empty(Self::direct_id(request.id, seller), ChatType::Direct, now);
        Self {
            request_id: Some(request.id),
            seller_id: Some(seller),
            is_order: request.seller_id == Some(seller),
            participants: vec![request.buyer_id, seller],
            ..empty
        }
    }

    /// The conversation of a person with the house.
    pub fn support(person: UserId, now: Timestamp) -> Self {
        Self { participants: vec![person], ..Self::empty(Self::support_id(person), ChatType::Support, now) }
    }

    /// The conversation of a dispute: its two sides from the start, and whoever of the house comes to decide.
    pub fn group(dispute: &Dispute, now: Timestamp) -> Self {
        Self {
            request_id: Some(dispute.request_id),
            dispute_id: Some(dispute.id),
            participants: vec![dispute.buyer_id, dispute.seller_id],
            ..Self::empty(Self::group_id(dispute.id), ChatType::Group, now)
        }
    }

    const fn empty(id: ChatId, chat_type: ChatType, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            chat_type,
            request_id: None,
            seller_id: None,
            dispute_id: None,
            is_order: false,
            participants: Vec::new(),
            last_seq: 0,
            last_message_id: None,
            last_message_at: now,
            created_at: now,
            updated_at: now,
            legacy_id: None,
        }
    }

    /// How far everybody has read when it begins: nothing.
    pub fn first_marks(&self) -> Vec<ReadMark> {
        self.participants.iter().map(|person| ReadMark::first(self.id, *person, self.created_at)).collect()
    }

    /// True for who takes part by name.
    pub fn has(&self, person: UserId) -> bool {
        self.participants.contains(&person)
    }

    /// Whether this person may read and write here.
    ///
    /// # Errors
    /// [`ChatError::NotAMember`].
    pub fn only_members(&self, who: Asker) -> Result<(), ChatError> {
        let is_member = match self.chat_type {
            ChatType::Direct | ChatType::Group => self.has(who.id),
            ChatType::Support => self.has(who.id) || who.helps,
        };
        if is_member { Ok(()) } else { Err(ChatError::NotAMember) }
    }

    /// True for who decides the dispute that is talked about: whoever came after its two sides.
    pub fn decides(&self, person: UserId) -> bool {
        self.dispute_id.is_some() && self.participants.iter().skip(2).any(|came| *came == person)
    }

    /// The other side of a direct conversation.
    pub fn other_side(&self, person: UserId) -> Option<UserId> {
        self.participants.iter().copied().find(|other| *other != person)
    }
}

impl PurchaseRequest {
    /// The request after somebody wrote about it, when that moves it: the sides of live offers are talking now.
    pub fn talked_about(&self, now: Timestamp) -> Option<Self> {
        let moved = self.moved(RequestDeed::Negotiate, now).ok()?;
        (moved.status != self.status).then_some(moved)
    }
}

/// 16 bytes that follow from what is named: the birth of the first, then a hash of all.
pub(super) fn drawn_from(kind: &str, parts: &[[u8; 16]]) -> [u8; 16] {
    let mut hash = Sha256::new_with_prefix(kind.as_bytes());
    for part in parts {
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    if let Some(first) = parts.first() {
        bytes[..6].copy_from_slice(&first[..6]);
    }
    bytes
}
