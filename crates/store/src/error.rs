//! What can go wrong between us and the database. Index names are an API: rules recognise them.

use mongodb::error::{Error, ErrorKind, WriteFailure};

/// Another transaction had, or has, what was to be written.
const WRITE_CONFLICT: i32 = 112;

/// A refusal or a failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No document with this id.
    #[error("{0} does not exist")]
    NotFound(String),
    /// Somebody else changed the document first: load and decide again.
    #[error("{0} was changed by somebody else")]
    Conflict(String),
    /// A unique index said no; its name says which.
    #[error("already there ({index})")]
    Duplicate {
        /// Name of the unique index.
        index: String,
    },
    /// An account with a floor would fall under it.
    #[error("{account} holds less than that")]
    NotEnough {
        /// The ledger account.
        account: String,
    },
    /// A document that our own types cannot read or write.
    #[error("a stored document is not what we wrote: {0}")]
    Shape(String),
    /// The database did not answer, or answered something we did not expect.
    #[error("the database: {0}")]
    Database(#[source] Error),
    /// The embedded engine did not start.
    #[error("the embedded engine: {0}")]
    Engine(String),
}

impl StoreError {
    /// True when a unique index of this name refused the write.
    pub fn is_duplicate(&self, name: &str) -> bool {
        matches!(self, Self::Duplicate { index } if index == name)
    }

    /// After the last try: whoever was always in the way has changed what was decided about.
    pub(crate) fn or_beaten(self) -> Self {
        match self {
            Self::Database(error) if is_write_conflict(&error) => Self::Conflict("something in this commit".to_owned()),
            other => other,
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match duplicate_index(&error) {
            Some(index) => Self::Duplicate { index },
            None => Self::Database(error),
        }
    }
}

impl From<bson::error::Error> for StoreError {
    fn from(error: bson::error::Error) -> Self {
        Self::Shape(error.to_string())
    }
}

fn is_write_conflict(error: &Error) -> bool {
    matches!(error.kind.as_ref(), ErrorKind::Command(command) if command.code == WRITE_CONFLICT)
}

/// The index named by `E11000 duplicate key error collection: db.c index: NAME dup key: …`.
fn duplicate_index(error: &Error) -> Option<String> {
    let message = match error.kind.as_ref() {
        ErrorKind::Write(WriteFailure::WriteError(write)) if write.code == 11000 => &write.message,
        ErrorKind::InsertMany(many) => &many.write_errors.as_ref()?.iter().find(|write| write.code == 11000)?.message,
        ErrorKind::Command(command) if command.code == 11000 => &command.message,
        _ => return None,
    };
    index_in(message)
}

/// The index that such a message names.
pub(crate) fn index_in(message: &str) -> Option<String> {
    let tail = message.split("index: ").nth(1)?;
    Some(tail.split_whitespace().next()?.to_owned())
}
