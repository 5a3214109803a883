//! From where a person comes in: browsers and addresses. What was never seen before is told to the person, whatever they
//! chose, and what was not them is put out.

use crate::{ActionError, Desk, again::again, letters};
use domain::{
    UserId,
    event::{Actor, Subject},
    identity::{AccountIps, Arrival, Device, User},
    letters::LetterKind,
};
use rand::RngCore;
use sha2::{Digest, Sha256};
use store::Commit;

/// Bytes of the cookie that a browser is known by.
const COOKIE_BYTES: usize = 32;

/// A browser that came in.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The cookie that it keeps: its own, or a new one.
    pub cookie: String,
    /// What its session is found by.
    pub mark: String,
}

/// Something of a person's list that was not them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// A browser, by its mark.
    Device(&'a str),
    /// An address.
    Address(&'a str),
}

/// Somebody has come in with this browser. Called by the one door there is.
///
/// # Errors
/// Only the database's: nobody comes in unseen.
pub async fn note_arrival(
    desk: &Desk,
    user: UserId,
    cookie: Option<&str>,
    agent: &str,
) -> Result<Arrived, ActionError> {
    let cookie = cookie.filter(|text| is_cookie(text)).map_or_else(fresh_cookie, str::to_owned);
    let mark = mark_of(&cookie);
    let device = Device::of_user_agent(agent);
    again(|| async {
        let known: Option<AccountIps> = desk.store.find(user).await?;
        let before = known.clone().unwrap_or(AccountIps::of(user));
        let arrival = Arrival { mark: &mark, device: device.clone(), ip: desk.trace.ip.as_deref() };
        let (after, is_news) = before.arrived(&arrival, desk.now());
        let commit = if known.is_some() { Commit::new().save(&after) } else { Commit::new().insert(&after) };
        let commit = if is_news { told(desk, user, commit, &device).await? } else { commit };
        match desk.commit(commit).await {
            // Two first arrivals at once: the second finds the list.
            Err(error) if is_there(&error) => Err(store::StoreError::Conflict(user.to_string()).into()),
            other => other,
        }
    })
    .await?;
    Ok(Arrived { cookie, mark })
}

async fn told(desk: &Desk, user: UserId, commit: Commit, device: &Device) -> Result<Commit, ActionError> {
    let user: User = desk.store.get(user).await?;
    let kind = LetterKind::NewArrival { device: device.words(), address: desk.trace.ip.clone() };
    Ok(letters::add(commit, desk, &user, kind))
}

fn is_there(error: &ActionError) -> bool {
    matches!(error, ActionError::Store(store::StoreError::Duplicate { .. }))
}

/// From where this person has come in.
///
/// # Errors
/// Only the database's.
pub async fn places_of(desk: &Desk, user: UserId) -> Result<AccountIps, ActionError> {
    Ok(desk.store.find(user).await?.unwrap_or(AccountIps::of(user)))
}

/// "This was not me": it is known no more, and its sessions end, but for the one of this handle, which is asking. Says how
/// many have ended.
///
/// # Errors
/// Only the database's; something that is not on the list is as good as gone.
pub async fn disown(desk: &Desk, user: UserId, place: Place<'_>, here: &str) -> Result<u64, ActionError> {
    again(|| async {
        let Some(known) = desk.store.find::<AccountIps>(user).await? else { return Ok(()) };
        let (after, word) = match place {
            Place::Device(mark) => (known.without_device(mark), "device"),
            Place::Address(ip) => (known.without_address(ip), "address"),
        };
        let Some(after) = after else { return Ok(()) };
        let event = desk.event(Subject::User(user), Actor::User(user), "disown_place", None, word);
        desk.commit(Commit::new().save(&after).record(&event)).await
    })
    .await?;
    let (key, value) = match place {
        Place::Device(mark) => (store::DEVICE_KEY, mark),
        Place::Address(ip) => (store::IP_KEY, ip),
    };
    Ok(desk.store.end_sessions_like(user, (key, value), here).await?)
}

fn fresh_cookie() -> String {
    let mut bytes = [0; COOKIE_BYTES];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}

fn is_cookie(text: &str) -> bool {
    text.len() == 2 * COOKIE_BYTES && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn mark_of(cookie: &str) -> String {
    hex::encode(&Sha256::digest(cookie.as_bytes())[..16])
}
