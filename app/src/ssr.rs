//! What pages and server functions ask of the process: the desk, the viewer, the session, the answer's status.

use crate::{Fault, Viewer, lang, words};
use actions::{ActionError, Desk};
use axum::http::{HeaderName, HeaderValue, StatusCode, header::LOCATION, request::Parts};
use domain::machine::Refused as IllegalMove;
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use store::StoreError;
use tower_sessions::Session;

/// Where the bundle lies: `/b/<hash>`. Empty when the server found no bundle.
#[derive(Clone, Debug, Default)]
pub struct AssetBase(pub String);

/// The number of this request, shown to people and written to the log.
#[derive(Clone, Debug, Default)]
pub struct RequestId(pub String);

/// True when this process shows made-up people and test money: every page says so.
#[derive(Clone, Copy, Debug, Default)]
pub struct IsDemo(pub bool);

/// The theme of this page, `None` for "as the device says".
#[derive(Clone, Copy, Debug, Default)]
pub struct Colours(pub Option<&'static str>);

/// True when this browser has said that it holds the letters of this bundle: its pages are written in them from the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct HasFonts(pub bool);

/// True for a person who has proved within the last five minutes who they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct IsFresh(pub bool);

/// Store, clock, ids, keys, chains and news.
pub fn desk() -> Desk {
    expect_context()
}

/// True when this process's letters stay in the house, for a page to show: a demo's.
pub fn keeps_letters() -> bool {
    desk().post.is_some_and(|post| post.keeps_letters())
}

/// Who is looking; locked and closed accounts are nobody.
pub fn viewer() -> Option<Viewer> {
    use_context()
}

/// Who is looking, or the fault that leads to the sign-in page.
///
/// # Errors
/// 401 `sign-in-first`.
pub fn signed_in() -> Result<Viewer, Fault> {
    viewer().ok_or_else(|| fault(401, "sign-in-first"))
}

/// Whether the viewer has just proved who they are: what is asked before a deed marked `after_step_up`.
pub fn is_fresh() -> bool {
    use_context::<IsFresh>().unwrap_or_default().0
}

/// The browser's session. Reading it asks the database only when something in it is asked for.
///
/// # Errors
/// 500 when there is no session layer, which is a mistake of ours.
pub async fn session() -> Result<Session, Fault> {
    let session = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Session>().cloned());
    session.ok_or_else(|| fault(500, "broken"))
}

/// Where the browser goes after this deed: a path of ours, whatever it was built from.
pub fn done(to: &str) {
    leptos_axum::redirect(safe_path(to));
}

/// The path itself when it stays on this site, else the first page: nobody is sent elsewhere by a crafted link.
pub fn safe_path(to: &str) -> &str {
    let is_ours = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\");
    let is_plain = to.bytes().all(|b| b.is_ascii_graphic());
    if is_ours && is_plain { to } else { "/" }
}

/// Sends the reader of a page elsewhere.
pub fn lead_to(to: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if let Ok(to) = HeaderValue::from_str(safe_path(to)) {
        response.set_status(StatusCode::SEE_OTHER);
        response.insert_header(LOCATION, to);
    }
}

/// The status of the page that is being rendered.
pub fn page_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// On the answer of a page that shows a secret. The middleware takes it off.
pub const SHOWS_A_SECRET: HeaderName = HeaderName::from_static("x-shows-a-secret");

/// This page shows a secret beside words that a reader chose: it is not packed.
pub fn shows_a_secret() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(SHOWS_A_SECRET, HeaderValue::from_static("1"));
    }
}

/// Path and query of this page, without the name of a refused deed.
pub fn here() -> String {
    let Some(parts) = use_context::<Parts>() else { return "/".to_owned() };
    let query = query_without_deed(parts.uri.query().unwrap_or_default());
    if query.is_empty() { parts.uri.path().to_owned() } else { format!("{}?{query}", parts.uri.path()) }
}

/// This page is shown at an address that is not its own: its forms say where they belong.
#[derive(Clone, Copy, Debug)]
pub struct ShownElsewhere;

/// The page's own query, without the name of a deed that was done or whose text is brought back.
pub fn query_without_deed(query: &str) -> String {
    let is_own = |part: &&str| !part.is_empty() && !part.starts_with("deed=") && !part.starts_with("kept=");
    query.split('&').filter(is_own).collect::<Vec<_>>().join("&")
}

/// The request's number.
pub fn request_id() -> String {
    use_context::<RequestId>().unwrap_or_default().0
}

/// An action's refusal as the face shows it. Written to the log once, here.
pub fn refuse(error: ActionError) -> Fault {
    let shown = match &error {
        ActionError::Fields(errors) => Fault { fields: errors.0.clone(), ..fault(422, "look-again") },
        ActionError::Refused { status, code, detail } => Fault { detail: detail.clone(), ..fault(*status, code) },
        ActionError::IllegalMove(refused) => Fault { detail: Some(state(refused)), ..fault(409, IllegalMove::CODE) },
        ActionError::TooManyTries { retry_after } => Fault {
            detail: Some(retry_after.div_ceil(60).to_string()),
            retry_after: Some(*retry_after),
            ..fault(429, "too-many-tries")
        },
        ActionError::SignInFirst => fault(401, "sign-in-first"),
        ActionError::NotFound(_) => fault(404, "not-found"),
        ActionError::Store(error) => of_store(error),
        ActionError::Outside(_) => fault(503, "outside"),
        ActionError::Broken(_) => fault(500, "broken"),
    };
    if shown.status >= 500 {
        tracing::error!(request_id = shown.request_id, code = shown.code, %error, "failed");
    } else {
        tracing::warn!(request_id = shown.request_id, code = shown.code, status = shown.status, "refused");
    }
    shown
}

fn of_store(error: &StoreError) -> Fault {
    match error {
        StoreError::NotFound(_) => fault(404, "not-found"),
        StoreError::Conflict(_) => fault(409, "changed-meanwhile"),
        StoreError::Duplicate { .. } => fault(409, "already-there"),
        StoreError::NotEnough { .. } => fault(409, "not-enough"),
        StoreError::Shape(_) | StoreError::Database(_) | StoreError::Engine(_) => fault(500, "broken"),
    }
}

/// The state a machine is in, in the reader's language: its words stand under `word_<noun>_status_…` or `…_state_…`.
fn state(refused: &IllegalMove) -> String {
    let lists = ["status", "state"].map(|kind| format!("{}_{kind}", refused.noun));
    let key = lists.iter().map(|list| format!("word_{list}_{}", refused.from));
    let text = key.into_iter().find_map(|key| crate::t::by_code(lang(), &key));
    text.map_or_else(|| words::word(lang(), &refused.noun, &refused.from), str::to_owned)
}

fn fault(status: u16, code: &str) -> Fault {
    Fault { request_id: request_id(), ..Fault::new(status, code) }
}

#[cfg(test)]
mod tests {
    use super::{query_without_deed, safe_path};

    #[test]
    fn nobody_is_led_to_another_site() {
        assert_eq!(safe_path("/requests?page=2"), "/requests?page=2");
        for elsewhere in
            ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""]
        {
            assert_eq!(safe_path(elsewhere), "/");
        }
    }

    #[test]
    fn a_page_keeps_its_own_query_and_loses_the_deeds_name() {
        assert_eq!(query_without_deed("deed=offer&page=2&text=a%20b"), "page=2&text=a%20b");
        assert_eq!(query_without_deed("deed=offer"), "");
    }
}
