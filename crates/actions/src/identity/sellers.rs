//! Becoming a seller: a person asks, an admin decides. Deciding twice is deciding once.

use crate::{ActionError, Desk, FormKey, Keyed, again::again, letters};
use domain::{
    Change, SellerApplicationId, UserId,
    event::{Actor, Subject},
    identity::{ApplicationDeed, ApplicationForm, Role, SellerApplication, User, check_reason},
    letters::LetterKind,
};
use store::{Commit, StoreError};

/// The unique index that allows one waiting ask per person.
const WAITING_INDEX: &str = "application_waiting";

/// Asks to become a seller; once per form key, and one ask at a time.
///
/// # Errors
/// A code per field; 409 `already-seller`, `application-waiting`.
pub async fn apply_as_seller(
    desk: &Desk,
    user: UserId,
    form: &ApplicationForm,
    key: &FormKey,
) -> Result<SellerApplicationId, ActionError> {
    let texts = form.check()?;
    let keyed = Keyed::new(user, "apply_as_seller", key);
    if let Some(first) = keyed.first_answer(desk).await? {
        return parse(&first);
    }
    if desk.store.get::<User>(user).await?.is(Role::Seller) {
        return Err(ActionError::conflict("already-seller"));
    }
    let application = SellerApplication::new(desk.new_id(), user, texts, desk.now());
    let event = desk.event(Subject::User(user), Actor::User(user), "apply_as_seller", None, application.status);
    let once = keyed.answer(desk, &application.id.to_string());
    match desk.commit(Commit::new().once(&once).insert(&application).record(&event)).await {
        Ok(()) => Ok(application.id),
        Err(error) if Keyed::lost_to_twin(&error) => {
            let first = keyed.first_answer(desk).await?;
            parse(&first.ok_or_else(|| ActionError::Broken("a taken key has no answer".to_owned()))?)
        }
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == WAITING_INDEX => {
            Err(ActionError::conflict("application-waiting"))
        }
        Err(error) => Err(error),
    }
}

/// An admin says yes: the person is a seller from their next request on.
///
/// # Errors
/// 403 for anybody but an admin; 409 when it was refused before.
pub async fn approve_seller(desk: &Desk, admin: UserId, id: SellerApplicationId) -> Result<(), ActionError> {
    decide(desk, admin, id, ApplicationDeed::Approve, None).await
}

/// An admin says no, and why.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin; 409 when it was approved before.
pub async fn refuse_seller(
    desk: &Desk,
    admin: UserId,
    id: SellerApplicationId,
    reason: &str,
) -> Result<(), ActionError> {
    must_be(desk, admin, Role::Admin).await?;
    let reason = check_reason(reason)?;
    decide(desk, admin, id, ApplicationDeed::Refuse, Some(reason)).await
}

/// The asks that wait, each with who asks. Admins only.
///
/// # Errors
/// 403 for anybody but an admin.
pub async fn waiting_sellers(desk: &Desk, admin: UserId) -> Result<Vec<(SellerApplication, User)>, ActionError> {
    must_be(desk, admin, Role::Admin).await?;
    let mut rows = Vec::new();
    for application in desk.store.waiting_applications(100).await? {
        let user = desk.store.get(application.user_id).await?;
        rows.push((application, user));
    }
    Ok(rows)
}

/// Gives a person one more role. A second time nothing changes.
///
/// # Errors
/// Not found when there is no such person.
pub async fn grant_role(desk: &Desk, by: Actor, user: UserId, role: Role) -> Result<(), ActionError> {
    again(|| async {
        let commit = granting(desk, by, user, role, Commit::new()).await?;
        desk.commit(commit).await
    })
    .await
}

/// 403 for anybody who has not this role now, whatever a page believed.
pub(crate) async fn must_be(desk: &Desk, user: UserId, role: Role) -> Result<(), ActionError> {
    match desk.store.find::<User>(user).await? {
        Some(user) if user.is(role) => Ok(()),
        Some(_) | None => Err(ActionError::forbidden("forbidden")),
    }
}

async fn decide(
    desk: &Desk,
    admin: UserId,
    id: SellerApplicationId,
    deed: ApplicationDeed,
    reason: Option<String>,
) -> Result<(), ActionError> {
    must_be(desk, admin, Role::Admin).await?;
    again(|| decide_once(desk, admin, id, deed, reason.clone())).await
}

async fn decide_once(
    desk: &Desk,
    admin: UserId,
    id: SellerApplicationId,
    deed: ApplicationDeed,
    reason: Option<String>,
) -> Result<(), ActionError> {
    let application: SellerApplication = desk.store.get(id).await?;
    let Change::Made(decided) = application.decide(deed, reason.clone(), admin, desk.now())? else {
        return Ok(());
    };
    let subject = Subject::User(application.user_id);
    let from = Some(application.status.to_string());
    let mut event = desk.event(subject, Actor::User(admin), "decide_seller", from, decided.status);
    event.why = reason;
    let commit = Commit::new().save(&decided).record(&event);
    let commit = match deed {
        ApplicationDeed::Approve => {
            granting(desk, Actor::User(admin), application.user_id, Role::Seller, commit).await?
        }
        ApplicationDeed::Refuse => commit,
    };
    desk.commit(commit).await
}

async fn granting(desk: &Desk, by: Actor, user: UserId, role: Role, commit: Commit) -> Result<Commit, ActionError> {
    let user: User = desk.store.get(user).await?;
    let Change::Made(granted) = user.granted(role, desk.now()) else { return Ok(commit) };
    let event = desk.event(Subject::User(user.id), by, "grant_role", None, role);
    let commit = commit.save(&granted).record(&event);
    Ok(match by {
        Actor::User(_) => letters::add(commit, desk, &user, LetterKind::RoleChanged { role, is_given: true }),
        // The house lets its first people in without writing to them.
        Actor::Clock | Actor::Chain | Actor::House | Actor::Nobody => commit,
    })
}

fn parse(first: &str) -> Result<SellerApplicationId, ActionError> {
    first.parse().map_err(|error| ActionError::Broken(format!("the first answer: {error}")))
}
