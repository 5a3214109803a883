//! What a file lies beside, as text and back, and how many places there are.

use crate::{DisputeId, MessageId, PurchaseRequestId, SellerOfferId, UserId, attachments::AttachmentError};

/// Files beside one thing.
pub const MAX_FILES: u32 = 10;

/// What a file lies beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentHome {
    /// A wish: what its buyer shows.
    Request(PurchaseRequestId),
    /// An offer: what its seller shows.
    Offer(SellerOfferId),
    /// A dispute: what this person shows there. Each has places of their own, so that nobody fills those of the others.
    Evidence(DisputeId, UserId),
    /// Something said in a conversation.
    Message(MessageId),
}

impl AttachmentHome {
    /// As text: `req_…`, `off_…`, `dsp_…/usr_…`, `msg_…`.
    pub fn text(self) -> String {
        match self {
            Self::Request(id) => id.to_string(),
            Self::Offer(id) => id.to_string(),
            Self::Evidence(id, who) => format!("{id}/{who}"),
            Self::Message(id) => id.to_string(),
        }
    }

    /// The home of this text.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((dispute, who)) = text.split_once('/') {
            return Some(Self::Evidence(dispute.parse().ok()?, who.parse().ok()?));
        }
        let request = text.parse().map(Self::Request);
        request.or_else(|_| text.parse().map(Self::Offer)).or_else(|_| text.parse().map(Self::Message)).ok()
    }

    /// Free places for so many files more, beside those that are taken.
    ///
    /// # Errors
    /// [`AttachmentError::Full`].
    pub fn free_places(taken: &[u32], wanted: usize) -> Result<Vec<u32>, AttachmentError> {
        let free: Vec<u32> = (0..MAX_FILES).filter(|place| !taken.contains(place)).take(wanted).collect();
        if free.len() == wanted { Ok(free) } else { Err(AttachmentError::Full) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_home_has_one_text_and_is_found_by_it() {
        let (dispute, who) = (DisputeId::from_bytes([1; 16]), UserId::from_bytes([2; 16]));
        let homes = [
            AttachmentHome::Request(PurchaseRequestId::from_bytes([3; 16])),
            AttachmentHome::Offer(SellerOfferId::from_bytes([4; 16])),
            AttachmentHome::Evidence(dispute, who),
            AttachmentHome::Message(MessageId::from_bytes([5; 16])),
        ];
        for home in homes {
            assert_eq!(AttachmentHome::parse(&home.text()), Some(home));
        }
        for bad in ["", "/", "req_1", &dispute.to_string(), &format!("{dispute}/"), &format!("{who}/{dispute}")] {
            assert_eq!(AttachmentHome::parse(bad), None, "{bad}");
        }
    }
}
