//! Calls to SHKeeper. It says "error" under HTTP 200, wants one key for merchants' calls and a name with a password
//! for payouts, and sends to its sign-in page whoever has neither.

use super::wire::{Asked, Invoice, NewInvoice, NewPayout, PayoutState, PayoutTask, Quoted, TaskState};
use crate::{
    Decimal, HostedError, Secret,
    hosted::{self, Hosted},
};
use reqwest::{RequestBuilder, header::HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt;

const SERVICE: &str = "SHKeeper";

/// Who may send money out: the name and password of SHKeeper's own sign-in.
#[derive(Clone, Debug)]
pub struct PayoutAccess {
    /// The name.
    pub name: String,
    /// The password.
    pub password: Secret,
}

/// One SHKeeper. Its keys are in no debug print and no error.
#[derive(Clone)]
pub struct ShkeeperApi {
    hosted: Hosted,
    key: HeaderValue,
    payouts: Option<PayoutAccess>,
}

impl ShkeeperApi {
    /// Nothing is asked yet. Without `payouts` no money can be sent.
    ///
    /// # Errors
    /// [`HostedError::Settings`].
    pub fn try_new(base: &str, key: Secret, payouts: Option<PayoutAccess>) -> Result<Self, HostedError> {
        let header = hosted::header(SERVICE, &key)?;
        let keys = [Some(key), payouts.as_ref().map(|access| access.password.clone())].into_iter().flatten();
        Ok(Self { hosted: Hosted::try_new(SERVICE, base, keys.collect())?, key: header, payouts })
    }

    /// Makes an invoice, or changes the one of the same id. `coin` is from [`super::coin`].
    ///
    /// # Errors
    /// [`HostedError`].
    pub async fn payment_request(&self, coin: &str, new: &NewInvoice) -> Result<Asked, HostedError> {
        let body = json!({
            "external_id": new.external_id, "fiat": new.fiat,
            "amount": new.amount.to_string(), "callback_url": new.callback_url,
        });
        self.ask(self.hosted.post(&["api", "v1", coin, "payment_request"], &body)).await
    }

    /// What an amount of fiat is in coins now. Nothing is made.
    ///
    /// # Errors
    /// [`HostedError`].
    pub async fn quote(&self, coin: &str, fiat: &str, amount: Decimal) -> Result<Quoted, HostedError> {
        let body = json!({ "fiat": fiat, "amount": amount.to_string() });
        self.ask(self.hosted.post(&["api", "v1", coin, "quote"], &body)).await
    }

    /// The invoices of one of our ids.
    ///
    /// # Errors
    /// [`HostedError`]; [`HostedError::BadAnswer`] also when it answers about another id.
    pub async fn invoices(&self, external_id: &str) -> Result<Vec<Invoice>, HostedError> {
        let answer = self.answer(self.hosted.get(&["api", "v1", "invoices", external_id])).await?;
        let invoices: Vec<Invoice> = self.hosted.read(answer.get("invoices").cloned().unwrap_or_default())?;
        let are_ours = invoices.iter().all(|invoice| invoice.external_id == external_id);
        if are_ours { Ok(invoices) } else { Err(self.hosted.bad("invoices of another id")) }
    }

    /// What lies in all its wallets of that coin, in whole coins.
    ///
    /// # Errors
    /// [`HostedError`]; [`HostedError::Refused`] when it does not carry the coin.
    pub async fn balance(&self, coin: &str) -> Result<Decimal, HostedError> {
        let answer = self.answer(self.hosted.get(&["api", "v1", coin, "balance"])).await?;
        if answer.get("name").and_then(Value::as_str) != Some(coin) {
            return Err(self.hosted.bad("the balance of another coin"));
        }
        match answer.get("amount_crypto") {
            // Nothing is written as a number, everything else as text.
            Some(Value::Number(number)) if number.as_u64() == Some(0) => Ok(Decimal::from_units(0, 0)),
            amount => self.hosted.read(amount.cloned().unwrap_or_default()),
        }
    }

    /// Sends money. After [`HostedError::Unreachable`] it may be on its way: ask [`Self::payout_state`] first.
    ///
    /// # Errors
    /// [`HostedError`]; [`HostedError::BadKey`] without a [`PayoutAccess`].
    pub async fn payout(&self, coin: &str, new: &NewPayout) -> Result<PayoutTask, HostedError> {
        let mut body = json!({
            "external_id": new.external_id, "amount": new.amount.to_string(),
            "destination": new.destination.0, "fee": new.fee.to_string(),
        });
        if let Some(url) = &new.callback_url {
            body["callback_url"] = json!(url);
        }
        let request = self.signed_in(self.hosted.post(&["api", "v1", coin, "payout"], &body))?;
        self.hosted.read(self.checked(self.hosted.ask(request).await?)?)
    }

    /// Where a task stands.
    ///
    /// # Errors
    /// As [`Self::payout`].
    pub async fn task(&self, coin: &str, task_id: &str) -> Result<TaskState, HostedError> {
        let request = self.signed_in(self.hosted.get(&["api", "v1", coin, "task", task_id]))?;
        let answer = self.checked(self.hosted.ask(request).await?)?;
        match answer.get("status").and_then(Value::as_str) {
            Some("PENDING" | "STARTED" | "RETRY") => Ok(TaskState::Pending),
            Some("SUCCESS") => self.hosted.read(answer["result"].clone()).map(TaskState::Done),
            Some("FAILURE") => Ok(TaskState::Broken(answer["result"].as_str().unwrap_or_default().to_owned())),
            _ => Err(self.hosted.bad("a task in no state")),
        }
    }

    /// Where the payout of one of our ids stands.
    ///
    /// # Errors
    /// [`HostedError`]; [`HostedError::Refused`] or [`HostedError::Unknown`] when it never heard of it.
    pub async fn payout_state(&self, coin: &str, external_id: &str) -> Result<PayoutState, HostedError> {
        let path = ["api", "v1", coin, "payout", "status"];
        self.ask(self.hosted.get_with(&path, ("external_id", external_id))).await
    }

    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, HostedError> {
        let answer = self.answer(request).await?;
        self.hosted.read(answer)
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Value, HostedError> {
        self.checked(self.hosted.ask(request.header("X-Shkeeper-Api-Key", self.key.clone())).await?)
    }

    fn signed_in(&self, request: RequestBuilder) -> Result<RequestBuilder, HostedError> {
        let access = self.payouts.as_ref().ok_or(HostedError::BadKey(SERVICE))?;
        Ok(request.basic_auth(&access.name, Some(access.password.reveal())))
    }

    /// Success is what is not called an error: not every good answer says so.
    fn checked(&self, answer: Value) -> Result<Value, HostedError> {
        if answer.get("status").and_then(Value::as_str) != Some("error") {
            return Ok(answer);
        }
        match answer.get("message").and_then(Value::as_str).unwrap_or("no reason given") {
            "Bad API key" | "No API key" => Err(HostedError::BadKey(SERVICE)),
            message if message.contains("X-Shkeeper-Api-Key auth") => Err(HostedError::BadKey(SERVICE)),
            message => Err(self.hosted.refused(message)),
        }
    }
}

impl fmt::Debug for ShkeeperApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShkeeperApi")
    }
}
