//! A refused command: MongoDB's code, its name and a sentence. Nothing here decides; it only carries.

use bson::{Bson, Document, doc};

use crate::storage::StorageError;

/// What a command or one of its parts answers.
pub(crate) type Outcome<T> = Result<T, CommandError>;

/// The driver may run the whole transaction again.
pub(crate) const TRANSIENT: &str = "TransientTransactionError";

/// A refusal in MongoDB's terms; becomes `{ok: 0, code, codeName, errmsg}` or an entry of `writeErrors`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CommandError {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) labels: Vec<&'static str>,
    /// Extra fields of the reply, such as `keyPattern` and `keyValue`.
    pub(crate) details: Box<Document>,
}

macro_rules! codes {
    ($($name:ident = $number:literal),* $(,)?) => {
        /// MongoDB's error codes that this engine can answer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(i32)]
        pub(crate) enum Code { $($name = $number),* }

        impl Code {
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

codes! {
    InternalError = 1,
    BadValue = 2,
    FailedToParse = 9,
    Unauthorized = 13,
    TypeMismatch = 14,
    IllegalOperation = 20,
    NamespaceNotFound = 26,
    IndexNotFound = 27,
    PathNotViable = 28,
    ConflictingUpdateOperators = 40,
    CursorNotFound = 43,
    NamespaceExists = 48,
    DollarPrefixedFieldName = 52,
    EmptyFieldName = 56,
    CommandNotFound = 59,
    ImmutableField = 66,
    CannotCreateIndex = 67,
    InvalidOptions = 72,
    InvalidNamespace = 73,
    IndexOptionsConflict = 85,
    IndexKeySpecsConflict = 86,
    WriteConflict = 112,
    CannotIndexParallelArrays = 171,
    TransactionTooOld = 225,
    NotImplemented = 238,
    NoSuchTransaction = 251,
    TransactionCommitted = 256,
    OperationNotSupportedInTransaction = 263,
    InvalidBson = 22,
    BsonObjectTooLarge = 10334,
    InvalidLength = 16,
    InvalidPipelineOperator = 168,
    UnknownStage = 40324,
    UndefinedVariable = 17276,
    DuplicateKey = 11000,
    ConflictingOperationInProgress = 50911,
    ConversionFailure = 241,
    UnknownGroupOperator = 15952,
    PathCollision = 31249,
    MixedProjection = 31254,
    UnknownField = 40415,
    MissingField = 40414,
}

impl CommandError {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), labels: Vec::new(), details: Box::default() }
    }

    pub(crate) fn bad_value(message: impl Into<String>) -> Self {
        Self::new(Code::BadValue, message)
    }

    pub(crate) fn unparsable(message: impl Into<String>) -> Self {
        Self::new(Code::FailedToParse, message)
    }

    pub(crate) fn wrong_type(message: impl Into<String>) -> Self {
        Self::new(Code::TypeMismatch, message)
    }

    /// This engine knows the thing by name and does not do it.
    pub(crate) fn not_implemented(what: impl Into<String>) -> Self {
        Self::new(Code::NotImplemented, format!("{} is not supported by the embedded engine", what.into()))
    }

    /// Another writer has the document or key, or had it after our snapshot.
    pub(crate) fn write_conflict() -> Self {
        Self::new(Code::WriteConflict, "Write conflict during plan execution and yielding is disabled")
    }

    pub(crate) fn labelled(mut self, label: &'static str) -> Self {
        if !self.labels.contains(&label) {
            self.labels.push(label);
        }
        self
    }

    pub(crate) fn with_details(mut self, details: Document) -> Self {
        *self.details = details;
        self
    }

    pub(crate) fn is_write_conflict(&self) -> bool {
        self.code == Code::WriteConflict
    }

    /// The whole reply of a command that failed.
    pub(crate) fn into_reply(self) -> Document {
        let mut reply =
            doc! { "ok": 0.0, "errmsg": self.message, "code": self.code as i32, "codeName": self.code.name() };
        reply.extend(*self.details);
        if !self.labels.is_empty() {
            reply.insert("errorLabels", self.labels.iter().map(|l| Bson::from(*l)).collect::<Vec<_>>());
        }
        reply
    }

    /// One entry of `writeErrors`, for the statement at `index`.
    pub(crate) fn into_write_error(self, index: usize) -> Document {
        let mut entry = doc! { "index": index_number(index), "code": self.code as i32 };
        entry.extend(*self.details);
        entry.insert("errmsg", self.message);
        entry
    }
}

impl From<StorageError> for CommandError {
    fn from(error: StorageError) -> Self {
        Self::new(Code::InternalError, error.to_string())
    }
}

impl From<bson::error::Error> for CommandError {
    fn from(error: bson::error::Error) -> Self {
        Self::new(Code::InvalidBson, error.to_string())
    }
}

/// Statement positions travel as int32; a message cannot hold more statements than that.
pub(crate) fn index_number(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}
