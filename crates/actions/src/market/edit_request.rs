//! The buyer rewrites a wish while no offer is accepted.

use super::{check_wish::read_wish, history::request_row};
use crate::{ActionError, Desk, again::again};
use domain::{
    PurchaseRequestId, UserId,
    event::Actor,
    market::{PurchaseRequest, RequestForm},
};
use store::Commit;

/// Other words for a request.
///
/// # Errors
/// 403 for a stranger, 409 once an offer is accepted, a code per field.
pub async fn edit_request(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    form: &RequestForm,
) -> Result<(), ActionError> {
    again(|| async {
        let before: PurchaseRequest = desk.store.get(request).await?;
        if !before.is_visible_to(Some(buyer)) {
            return Err(ActionError::NotFound(request.to_string()));
        }
        before.may_edit(buyer)?;
        let (wish, branch) = read_wish(desk, form).await?;
        let after = before.edited(buyer, wish, &branch, desk.now())?;
        let row = request_row(desk, Actor::User(buyer), "edit", &before, &after);
        desk.commit(Commit::new().save(&after).record(&row)).await
    })
    .await
}
