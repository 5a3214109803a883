//! Codes that go by mail: somebody says that an e-mail is theirs, and brings back what was sent there. What a right
//! code opens stands in a file of its own each; here is what they share: the record, the code, the tries.
//!
//! Known and unknown e-mails get the same answer, the same work and the same number of letters an hour: whether there is
//! anybody to write to is looked up by a task, when whoever asked has long been answered.

mod email;
mod letter;
mod password;
mod sign_up;

pub use email::{change_email, confirm_email};
pub(crate) use letter::mail_code;
pub use password::{forgot_password, reset_password};
pub use sign_up::{begin_sign_up, confirm_sign_up};

use super::limits;
use crate::{ActionError, Desk, again::again};
use domain::{
    TempVerificationId, digits,
    identity::{CodeIsDead, EmailAddress, TempVerification, Verifies},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::Commit;
use subtle::ConstantTimeEq;

/// What codes are derived for.
const CODES: &str = "mailed codes";
/// What the identity of a record is derived for.
const RECORDS: &str = "records of mailed codes";
/// What the identity of its letter is derived for.
const LETTERS: &str = "letters of mailed codes";

/// The six digits of one round of one record.
pub fn mailed_code(desk: &Desk, of: TempVerificationId, round: u32) -> String {
    let hash = keyed(desk, CODES, &[&of.to_bytes(), &round.to_be_bytes()]);
    let [a, b, c, d, e, f, g, h, ..] = hash;
    // 2^64 is so much larger than a million that no code is noticeably likelier than another.
    format!("{:06}", u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 1_000_000)
}

/// The record a browser waits with, as long as another code may be asked for.
///
/// # Errors
/// Only the database's.
pub async fn waiting_code(desk: &Desk, id: TempVerificationId) -> Result<Option<TempVerification>, ActionError> {
    let record: Option<TempVerification> = desk.store.find(id).await?;
    Ok(record.filter(|record| record.done_for.is_none() && desk.now() < record.expire_at))
}

/// Another code for the same e-mail, in a letter of its own; the one before opens nothing any more. Says what it is for.
///
/// # Errors
/// 422 `letter-just-sent` with the seconds to wait; 422 `code-late` when there is nothing to wait for; 429.
pub async fn mail_again(desk: &Desk, id: TempVerificationId) -> Result<TempVerification, ActionError> {
    again(|| async {
        let record = waiting_code(desk, id).await?.ok_or_else(too_late)?;
        let fresh = record.mailed_again(desk.now()).map_err(|wait| ActionError::Refused {
            status: 422,
            code: "letter-just-sent",
            detail: Some(wait.0.to_string()),
        })?;
        limits::spend_letter(desk, &record.email_key).await?;
        desk.commit(Commit::new().save(&fresh).task(&letter::task(desk, &fresh))).await?;
        Ok(fresh)
    })
    .await
}

/// Writes the record and its first letter. A form that is sent twice is one record and one letter; what was typed
/// anew beside the e-mail counts.
async fn begin(
    desk: &Desk,
    key: &str,
    verifies: Verifies,
    email: &EmailAddress,
) -> Result<TempVerificationId, ActionError> {
    let id = record_id(desk, key, &verifies, email);
    if waiting_code(desk, id).await?.is_some() {
        return typed_anew(desk, id, &verifies).await.map(|()| id);
    }
    limits::spend_letter(desk, email.key()).await?;
    let record = TempVerification::born(id, verifies, email, desk.now());
    match desk.commit(Commit::new().insert(&record).task(&letter::task(desk, &record))).await {
        // Its twin was quicker.
        Err(error) if crate::Keyed::lost_to_twin(&error) => Ok(id),
        other => other.map(|()| id),
    }
}

/// What came with the form this time, in the place of what came before.
async fn typed_anew(desk: &Desk, id: TempVerificationId, verifies: &Verifies) -> Result<(), ActionError> {
    again(|| async {
        let Some(record) = waiting_code(desk, id).await? else { return Ok(()) };
        desk.commit(Commit::new().save(&TempVerification { verifies: verifies.clone(), ..record })).await
    })
    .await
}

/// The record, if this is its code. The try is written down before the code is looked at, so that many at once are
/// not more than the few that a record allows.
///
/// # Errors
/// Codes at `secret_code`: `required`, `mailed-code-wrong`, `code-spent`, `code-late`.
async fn judged(desk: &Desk, id: TempVerificationId, typed: &str) -> Result<TempVerification, ActionError> {
    let typed = digits::code(typed);
    if typed.is_empty() {
        return Err(ActionError::field("secret_code", "required"));
    }
    let record = again(|| async {
        let record: TempVerification = desk.store.find(id).await?.ok_or_else(too_late)?;
        record.is_open(desk.now()).map_err(|dead| match dead {
            CodeIsDead::Late => too_late(),
            CodeIsDead::Spent => ActionError::field("secret_code", "code-spent"),
        })?;
        let counted = record.missed();
        desk.commit(Commit::new().save(&counted)).await?;
        Ok(TempVerification { version: counted.version + 1, ..counted })
    })
    .await?;
    let code = mailed_code(desk, record.id, record.round);
    let is_right = bool::from(code.as_bytes().ct_eq(typed.as_bytes()));
    if is_right { Ok(record) } else { Err(wrong_code()) }
}

fn wrong_code() -> ActionError {
    ActionError::field("secret_code", "mailed-code-wrong")
}

fn too_late() -> ActionError {
    ActionError::field("secret_code", "code-late")
}

/// One record per form, purpose and e-mail, which nobody can name from outside: whatever key a form comes with, a code
/// that was mailed for one thing never becomes one for another.
fn record_id(desk: &Desk, key: &str, verifies: &Verifies, email: &EmailAddress) -> TempVerificationId {
    if key.is_empty() {
        return desk.new_id();
    }
    let purpose = match verifies {
        Verifies::SignUp { .. } => "sign_up".to_owned(),
        Verifies::Email { user } => format!("email {user}"),
        Verifies::Password => "password".to_owned(),
    };
    // None of the three has a line break in it but the key, which comes last.
    let name = [purpose.as_str(), email.key(), key].join("\n");
    TempVerificationId::from_bytes(keyed_id(desk, RECORDS, &[name.as_bytes()]))
}

fn keyed_id(desk: &Desk, purpose: &str, parts: &[&[u8]]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&keyed(desk, purpose, parts)[..16]);
    bytes
}

fn keyed(desk: &Desk, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&desk.keys.derive(purpose)).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
