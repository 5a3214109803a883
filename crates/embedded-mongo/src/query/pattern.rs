//! Regular expressions. The `regex` crate has no look-around and no back-references: such patterns are refused when
//! they are parsed.

use std::sync::Arc;

use bson::Bson;
use regex::{Regex, RegexBuilder};

use crate::error::{CommandError, Outcome};

/// A compiled pattern that remembers its text.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    text: String,
    options: String,
    compiled: Arc<Regex>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.options == other.options
    }
}

impl Pattern {
    /// A pattern and MongoDB's options `i m s x u`.
    pub(crate) fn compile(text: &str, options: &str) -> Outcome<Self> {
        let mut builder = RegexBuilder::new(text);
        for option in options.chars() {
            match option {
                'i' => builder.case_insensitive(true),
                'm' => builder.multi_line(true),
                's' => builder.dot_matches_new_line(true),
                'x' => builder.ignore_whitespace(true),
                'u' => &mut builder,
                other => return Err(CommandError::bad_value(format!("invalid flag in regex options: {other}"))),
            };
        }
        let compiled = builder.build().map_err(|error| {
            CommandError::bad_value(format!("Regular expression is invalid or not supported by this engine: {error}"))
        })?;
        Ok(Self { text: text.to_owned(), options: options.to_owned(), compiled: Arc::new(compiled) })
    }

    pub(crate) fn from_bson(value: &Bson) -> Outcome<Option<Self>> {
        match value {
            Bson::RegularExpression(regex) => Self::compile(regex.pattern.as_str(), regex.options.as_str()).map(Some),
            _ => Ok(None),
        }
    }

    /// Strings are searched; a stored regular expression matches when it is the same one.
    pub(crate) fn matches(&self, value: &Bson) -> bool {
        match value {
            Bson::String(text) | Bson::Symbol(text) => self.compiled.is_match(text),
            Bson::RegularExpression(regex) => {
                regex.pattern.as_str() == self.text && regex.options.as_str() == self.options
            }
            _ => false,
        }
    }

    /// What every match starts with, for `^literal` without options.
    pub(crate) fn literal_prefix(&self) -> Option<&str> {
        let rest = self.text.strip_prefix('^')?;
        let is_literal = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | ':' | '@' | '/');
        let end = rest.find(|c| !is_literal(c)).unwrap_or(rest.len());
        // A quantifier makes the last letter optional, an alternative makes everything optional: then there is no prefix.
        let plain_end = rest[end..].chars().next().is_none_or(|next| matches!(next, '.' | '$' | '('));
        (self.options.is_empty() && plain_end && !rest.contains('|') && end > 0).then(|| &rest[..end])
    }
}
