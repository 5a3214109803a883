//! The door: a form post is a server function. One deed, three faces: a plain form (303, or its page again with the
//! refusal and the typed text), an island's call, a call of `/api` (JSON with the fault's own status).

use crate::page::House;
use app::{
    Fault, Refused, Viewer,
    routes::policy_of,
    ssr::{RequestId, query_without_deed},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Path, Request, State},
    http::{
        HeaderValue, Method, StatusCode, Uri,
        header::{ACCEPT, CONTENT_LENGTH, LOCATION, SET_COOKIE},
        request::Parts,
    },
    response::{IntoResponse, Redirect, Response},
};

/// No form of ours is larger.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Whatever is neither a file nor a route of its own: a page, or a deed posted to its page.
pub async fn page_or_deed(State(house): State<House>, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return house.page(request).await;
    }
    let deed = (request.method() == Method::POST).then(|| deed_of(request.uri())).flatten();
    match deed {
        Some(deed) => form_deed(house, deed, request).await,
        None => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// `POST /api/<deed>`: what an island or another program calls.
pub async fn api_deed(State(house): State<House>, Path(deed): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let fault = match allowed(&parts, &deed) {
        Err(fault) => fault,
        Ok(()) => match to_bytes(body, MAX_BODY_BYTES).await {
            Err(_) => Fault::new(413, "too-large"),
            Ok(bytes) => return with_own_status(run(&house, &deed, &parts, bytes).await, &parts).await,
        },
    };
    json_fault(&numbered(fault, &parts))
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
async fn refused_page(house: House, refused: Refused, mut parts: Parts) -> Response {
    if refused.fault.code == "sign-in-first" {
        return Redirect::to(&app::pages::sign_in_address(&without_deed(&parts.uri))).into_response();
    }
    // A deed we do not know has no form to come back to.
    if refused.fault.code == "unknown-deed" {
        return house.error_page(parts, 404).await;
    }
    parts.method = Method::GET;
    parts.headers.remove(CONTENT_LENGTH);
    parts.extensions.insert(refused);
    house.page(Request::from_parts(parts, Body::empty())).await
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

/// A refused server function answers with its fault's status instead of 500.
async fn with_own_status(answer: Response, asked: &Parts) -> Response {
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR || !answer.headers().contains_key("serverfnerror") {
        return answer;
    }
    json_fault(&numbered(fault_of(answer).await, asked))
}

async fn fault_of(answer: Response) -> Fault {
    let bytes = to_bytes(answer.into_body(), MAX_BODY_BYTES).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_else(|_| Fault::new(500, "broken"))
}

/// Who may is decided before the deed is even read. What belongs to whom, the deed decides.
fn allowed(parts: &Parts, deed: &str) -> Result<(), Fault> {
    let policy = policy_of(deed).ok_or_else(|| Fault::new(404, "unknown-deed"))?;
    match policy.may.refuses(parts.extensions.get::<Viewer>()) {
        None => Ok(()),
        Some(401) => Err(Fault::new(401, "sign-in-first")),
        Some(status) => Err(Fault::new(status, "forbidden")),
    }
}

fn numbered(fault: Fault, parts: &Parts) -> Fault {
    let RequestId(request_id) = parts.extensions.get().cloned().unwrap_or_default();
    Fault { request_id, ..fault }
}

fn json_fault(fault: &Fault) -> Response {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [("serverfnerror", "")], axum::Json(fault)).into_response()
}

/// What was typed, without secrets.
fn kept(bytes: &[u8]) -> std::collections::BTreeMap<String, String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).unwrap_or_default();
    pairs.into_iter().filter(|(name, _)| !name.starts_with("secret")).collect()
}

fn deed_of(uri: &Uri) -> Option<String> {
    let named = uri.query()?.split('&').find_map(|part| part.strip_prefix("deed="))?;
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
        let deed = |uri: &str| deed_of(&uri.parse().unwrap());
        assert_eq!(deed("/requests/new?draft=1&deed=post_request"), Some("post_request".to_owned()));
        assert_eq!(deed("/requests/new?deed=../secret"), None);
        assert_eq!(deed("/requests/new"), None);
    }

    #[test]
    fn what_was_typed_is_kept_but_no_secret() {
        let kept = kept(b"email=a%40b.example&secret_password=hunter2hunter2&key=evt_1");
        assert_eq!(kept.get("email").map(String::as_str), Some("a@b.example"));
        assert!(!kept.contains_key("secret_password"));
    }
}
