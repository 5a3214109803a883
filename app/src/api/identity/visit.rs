//! The browser at the door: its session, what it says of itself, the questions it has been asked.

use crate::{
    Fault,
    ssr::{desk, refuse, session},
    words,
};
use actions::{ActionError, identity::Ceremony};
use axum::http::{HeaderValue, header, request::Parts};
use domain::{
    UserId,
    identity::{Language, Theme, own_path},
    machine::Word,
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use store::{AGENT_KEY, SEEN_KEY, SIGNED_IN_KEY, USER_KEY, session_handle};
use tower_sessions::{Expiry, Session, cookie::time::Duration};

/// Where the questions wait in a session.
const CEREMONIES: &str = "ceremonies";
/// Questions one browser may have open: a few tabs of the sign-in page.
const MAX_OPEN: usize = 5;
/// Where people go who came for nothing in particular.
const HOME: &str = "/requests";

/// This browser is that person's from now on. The session's id changes, so that one planted before is worth nothing.
pub(super) async fn open_door(user: UserId) -> Result<(), Fault> {
    let session = session().await?;
    session.clear().await;
    session.cycle_id().await.map_err(broken)?;
    let now = desk().now().millis();
    session.insert(USER_KEY, user).await.map_err(broken)?;
    session.insert(AGENT_KEY, agent()).await.map_err(broken)?;
    session.insert(SIGNED_IN_KEY, now).await.map_err(broken)?;
    session.insert(SEEN_KEY, now).await.map_err(broken)
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

fn broken(error: impl std::fmt::Display) -> Fault {
    refuse(ActionError::Broken(format!("the session: {error}")))
}
