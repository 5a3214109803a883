//! What a form cannot know by itself: that the category and the sellers it names exist.

use crate::{ActionError, Desk};
use domain::{
    FieldErrors,
    identity::Role,
    market::{Category, RequestForm, Wish},
};

/// Reads a form against the house as it is now: the wish, and the branch it hangs on.
pub(super) async fn read_wish(desk: &Desk, form: &RequestForm) -> Result<(Wish, Category), ActionError> {
    let wish = form.read()?;
    let mut errors = FieldErrors::default();
    let branch: Option<Category> = desk.store.find(wish.category_id).await?;
    let branch = branch.filter(|branch| branch.is_active);
    if branch.is_none() {
        errors.add("category", "not-a-choice");
    }
    let people = desk.store.users_by_ids(&wish.preferred_seller_ids).await?;
    let is_seller = |id| people.get(id).is_some_and(|user| user.is(Role::Seller));
    if !wish.preferred_seller_ids.iter().all(is_seller) {
        errors.add("preferred_sellers", "unknown-seller");
    }
    errors.into_result()?;
    Ok((wish, branch.expect("its absence was noted as a fault")))
}
