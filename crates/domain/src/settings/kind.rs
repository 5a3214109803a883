//! What kind of thing a setting is, and how a typed one is read.

use crate::{
    FieldErrors,
    money::{ParseMoneyError, whole_number},
    words,
};
use serde::{Deserialize, Serialize};
use std::fmt;

words! {
    /// What a number counts.
    pub enum SettingUnit {
        /// Blocks of a chain.
        Blocks = "blocks",
        /// Minutes.
        Minutes = "minutes",
        /// Hours.
        Hours = "hours",
        /// Days of 24 hours.
        Days = "days",
        /// Hundredths of a percent.
        BasisPoints = "basis_points",
        /// Hundredths of a currency's whole unit.
        Hundredths = "hundredths",
        /// Whole units of a currency.
        Wholes = "wholes",
    }
}

/// A kind, with its bounds. A secret will be a kind of its own, stored sealed and never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A whole number, both bounds included.
    Whole {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
        /// What it counts.
        unit: SettingUnit,
    },
    /// Yes or no.
    Flag,
    /// One word of a list.
    Choice(&'static [&'static str]),
    /// A text of at most so many characters.
    Text(usize),
}

/// A value, stored as what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// Of [`SettingKind::Flag`].
    Flag(bool),
    /// Of [`SettingKind::Whole`].
    Whole(i64),
    /// Of [`SettingKind::Choice`] and [`SettingKind::Text`].
    Text(String),
}

impl SettingValue {
    /// The number; none for another kind.
    pub const fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(value) => Some(*value),
            Self::Flag(_) | Self::Text(_) => None,
        }
    }
}

/// As it is typed and as history says it.
impl fmt::Display for SettingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(value) => f.write_str(if *value { "yes" } else { "no" }),
            Self::Whole(value) => value.fmt(f),
            Self::Text(value) => f.write_str(value),
        }
    }
}

impl SettingKind {
    /// Reads what was typed.
    ///
    /// # Errors
    /// At `value`: `required`, `not-a-whole-number`, `too-small`, `too-big`, `not-a-choice`, `too-long`.
    pub fn read(&self, raw: &str) -> Result<SettingValue, FieldErrors> {
        let mut errors = FieldErrors::default();
        let value = match *self {
            Self::Whole { min, max, .. } => SettingValue::Whole(whole(&mut errors, raw, min, max)),
            Self::Flag => SettingValue::Flag(one_of(&mut errors, raw, &["yes", "no"]) == "yes"),
            Self::Choice(words) => SettingValue::Text(one_of(&mut errors, raw, words)),
            Self::Text(most) => SettingValue::Text(errors.text(FIELD, raw, 1, most)),
        };
        errors.into_result().map(|()| value)
    }

    /// The stored value as it may be today: bounds may have moved since it was written. `None` when it is of another
    /// kind, or no word of the list any more.
    pub fn fit(&self, stored: &SettingValue) -> Option<SettingValue> {
        match (*self, stored) {
            (Self::Whole { min, max, .. }, SettingValue::Whole(value)) => {
                Some(SettingValue::Whole((*value).clamp(min, max)))
            }
            (Self::Choice(words), SettingValue::Text(word)) => words.contains(&word.as_str()).then(|| stored.clone()),
            (Self::Flag, SettingValue::Flag(_)) | (Self::Text(_), SettingValue::Text(_)) => Some(stored.clone()),
            (Self::Whole { .. } | Self::Flag | Self::Choice(_) | Self::Text(_), _) => None,
        }
    }
}

/// Where the form's faults stand.
const FIELD: &str = "value";

fn whole(errors: &mut FieldErrors, raw: &str, min: i64, max: i64) -> i64 {
    let value = match whole_number(raw) {
        Ok(value) => i64::try_from(value).unwrap_or(i64::MAX),
        Err(fault) => {
            errors.add(FIELD, if fault == ParseMoneyError::Empty { "required" } else { "not-a-whole-number" });
            return min;
        }
    };
    if value < min {
        errors.add_limit(FIELD, "too-small", min);
    } else if value > max {
        errors.add_limit(FIELD, "too-big", max);
    }
    value
}

fn one_of(errors: &mut FieldErrors, raw: &str, words: &[&str]) -> String {
    let word = raw.trim();
    if !words.contains(&word) {
        errors.add(FIELD, if word.is_empty() { "required" } else { "not-a-choice" });
    }
    word.to_owned()
}
