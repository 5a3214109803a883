//! Why a server function refused, as it travels: to a form's page, to an island, to a caller of `/api`.

use crate::{t::Locale, words};
use domain::FieldFault;
use leptos::{
    prelude::FromServerFnError,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A refusal or a failure: a status for machines, a code for everyone, a sentence per field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// HTTP status.
    pub status: u16,
    /// Stable code; `code_…` in the locales.
    pub code: String,
    /// What the sentence speaks of (a limit, a state), in the reader's language.
    pub detail: Option<String>,
    /// Name of the input → what is wrong with it.
    pub fields: BTreeMap<String, FieldFault>,
    /// What support asks for.
    pub request_id: String,
    /// After how many seconds another try is worth it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Fault {
    /// A refusal without fields.
    pub fn new(status: u16, code: &str) -> Self {
        Self { status, code: code.to_owned(), ..Self::default() }
    }

    /// One field, one code: 422.
    pub fn field(field: &str, code: &str) -> Self {
        let fault = FieldFault { code: code.to_owned(), limit: None };
        Self { fields: BTreeMap::from([(field.to_owned(), fault)]), ..Self::new(422, "look-again") }
    }

    /// What happened, for people.
    pub fn sentence(&self, l: Locale) -> String {
        // What a colleague decided is one of our own words.
        let decided = self.detail.as_deref().filter(|_| self.code == "dispute-decided");
        let decided = decided.map(|action| words::word(l, "resolution_action", action));
        words::code(l, &self.code, decided.as_deref().or(self.detail.as_deref()))
    }

    /// What is wrong with one field, for people.
    pub fn field_sentence(&self, l: Locale, field: &str) -> Option<String> {
        let fault = self.fields.get(field)?;
        Some(words::code(l, &fault.code, fault.limit.as_deref()))
    }
}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::new(422, "bad-form")
            }
            ServerFnErrorErr::Request(_) => Self::new(503, "offline"),
            _ => Self::new(500, "broken"),
        }
    }
}

/// A refused form post, in context while its page is rendered again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The server function that refused.
    pub deed: String,
    /// Why.
    pub fault: Fault,
    /// What was typed, without anything whose name begins with `secret`.
    pub values: BTreeMap<String, String>,
}

impl Refused {
    /// The refusal of this deed's form, if this page is shown because of one.
    #[cfg(feature = "ssr")]
    pub fn of(deed: &str) -> Option<Self> {
        leptos::prelude::use_context::<Self>().filter(|refused| refused.deed == deed)
    }
}
