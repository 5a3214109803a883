//! The tree that requests hang on. Only admins grow and cut it.

use crate::{ActionError, Desk, again::again};
use domain::{
    CategoryId, UserId,
    identity::{Role, User},
    market::{Category, CategoryForm, MarketError},
};
use store::{Commit, StoreError};

const SLUG_INDEX: &str = "category_slug";

/// Plants a category.
///
/// # Errors
/// 403 for who is no admin, 409 for a slug that is taken, a code per field.
pub async fn create_category(desk: &Desk, by: UserId, form: &CategoryForm) -> Result<CategoryId, ActionError> {
    only_admin(desk, by).await?;
    plant(desk, form).await
}

pub(super) async fn plant(desk: &Desk, form: &CategoryForm) -> Result<CategoryId, ActionError> {
    let above = branch(desk, form.parent()?).await?;
    let category = form.planted(desk.new_id(), above.as_ref(), desk.now())?;
    desk.commit(Commit::new().insert(&category)).await.map_err(slug_taken)?;
    Ok(category.id)
}

/// Hangs a category elsewhere. What hangs below it, and live requests, hold it where it is.
///
/// # Errors
/// 403 for who is no admin, 409 for a cycle or while it is in use.
pub async fn move_category(
    desk: &Desk,
    by: UserId,
    id: CategoryId,
    below: Option<CategoryId>,
) -> Result<(), ActionError> {
    only_admin(desk, by).await?;
    again(|| async {
        let category: Category = desk.store.get(id).await?;
        let moved = category.moved_below(branch(desk, below).await?.as_ref(), desk.now())?;
        not_in_use(desk, id).await?;
        desk.commit(Commit::new().save(&moved)).await
    })
    .await
}

/// Cuts a category nothing hangs on.
///
/// # Errors
/// 403 for who is no admin, 409 while a live request or another category hangs on it.
pub async fn delete_category(desk: &Desk, by: UserId, id: CategoryId) -> Result<(), ActionError> {
    only_admin(desk, by).await?;
    again(|| async {
        let category: Category = desk.store.get(id).await?;
        not_in_use(desk, id).await?;
        // First nobody can hang anything new on it, then we look again, then it goes.
        let closed = Category { is_active: false, updated_at: desk.now(), ..category };
        desk.commit(Commit::new().save(&closed)).await?;
        if let Err(refused) = not_in_use(desk, id).await {
            let open: Category = desk.store.get(id).await?;
            desk.commit(Commit::new().save(&Category { is_active: true, ..open })).await?;
            return Err(refused);
        }
        let closed: Category = desk.store.get(id).await?;
        desk.commit(Commit::new().remove(&closed)).await
    })
    .await
}

async fn branch(desk: &Desk, id: Option<CategoryId>) -> Result<Option<Category>, ActionError> {
    let Some(id) = id else { return Ok(None) };
    let found = desk.store.find(id).await?;
    found.map(Some).ok_or_else(|| ActionError::field("parent", "not-a-choice"))
}

async fn not_in_use(desk: &Desk, id: CategoryId) -> Result<(), ActionError> {
    if desk.store.is_category_in_use(id).await? { Err(MarketError::CategoryInUse.into()) } else { Ok(()) }
}

async fn only_admin(desk: &Desk, by: UserId) -> Result<(), ActionError> {
    let person: User = desk.store.get(by).await?;
    if person.is(Role::Admin) { Ok(()) } else { Err(ActionError::forbidden("forbidden")) }
}

fn slug_taken(error: ActionError) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == SLUG_INDEX => MarketError::SlugTaken.into(),
        other => other,
    }
}
