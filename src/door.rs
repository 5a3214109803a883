//! The door: a form post is a server function. One deed, three faces: a plain form (303, or its page again with the
//! refusal and the typed text), an island's call, a call of `/api` (JSON with the fault's own status).

use crate::{fragments, page::House, watch::metrics};
use actions::admin;
use app::{
    Fault, Refused, Viewer,
    routes::policy_of,
    shell::ErrorPage,
    ssr::{IsFresh, RequestId, query_without_deed},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Path, Request, State},
    http::{
        HeaderValue, Method, StatusCode, Uri,
        header::{ACCEPT, ALLOW, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER, SET_COOKIE},
        request::Parts,
    },
    response::{IntoResponse, Redirect, Response},
};

/// No form of ours is larger.
const MAX_BODY_BYTES: usize = 64 * 1024;
/// Seconds after which another try is worth it, when nobody knows better.
const SOON: u32 = 60;

/// Whatever is neither a file nor a route of its own: a page, or a deed posted to its page.
pub async fn page_or_deed(State(house): State<House>, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return fragments::page(house, request).await;
    }
    match (named(request.uri(), "deed="), named(request.uri(), "kept=")) {
        (Some(deed), _) => form_deed(house, deed, request).await,
        (None, Some(deed)) => bring_back(house, deed, request).await,
        (None, None) => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response(),
    }
}

/// `POST /api/<deed>`: what an island or another program calls.
pub async fn api_deed(State(house): State<House>, Path(deed): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if parts.method != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "POST")]).into_response();
    }
    let fault = match allowed(&parts, &deed) {
        Err(fault) => fault,
        Ok(()) => match to_bytes(body, MAX_BODY_BYTES).await {
            Err(_) => Fault::new(413, "too-large"),
            Ok(bytes) => {
                let answer = run(&house, &deed, &parts, bytes).await;
                if !is_refusal(&answer) {
                    return answer;
                }
                fault_of(answer).await
            }
        },
    };
    let fault = numbered(fault, &parts);
    note(&house, &parts, &deed, &fault).await;
    json_fault(&fault)
}

async fn form_deed(house: House, deed: String, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_BODY_BYTES).await else {
        return house.error_page(parts, 413).await;
    };
    let fault = match allowed(&parts, &deed) {
        Err(fault) => fault,
        Ok(()) => {
            let answer = run(&house, &deed, &parts, bytes.clone()).await;
            if answer.status().is_success() {
                return led_on(&answer, &parts.uri);
            }
            fault_of(answer).await
        }
    };
    let fault = numbered(fault, &parts);
    note(&house, &parts, &deed, &fault).await;
    refused_page(house, Refused { deed, fault, values: kept(&bytes) }, parts).await
}

/// Who was signed out while writing comes back with the text: the page is shown with it, and nothing is done yet.
async fn bring_back(house: House, deed: String, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_BODY_BYTES).await else {
        return house.error_page(parts, 413).await;
    };
    let fault = match allowed(&parts, &deed) {
        Err(fault) => fault,
        Ok(()) => Fault::new(200, "kept-text"),
    };
    refused_page(house, Refused { deed, fault: numbered(fault, &parts), values: kept(&bytes) }, parts).await
}

/// The very server function a script would call, asked for data instead of a redirect.
async fn run(house: &House, deed: &str, parts: &Parts, bytes: Bytes) -> Response {
    let mut call = Request::from_parts(parts.clone(), Body::from(bytes));
    *call.uri_mut() = Uri::try_from(format!("/api/{deed}")).unwrap_or_default();
    call.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let context = house.clone().context();
    leptos_axum::handle_server_fns_with_context(context, call).await.into_response()
}

/// Refused: the same page, at the same address, with the fault and what was typed.
pub(crate) async fn refused_page(house: House, refused: Refused, mut parts: Parts) -> Response {
    match refused.fault.code.as_str() {
        // Signed out meanwhile: the page itself would only lead away, and the text would be gone.
        "sign-in-first" => {
            parts.extensions.insert(ErrorPage(401));
        }
        // A deed we do not know has no form to come back to; what is no form has nothing to keep.
        "unknown-deed" | "not-a-form" => return house.error_page(parts, refused.fault.status).await,
        _ => {}
    }
    parts.method = Method::GET;
    parts.headers.remove(CONTENT_LENGTH);
    let wait = wait(&refused.fault);
    parts.extensions.insert(refused);
    with_wait(house.page(Request::from_parts(parts, Body::empty())).await, wait)
}

