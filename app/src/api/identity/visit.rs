//! The browser at the door: its session, what it says of itself, the questions it has been asked.

use super::known_device::{device_cookie, keep_device};
use crate::{
    Fault, Refused,
    ssr::{desk, query_without_deed, refuse, safe_path, session},
    words,
};
use actions::{
    ActionError,
    identity::{Ceremony, ShownCodes},
};
use axum::http::{HeaderValue, header, request::Parts};
use domain::{
    Minutes, Timestamp, UserId,
    identity::{Language, Theme, User, own_path},
    machine::Word,
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use serde::{Deserialize, Serialize};
use store::{
    AGENT_KEY, DEVICE_KEY, IP_KEY, KEPT_KEY, PROVED_KEY, SEEN_KEY, SIGNED_IN_KEY, TRUSTED_KEY, USER_KEY, session_handle,
};
use tower_sessions::{Expiry, Session, cookie::time::Duration};

/// Where the questions wait in a session.
const CEREMONIES: &str = "ceremonies";
/// Questions one browser may have open: a few tabs of the sign-in page.
const MAX_OPEN: usize = 5;
/// Where somebody stands in a session who has said the password and not yet the code.
const HALF_IN: &str = "half_in";
/// Where new recovery codes wait in a session until they were read, sealed.
const SHOWN: &str = "shown_codes";
/// How long a password waits for its code.
const HALF_IN_FOR: Minutes = Minutes(5);
/// Where people go who came for nothing in particular.
const HOME: &str = "/requests";

/// This browser is that person's from now on. The session's id changes, so that one planted before is worth nothing.
pub(super) async fn open_door(user: UserId) -> Result<(), Fault> {
    let desk = desk();
    let arrived = actions::identity::note_arrival(&desk, user, device_cookie().as_deref(), &agent()).await;
    let arrived = arrived.map_err(refuse)?;
    keep_device(&desk.settings.origin, &arrived.cookie);
    let session = session().await?;
    session.clear().await;
    session.cycle_id().await.map_err(broken)?;
    session.set_expiry(None);
    let now = desk.now().millis();
    session.insert(USER_KEY, user).await.map_err(broken)?;
    session.insert(AGENT_KEY, agent()).await.map_err(broken)?;
    session.insert(SIGNED_IN_KEY, now).await.map_err(broken)?;
    session.insert(SEEN_KEY, now).await.map_err(broken)?;
    session.insert(DEVICE_KEY, arrived.mark).await.map_err(broken)?;
    session.insert(IP_KEY, &desk.trace.ip).await.map_err(broken)?;
    actions::admin::note_sign_in(&desk, user).await;
    Ok(())
}

/// Somebody who has said the password; the code is still to come.
#[derive(Serialize, Deserialize)]
struct HalfIn {
    user: UserId,
    at: Timestamp,
}

/// The password was right: the session remembers whose for a few minutes, and nobody is in yet.
async fn open_half(user: UserId) -> Result<(), Fault> {
    let session = session().await?;
    session.clear().await;
    session.cycle_id().await.map_err(broken)?;
    session.set_expiry(Some(Expiry::OnInactivity(Duration::minutes(10))));
    session.insert(HALF_IN, HalfIn { user, at: desk().now() }).await.map_err(broken)
}

/// Opens the door for whoever said the right password, or asks for the code of their app first. Says where to go; who
/// works here and has no second way yet goes where one is added.
pub(super) async fn password_was_right(user: UserId, next: &str) -> Result<String, Fault> {
    let (desk, next) = (desk(), destination(next));
    if actions::identity::confirmed_app(&desk, user).await.map_err(refuse)?.is_some() {
        open_half(user).await?;
        return Ok(format!("/sign-in/code?next={}", leptos_router::location::Url::escape(&next)));
    }
    open_door(user).await?;
    let user: User = desk.store.get(user).await.map_err(|error| refuse(error.into()))?;
    Ok(if user.is_staff() { "/settings/authenticator".to_owned() } else { next })
}

/// Whose password was said a moment ago.
///
/// # Errors
/// 401 `second-step-late`.
pub async fn half_in() -> Result<UserId, Fault> {
    let half: Option<HalfIn> = session().await?.get(HALF_IN).await.map_err(broken)?;
    let half = half.filter(|half| desk().now() <= half.at + HALF_IN_FOR);
    let late = ActionError::Refused { status: 422, code: "second-step-late", detail: None };
    half.map(|half| half.user).ok_or_else(|| refuse(late))
}

/// This visit began with more than a password: the powers of a role are its.
pub(super) async fn trust() -> Result<(), Fault> {
    session().await?.insert(TRUSTED_KEY, true).await.map_err(broken)
}

/// The person has just proved who they are. The session's id changes, as at the door.
pub(super) async fn prove() -> Result<(), Fault> {
    let session = session().await?;
    session.cycle_id().await.map_err(broken)?;
    session.insert(PROVED_KEY, desk().now().millis()).await.map_err(broken)?;
    session.insert(TRUSTED_KEY, true).await.map_err(broken)
}

/// The person has proved who they are on some page: says how to come back to it with what was typed there.
pub(super) async fn proved(kept: &str, back: &str) -> Result<String, Fault> {
    prove().await?;
    let (path, query) = safe_path(back).split_once('?').unwrap_or((safe_path(back), ""));
    let mut query = query_without_deed(query);
    if let Ok(Refused { deed, values, .. }) = serde_json::from_str(kept) {
        let is_name =
            !deed.is_empty() && deed.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if is_name {
            let refused = Refused { fault: Fault::new(200, "kept-text"), values, deed };
            query = [query, format!("kept={}", refused.deed)].join("&").trim_start_matches('&').to_owned();
            session().await?.insert(KEPT_KEY, refused).await.map_err(broken)?;
        }
    }
    Ok(if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") })
}

/// Puts new recovery codes where this browser's page finds them, or takes them away.
pub(super) async fn show_codes(codes: Option<ShownCodes>) -> Result<(), Fault> {
    session().await?.insert(SHOWN, codes).await.map_err(broken)
}

/// The new recovery codes this browser may still read.
///
/// # Errors
/// 500 without a session layer.
pub async fn shown_codes(user: UserId) -> Result<Option<Vec<String>>, Fault> {
    let shown: Option<Option<ShownCodes>> = session().await?.get(SHOWN).await.map_err(broken)?;
    Ok(shown.flatten().and_then(|shown| shown.read(&desk(), user)))
}

/// A page of ours to go to, whatever was asked for.
pub(super) fn destination(next: &str) -> String {
    own_path(next).filter(|path| !path.starts_with("/sign-")).unwrap_or(HOME).to_owned()
}

/// What the browser says of itself, cut to a sensible length.
pub fn agent() -> String {
    let parts = use_context::<Parts>();
    let agent = parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT)?.to_str().ok());
    agent.unwrap_or_default().chars().take(300).collect()
}

