//! What the house writes and signs for people to keep, looked at: a receipt, or what a dispute ended with. Each says itself
//! which of the two it is.

use crate::{
    disputes::{SummaryVerdict, verify_summary},
    escrow::receipt::{Verdict, verify},
};

/// What became of a text that is said to be a paper of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// A receipt, or nothing that we would know.
    Receipt(Box<Verdict>),
    /// What a dispute ended with.
    Summary(Box<SummaryVerdict>),
}

/// Looks at it. `key` is the house's public key (64 hex digits) when the reader knows it from elsewhere.
pub fn look_at(text: &str, key: Option<&str>) -> Looked {
    match verify_summary(text, key) {
        Some(verdict) => Looked::Summary(Box::new(verdict)),
        None => Looked::Receipt(Box::new(verify(text, key))),
    }
}

impl Looked {
    /// True when every check was made and found nothing.
    pub fn is_valid(&self) -> bool {
        match self {
            Self::Receipt(verdict) => verdict.is_valid(),
            Self::Summary(verdict) => verdict.is_valid(),
        }
    }
}
