//! In through Telegram, for whoever is linked. Nobody is born here, and nobody is found by a name or an e-mail.
//!
//! It is worth what a password is worth: who has an authenticator app is asked for its code, whoever works for the house has
//! no powers by it, and what moves money asks for another proof.

use super::bot;
use crate::{ActionError, Desk, admin, again::again, identity::may_come_in};
use domain::{
    UserId,
    identity::User,
    telegram::{Proven, TelegramDoor, TelegramLink, TelegramSession},
};
use store::{Commit, StoreError};

/// Who this is, if Telegram signed it for our bot a moment ago and it opened nothing yet.
///
/// # Errors
/// 422 `telegram-refused`, `telegram-too-old`, `telegram-used`, `telegram-unknown`; 403 `account-locked`; 409 `no-bot`.
pub async fn sign_in(desk: &Desk, door: TelegramDoor, said: &str) -> Result<UserId, ActionError> {
    let proven = bot(desk)?.access.token.read(door, said, desk.now());
    let proven = match proven {
        Ok(proven) => proven,
        Err(why) => return refused(desk, None, why.code()).await,
    };
    match again(|| enter(desk, &proven)).await? {
        Ok(user) => Ok(user),
        Err((whose, code)) => refused(desk, whose, code).await,
    }
}

type Arrived = Result<UserId, (Option<UserId>, &'static str)>;

async fn enter(desk: &Desk, proven: &Proven) -> Result<Arrived, ActionError> {
    let link = desk.store.find::<TelegramLink>(proven.profile.id).await?;
    let Some(link) = link else { return Ok(Err((None, "telegram-unknown"))) };
    if desk.store.find::<TelegramSession>(proven.fingerprint).await?.is_some() {
        return Ok(Err((Some(link.user_id), "telegram-used")));
    }
    let user: User = desk.store.get(link.user_id).await?;
    may_come_in(&user)?;
    let session = TelegramSession::of(proven, user.id, desk.now());
    let seen = link.seen(proven.profile.clone(), proven.door, desk.now());
    match desk.commit(Commit::new().insert(&session).save(&seen)).await {
        Ok(()) => Ok(Ok(user.id)),
        Err(ActionError::Store(StoreError::Duplicate { .. })) => Ok(Err((Some(user.id), "telegram-used"))),
        Err(error) => Err(error),
    }
}

async fn refused(desk: &Desk, whose: Option<UserId>, code: &'static str) -> Result<UserId, ActionError> {
    admin::note_failed_sign_in(desk, whose, code).await;
    Err(ActionError::Refused { status: 422, code, detail: None })
}