/// Done: 303 to where the deed leads, or back to its page. A cookie the deed set goes along.
fn led_on(answer: &Response, page: &Uri) -> Response {
    let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
    let mut on = Redirect::to(&to.unwrap_or_else(|| without_deed(page))).into_response();
    for cookie in answer.headers().get_all(SET_COOKIE) {
        on.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    on
}

/// A refused server function answers 500, whatever its fault says.
fn is_refusal(answer: &Response) -> bool {
    answer.status() == StatusCode::INTERNAL_SERVER_ERROR && answer.headers().contains_key("serverfnerror")
}

async fn fault_of(answer: Response) -> Fault {
    let bytes = to_bytes(answer.into_body(), MAX_BODY_BYTES).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_else(|_| Fault::new(500, "broken"))
}

/// Who may is decided before the deed is even read. What belongs to whom, the deed decides.
fn allowed(parts: &Parts, deed: &str) -> Result<(), Fault> {
    let policy = policy_of(deed).ok_or_else(|| Fault::new(404, "unknown-deed"))?;
    match policy.may.refuses(parts.extensions.get::<Viewer>()) {
        Some(401) => return Err(Fault::new(401, "sign-in-first")),
        Some(status) => return Err(Fault::new(status, "forbidden")),
        None => {}
    }
    let IsFresh(is_fresh) = parts.extensions.get().copied().unwrap_or_default();
    if policy.after_step_up && !is_fresh {
        return Err(Fault::new(403, "step-up-first"));
    }
    if is_form(parts) { Ok(()) } else { Err(Fault::new(415, "not-a-form")) }
}

/// Forms and islands send one kind of body, and nothing else is read. No body at all is an empty form.
fn is_form(parts: &Parts) -> bool {
    match parts.headers.get(CONTENT_TYPE) {
        Some(kind) => kind.as_bytes().to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded"),
        None => parts.headers.get(CONTENT_LENGTH).is_none_or(|length| length == "0"),
    }
}

/// Who was kept out stands in the log and in the counts.
pub(crate) async fn note(house: &House, parts: &Parts, deed: &str, fault: &Fault) {
    // An answer that stays on its page (a receipt that holds) is no refusal.
    if fault.status < 400 {
        return;
    }
    let known = policy_of(deed).map_or("unknown", |policy| policy.name);
    metrics::refused(known, &fault.code, fault.status);
    // A failed sign-in is written down by the deed itself: only it knows whose name was used.
    if matches!(fault.status, 401 | 403 | 429) {
        let who = parts.extensions.get::<Viewer>().map(|viewer| viewer.id);
        let desk = house.desk.clone().asked_from(parts.extensions.get().cloned().unwrap_or_default());
        admin::note_refusal(&desk, who, deed, &fault.code).await;
    }
}

/// What `Retry-After` says of a fault, if anything.
fn wait(fault: &Fault) -> Option<u32> {
    fault.retry_after.or_else(|| matches!(fault.status, 429 | 503).then_some(SOON))
}

fn with_wait(mut response: Response, wait: Option<u32>) -> Response {
    if let Some(seconds) = wait {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

pub(crate) fn numbered(fault: Fault, parts: &Parts) -> Fault {
    let RequestId(request_id) = parts.extensions.get().cloned().unwrap_or_default();
    Fault { request_id, ..fault }
}

fn json_fault(fault: &Fault) -> Response {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    with_wait((status, [("serverfnerror", "")], axum::Json(fault)).into_response(), wait(fault))
}

/// What was typed, without secrets: neither what a field calls one, nor a private key where a public one was asked for.
fn kept(bytes: &[u8]) -> std::collections::BTreeMap<String, String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).unwrap_or_default();
    let is_secret =
        |name: &str, value: &str| name.starts_with("secret") || (name == "xpub" && payments::is_private_key(value));
    pairs.into_iter().filter(|(name, value)| !is_secret(name, value)).collect()
}

/// The deed that a page's query names after `deed=` or `kept=`.
pub(crate) fn named(uri: &Uri, by: &str) -> Option<String> {
    let named = uri.query()?.split('&').find_map(|part| part.strip_prefix(by))?;
    let is_name = !named.is_empty() && named.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    is_name.then(|| named.to_owned())
}

fn without_deed(uri: &Uri) -> String {
    let query = query_without_deed(uri.query().unwrap_or_default());
    if query.is_empty() { uri.path().to_owned() } else { format!("{}?{query}", uri.path()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_named_in_the_query_and_by_nothing_else() {
        let deed = |uri: &str| named(&uri.parse().unwrap(), "deed=");
        assert_eq!(deed("/requests/new?draft=1&deed=post_request"), Some("post_request".to_owned()));
        assert_eq!(deed("/requests/new?deed=../secret"), None);
        assert_eq!(deed("/requests/new"), None);
    }

    #[test]
    fn a_form_is_a_form_and_nothing_that_looks_like_one() {
        let is_form = |kind: Option<&'static str>| {
            let mut request = Request::new(());
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(3));
            kind.map(|kind| request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind)));
            super::is_form(&request.into_parts().0)
        };
        assert!(is_form(Some("application/x-www-form-urlencoded; charset=UTF-8")));
        for other in [Some("text/plain"), Some("application/json"), Some("multipart/form-data; boundary=x"), None] {
            assert!(!is_form(other), "{other:?}");
        }
    }

    #[test]
    fn what_was_typed_is_kept_but_no_secret() {
        let kept = kept(b"email=a%40b.example&secret_password=hunter2hunter2&key=evt_1");
        assert_eq!(kept.get("email").map(String::as_str), Some("a@b.example"));
        assert!(!kept.contains_key("secret_password"));
    }

    #[test]
    fn a_private_key_in_the_field_for_a_public_one_is_not_kept() {
        let secret = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d";
        let kept = kept(format!("xpub={secret}&label=Safe").as_bytes());
        assert_eq!((kept.get("xpub"), kept.get("label").map(String::as_str)), (None, Some("Safe")));
        assert_eq!(super::kept(b"xpub=xpub6mistyped").get("xpub").map(String::as_str), Some("xpub6mistyped"));
    }
}
