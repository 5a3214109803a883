//! `Attachment`: one file beside one thing. Its bytes lie on the shelf under their hash; this is what is known of them.

use crate::{
    AttachmentId, Hours, PurchaseRequestId, Timestamp, UserId,
    attachments::{AttachmentError, AttachmentHome, FileKind},
    identity::{Role, User},
    market::{OfferStatus, PurchaseRequest, SellerOffer},
};
use serde::{Deserialize, Serialize};

/// What was begun and not finished in this time never will be.
const BEGUN_LIVES: Hours = Hours(1);

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: AttachmentId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who put it there.
    pub owner_id: UserId,
    /// The request it shows something of: of a file beside a request or an offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<PurchaseRequestId>,
    /// What it lies beside, as [`AttachmentHome::text`].
    pub home: String,
    /// Which of the home's places it has, 0..10. None while it is not there yet, or gone: its bytes are an orphan then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large it is on the shelf.
    pub size_bytes: u64,
    /// SHA-256 of what lies on the shelf, in hexadecimal.
    pub hash: String,
    /// Birth.
    pub created_at: Timestamp,
    /// When its bytes may be swept if it has no place; none once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep_at: Option<Timestamp>,
}

/// What is known of a file before it is put on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large.
    pub size_bytes: u64,
    /// Its hash.
    pub hash: String,
}

impl Attachment {
    /// Begun: its bytes may lie on the shelf from now on, and are an orphan until it has a place.
    pub fn begun(
        id: AttachmentId,
        (owner_id, request_id, home): (UserId, Option<PurchaseRequestId>, AttachmentHome),
        new: NewAttachment,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            version: 0,
            owner_id,
            request_id,
            home: home.text(),
            place: None,
            name: new.name,
            kind: new.kind,
            size_bytes: new.size_bytes,
            hash: new.hash,
            created_at: now,
            sweep_at: Some(now + BEGUN_LIVES),
        }
    }

    /// Where its bytes lie: under their hash, and no two files share them, so that sweeping one never takes another's.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.hash.get(..2).unwrap_or("00"), self.hash, self.id)
    }

    /// The same in its place.
    pub fn placed(&self, place: u32) -> Self {
        Self { place: Some(place), sweep_at: None, ..self.clone() }
    }

    /// The same, taken away: its bytes are swept at the next round.
    pub fn taken_away(&self, now: Timestamp) -> Self {
        Self { place: None, sweep_at: Some(now), ..self.clone() }
    }
}

impl PurchaseRequest {
    /// The buyer shows what is wanted, as long as nobody was chosen to bring it.
    ///
    /// # Errors
    /// [`AttachmentError::NotYours`].
    pub fn may_attach(&self, who: UserId) -> Result<(), AttachmentError> {
        if who == self.buyer_id && self.status.is_open() { Ok(()) } else { Err(AttachmentError::NotYours) }
    }

    /// Who sees what lies beside a request: its two sides and the house's resolvers; while it is open, sellers who may answer.
    pub fn shows_files_to(&self, who: &User) -> bool {
        let may_answer = self.status.is_open() && who.is(Role::Seller) && self.is_visible_to(Some(who.id));
        self.is_party(who.id) || who.is(Role::Resolver) || may_answer
    }
}

impl SellerOffer {
    /// The seller shows what is offered, as long as the offer stands.
    ///
    /// # Errors
    /// [`AttachmentError::NotYours`].
    pub fn may_attach(&self, who: UserId, now: Timestamp) -> Result<(), AttachmentError> {
        let is_open = self.status_at(now) == OfferStatus::Pending;
        if who == self.seller_id && is_open { Ok(()) } else { Err(AttachmentError::NotYours) }
    }

    /// Who sees what lies beside an offer: its seller, the buyer it was made to, and the house's resolvers.
    pub fn shows_files_to(&self, who: &User, request: &PurchaseRequest) -> bool {
        who.id == self.seller_id || who.id == request.buyer_id || who.is(Role::Resolver)
    }
}
