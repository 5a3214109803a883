//! Files beside requests and offers: brought, shown, taken away, and what nobody has any more swept from the shelf.
//!
//! A row is written before its bytes are put on the shelf and gets its place after all of them are there: whoever is
//! killed in between leaves rows without a place, and the sweep takes bytes and row away.

mod attach;
mod look;
mod sweep;
mod take_away;

pub use attach::Attaching;
pub use look::{FilesAround, FilesBeside, files_around, open_file};
pub use sweep::sweep;
pub use take_away::take_away;

use crate::{ActionError, Desk};
use domain::{
    UserId,
    attachments::{AttachmentError, AttachmentHome},
    identity::User,
    market::{PurchaseRequest, SellerOffer},
};
use files::ShelfError;

impl From<AttachmentError> for ActionError {
    fn from(error: AttachmentError) -> Self {
        Self::Refused { status: error.status(), code: error.code(), detail: None }
    }
}

fn unshelved(error: ShelfError) -> ActionError {
    match error {
        ShelfError::Store(error) => ActionError::Outside(error.to_string()),
        // What was put there is gone or another thing: somebody was at the shelf.
        broken => ActionError::Broken(broken.to_string()),
    }
}

/// A thing that files lie beside.
struct Home {
    request: PurchaseRequest,
    offer: Option<SellerOffer>,
}

impl Home {
    async fn of(desk: &Desk, home: AttachmentHome) -> Result<Self, ActionError> {
        match home {
            AttachmentHome::Request(id) => Ok(Self { request: desk.store.get(id).await?, offer: None }),
            AttachmentHome::Offer(id) => {
                let offer: SellerOffer = desk.store.get(id).await?;
                Ok(Self { request: desk.store.get(offer.request_id).await?, offer: Some(offer) })
            }
        }
    }

    fn shows_to(&self, who: &User) -> bool {
        match &self.offer {
            Some(offer) => offer.shows_files_to(who, &self.request),
            None => self.request.shows_files_to(who),
        }
    }

    fn may_attach(&self, desk: &Desk, who: UserId) -> Result<(), AttachmentError> {
        match &self.offer {
            Some(offer) => offer.may_attach(who, desk.now()),
            None => self.request.may_attach(who),
        }
    }
}
