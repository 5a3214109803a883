//! HTTP to a hosted payment service: one address, one deadline, bounded answers, typed errors, and keys that are in
//! none of them. What a service is asked belongs to its own folder.

mod error;

pub use error::HostedError;

use crate::{Secret, http, settings};
use reqwest::{Client, RequestBuilder, Response, Url, header::HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

const ANSWER_WITHIN: Duration = Duration::from_secs(15);
/// Far above an invoice with every transaction, far below the memory of a small server.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;
/// What is kept of a service's own words.
const MAX_MESSAGE_CHARS: usize = 200;

/// One service.
#[derive(Clone)]
pub(crate) struct Hosted {
    pub(crate) name: &'static str,
    base: Url,
    http: Client,
    /// Struck from whatever the service says.
    keys: Vec<Secret>,
}

impl Hosted {
    pub(crate) fn try_new(name: &'static str, base: &str, keys: Vec<Secret>) -> Result<Self, HostedError> {
        let base = settings::http(base).ok_or(HostedError::Settings(name, "not an http(s) address"))?;
        let client = http::client(&base, ANSWER_WITHIN);
        let http = client.map_err(|_| HostedError::Settings(name, "no HTTP client can be made"))?;
        Ok(Self { name, base, http, keys })
    }

    /// Each part becomes one segment of the path, whatever is in it.
    pub(crate) fn get(&self, path: &[&str]) -> RequestBuilder {
        self.http.get(self.url(path))
    }

    pub(crate) fn get_with(&self, path: &[&str], query: (&str, &str)) -> RequestBuilder {
        let mut url = self.url(path);
        url.query_pairs_mut().append_pair(query.0, query.1);
        self.http.get(url)
    }

    pub(crate) fn post(&self, path: &[&str], body: &Value) -> RequestBuilder {
        self.http.post(self.url(path)).json(body)
    }

    /// The JSON of a successful answer.
    pub(crate) async fn ask(&self, request: RequestBuilder) -> Result<Value, HostedError> {
        let response = request.send().await.map_err(|error| self.unreachable(http::without_url(error)))?;
        let (status, wait_seconds) = (response.status().as_u16(), wait_seconds(&response));
        let body = http::bounded(response, MAX_ANSWER_BYTES).await.map_err(|why| self.unreachable(why))?;
        let service = self.name;
        match status {
            200..=299 => serde_json::from_slice(&body).map_err(|_| self.bad("text that is not JSON")),
            // A redirect leads to a page where people sign in.
            300..=399 | 401 | 403 => Err(HostedError::BadKey(service)),
            404 => Err(HostedError::Unknown(service)),
            429 => Err(HostedError::TooOften { service, wait_seconds }),
            400..=499 => Err(self.refused(&said(&body, status))),
            _ => Err(HostedError::OutOfOrder { service, status }),
        }
    }

    pub(crate) fn read<T: DeserializeOwned>(&self, answer: Value) -> Result<T, HostedError> {
        serde_json::from_value(answer).map_err(|error| self.bad(format!("something else than expected: {error}")))
    }

    pub(crate) fn refused(&self, message: &str) -> HostedError {
        HostedError::Refused { service: self.name, message: self.cleaned(message) }
    }

    pub(crate) fn bad(&self, why: impl Into<String>) -> HostedError {
        HostedError::BadAnswer { service: self.name, why: self.cleaned(&why.into()) }
    }

    fn unreachable(&self, why: String) -> HostedError {
        HostedError::Unreachable { service: self.name, why }
    }

    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        url.path_segments_mut().expect("an http(s) address has a path").pop_if_empty().extend(path);
        url
    }

    fn cleaned(&self, text: &str) -> String {
        let struck = self.keys.iter().fold(text.to_owned(), |text, key| key.struck_from(&text));
        struck.chars().take(MAX_MESSAGE_CHARS).collect()
    }
}

/// A header that is never shown, also not by the HTTP client.
pub(crate) fn header(service: &'static str, key: &Secret) -> Result<HeaderValue, HostedError> {
    let value = HeaderValue::from_str(key.reveal());
    let mut value = value.map_err(|_| HostedError::Settings(service, "the key is not plain text"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn wait_seconds(response: &Response) -> Option<u64> {
    response.headers().get("retry-after")?.to_str().ok()?.trim().parse().ok()
}

/// `message` of a JSON answer (some services send a list of them), else nothing but the status.
fn said(body: &[u8], status: u16) -> String {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    match answer.get("message") {
        Some(Value::String(message)) => message.clone(),
        Some(Value::Array(messages)) => messages.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
        _ => format!("HTTP {status}"),
    }
}
