//! What a file lies beside, loaded: who sees it, and who may add to it.

use crate::{ActionError, Desk, chat};
use domain::{
    UserId,
    attachments::{AttachmentError, AttachmentHome},
    chat::{Chat, Message},
    disputes::Dispute,
    event::Subject,
    identity::User,
    market::{PurchaseRequest, SellerOffer},
};

/// A thing that files lie beside.
pub(super) enum Home {
    Request(PurchaseRequest),
    Offer(PurchaseRequest, SellerOffer),
    Evidence(Dispute),
    Message(Box<Message>, Box<Chat>),
}

impl Home {
    pub(super) async fn of(desk: &Desk, home: AttachmentHome) -> Result<Self, ActionError> {
        match home {
            AttachmentHome::Request(id) => Ok(Self::Request(desk.store.get(id).await?)),
            AttachmentHome::Offer(id) => {
                let offer: SellerOffer = desk.store.get(id).await?;
                Ok(Self::Offer(desk.store.get(offer.request_id).await?, offer))
            }
            AttachmentHome::Evidence(id, _) => Ok(Self::Evidence(desk.store.get(id).await?)),
            AttachmentHome::Message(id) => {
                let message: Message = desk.store.get(id).await?;
                let chat = desk.store.get(message.chat_id).await?;
                Ok(Self::Message(Box::new(message), Box::new(chat)))
            }
        }
    }

    /// Whether this person, with the roles they have now, sees what lies there.
    pub(super) async fn shows_to(&self, desk: &Desk, who: &User) -> Result<bool, ActionError> {
        match self {
            Self::Request(request) => Ok(request.shows_files_to(who)),
            Self::Offer(request, offer) => Ok(offer.shows_files_to(who, request)),
            Self::Evidence(dispute) => Ok(dispute.shows_evidence_to(who)),
            Self::Message(message, chat) => chat::shows_files_to(desk, message, chat, who).await,
        }
    }

    /// Whether this person may add to what lies there, and take from it. What was said, and what was laid before a dispute,
    /// stays as it is.
    pub(super) fn may_attach(&self, desk: &Desk, who: UserId) -> Result<(), AttachmentError> {
        match self {
            Self::Request(request) => request.may_attach(who),
            Self::Offer(_, offer) => offer.may_attach(who, desk.now()),
            Self::Evidence(_) | Self::Message(..) => Err(AttachmentError::NotYours),
        }
    }

    /// The request whose page shows what lies there.
    pub(super) const fn request(&self) -> Option<&PurchaseRequest> {
        match self {
            Self::Request(request) | Self::Offer(request, _) => Some(request),
            Self::Evidence(_) | Self::Message(..) => None,
        }
    }

    /// What history speaks of.
    pub(super) const fn subject(&self) -> Option<Subject> {
        match self {
            Self::Request(request) => Some(Subject::Request(request.id)),
            Self::Offer(_, offer) => Some(Subject::Offer(offer.id)),
            Self::Evidence(_) | Self::Message(..) => None,
        }
    }
}
