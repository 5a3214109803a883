//! Who reads, in which language, colours and letters. Puts [`Viewer`], [`Locale`], [`Colours`] and [`HasFonts`] into the
//! request.

use crate::page::House;
use app::{
    Refused, Viewer,
    ssr::{AssetBase, Colours, HasFonts, IsFresh},
    t::Locale,
    words,
};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, Method,
        header::{ACCEPT_LANGUAGE, COOKIE},
    },
    middleware::Next,
    response::Response,
};
use domain::{
    Days, Minutes, Timestamp,
    identity::{Theme, User, UserStatus},
};
use store::{KEPT_KEY, PROVED_KEY, SEEN_KEY, SIGNED_IN_KEY, Store, TRUSTED_KEY, USER_KEY};
use tower_sessions::Session;

/// How old "last seen" may grow before it is written again.
const SEEN_EVERY: Minutes = Minutes(5);
/// However busy a session is, it ends this long after the person signed in.
const LIFETIME: Days = Days(30);
/// How long a proof of who one is counts.
const FRESH: Minutes = Minutes(5);

/// Reads session and headers once per request.
pub async fn read(State(house): State<House>, mut request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let named = kept_deed(&request).map(str::to_owned);
    if let Some(refused) = kept_text(session.as_ref(), named).await {
        request.extensions_mut().insert(refused);
    }
    let visit = match session {
        Some(session) => visit(&house, &session).await,
        None => None,
    };
    let (viewer, is_fresh) = visit.unzip();
    let locale = locale(request.headers(), viewer.as_ref());
    let colours = colours(request.headers(), viewer.as_ref());
    let has_fonts = has_fonts(request.headers(), &house.assets);
    let put = request.extensions_mut();
    put.insert(has_fonts);
    put.insert(locale);
    put.insert(colours);
    put.insert(is_fresh.unwrap_or_default());
    if let Some(viewer) = viewer {
        put.insert(viewer);
    }
    next.run(request).await
}

/// The deed whose text the address of a page asks for.
fn kept_deed(request: &Request) -> Option<&str> {
    let named = request.uri().query()?.split('&').find_map(|part| part.strip_prefix("kept="));
    named.filter(|_| request.method() == Method::GET)
}

/// What was typed on this page before its writer proved who they are: the address names the deed, the session has the
/// text, once.
async fn kept_text(session: Option<&Session>, deed: Option<String>) -> Option<Refused> {
    let deed = deed?;
    let kept = session?.remove::<Refused>(KEPT_KEY).await.inspect_err(|error| tracing::error!(%error, "session"));
    kept.ok()?.filter(|refused| refused.deed == deed)
}

/// Who is behind a session, and whether they have just proved it. A session that has lived its time ends here.
async fn visit(house: &House, session: &Session) -> Option<(Viewer, IsFresh)> {
    let now = house.desk.now();
    let viewer = viewer(&house.desk.store, session).await?;
    if moment(session, SIGNED_IN_KEY).await.is_some_and(|since| now > since + LIFETIME) {
        if let Err(error) = session.flush().await {
            tracing::error!(%error, "session");
        }
        return None;
    }
    note_visit(session, now).await;
    let proved = moment(session, PROVED_KEY).await;
    let is_trusted = session.get::<bool>(TRUSTED_KEY).await.ok().flatten().unwrap_or_default();
    let viewer = if is_trusted { viewer } else { viewer.by_password_alone() };
    Some((viewer, IsFresh(proved.is_some_and(|at| now <= at + FRESH))))
}

async fn moment(session: &Session, key: &str) -> Option<Timestamp> {
    session.get::<i64>(key).await.ok().flatten().map(Timestamp::from_millis)
}

/// The signed-in person; locked and closed accounts are nobody. A database that does not answer signs nobody in.
async fn viewer(store: &Store, session: &Session) -> Option<Viewer> {
    let id: String = session.get(USER_KEY).await.inspect_err(|error| tracing::error!(%error, "session")).ok()??;
    let user = store.find::<User>(id.parse().ok()?).await;
    let user = user.inspect_err(|error| tracing::error!(%error, "viewer")).ok()??;
    (user.status == UserStatus::Active).then(|| Viewer::from(user))
}

/// Keeps "last seen" true to a few minutes, and with it the session alive: not a write per page.
async fn note_visit(session: &Session, now: Timestamp) {
    let seen = moment(session, SEEN_KEY).await;
    if seen.is_none_or(|seen| now > seen + SEEN_EVERY)
        && let Err(error) = session.insert(SEEN_KEY, now.millis()).await
    {
        tracing::error!(%error, "session");
    }
}

/// The cookie of the switch, else the account's language, else the first we speak of those the browser asks for.
fn locale(headers: &HeaderMap, viewer: Option<&Viewer>) -> Locale {
    let chosen = cookie(headers, "lang").and_then(words::locale_of);
    let of_account = || viewer.map(|viewer| words::locale_for(viewer.language));
    chosen.or_else(of_account).or_else(|| asked_for(headers)).unwrap_or_default()
}

fn asked_for(headers: &HeaderMap) -> Option<Locale> {
    words::locale_asked_for(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?)
}

/// The cookie of the switch, else the account's theme, else what the device says.
fn colours(headers: &HeaderMap, viewer: Option<&Viewer>) -> Colours {
    let of_account = || viewer.map(|viewer| viewer.theme);
    let theme = cookie(headers, "theme").and_then(|theme| theme.parse().ok()).or_else(of_account);
    match theme {
        Some(Theme::Light) => Colours(Some("light")),
        Some(Theme::Dark) => Colours(Some("dark")),
        Some(Theme::Auto) | None => Colours(None),
    }
}

/// Whether the loader has said that the letters of this very bundle are here: `/b/<hash>`, of which it says the hash.
fn has_fonts(headers: &HeaderMap, AssetBase(base): &AssetBase) -> HasFonts {
    HasFonts(cookie(headers, "fonts").is_some_and(|hash| base.strip_prefix("/b/") == Some(hash)))
}

fn cookie<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(its_name, _)| *its_name == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(cookie: &'static str, languages: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static(cookie));
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(languages));
        headers
    }

    #[test]
    fn the_switch_wins_over_what_the_browser_asks_for() {
        assert_eq!(locale(&headers("sid=1; lang=fa", "en"), None), Locale::Fa);
        assert_eq!(locale(&headers("lang=xx", "de, fa-IR;q=0.9, en;q=0.8"), None), Locale::Fa);
        assert_eq!(locale(&headers("", "en;q=0.5, fa;q=0.9"), None), Locale::Fa);
        assert_eq!(locale(&headers("", "de"), None), Locale::En);
    }

    #[test]
    fn letters_are_here_when_they_are_those_of_this_bundle() {
        let bundle = AssetBase("/b/0123456789abcdef".to_owned());
        assert!(has_fonts(&headers("theme=dark; fonts=0123456789abcdef", ""), &bundle).0);
        assert!(!has_fonts(&headers("fonts=of-yesterday", ""), &bundle).0);
        assert!(!has_fonts(&headers("fonts=", ""), &AssetBase::default()).0);
        assert!(!has_fonts(&headers("", ""), &bundle).0);
    }

    #[test]
    fn colours_are_the_devices_until_somebody_chooses() {
        assert_eq!(colours(&headers("theme=dark", ""), None).0, Some("dark"));
        assert_eq!(colours(&headers("theme=pink", ""), None).0, None);
    }
}
