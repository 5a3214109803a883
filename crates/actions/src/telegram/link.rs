//! A person and a Telegram user become one: the person asks for an address that only they are shown, and whoever opens it
//! in Telegram is them. Nobody is linked by a name.

use super::bot;
use crate::{
    ActionError, Desk,
    again::again,
    identity::{Proof, may_add_way, not_quiet},
    letters,
};
use domain::{
    Timestamp, UserId,
    event::{Actor, Subject},
    identity::{User, UserStatus},
    letters::{Letter, LetterKind},
    telegram::{LinkStatus, Reply, TelegramLink, TelegramProfile, TelegramTicket},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{Commit, StoreError};
use subtle::ConstantTimeEq;

/// What the key of tickets is derived for.
const PURPOSE: &str = "telegram ticket 1";

/// Where a person opens the bot to be linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// A secret until it is used.
    pub address: String,
    /// Until when.
    pub until: Timestamp,
}

/// Makes an address for this person; one from before works no more. A Telegram user opens the account: it takes what any
/// new way in takes.
///
/// # Errors
/// As [`Proof`] is judged; 403 `quiet-after-recovery`; 409 `telegram-linked`, `no-bot`.
pub async fn start_link(desk: &Desk, person: UserId, proof: Proof<'_>) -> Result<(), ActionError> {
    bot(desk)?;
    let user = not_quiet(desk, person).await?;
    if user.telegram.is_some() {
        return Err(ActionError::conflict("telegram-linked"));
    }
    may_add_way(desk, &user, proof).await?;
    again(|| async {
        let fresh = TelegramTicket::new(person, desk.now());
        let commit = match desk.store.find::<TelegramTicket>(person).await? {
            Some(before) => Commit::new().save(&TelegramTicket { version: before.version, ..fresh }),
            None => Commit::new().insert(&fresh),
        };
        desk.commit(commit).await
    })
    .await
}

/// The address that waits for this person to open it.
///
/// # Errors
/// Only the database's.
pub async fn invitation(desk: &Desk, person: UserId) -> Result<Option<Invitation>, ActionError> {
    let Some(bot) = &desk.telegram else { return Ok(None) };
    let ticket = desk.store.find::<TelegramTicket>(person).await?.filter(|ticket| !ticket.is_over(desk.now()));
    Ok(ticket.map(|ticket| Invitation { address: bot.access.deep_link(&payload(desk, &ticket)), until: ticket.until }))
}

/// Who in Telegram this person is.
///
/// # Errors
/// Only the database's.
pub async fn link_of(desk: &Desk, person: UserId) -> Result<Option<TelegramLink>, ActionError> {
    let user: User = desk.store.get(person).await?;
    match user.telegram {
        Some(id) => Ok(desk.store.find(id).await?),
        None => Ok(None),
    }
}

/// Takes the link away. Done twice is done once.
///
/// # Errors
/// Only the database's.
pub async fn unlink(desk: &Desk, person: UserId) -> Result<(), ActionError> {
    again(|| async {
        let user: User = desk.store.get(person).await?;
        let Some(id) = user.telegram else { return Ok(()) };
        let after = User { telegram: None, updated_at: desk.now(), ..user };
        let event = desk.event(Subject::User(person), Actor::User(person), "unlink_telegram", None, "unlinked");
        let link: Option<TelegramLink> = desk.store.find(id).await?;
        let commit = link.iter().fold(Commit::new().save(&after).record(&event), Commit::remove);
        desk.commit(letters::add(commit, desk, &after, LetterKind::TelegramUnlinked)).await
    })
    .await
}

/// Somebody opened the bot with this payload. Whoever is linked to that very person already is told so again.
pub(super) async fn open(desk: &Desk, from: &TelegramProfile, said: &str) -> Result<Reply, ActionError> {
    again(|| async {
        let Some(person) = TelegramTicket::whose(said) else { return Ok(Reply::LinkNoMore) };
        if let Some(link) = desk.store.find::<TelegramLink>(from.id).await? {
            let user: User = desk.store.get(link.user_id).await?;
            let is_the_same = link.user_id == person;
            return Ok(if is_the_same { Reply::Linked { name: user.display_name } } else { Reply::LinkedOtherwise });
        }
        let ticket = desk.store.find::<TelegramTicket>(person).await?;
        let is_right = |ticket: &TelegramTicket| {
            !ticket.is_over(desk.now()) && bool::from(payload(desk, ticket).as_bytes().ct_eq(said.as_bytes()))
        };
        let Some(ticket) = ticket.filter(is_right) else { return Ok(Reply::LinkNoMore) };
        let user: User = desk.store.get(person).await?;
        match (user.status, user.telegram) {
            (UserStatus::Locked | UserStatus::Closed, _) => Ok(Reply::Locked),
            (UserStatus::Active, Some(_)) => Ok(Reply::LinkedOtherwise),
            (UserStatus::Active, None) => write(desk, user, &ticket, from).await,
        }
    })
    .await
}

async fn write(desk: &Desk, user: User, ticket: &TelegramTicket, from: &TelegramProfile) -> Result<Reply, ActionError> {
    let link = TelegramLink::by_bot(user.id, from.clone(), desk.now());
    let linked = User { telegram: Some(from.id), updated_at: desk.now(), ..user.clone() };
    let event = desk.event(Subject::User(user.id), Actor::User(user.id), "link_telegram", None, "linked");
    let commit = Commit::new().insert(&link).save(&linked).remove(ticket).record(&event);
    // The bot says it by itself.
    let commit = letters::add(commit, desk, &user, LetterKind::TelegramLinked { called: from.called() });
    match desk.commit(commit).await {
        Ok(()) => Ok(Reply::Linked { name: user.display_name }),
        // This Telegram user became somebody else's in the same moment.
        Err(ActionError::Store(StoreError::Duplicate { .. })) => Ok(Reply::LinkedOtherwise),
        Err(error) => Err(error),
    }
}

/// Whether the bot may still bring this letter to whom it was written to.
pub(crate) async fn may_be_told(desk: &Desk, letter: &Letter) -> Result<bool, ActionError> {
    let Some(link) = linked_by(desk, letter).await? else { return Ok(false) };
    Ok(Some(link.user_id) == letter.user_id && link.status == LinkStatus::Active)
}

/// The reader of this letter has stopped the bot: nothing is tried any more until they start it again.
pub(crate) async fn stopped(desk: &Desk, letter: &Letter) -> Result<(), ActionError> {
    again(|| async {
        match linked_by(desk, letter).await? {
            Some(link) if link.status == LinkStatus::Active => {
                desk.commit(Commit::new().save(&TelegramLink { status: LinkStatus::Blocked, ..link })).await
            }
            Some(_) | None => Ok(()),
        }
    })
    .await
}

async fn linked_by(desk: &Desk, letter: &Letter) -> Result<Option<TelegramLink>, ActionError> {
    match letter.to.parse() {
        Ok(id) => Ok(desk.store.find(id).await?),
        Err(_) => Ok(None),
    }
}

fn payload(desk: &Desk, ticket: &TelegramTicket) -> String {
    let key = desk.keys.derive(PURPOSE);
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
    mac.update(ticket.text().as_bytes());
    ticket.payload(mac.finalize().into_bytes().into())
}