/// What a list of sessions calls this one.
///
/// # Errors
/// 500 without a session layer.
pub async fn this_session() -> Result<String, Fault> {
    Ok(session().await?.id().map(|id| session_handle(&id.to_string())).unwrap_or_default())
}

/// Remembers a question until its answer comes; says what the answer must name it by.
pub(super) async fn remember(ceremony: Ceremony) -> Result<String, Fault> {
    let session = session().await?;
    let name = ceremony.name();
    let mut open = open_questions(&session).await?;
    open.push(ceremony);
    let surplus = open.len().saturating_sub(MAX_OPEN);
    open.drain(..surplus);
    session.insert(CEREMONIES, open).await.map_err(broken)?;
    if session.get_value(USER_KEY).await.map_err(broken)?.is_none() {
        // Whoever only looked at the sign-in page leaves no row behind for long.
        session.set_expiry(Some(Expiry::OnInactivity(Duration::minutes(10))));
    }
    Ok(name)
}

/// Takes a question out of the session: it is worth one answer.
pub(super) async fn take(name: &str) -> Result<Ceremony, Fault> {
    let session = session().await?;
    let (mut asked, open): (Vec<_>, Vec<_>) =
        open_questions(&session).await?.into_iter().partition(|ceremony| ceremony.name() == name);
    session.insert(CEREMONIES, open).await.map_err(broken)?;
    let too_late = ActionError::Refused { status: 401, code: "passkey-too-late", detail: None };
    asked.pop().ok_or_else(|| refuse(too_late))
}

async fn open_questions(session: &Session) -> Result<Vec<Ceremony>, Fault> {
    Ok(session.get(CEREMONIES).await.map_err(broken)?.unwrap_or_default())
}

/// The choices of a person, for pages they see before and after signing in with this browser.
pub(super) fn remember_choices(language: Language, theme: Theme) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let lang = words::locale_for(language).as_str().to_owned();
    for (name, value) in [("lang", lang), ("theme", theme.word().to_owned())] {
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.append_header(header::SET_COOKIE, value);
        }
    }
}

pub(super) fn broken(error: impl std::fmt::Display) -> Fault {
    refuse(ActionError::Broken(format!("the session: {error}")))
}
