//! Ten codes for the day everything else is lost. Each opens once; they are kept as keyed hashes, and 80 random bits
//! are no guess.

use super::{
    limits,
    quiet::{begin_quiet, not_quiet},
    sealing,
    sign_in::may_come_in,
};
use crate::{ActionError, Desk, again::again, letters};
use domain::{
    Minutes, Timestamp, UserId,
    event::{Actor, EventRow, Subject},
    identity::{
        EmailAddress, RECOVERY_CODE_LENGTH, RECOVERY_CODES, RecoveryCodes, Sealed, User, fold_recovery_code,
        recovery_code,
    },
    letters::LetterKind,
};
use hmac::{Hmac, KeyInit, Mac};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use store::Commit;

/// What the hashes' key is derived for.
const PURPOSE: &str = "recovery codes";
/// What the key is derived for under which new codes wait to be read.
const SHOWN_PURPOSE: &str = "recovery codes on a page";
/// How long new codes can be read in the browser that asked for them.
const SHOWN_FOR: Minutes = Minutes(10);

/// New codes on their way to the page: sealed, for one person, for a few minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownCodes {
    sealed: Sealed,
    at: Timestamp,
}

impl ShownCodes {
    /// The codes, while they may be read by this person.
    pub fn read(&self, desk: &Desk, user: UserId) -> Option<Vec<String>> {
        if desk.now() > self.at + SHOWN_FOR {
            return None;
        }
        let text = sealing::open(desk, SHOWN_PURPOSE, &user.to_string(), &self.sealed).ok()?;
        Some(String::from_utf8(text).ok()?.lines().map(str::to_owned).collect())
    }
}

/// Ten new codes; older ones open nothing any more.
///
/// # Errors
/// 403 `quiet-after-recovery`.
pub async fn new_recovery_codes(desk: &Desk, user: UserId) -> Result<ShownCodes, ActionError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| drawn()).collect();
    let hashes: Vec<Sealed> = codes.iter().map(|code| Sealed::new(hash(desk, user, code))).collect();
    again(|| async {
        let user = not_quiet(desk, user).await?;
        let set = RecoveryCodes { id: user.id, version: 0, hashes: hashes.clone(), made_at: desk.now() };
        let commit = match desk.store.find::<RecoveryCodes>(user.id).await? {
            Some(old) => Commit::new().save(&RecoveryCodes { version: old.version, ..set }),
            None => Commit::new().insert(&set),
        };
        let commit = letters::add(commit, desk, &user, LetterKind::NewRecoveryCodes);
        desk.commit(commit.record(&event(desk, user.id, "new_recovery_codes", RECOVERY_CODES))).await
    })
    .await?;
    let sealed = sealing::seal(desk, SHOWN_PURPOSE, &user.to_string(), codes.join("\n").as_bytes())?;
    Ok(ShownCodes { sealed, at: desk.now() })
}

/// How many codes are left; none when there never were any.
///
/// # Errors
/// Only the database's.
pub async fn recovery_codes_left(desk: &Desk, user: UserId) -> Result<Option<usize>, ActionError> {
    Ok(desk.store.find::<RecoveryCodes>(user).await?.map(|set| set.hashes.len()))
}

/// Somebody who lost every other way comes back with e-mail and a code: they are in, and quiet for a day. An unknown
/// e-mail gets the answer of a wrong code.
///
/// # Errors
/// 422 `recovery-refused`, whatever was wrong; 403 `account-locked`; 429.
pub async fn recover(desk: &Desk, email: &str, typed: &str) -> Result<UserId, ActionError> {
    let key = EmailAddress::fold(email);
    let name = format!("recover:{key}");
    limits::check(desk, &name).await?;
    let user = desk.store.user_by_email_key(&key).await?;
    let spent = match &user {
        Some(user) => spend(desk, user.id, typed, true).await?,
        None => spend(desk, UserId::from_bytes([0; 16]), typed, true).await?,
    };
    let Some(user) = user.filter(|_| spent) else {
        limits::failed(desk, &name).await?;
        return Err(ActionError::Refused { status: 422, code: "recovery-refused", detail: None });
    };
    limits::succeeded(desk, &name).await?;
    Ok(user.id)
}

/// Takes a recovery code in place of the app's: beside a right password it needs no quiet time.
///
/// # Errors
/// `code-wrong` at `secret_code`; 429.
pub async fn check_recovery_code(desk: &Desk, user: UserId, typed: &str) -> Result<(), ActionError> {
    let name = format!("totp:{user}");
    limits::check(desk, &name).await?;
    if spend(desk, user, typed, false).await? {
        return limits::succeeded(desk, &name).await;
    }
    limits::failed(desk, &name).await?;
    Err(ActionError::field("secret_code", "code-wrong"))
}

/// True for what is typed like a recovery code and not like a code of an app.
pub fn looks_like_recovery_code(typed: &str) -> bool {
    fold_recovery_code(typed).len() == RECOVERY_CODE_LENGTH
}

/// Takes the code out of its set, if it is in it: of two uses at once one finds it gone.
async fn spend(desk: &Desk, user: UserId, typed: &str, is_recovery: bool) -> Result<bool, ActionError> {
    let hash = hash(desk, user, typed);
    again(|| async {
        let set: Option<RecoveryCodes> = desk.store.find(user).await?;
        let Some(left) = set.and_then(|set| set.without(&hash)) else { return Ok(false) };
        let user: User = desk.store.get(user).await?;
        may_come_in(&user)?;
        let deed = if is_recovery { "recover" } else { "use_recovery_code" };
        let commit = Commit::new().save(&left).record(&event(desk, user.id, deed, left.hashes.len()));
        let commit = letters::add(commit, desk, &user, LetterKind::RecoveryUsed);
        let commit = if is_recovery { commit.save(&begin_quiet(desk, user)) } else { commit };
        desk.commit(commit).await?;
        Ok(true)
    })
    .await
}

fn drawn() -> String {
    let mut bytes = [0; 10];
    rand::rng().fill_bytes(&mut bytes);
    recovery_code(bytes)
}

/// Keyed by the house and bound to the person: the same letters in other hands are another hash.
fn hash(desk: &Desk, user: UserId, typed: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&desk.keys.derive(PURPOSE)).expect("HMAC takes keys of any length");
    mac.update(format!("{user}\n{}", fold_recovery_code(typed)).as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn event(desk: &Desk, user: UserId, deed: &str, left: usize) -> EventRow {
    desk.event(Subject::User(user), Actor::User(user), deed, None, format!("{left} left"))
}
