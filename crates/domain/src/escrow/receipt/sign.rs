//! The house's signature under a receipt, and the document it makes.

use super::{
    canonical::{digests, text_of, value_of},
    facts::ReceiptFacts,
    link::link_of,
};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What this house writes of such facts. Readers of another version must say so.
pub(super) const fn version_of(facts: &ReceiptFacts) -> u32 {
    if facts.quote.is_some() { 2 } else { 1 }
}

/// The one way of signing.
pub(super) const ALGORITHM: &str = "Ed25519";

/// The document as it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub amanat_receipt: u32,
    pub facts: ReceiptFacts,
    pub digests: BTreeMap<String, String>,
    pub signature: Signed,
}

/// Who signed, and what came of it. Everything binary is lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signed {
    pub algorithm: String,
    pub key: String,
    pub key_id: String,
    pub value: String,
}

/// What is signed: the digests, and by whom, behind a line that no other text of ours begins with.
#[derive(Serialize)]
struct Head<'a> {
    digests: &'a BTreeMap<String, String>,
    key: &'a str,
}

fn head(kind: &str, version: u32, digests: &BTreeMap<String, String>, key: &str) -> String {
    format!("amanat {kind} {version}\n{}", text_of(&Head { digests, key }))
}

/// What the first line of a receipt says.
pub(super) const KIND: &str = "receipt";

/// Signs what the house writes for people to keep: each kind behind a first line of its own, and nothing else.
pub struct Signer(SigningKey);

/// A receipt with its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedReceipt {
    /// What it says.
    pub facts: ReceiptFacts,
    /// The document: canonical JSON, without a line end.
    pub text: String,
    /// What the signing key is called.
    pub key_id: String,
}

impl SignedReceipt {
    /// The whole receipt as a link to the page that checks it; none when it is too long for a code.
    pub fn link(&self) -> Option<String> {
        link_of(&self.text)
    }
}

impl Signer {
    /// From 32 secret bytes that serve nothing else.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The public half, 64 hex digits.
    pub fn key(&self) -> String {
        hex::encode(self.0.verifying_key().as_bytes())
    }

    /// What people compare: 16 hex digits.
    pub fn key_id(&self) -> String {
        key_id(self.0.verifying_key().as_bytes())
    }

    /// The signature under the digests of a text of this kind.
    pub(crate) fn under(&self, kind: &str, version: u32, digests: &BTreeMap<String, String>) -> Signed {
        let key = self.key();
        let value = hex::encode(self.0.sign(head(kind, version, digests, &key).as_bytes()).to_bytes());
        Signed { algorithm: ALGORITHM.to_owned(), key, key_id: self.key_id(), value }
    }

    /// The same facts always make the same document.
    pub fn sign(&self, facts: ReceiptFacts) -> SignedReceipt {
        let (version, key_id) = (version_of(&facts), self.key_id());
        let digests = digests(&value_of(&facts));
        let signature = self.under(KIND, version, &digests);
        let document = Document { amanat_receipt: version, facts, digests, signature };
        SignedReceipt { text: text_of(&document), facts: document.facts, key_id }
    }
}

impl Signed {
    /// The paths of what is wrong about the signature over these digests of that kind and version.
    pub(crate) fn faults(&self, kind: &str, version: u32, digests: &BTreeMap<String, String>) -> Vec<String> {
        let mut wrong = Vec::new();
        let key = bytes::<32>(&self.key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
        let Some(key) = key else { return vec!["signature.key".to_owned()] };
        if self.algorithm != ALGORITHM {
            wrong.push("signature.algorithm".to_owned());
        }
        if self.key_id != key_id(key.as_bytes()) {
            wrong.push("signature.key_id".to_owned());
        }
        let signature = bytes::<64>(&self.value).map(|value| Signature::from_bytes(&value));
        let text = head(kind, version, digests, &self.key);
        let holds = signature.is_some_and(|signature| key.verify_strict(text.as_bytes(), &signature).is_ok());
        if !holds {
            wrong.push("signature.value".to_owned());
        }
        wrong
    }
}

fn key_id(key: &[u8; 32]) -> String {
    hex::encode(&Sha256::digest(key)[..8])
}

/// Bytes as we spell them: lower case, so that one signature has one spelling.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = hex::decode(text).ok()?.try_into().ok()?;
    (hex::encode(bytes) == text).then_some(bytes)
}
