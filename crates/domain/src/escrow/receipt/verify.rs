//! Whether a receipt is what the house signed, and if not, where it differs. Needs nothing but the text.

use super::{
    books,
    canonical::{digests, text, text_of},
    facts::ReceiptFacts,
    link::text_of_link,
    sign::{Document, KIND, Signed, version_of},
};
use crate::words;
use serde_json::Value;
use std::collections::BTreeMap;

words! {
    /// What is looked at, in this order.
    pub enum ReceiptCheck {
        /// It is a receipt of a version we know, with everything it must say and nothing else.
        Shape = "shape",
        /// It is written in the one way a receipt is written.
        Text = "text",
        /// Every field is as its signed digest says.
        Fields = "fields",
        /// The signature belongs to these digests.
        Signature = "signature",
        /// The key is the one it must be.
        Key = "key",
        /// Every posting carries the hash of what it says.
        Seals = "seals",
        /// What was put in is what was paid out and what is held.
        Sums = "sums",
        /// Every transfer is booked as it came.
        Transfers = "transfers",
    }
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which.
    pub check: ReceiptCheck,
    /// Where it is not as it must be, by path (`money.funded.amount`); empty when all is right.
    pub wrong: Vec<String>,
}

/// What became of all checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Those that could be made.
    pub checks: Vec<Checked>,
    /// What it says; none when it cannot be read.
    pub facts: Option<ReceiptFacts>,
    /// The key that it says signed it, and what that key is called.
    pub key: Option<(String, String)>,
    /// False when nobody said whose key it must be: then only the file vouches for its key.
    pub is_key_known: bool,
}

impl Verdict {
    /// True when every check could be made.
    pub fn is_whole(&self) -> bool {
        use crate::machine::Word;
        self.checks.len() == ReceiptCheck::ALL.len()
    }

    /// True when every check was made and found nothing.
    pub fn is_valid(&self) -> bool {
        self.is_whole() && self.checks.iter().all(|checked| checked.wrong.is_empty())
    }

    /// What is not as it must be.
    pub fn faults(&self) -> impl Iterator<Item = &Checked> {
        self.checks.iter().filter(|checked| !checked.wrong.is_empty())
    }

    /// How many postings had no place in the chain yet when the receipt was written.
    pub fn unsealed_count(&self) -> usize {
        let journals = self.facts.iter().flat_map(|facts| &facts.journals);
        journals.filter(|journal| journal.seal.is_none()).count()
    }
}

/// Looks at a receipt: its text, or the link that a scanned code holds. `key` is the house's public key (64 hex digits) when the reader knows it from elsewhere.
pub fn verify(receipt: &str, key: Option<&str>) -> Verdict {
    let receipt = receipt.trim_start_matches('\u{feff}').trim();
    let scanned = text_of_link(receipt);
    let receipt = scanned.as_deref().unwrap_or(receipt);
    let mut verdict = Verdict { checks: Vec::new(), facts: None, key: None, is_key_known: key.is_some() };
    let value: Value = match serde_json::from_str(receipt) {
        Ok(value) => value,
        Err(error) => {
            verdict.note(ReceiptCheck::Shape, vec![format!("{}:{}", error.line(), error.column())]);
            return verdict;
        }
    };
    let document = read(&value);
    verdict.note(ReceiptCheck::Shape, document.as_ref().err().cloned().unwrap_or_default());
    let is_canonical = text(&value) == receipt;
    verdict
        .note(ReceiptCheck::Text, if is_canonical { vec![] } else { vec![first_difference(receipt, &text(&value))] });
    verdict.check_signature(&value, key);
    if let Ok(document) = document {
        verdict.check_books(&document.facts);
        verdict.facts = Some(document.facts);
    }
    verdict
}

impl Verdict {
    fn note(&mut self, check: ReceiptCheck, wrong: Vec<String>) {
        self.checks.push(Checked { check, wrong });
    }

    fn check_signature(&mut self, value: &Value, key: Option<&str>) {
        let signed = serde_json::from_value::<Signed>(value["signature"].clone());
        let said = serde_json::from_value::<BTreeMap<String, String>>(value["digests"].clone());
        if let Ok(said) = &said {
            self.note(ReceiptCheck::Fields, differences(said, &digests(&value["facts"])));
        }
        let (Ok(signed), Ok(said)) = (signed, said) else { return };
        let version = value["amanat_receipt"].as_u64().and_then(|version| version.try_into().ok()).unwrap_or_default();
        self.note(ReceiptCheck::Signature, signed.faults(KIND, version, &said));
        let is_theirs = key.is_none_or(|key| key.trim().eq_ignore_ascii_case(&signed.key));
        self.note(ReceiptCheck::Key, if is_theirs { vec![] } else { vec!["signature.key".to_owned()] });
        self.key = Some((signed.key, signed.key_id));
    }

    fn check_books(&mut self, facts: &ReceiptFacts) {
        self.note(ReceiptCheck::Seals, books::broken_seals(facts));
        self.note(ReceiptCheck::Sums, books::broken_sums(facts));
        self.note(ReceiptCheck::Transfers, books::broken_transfers(facts));
    }
}

/// The document, or the paths of what does not have its shape.
fn read(value: &Value) -> Result<Document, Vec<String>> {
    let other = || vec!["amanat_receipt".to_owned()];
    if value["amanat_receipt"] != 1 && value["amanat_receipt"] != 2 {
        return Err(other());
    }
    let document: Document = serde_json::from_value(value.clone()).map_err(|_| parts_without_shape(value))?;
    if document.amanat_receipt != version_of(&document.facts) {
        return Err(other());
    }
    // What two spellings could mean (a list for an object, a number with leading zeros) is one of them here.
    if text_of(&document) == text(value) { Ok(document) } else { Err(vec!["facts".to_owned()]) }
}

fn parts_without_shape(value: &Value) -> Vec<String> {
    let has = |name: &str, is_read: bool| (!is_read).then(|| name.to_owned());
    let parts = [
        has("facts", serde_json::from_value::<ReceiptFacts>(value["facts"].clone()).is_ok()),
        has("digests", serde_json::from_value::<BTreeMap<String, String>>(value["digests"].clone()).is_ok()),
        has("signature", serde_json::from_value::<Signed>(value["signature"].clone()).is_ok()),
    ];
    let wrong: Vec<String> = parts.into_iter().flatten().collect();
    // All three are there: then there is something beside them.
    if wrong.is_empty() { vec!["amanat_receipt".to_owned()] } else { wrong }
}

/// The paths that were changed, taken out or put in.
pub(crate) fn differences(said: &BTreeMap<String, String>, found: &BTreeMap<String, String>) -> Vec<String> {
    let changed = said.iter().filter(|(path, digest)| found.get(*path) != Some(*digest)).map(|(path, _)| path);
    let put_in = found.keys().filter(|path| !said.contains_key(*path));
    changed.chain(put_in).cloned().collect()
}

/// Where two texts part, as a count of characters.
fn first_difference(found: &str, wanted: &str) -> String {
    let same = found.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    format!("1:{}", same + 1)
}
