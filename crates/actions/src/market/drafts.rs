//! A wish in the making: kept per person, so that nothing typed is ever lost.

use super::post_request::{new_request, posting};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
};
use domain::{
    PurchaseRequestId, UserId,
    market::{Draft, MarketError, RequestForm, Step},
};
use store::{Commit, StoreError};

/// The unique index that allows one draft per person.
const DRAFT_INDEX: &str = "draft_user";

/// The person's draft as the wizard shows it: what was typed so far, or an empty form; the delivery address is taken
/// from the person's own book as long as nothing was typed there.
///
/// # Errors
/// Only the database's.
pub async fn draft_for(desk: &Desk, user: UserId) -> Result<(RequestForm, u64), ActionError> {
    let (mut form, version) = match desk.store.draft_of(user).await? {
        Some(draft) => (draft.form, draft.version),
        None => (RequestForm::default(), 0),
    };
    if let Some(address) = desk.store.addresses_of(user).await?.iter().find(|address| address.is_primary) {
        form.prefill_address(address);
    }
    Ok((form, version))
}

/// Keeps what was typed at one step, faults and all; then says what is wrong with it.
///
/// # Errors
/// A code per field of that step, after everything has been kept.
pub async fn save_draft(desk: &Desk, user: UserId, step: Step, typed: &RequestForm) -> Result<(), ActionError> {
    let form = again(|| keep(desk, user, step, typed)).await?;
    Ok(form.check(step)?)
}

/// Keeps what was typed at one step and asks nothing: for going back.
///
/// # Errors
/// Only the database's.
pub async fn keep_draft(desk: &Desk, user: UserId, step: Step, typed: &RequestForm) -> Result<(), ActionError> {
    again(|| keep(desk, user, step, typed)).await.map(|_| ())
}

async fn keep(desk: &Desk, user: UserId, step: Step, typed: &RequestForm) -> Result<RequestForm, ActionError> {
    let known = desk.store.draft_of(user).await?;
    let mut draft = known.clone().unwrap_or_else(|| fresh(desk, user));
    draft.form.merge(step, typed.clone());
    draft.updated_at = desk.now();
    let commit = match known {
        Some(_) => Commit::new().save(&draft),
        None => Commit::new().insert(&draft),
    };
    desk.commit(commit).await.map_err(|error| started_twice(error, user))?;
    Ok(draft.form)
}

/// Throws the draft away. Done twice is done once.
///
/// # Errors
/// Only the database's.
pub async fn discard_draft(desk: &Desk, user: UserId) -> Result<(), ActionError> {
    again(|| async {
        match desk.store.draft_of(user).await? {
            Some(draft) => desk.commit(Commit::new().remove(&draft)).await,
            None => Ok(()),
        }
    })
    .await
}

/// Publishes the draft as it was shown; once per form key. The draft is gone with the same commit.
///
/// # Errors
/// 409 when there is no draft, or another tab has changed it since `shown_version`; a code per field.
pub async fn publish_draft(
    desk: &Desk,
    user: UserId,
    shown_version: u64,
    key: &FormKey,
) -> Result<PurchaseRequestId, ActionError> {
    let keyed = Keyed::new(user, "publish_request", key);
    once(desk, &keyed, || async {
        let draft = desk.store.draft_of(user).await?.ok_or(MarketError::NoDraft)?;
        if draft.version != shown_version {
            return Err(MarketError::DraftChanged.into());
        }
        let request = new_request(desk, user, &draft.form).await?;
        desk.commit(posting(desk, &request, &keyed).remove(&draft)).await?;
        Ok(request.id)
    })
    .await
}

fn fresh(desk: &Desk, user: UserId) -> Draft {
    let now = desk.now();
    let form = RequestForm::default();
    Draft { id: desk.new_id(), version: 0, user_id: user, form, created_at: now, updated_at: now }
}

/// Two tabs started at once: the slower one adds to the quicker one's draft.
fn started_twice(error: ActionError, user: UserId) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == DRAFT_INDEX => {
            ActionError::Store(StoreError::Conflict(user.to_string()))
        }
        other => other,
    }
}
