//! Calls of the Bot API. What its answers mean stands in one place: whether something has left, may be tried again, or never
//! will. Source: core.telegram.org/bots/api#making-requests. No error carries the address, which has the token in it.

use domain::telegram::BotAccess;
use reqwest::{Client, Response, StatusCode, redirect};
use serde::Deserialize;
use serde_json::Value;
use std::{fmt, time::Duration};

const CONNECT_WITHIN: Duration = Duration::from_secs(4);
/// How long a call may take: less than the lease of its task.
const ANSWER_WITHIN: Duration = Duration::from_secs(8);
/// Far above any answer to what we ask.
const MAX_BYTES: usize = 64 * 1024;
/// How much of a complaint is kept.
const COMPLAINT: usize = 120;

/// Why a message did not leave, as far as anybody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTold {
    /// It did not. Perhaps later: Telegram is away, broken, or does not know us.
    Later(String),
    /// It did not, and not before so many seconds.
    After(u32, String),
    /// It never will.
    Never(String),
    /// The reader has stopped the bot.
    Stopped(String),
    /// It may have: there was no answer.
    Unclear(String),
}

#[derive(Clone)]
pub(super) struct Api {
    http: Client,
    /// Ends with the token.
    base: String,
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Api")
    }
}

#[derive(Deserialize)]
struct Answer {
    ok: bool,
    #[serde(default)]
    result: Value,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u32>,
}

impl Api {
    pub(super) fn try_new(access: &BotAccess) -> Result<Self, String> {
        let builder =
            Client::builder().connect_timeout(CONNECT_WITHIN).timeout(ANSWER_WITHIN).redirect(redirect::Policy::none());
        let http = if access.is_https() {
            // Whoever came first has chosen; the error only says so.
            let _ = rustls::crypto::ring::default_provider().install_default();
            builder.build()
        } else {
            // Nothing to verify, so no certificates need be installed on this machine.
            builder.tls_backend_preconfigured(trusting_nobody()).build()
        };
        let http = http.map_err(|error| error.without_url().to_string())?;
        Ok(Self { http, base: format!("{}/bot{}", access.api, access.token.reveal()) })
    }

    pub(super) async fn call(&self, method: &str, body: Value) -> Result<Value, NotTold> {
        let asked = self.http.post(format!("{}/{method}", self.base)).json(&body).send().await;
        let response = asked.map_err(unsaid)?;
        let status = response.status();
        let bytes = bounded(response).await;
        match bytes.ok().and_then(|bytes| serde_json::from_slice::<Answer>(&bytes).ok()) {
            Some(answer) if answer.ok => Ok(answer.result),
            Some(answer) => Err(refused(answer)),
            None => Err(unreadable(status)),
        }
    }
}

/// Nobody was reached: nothing has left. Reached, and then silence: nobody knows.
fn unsaid(error: reqwest::Error) -> NotTold {
    let is_before = error.is_connect() || error.is_builder();
    let error = error.without_url();
    let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
    let why = short(&format!("{error}{cause}"));
    if is_before { NotTold::Later(why) } else { NotTold::Unclear(why) }
}

fn refused(answer: Answer) -> NotTold {
    let why = format!("{} {}", answer.error_code, short(&answer.description));
    match (answer.error_code, answer.parameters.retry_after) {
        (429, Some(seconds)) => NotTold::After(seconds, why),
        (400, _) => NotTold::Never(why),
        (403, _) => NotTold::Stopped(why),
        // 401 and 404 are about our token, 409 about another who uses it, the rest about Telegram itself.
        _ => NotTold::Later(why),
    }
}

/// Something between us and Telegram answered for it.
fn unreadable(status: StatusCode) -> NotTold {
    let why = format!("HTTP {}, not in words of Telegram", status.as_u16());
    let may_have_left = status.is_success() || status == StatusCode::GATEWAY_TIMEOUT;
    if may_have_left { NotTold::Unclear(why) } else { NotTold::Later(why) }
}

async fn bounded(mut response: Response) -> Result<Vec<u8>, ()> {
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.map_err(drop)? {
        if bytes.len() + part.len() > MAX_BYTES {
            return Err(());
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(COMPLAINT).collect()
}

fn trusting_nobody() -> rustls::ClientConfig {
    rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .expect("the ring provider speaks the default protocol versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
