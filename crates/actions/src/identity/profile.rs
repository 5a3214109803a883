//! What a person says of themselves, and what others may see of it.

use crate::{ActionError, Desk, again::again};
use domain::{
    UserId,
    identity::{Language, ProfileForm, PublicPerson, Theme, User},
};
use store::Commit;

/// Changes name, words, language, colours and currency in one go.
///
/// # Errors
/// A code per field.
pub async fn change_profile(desk: &Desk, user: UserId, form: &ProfileForm) -> Result<User, ActionError> {
    let profile = form.check()?;
    again(|| async {
        let user: User = desk.store.get(user).await?;
        let described = user.described(profile.clone(), desk.now());
        desk.commit(Commit::new().save(&described)).await?;
        Ok(described)
    })
    .await
}

/// Keeps the language or the colours that somebody chose above a page, so that every browser of theirs knows them.
///
/// # Errors
/// Not found.
pub async fn choose_reading(
    desk: &Desk,
    user: UserId,
    language: Option<Language>,
    theme: Option<Theme>,
) -> Result<(), ActionError> {
    again(|| async {
        let user: User = desk.store.get(user).await?;
        let (language, theme) = (language.unwrap_or(user.language), theme.unwrap_or(user.theme));
        if (language, theme) == (user.language, user.theme) {
            return Ok(());
        }
        let chosen = User { language, theme, updated_at: desk.now(), ..user };
        desk.commit(Commit::new().save(&chosen)).await
    })
    .await
}

/// What anybody may know of this person.
///
/// # Errors
/// Not found, also for somebody who left.
pub async fn public_person(desk: &Desk, id: UserId) -> Result<PublicPerson, ActionError> {
    let user: User = desk.store.get(id).await?;
    user.public().ok_or_else(|| ActionError::NotFound(id.to_string()))
}
