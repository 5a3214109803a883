//! JSON-RPC over HTTP to one node: a question, a deadline, a bounded answer, and errors that name the node
//! by its host only (the rest of its address may be an access key). What is asked belongs elsewhere.

use crate::{http, settings};
use reqwest::{Client, Url};
use serde_json::{Value, json};
use std::{fmt, time::Duration};

const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// Far above 2,000 blocks of our transfers, far below the memory of a small server.
const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;
/// What is kept of a node's own words.
const MAX_MESSAGE_CHARS: usize = 200;

/// Why one node did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RpcError {
    /// No answer in time, or none over HTTP that means success.
    #[error("{node} did not answer {method}: {why}")]
    Unreachable {
        /// Host and port.
        node: String,
        /// What was asked.
        method: String,
        /// In the words of the HTTP client.
        why: String,
    },
    /// An answer that is not what the method gives.
    #[error("{node} answered {method} with {why}")]
    BadAnswer {
        /// Host and port.
        node: String,
        /// What was asked.
        method: String,
        /// What was wrong.
        why: String,
    },
    /// The node understood and refused.
    #[error("{node} refused {method}: {message} ({code})")]
    Refused {
        /// Host and port.
        node: String,
        /// What was asked.
        method: String,
        /// JSON-RPC error code.
        code: i64,
        /// The node's words, cut short.
        message: String,
    },
}

/// One node.
#[derive(Clone)]
pub(crate) struct Node {
    url: Url,
    http: Client,
    /// Host and port: safe to log.
    pub(crate) name: String,
}

impl Node {
    /// `None` when the text is not an http(s) address.
    pub(crate) fn new(url: &str) -> Option<Result<Self, reqwest::Error>> {
        Self::answering_within(url, ANSWER_WITHIN)
    }

    fn answering_within(url: &str, span: Duration) -> Option<Result<Self, reqwest::Error>> {
        let url = settings::http(url)?;
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let name = format!("{}{port}", url.host_str()?);
        Some(http::client(&url, span).map(|http| Self { url, http, name }))
    }

    /// The `result` of one call; `null` is a result.
    pub(crate) async fn call(&self, method: &str, params: Value) -> Result<Value, RpcError> {
        let question = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let bytes = self.ask(&question).await.map_err(|why| RpcError::Unreachable {
            node: self.name.clone(),
            method: method.to_owned(),
            why,
        })?;
        let answer: Value = serde_json::from_slice(&bytes).map_err(|_| self.bad(method, "text that is not JSON"))?;
        self.result_of(method, answer, 1)
    }

    /// The `result` of each of many calls of one method, in their order: in one question, or one after the other where a
    /// node takes no such question.
    pub(crate) async fn call_many(&self, method: &str, params: &[Value]) -> Result<Vec<Value>, RpcError> {
        let call = |(id, params)| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        let question: Value = params.iter().enumerate().map(call).collect();
        let said = self.ask(&question).await.ok();
        let said = said.and_then(|bytes| serde_json::from_slice::<Vec<Value>>(&bytes).ok());
        let Some(mut answers) = said.filter(|answers| answers.len() == params.len()) else {
            return self.call_each(method, params).await;
        };
        answers.sort_by_key(|answer| answer.get("id").and_then(Value::as_u64));
        let numbered = |(id, answer): (usize, Value)| self.result_of(method, answer, id as u64);
        answers.into_iter().enumerate().map(numbered).collect()
    }

    async fn call_each(&self, method: &str, params: &[Value]) -> Result<Vec<Value>, RpcError> {
        let mut answers = Vec::with_capacity(params.len());
        for params in params {
            answers.push(self.call(method, params.clone()).await?);
        }
        Ok(answers)
    }

    /// An error for an answer of the wrong shape.
    pub(crate) fn bad(&self, method: &str, why: impl Into<String>) -> RpcError {
        RpcError::BadAnswer { node: self.name.clone(), method: method.to_owned(), why: why.into() }
    }

    async fn ask(&self, question: &Value) -> Result<Vec<u8>, String> {
        let request = self.http.post(self.url.clone()).json(question);
        let response = request.send().await.map_err(http::without_url)?;
        if !response.status().is_success() {
            return Err(format!("HTTP {}", response.status().as_u16()));
        }
        http::bounded(response, MAX_ANSWER_BYTES).await
    }

    fn result_of(&self, method: &str, mut answer: Value, id: u64) -> Result<Value, RpcError> {
        if let Some(error) = answer.get("error").filter(|error| !error.is_null()) {
            let message = error.get("message").and_then(Value::as_str).unwrap_or("no reason given");
            return Err(RpcError::Refused {
                node: self.name.clone(),
                method: method.to_owned(),
                code: error.get("code").and_then(Value::as_i64).unwrap_or(0),
                message: message.chars().take(MAX_MESSAGE_CHARS).collect(),
            });
        }
        if answer.get("id").and_then(Value::as_u64) != Some(id) {
            return Err(self.bad(method, "the answer to another question"));
        }
        answer.get_mut("result").map(Value::take).ok_or_else(|| self.bad(method, "neither result nor error"))
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Node").field(&self.name).finish()
    }
}

#[cfg(test)]
#[path = "rpc_tests.rs"]
mod tests;
