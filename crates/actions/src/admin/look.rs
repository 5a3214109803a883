//! What an admin looks at. Asking is allowed to admins only, whatever a page believed.

use crate::{ActionError, Desk};
use domain::{
    EventId, Timestamp, UserId,
    event::{Actor, EventRow, Subject},
    identity::{EmailAddress, Passkey, PasswordCredential, Role, User},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{LogFilter, OpenSession, PeopleFilter};

/// Rows of a page.
pub const PAGE: usize = 50;

/// A page of a long list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// At most [`PAGE`].
    pub rows: Vec<T>,
    /// True when there are more after the last.
    pub and_more: bool,
}

/// One person as an admin sees them; no secret is in it.
#[derive(Clone, Debug)]
pub struct PersonFile {
    /// The person.
    pub user: User,
    /// The browsers they are signed in with.
    pub sessions: Vec<OpenSession>,
    /// Their passkeys: names and dates.
    pub passkeys: Vec<Passkey>,
    /// When the password was set; none without one.
    pub password_since: Option<Timestamp>,
    /// The last rows of the log about them or by them, newest first.
    pub history: Vec<EventRow>,
}

/// The log as asked on its page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct LogForm {
    pub person: String,
    pub deed: String,
    pub outcome: String,
    pub day: String,
    pub before: String,
}

/// People, newest first.
///
/// # Errors
/// 403 for anybody but an admin.
pub async fn people(
    desk: &Desk,
    admin: UserId,
    filter: &PeopleFilter,
    before: Option<UserId>,
) -> Result<Part<User>, ActionError> {
    must_be_admin(desk, admin).await?;
    Ok(part(desk.store.people(filter, before, ONE_MORE).await?))
}

/// Everything about one person that helps to decide.
///
/// # Errors
/// 403 for anybody but an admin; not found.
pub async fn person_file(desk: &Desk, admin: UserId, user: UserId) -> Result<PersonFile, ActionError> {
    must_be_admin(desk, admin).await?;
    let password: Option<PasswordCredential> = desk.store.find(user).await?;
    Ok(PersonFile {
        user: desk.store.get(user).await?,
        sessions: desk.store.sessions_of(user).await?,
        passkeys: desk.store.passkeys_of(user).await?,
        password_since: password.map(|password| password.changed_at),
        history: desk.store.log_rows(&LogFilter { person: Some(user), ..LogFilter::default() }, 30).await?,
    })
}

/// Rows of the log, newest first. What cannot be understood of the form finds nothing.
///
/// # Errors
/// 403 for anybody but an admin.
pub async fn log(desk: &Desk, admin: UserId, form: &LogForm) -> Result<Part<EventRow>, ActionError> {
    must_be_admin(desk, admin).await?;
    match asked(desk, form).await? {
        Some(filter) => Ok(part(desk.store.log_rows(&filter, ONE_MORE).await?)),
        None => Ok(Part { rows: Vec::new(), and_more: false }),
    }
}

/// What the people in these rows are called.
///
/// # Errors
/// Only the database's.
pub async fn names_in(desk: &Desk, rows: &[EventRow]) -> Result<BTreeMap<UserId, String>, ActionError> {
    let of_row = |row: &EventRow| {
        let by = if let Actor::User(id) = row.actor { Some(id) } else { None };
        let about = if let Subject::User(id) = row.subject { Some(id) } else { None };
        [by, about].into_iter().flatten()
    };
    let ids: BTreeSet<UserId> = rows.iter().flat_map(of_row).collect();
    Ok(desk.store.names_of(&ids).await?)
}

const ONE_MORE: i64 = 51;

fn part<T>(mut rows: Vec<T>) -> Part<T> {
    let and_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Part { rows, and_more }
}

async fn asked(desk: &Desk, form: &LogForm) -> Result<Option<LogFilter>, ActionError> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut filter = LogFilter { deed: said(&form.deed), ..LogFilter::default() };
    filter.was_refused = match form.outcome.as_str() {
        "refused" => Some(true),
        "done" => Some(false),
        _ => None,
    };
    if let Some(person) = said(&form.person) {
        let Some(person) = person_called(desk, &person).await? else { return Ok(None) };
        filter.person = Some(person);
    }
    if let Some(day) = said(&form.day) {
        let Some((from, before)) = day_of(&day) else { return Ok(None) };
        (filter.from, filter.before) = (Some(from), Some(before));
    }
    if let Some(before) = said(&form.before) {
        let Ok(before) = before.parse() else { return Ok(None) };
        filter.before = Some(before);
    }
    Ok(Some(filter))
}

pub(super) async fn person_called(desk: &Desk, text: &str) -> Result<Option<UserId>, ActionError> {
    if let Ok(id) = text.parse() {
        return Ok(Some(id));
    }
    Ok(desk.store.user_by_email_key(&EmailAddress::fold(text)).await?.map(|user| user.id))
}

/// `2026-11-21` as the ids that may be drawn on it (UTC).
fn day_of(text: &str) -> Option<(EventId, EventId)> {
    let day = text.parse::<chrono::NaiveDate>().ok()?;
    let start = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
    let first = |millis: i64| {
        let mut bytes = [0; 16];
        let drawn = u64::try_from(millis).ok()? << 16;
        bytes[..8].copy_from_slice(&drawn.to_be_bytes());
        Some(EventId::from_bytes(bytes))
    };
    Some((first(start)?, first(start + 86_400_000)?))
}

/// The admin as they are now.
pub(crate) async fn must_be_admin(desk: &Desk, admin: UserId) -> Result<User, ActionError> {
    must_be(desk, admin, &[Role::Admin]).await
}

/// A person with one of these roles, as they are now.
pub(crate) async fn must_be(desk: &Desk, person: UserId, roles: &[Role]) -> Result<User, ActionError> {
    let person = desk.store.find::<User>(person).await?;
    let person = person.filter(|person| roles.iter().any(|role| person.is(*role)));
    person.ok_or(ActionError::forbidden("forbidden"))
}
