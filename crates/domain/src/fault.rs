//! Why typed text was refused: a stable code per field. The words for a code live in the locales.

use crate::{Currency, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One refusal: the code (kebab case, translated by the face) and the number it speaks of, if any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// Stable code, e.g. `too-long`. Never changes once shipped.
    pub code: String,
    /// The limit the text broke ("at most 200 characters"), shown inside the sentence.
    pub limit: Option<String>,
}

/// Field name → what is wrong with it. Empty means "everything is fine".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub BTreeMap<String, FieldFault>);

impl FieldErrors {
    /// Notes a fault; the first one of a field stays, because it is the one to mend first.
    pub fn add(&mut self, field: &str, code: &str) {
        self.put(field, code, None);
    }

    /// Notes a fault with the limit that was broken.
    pub fn add_limit(&mut self, field: &str, code: &str, limit: impl ToString) {
        self.put(field, code, Some(limit.to_string()));
    }

    /// `Ok` when nothing was noted.
    ///
    /// # Errors
    /// Itself, when at least one field was refused.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// A trimmed text of `min..=max` characters; notes `required`, `too-short` or `too-long`.
    pub fn text(&mut self, field: &str, raw: &str, min: usize, max: usize) -> String {
        let text = raw.trim();
        let length = text.chars().count();
        if length == 0 && min > 0 {
            self.add(field, "required");
        } else if length < min {
            self.add_limit(field, "too-short", min);
        } else if length > max {
            self.add_limit(field, "too-long", max);
        }
        text.to_owned()
    }

    /// As [`FieldErrors::text`], but an empty text is `None`.
    pub fn optional_text(&mut self, field: &str, raw: &str, max: usize) -> Option<String> {
        let text = self.text(field, raw, 0, max);
        (!text.is_empty()).then_some(text)
    }

    /// An amount; notes the reason of [`Money::parse`].
    pub fn amount(&mut self, field: &str, raw: &str, currency: Currency) -> Money {
        Money::parse(raw, currency).unwrap_or_else(|fault| {
            match fault.speaks_of() {
                Some(limit) => self.add_limit(field, fault.code(), limit),
                None => self.add(field, fault.code()),
            }
            Money::zero(currency)
        })
    }

    fn put(&mut self, field: &str, code: &str, limit: Option<String>) {
        let fault = FieldFault { code: code.to_owned(), limit };
        self.0.entry(field.to_owned()).or_insert(fault);
    }
}
