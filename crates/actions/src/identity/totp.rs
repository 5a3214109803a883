//! Codes of an authenticator app (RFC 6238): setting one up, checking a code, doing without. A code opens once: the
//! step of time it belongs to is kept, compared and set in one write.

use super::{
    limits,
    quiet::{Proof, confirmed_app, may_add_way, not_quiet},
    sealing,
};
use crate::{ActionError, Desk, again::again, letters};
use domain::{
    Timestamp, UserId,
    digits::code,
    event::{Actor, EventRow, Subject},
    identity::{AuthenticatorApp, User},
    letters::LetterKind,
};
use rand::RngCore;
use store::Commit;
use totp_rs::{Builder, Secret, Totp};

/// What the secret's key is derived for.
const PURPOSE: &str = "authenticator apps";
/// Bytes of a secret. Source: RFC 4226, section 4, R6.
const SECRET_BYTES: usize = 20;

/// What the person's app must be told.
#[derive(Clone, PartialEq, Eq)]
pub struct AppOffer {
    /// The secret in base 32, in groups of four.
    pub groups: Vec<String>,
    /// The same as an address that apps read from a QR code.
    pub uri: String,
}

/// Offers a secret. An offer that waits is replaced.
///
/// # Errors
/// 409 `totp-there` when an app is set up already; as [`Proof`] is judged; 403 `quiet-after-recovery`.
pub async fn start_totp(desk: &Desk, user: UserId, proof: Proof<'_>) -> Result<(), ActionError> {
    let user = not_quiet(desk, user).await?;
    may_add_way(desk, &user, proof).await?;
    let mut secret = [0; SECRET_BYTES];
    rand::rng().fill_bytes(&mut secret);
    again(|| async {
        let secret = sealing::seal(desk, PURPOSE, &user.id.to_string(), &secret)?;
        let fresh = AuthenticatorApp {
            id: user.id,
            version: 0,
            secret,
            confirmed_at: None,
            last_step: 0,
            created_at: desk.now(),
        };
        match desk.store.find::<AuthenticatorApp>(user.id).await? {
            Some(app) if app.confirmed_at.is_some() => Err(ActionError::conflict("totp-there")),
            Some(app) => desk.commit(Commit::new().save(&AuthenticatorApp { version: app.version, ..fresh })).await,
            None => desk.commit(Commit::new().insert(&fresh)).await,
        }
    })
    .await
}

/// The offer that waits for its first code, if any.
///
/// # Errors
/// Only the database's, or a secret that cannot be read any more.
pub async fn offered_totp(desk: &Desk, user: UserId) -> Result<Option<AppOffer>, ActionError> {
    let user: User = desk.store.get(user).await?;
    let app: Option<AuthenticatorApp> = desk.store.find(user.id).await?;
    let Some(app) = app.filter(|app| app.confirmed_at.is_none()) else { return Ok(None) };
    let account = user.email.as_deref().unwrap_or(&user.display_name).replace(':', " ");
    let totp = totp(desk, &app, &account)?;
    let base32 = totp.secret().to_base32();
    let signs: Vec<char> = base32.chars().collect();
    let groups = signs.chunks(4).map(|four| four.iter().collect()).collect();
    let uri = totp.to_url().map_err(|error| ActionError::Broken(error.to_string()))?;
    Ok(Some(AppOffer { groups, uri }))
}

/// The app shows a right code: from now on it is a second way to say who one is.
///
/// # Errors
/// `code-wrong` at `secret_code`; 409 `totp-not-offered`; 403 `quiet-after-recovery`; 429.
pub async fn confirm_totp(desk: &Desk, user: UserId, typed: &str) -> Result<(), ActionError> {
    let user = not_quiet(desk, user).await?;
    counted(desk, user.id, || async {
        let app: Option<AuthenticatorApp> = desk.store.find(user.id).await?;
        let app = app.filter(|app| app.confirmed_at.is_none());
        let app = app.ok_or_else(|| ActionError::conflict("totp-not-offered"))?;
        let last_step = step_of(desk, &app, typed)?;
        let confirmed = AuthenticatorApp { confirmed_at: Some(desk.now()), last_step, ..app };
        let added = letters::add(Commit::new().save(&confirmed), desk, &user, LetterKind::TotpAdded);
        desk.commit(added.record(&event(desk, user.id, "add_totp"))).await
    })
    .await
}

