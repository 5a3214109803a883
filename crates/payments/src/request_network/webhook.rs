//! What the service tells us by itself. Verified over the bytes as they came, before anything in them is read; even
//! then it is a hint, and only the chain moves money.

use super::PaymentReference;
use crate::{Decimal, Secret};
use domain::escrow::TxHash;
use serde::Deserialize;

const SIGNATURE: &str = "x-request-network-signature";
const DELIVERY: &str = "x-request-network-delivery";
const RETRY: &str = "x-request-network-retry-count";
const TEST: &str = "x-request-network-test";
/// The same event is sent again under these names, to whom else it concerns.
const TWINS: [&str; 2] = [".client_id", ".checkout"];

/// Why a delivery is refused. Answer 401 to the first two, 400 to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// A header is missing.
    #[error("the header {0} is missing")]
    NoHeader(&'static str),
    /// Not signed by a secret of ours over these bytes.
    #[error("the signature is wrong")]
    BadSignature,
    /// Signed, but not an event.
    #[error("not an event")]
    BadBody,
}

impl WebhookError {
    /// Stable code for logs. Never changes once shipped.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoHeader(_) => "webhook-no-header",
            Self::BadSignature => "webhook-bad-signature",
            Self::BadBody => "webhook-bad-body",
        }
    }
}

/// A delivery that the service signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The service's name for this delivery; the same when it is tried again.
    pub id: String,
    /// 0 for the first try; the third retry is the last.
    pub retry_count: u8,
    /// Somebody tries the webhook out: it must never move money.
    pub is_test: bool,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `payment.confirmed`: all of it came.
    Confirmed(PaymentNews),
    /// `payment.partial`: a part came.
    Partial(PaymentNews),
    /// `payment.failed`.
    Failed(PaymentNews),
    /// `payment.refunded`.
    Refunded(PaymentNews),
    /// Anything else: kept, never acted on.
    Other(String),
}

/// What a payment event says. Only names and amounts as the service sees them: verify the transaction.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentNews {
    /// Of which request.
    pub request_id: String,
    /// Of its payments.
    #[serde(default)]
    pub payment_reference: Option<PaymentReference>,
    /// In which transaction.
    #[serde(default)]
    pub tx_hash: Option<TxHash>,
    /// Of this payment, in whole currency.
    #[serde(default)]
    pub amount: Option<Decimal>,
    /// Of all payments so far.
    #[serde(default)]
    pub total_amount_paid: Option<Decimal>,
    /// Of all payments in the end.
    #[serde(default)]
    pub expected_amount: Option<Decimal>,
}

impl Delivery {
    /// Verifies and reads a delivery. `header` finds a header by its lower-case name; `secrets` are those in force
    /// (two while one is being replaced).
    ///
    /// # Errors
    /// [`WebhookError`]; nothing of the body may be used then.
    pub fn read<'a>(
        secrets: &[Secret],
        header: impl Fn(&str) -> Option<&'a str>,
        body: &[u8],
    ) -> Result<Self, WebhookError> {
        let needed = |name| header(name).ok_or(WebhookError::NoHeader(name));
        let (signature, id) = (needed(SIGNATURE)?, needed(DELIVERY)?);
        if !secrets.iter().any(|secret| secret.has_signed(&[body], signature)) {
            return Err(WebhookError::BadSignature);
        }
        Ok(Self {
            id: id.to_owned(),
            retry_count: header(RETRY).and_then(|count| count.parse().ok()).unwrap_or(0),
            // Whatever is said about a test but "false" is one: a doubt never moves money.
            is_test: header(TEST).is_some_and(|test| test != "false"),
            event: Event::read(body)?,
        })
    }

    /// The same for every delivery of the same thing: retries, and the twins sent under longer names.
    pub fn once_key(&self) -> String {
        match self.event.news() {
            Some((name, PaymentNews { request_id, tx_hash: Some(tx), .. })) => {
                format!("{name}:{request_id}:{}", tx.0.to_ascii_lowercase())
            }
            Some(_) | None => format!("delivery:{}", self.id),
        }
    }

    /// The transaction to look at on the chain, when there is one and this is not a test.
    pub fn to_verify(&self) -> Option<(&PaymentNews, &TxHash)> {
        let (_, news) = self.event.news().filter(|_| !self.is_test)?;
        news.tx_hash.as_ref().map(|tx| (news, tx))
    }
}

impl Event {
    fn read(body: &[u8]) -> Result<Self, WebhookError> {
        #[derive(Deserialize)]
        struct Name {
            event: String,
        }
        let Name { event } = serde_json::from_slice(body).map_err(|_| WebhookError::BadBody)?;
        let name = TWINS.iter().find_map(|twin| event.strip_suffix(twin)).unwrap_or(&event);
        let made = match name {
            "payment.confirmed" => Self::Confirmed,
            "payment.partial" => Self::Partial,
            "payment.failed" => Self::Failed,
            "payment.refunded" => Self::Refunded,
            _ => return Ok(Self::Other(event)),
        };
        serde_json::from_slice(body).map(made).map_err(|_| WebhookError::BadBody)
    }

    const fn news(&self) -> Option<(&'static str, &PaymentNews)> {
        match self {
            Self::Confirmed(news) => Some(("confirmed", news)),
            Self::Partial(news) => Some(("partial", news)),
            Self::Failed(news) => Some(("failed", news)),
            Self::Refunded(news) => Some(("refunded", news)),
            Self::Other(_) => None,
        }
    }
}

#[cfg(test)]
#[path = "webhook_tests.rs"]
mod tests;
