//! The hosted API, version 2: make a request, ask what became of it, make a page to pay at. Asking is how a payment is
//! noticed when its webhooks, which stop after 21 seconds, did not reach us.

use super::PaymentReference;
use crate::{
    Decimal, HostedError, Secret,
    hosted::{self, Hosted},
};
use domain::escrow::{ChainAddress, TxHash};
use reqwest::{RequestBuilder, header::HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt;

const SERVICE: &str = "Request Network";

/// The hosted service. Its key is in no debug print and no error.
#[derive(Clone)]
pub struct RequestApi {
    hosted: Hosted,
    key: HeaderValue,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    /// Who is paid.
    pub payee: ChainAddress,
    /// In whole currency, e.g. `12.5`.
    pub amount: Decimal,
    /// What the amount is said in, e.g. `USD` or `USDC-base`.
    pub invoice_currency: String,
    /// What is paid, see [`super::currency_id`].
    pub payment_currency: String,
    /// Ours, e.g. the number of the order; found again in webhooks.
    pub reference: Option<String>,
}

/// A request that was made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedRequest {
    /// The service's name for it.
    pub request_id: String,
    /// What the payer's transaction must carry.
    pub payment_reference: PaymentReference,
}

/// What became of a request. A hint: the chain decides.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestState {
    /// The service's name for it.
    pub request_id: String,
    /// Of its payments.
    pub payment_reference: PaymentReference,
    /// Whether the service saw all of it.
    pub has_been_paid: bool,
    /// Its own word for the state.
    #[serde(default)]
    pub status: Option<String>,
    /// Of the payment, when there is one.
    #[serde(default)]
    pub tx_hash: Option<TxHash>,
}

/// Who is paid at a hosted page. The service's two documents differ: its interface description wants the first, its
/// guide the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payee {
    /// A named destination: an ERC-7828 address, a colon, a token.
    Destination(String),
    /// An address.
    Address {
        /// Who.
        payee: ChainAddress,
        /// What the amount is said in.
        invoice_currency: String,
        /// What is paid.
        payment_currency: String,
    },
}

/// One line of a hosted page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecureRequest {
    /// Who is paid.
    pub payee: Payee,
    /// In whole currency.
    pub amount: Decimal,
}

/// A hosted page to pay at.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SecurePayment {
    /// One per line, in their order. Some answers have the only one alone.
    #[serde(alias = "requestId", deserialize_with = "one_or_more")]
    pub request_ids: Vec<String>,
    /// Where the payer is sent. Whoever has it may open the page.
    pub secure_payment_url: String,
}

impl RequestApi {
    /// Nothing is asked yet. `base` is `https://api.request.network`, or of a test double.
    ///
    /// # Errors
    /// [`HostedError::Settings`].
    pub fn try_new(base: &str, key: Secret) -> Result<Self, HostedError> {
        let header = hosted::header(SERVICE, &key)?;
        Ok(Self { hosted: Hosted::try_new(SERVICE, base, vec![key])?, key: header })
    }

    /// Makes a request. Called twice, it makes two: keep the answer before anything else is done.
    ///
    /// # Errors
    /// [`HostedError`].
    pub async fn create(&self, new: &NewRequest) -> Result<CreatedRequest, HostedError> {
        let mut body = json!({
            "payee": new.payee.0, "amount": new.amount.to_string(),
            "invoiceCurrency": new.invoice_currency, "paymentCurrency": new.payment_currency,
        });
        if let Some(reference) = &new.reference {
            body["reference"] = json!(reference);
        }
        self.ask(self.hosted.post(&["v2", "request"], &body)).await
    }

    /// What became of a request.
    ///
    /// # Errors
    /// [`HostedError`]; [`HostedError::BadAnswer`] also when the answer is about another request.
    pub async fn state(&self, request_id: &str) -> Result<RequestState, HostedError> {
        let state: RequestState = self.ask(self.hosted.get(&["v2", "request", request_id])).await?;
        let is_same = state.request_id == request_id;
        if is_same { Ok(state) } else { Err(self.hosted.bad("the state of another request")) }
    }

    /// Makes a page to pay at.
    ///
    /// # Errors
    /// [`HostedError`]; [`HostedError::BadAnswer`] also for a page that is not reached over https, or with another
    /// number of requests than lines.
    pub async fn secure_payment(&self, lines: &[SecureRequest]) -> Result<SecurePayment, HostedError> {
        let body = json!({ "requests": lines.iter().map(line).collect::<Vec<_>>() });
        let made: SecurePayment = self.ask(self.hosted.post(&["v2", "secure-payments"], &body)).await?;
        if made.request_ids.len() != lines.len() {
            return Err(self.hosted.bad("another number of requests"));
        }
        let is_safe = made.secure_payment_url.starts_with("https://");
        if is_safe { Ok(made) } else { Err(self.hosted.bad("a page that is not reached over https")) }
    }

    async fn ask<T: for<'a> Deserialize<'a>>(&self, request: RequestBuilder) -> Result<T, HostedError> {
        let answer = self.hosted.ask(request.header("x-api-key", self.key.clone())).await?;
        self.hosted.read(answer)
    }
}

impl fmt::Debug for RequestApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestApi")
    }
}

/// Without the address: it is a key to the page.
impl fmt::Debug for SecurePayment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecurePayment").field("request_ids", &self.request_ids).finish_non_exhaustive()
    }
}

fn line(line: &SecureRequest) -> Value {
    let amount = line.amount.to_string();
    match &line.payee {
        Payee::Destination(id) => json!({ "destinationId": id, "amount": amount }),
        Payee::Address { payee, invoice_currency, payment_currency } => json!({
            "payee": payee.0, "amount": amount,
            "invoiceCurrency": invoice_currency, "paymentCurrency": payment_currency,
        }),
    }
}

fn one_or_more<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMore {
        One(String),
        More(Vec<String>),
    }
    Ok(match OneOrMore::deserialize(reader)? {
        OneOrMore::One(id) => vec![id],
        OneOrMore::More(ids) => ids,
    })
}
