//! Seeing files: only for whom they are.

use super::{Home, unshelved};
use crate::{ActionError, Desk};
use domain::{
    AttachmentId, UserId,
    attachments::{Attachment, AttachmentHome},
    identity::{Role, User},
    market::{PurchaseRequest, SellerOffer},
};
use std::collections::BTreeMap;

/// What lies beside a thing, for one reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesBeside {
    /// In the order of their places.
    pub files: Vec<Attachment>,
    /// The reader may add to them, and take them away.
    pub may_attach: bool,
}

/// What lies beside a request and beside some of its offers, for one reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesAround(BTreeMap<String, FilesBeside>);

impl FilesAround {
    /// What lies beside one of them.
    pub fn beside(&self, home: AttachmentHome) -> FilesBeside {
        self.0.get(&home.text()).cloned().unwrap_or_default()
    }
}

/// What lies beside a request and these offers on it; nothing of what is not for this reader. Read at once, however many
/// offers there are.
///
/// # Errors
/// Only the database's.
pub async fn files_around(
    desk: &Desk,
    who: UserId,
    request: &PurchaseRequest,
    offers: &[SellerOffer],
) -> Result<FilesAround, ActionError> {
    let person: User = desk.store.get(who).await?;
    let files = desk.store.attachments_around(request.id).await?;
    let beside = |at: AttachmentHome, may_attach: bool| {
        let files = files.iter().filter(|file| file.home == at.text()).cloned().collect();
        (at.text(), FilesBeside { files, may_attach })
    };
    let seen = offers.iter().filter(|offer| offer.shows_files_to(&person, request));
    let seen = seen.map(|offer| beside(AttachmentHome::Offer(offer.id), offer.may_attach(who, desk.now()).is_ok()));
    let wish = request.shows_files_to(&person);
    let wish = wish.then(|| beside(AttachmentHome::Request(request.id), request.may_attach(who).is_ok()));
    Ok(FilesAround(seen.chain(wish).collect()))
}

/// One file with its bytes, for somebody with the roles that they have now: those of the house are not there for who came
/// in by a password alone.
///
/// # Errors
/// 404 when it is not there, or not for this person.
pub async fn open_file(
    desk: &Desk,
    (who, roles): (UserId, &[Role]),
    id: AttachmentId,
) -> Result<(Attachment, Vec<u8>), ActionError> {
    let nothing = || ActionError::NotFound(id.to_string());
    let file: Attachment = desk.store.get(id).await?;
    let home = AttachmentHome::parse(&file.home).filter(|_| file.place.is_some()).ok_or_else(nothing)?;
    let person = User { roles: roles.to_vec(), ..desk.store.get(who).await? };
    if !Home::of(desk, home).await?.shows_to(desk, &person).await? {
        return Err(nothing());
    }
    let bytes = desk.files.get(&file.key(), &file.hash).await.map_err(unshelved)?;
    Ok((file, bytes))
}
