//! A summary with the house's signature, and whether one holds: as a receipt, under a first line of its own.

use super::SummaryFacts;
use crate::escrow::receipt::{Checked, ReceiptCheck, Signed, Signer, differences, digests, text, text_of, value_of};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is signed begins with this; no receipt does.
const KIND: &str = "resolution";
/// How much is looked at.
const CHECKS: usize = 5;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    amanat_resolution: u32,
    facts: SummaryFacts,
    digests: BTreeMap<String, String>,
    signature: Signed,
}

/// A summary with its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedSummary {
    /// What it says.
    pub facts: SummaryFacts,
    /// The document: canonical JSON, without a line end.
    pub text: String,
    /// What the signing key is called.
    pub key_id: String,
}

/// What became of all checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryVerdict {
    /// Those that could be made.
    pub checks: Vec<Checked>,
    /// What it says; none when it cannot be read.
    pub facts: Option<SummaryFacts>,
    /// The key that it says signed it, and what that key is called.
    pub key: Option<(String, String)>,
}

impl SummaryFacts {
    /// The same facts always make the same document.
    pub fn signed(self, signer: &Signer) -> SignedSummary {
        let digests = digests(&value_of(&self));
        let signature = signer.under(KIND, 1, &digests);
        let key_id = signature.key_id.clone();
        let document = Document { amanat_resolution: 1, facts: self, digests, signature };
        SignedSummary { text: text_of(&document), facts: document.facts, key_id }
    }
}

impl SummaryVerdict {
    /// True when every check could be made.
    pub fn is_whole(&self) -> bool {
        self.checks.len() == CHECKS
    }

    /// True when every check was made and found nothing.
    pub fn is_valid(&self) -> bool {
        self.is_whole() && self.checks.iter().all(|checked| checked.wrong.is_empty())
    }
}

/// Looks at a summary; none for a text that does not say that it is one. `key` is the house's public key, as for a receipt.
pub fn verify_summary(summary: &str, key: Option<&str>) -> Option<SummaryVerdict> {
    let summary = summary.trim_start_matches('\u{feff}').trim();
    let value: Value = serde_json::from_str(summary).ok()?;
    value.get("amanat_resolution")?;
    let document = serde_json::from_value::<Document>(value.clone()).ok();
    let document = document.filter(|it| it.amanat_resolution == 1 && text_of(it) == text(&value));
    let fault = |is_right: bool, path: &str| if is_right { Vec::new() } else { vec![path.to_owned()] };
    let mut checks = vec![
        Checked { check: ReceiptCheck::Shape, wrong: fault(document.is_some(), "facts") },
        Checked { check: ReceiptCheck::Text, wrong: fault(text(&value) == summary, "1:1") },
    ];
    let signed = serde_json::from_value::<Signed>(value["signature"].clone()).ok();
    let said = serde_json::from_value::<BTreeMap<String, String>>(value["digests"].clone()).ok();
    if let (Some(signed), Some(said)) = (&signed, &said) {
        let is_theirs = key.is_none_or(|key| key.trim().eq_ignore_ascii_case(&signed.key));
        checks.extend([
            Checked { check: ReceiptCheck::Fields, wrong: differences(said, &digests(&value["facts"])) },
            Checked { check: ReceiptCheck::Signature, wrong: signed.faults(KIND, 1, said) },
            Checked { check: ReceiptCheck::Key, wrong: fault(is_theirs, "signature.key") },
        ]);
    }
    let key = signed.map(|signed| (signed.key, signed.key_id));
    Some(SummaryVerdict { checks, facts: document.map(|document| document.facts), key })
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
