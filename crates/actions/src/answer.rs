//! Once per key: a form that is sent twice is a deed that is done once.

use crate::{ActionError, Desk};
use domain::UserId;
use sha2::{Digest, Sha256};
use store::{Once, StoreError};

/// The key a form carries, and the hash of what was typed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormKey {
    /// Drawn when the form was shown.
    pub key: String,
    /// SHA-256 of the typed values, lower-case hex.
    pub body_hash: String,
}

impl FormKey {
    /// A key and the values it came with, in a fixed order.
    pub fn new<'a>(key: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hash = Sha256::new();
        for value in values {
            hash.update(value.len().to_be_bytes());
            hash.update(value.as_bytes());
        }
        Self { key: key.to_owned(), body_hash: hex::encode(hash.finalize()) }
    }
}

/// A keyed deed of one person: look first, write the answer with the deed, look again when both wrote at once.
#[derive(Clone, Debug)]
pub struct Keyed {
    full_key: String,
    body_hash: String,
}

impl Keyed {
    /// `deed` is the deed's name; the same form key in two deeds or two hands is two keys.
    pub fn new(user: UserId, deed: &str, form: &FormKey) -> Self {
        Self { full_key: format!("{user}:{deed}:{}", form.key), body_hash: form.body_hash.clone() }
    }

    /// The first answer, when this was done before.
    ///
    /// # Errors
    /// 409 `key-used-otherwise` when the key came with another body.
    pub async fn first_answer(&self, desk: &Desk) -> Result<Option<String>, ActionError> {
        match desk.store.first_answer(&self.full_key).await? {
            Some(once) if once.body_hash == self.body_hash => Ok(Some(once.answer)),
            Some(_) => Err(ActionError::conflict("key-used-otherwise")),
            None => Ok(None),
        }
    }

    /// The row to commit together with the deed.
    pub fn answer(&self, desk: &Desk, answer: &str) -> Once {
        Once {
            key: self.full_key.clone(),
            body_hash: self.body_hash.clone(),
            answer: answer.to_owned(),
            at: desk.now(),
        }
    }

    /// True when the commit lost against its own twin: then [`Keyed::first_answer`] has the answer.
    pub fn lost_to_twin(error: &ActionError) -> bool {
        matches!(error, ActionError::Store(StoreError::Duplicate { index }) if index == "_id_")
    }
}
