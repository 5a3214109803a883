//! Taking a file away: nobody sees it from now on, and its bytes are swept.

use super::{Home, attach::row};
use crate::{ActionError, Desk, again::again};
use domain::{
    AttachmentId, UserId,
    attachments::{Attachment, AttachmentHome},
    identity::User,
};
use store::Commit;

/// Takes a file away. Done twice is done once; answers with what it lay beside.
///
/// # Errors
/// 404 for who may not see it, 403 for who may not change what lies there, or any more.
pub async fn take_away(desk: &Desk, who: UserId, id: AttachmentId) -> Result<AttachmentHome, ActionError> {
    again(|| async {
        let file: Attachment = desk.store.get(id).await?;
        let home = AttachmentHome::parse(&file.home).ok_or_else(|| ActionError::NotFound(id.to_string()))?;
        let (person, place): (User, Home) = (desk.store.get(who).await?, Home::of(desk, home).await?);
        if !place.shows_to(desk, &person).await? {
            return Err(ActionError::NotFound(id.to_string()));
        }
        place.may_attach(desk, who)?;
        if file.place.is_some() {
            let row = row(desk, who, (&place, home), "take_file_away");
            let commit = Commit::new().save(&file.taken_away(desk.now()));
            desk.commit(row.iter().fold(commit, Commit::record)).await?;
        }
        Ok(home)
    })
    .await
}