/// Says whether this is a code of the person's app that opened nothing yet.
///
/// # Errors
/// `code-wrong` or `code-used` at `secret_code`; 409 `totp-missing`; 429.
pub async fn check_totp(desk: &Desk, user: UserId, typed: &str) -> Result<(), ActionError> {
    counted(desk, user, || async {
        let app = confirmed_app(desk, user).await?.ok_or_else(|| ActionError::conflict("totp-missing"))?;
        let last_step = step_of(desk, &app, typed)?;
        desk.commit(Commit::new().save(&AuthenticatorApp { last_step, ..app })).await
    })
    .await
}

/// Does without the app. What is left must still be a way in, and it is: a password or a passkey.
///
/// # Errors
/// 403 `quiet-after-recovery`.
pub async fn remove_totp(desk: &Desk, user: UserId) -> Result<(), ActionError> {
    again(|| async {
        let user = not_quiet(desk, user).await?;
        let Some(app) = desk.store.find::<AuthenticatorApp>(user.id).await? else { return Ok(()) };
        let removed = letters::add(Commit::new().remove(&app), desk, &user, LetterKind::TotpRemoved);
        desk.commit(removed.record(&event(desk, user.id, "remove_totp"))).await
    })
    .await
}

/// An app that is there without having been shown: only for made-up people, whose secrets everybody may know.
///
/// # Errors
/// Only the database's.
#[cfg(feature = "demo-wallet")]
pub async fn give_totp(desk: &Desk, user: UserId, base32: &str) -> Result<(), ActionError> {
    if confirmed_app(desk, user).await?.is_some() {
        return Ok(());
    }
    let secret = Secret::try_from_base32(base32).map_err(|error| ActionError::Broken(error.to_string()))?;
    let secret = sealing::seal(desk, PURPOSE, &user.to_string(), secret.as_ref())?;
    let (created_at, confirmed_at) = (desk.now(), Some(desk.now()));
    let app = AuthenticatorApp { id: user, version: 0, secret, confirmed_at, last_step: 0, created_at };
    desk.commit(Commit::new().insert(&app)).await
}

/// Wrong codes are counted, and a lost race is looked at again: then the code was used.
async fn counted<Deed, Once>(desk: &Desk, user: UserId, deed: Deed) -> Result<(), ActionError>
where
    Deed: FnMut() -> Once,
    Once: Future<Output = Result<(), ActionError>>,
{
    let name = format!("totp:{user}");
    limits::check(desk, &name).await?;
    match again(deed).await {
        Ok(()) => limits::succeeded(desk, &name).await,
        Err(ActionError::Fields(fields)) => {
            limits::failed(desk, &name).await?;
            Err(ActionError::Fields(fields))
        }
        Err(other) => Err(other),
    }
}

/// The step of time this code belongs to, when it is newer than the last one used. One step to either side is fine:
/// clocks differ, and people type slowly.
fn step_of(desk: &Desk, app: &AuthenticatorApp, typed: &str) -> Result<u64, ActionError> {
    let step = totp(desk, app, "")?.check(&code(typed), seconds(desk.now()));
    let step = step.ok_or_else(|| ActionError::field("secret_code", "code-wrong"))?;
    if step > app.last_step { Ok(step) } else { Err(ActionError::field("secret_code", "code-used")) }
}

fn totp(desk: &Desk, app: &AuthenticatorApp, account: &str) -> Result<Totp, ActionError> {
    let secret = Secret::from(sealing::open(desk, PURPOSE, &app.id.to_string(), &app.secret)?);
    let totp = Builder::new().with_secret(secret).with_issuer(Some("Amanat")).with_account_name(account);
    totp.build().map_err(|error| ActionError::Broken(error.to_string()))
}

fn seconds(at: Timestamp) -> u64 {
    u64::try_from(at.millis() / 1000).unwrap_or_default()
}

fn event(desk: &Desk, user: UserId, deed: &str) -> EventRow {
    desk.event(Subject::User(user), Actor::User(user), deed, None, "authenticator")
}
