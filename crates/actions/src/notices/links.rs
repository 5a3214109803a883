//! Links that stop letters of one kind for one person, signed in or not: signed by the house, taken back by whoever
//! switches that kind on again. Following one changes nothing; posting to it does.

use super::choose::{change, preferences_of};
use crate::{ActionError, Desk};
use domain::{
    event::Actor,
    notices::{Channel, LinkPurpose, NoticeCategory, NotificationPreferences, SignedLink},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What the key of links is derived for.
const PURPOSE: &str = "signed link 1";

/// What a link would stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Letters about this.
    pub category: NoticeCategory,
    /// They are stopped already.
    pub is_done: bool,
}

/// The path of the link in a letter of this category.
pub(super) fn stop_link(desk: &Desk, chosen: &NotificationPreferences, category: NoticeCategory) -> String {
    let text =
        SignedLink::unsubscribe(chosen.id, category, chosen.round_of(category, Channel::Email), desk.now()).text();
    let seal = hex::encode(mac(desk, &text).finalize().into_bytes());
    format!("/unsubscribe/{text}.{seal}")
}

/// What this link would stop; nothing changes.
///
/// # Errors
/// 409 for what is no link of ours, or not any more.
pub async fn asked_to_stop(desk: &Desk, link: &str) -> Result<Stop, ActionError> {
    let (category, chosen) = read(desk, link).await?;
    Ok(Stop { category, is_done: !chosen.wants(category, Channel::Email) })
}

/// Stops it. Asked twice, it is stopped once.
///
/// # Errors
/// As [`asked_to_stop`].
pub async fn unsubscribe(desk: &Desk, link: &str) -> Result<NoticeCategory, ActionError> {
    let (category, chosen) = read(desk, link).await?;
    let off = |before: &NotificationPreferences| before.switched(category, Channel::Email, false, desk.now());
    change(desk, chosen.id, Actor::Nobody, off).await?;
    Ok(category)
}

async fn read(desk: &Desk, link: &str) -> Result<(NoticeCategory, NotificationPreferences), ActionError> {
    let no_link = || ActionError::conflict("link-no-more");
    let (text, seal) = link.rsplit_once('.').ok_or_else(no_link)?;
    let seal = hex::decode(seal).map_err(|_| no_link())?;
    mac(desk, text).verify_slice(&seal).map_err(|_| no_link())?;
    let said = SignedLink::parse(text).ok_or_else(no_link)?;
    let (_, chosen) = preferences_of(desk, said.audience).await?;
    let holds = said.purpose == LinkPurpose::Unsubscribe
        && desk.now() < said.until
        && said.round == chosen.round_of(said.category, Channel::Email);
    if holds { Ok((said.category, chosen)) } else { Err(no_link()) }
}

fn mac(desk: &Desk, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&desk.keys.derive(PURPOSE)).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac
}
