//! Why a callback is refused.

/// Why a callback is refused. Answer 401 to all but the last, 400 to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// A header is missing.
    #[error("the header {0} is missing")]
    NoHeader(&'static str),
    /// Not signed with our key over these bytes.
    #[error("the signature is wrong")]
    BadSignature,
    /// Signed too long ago, or later than now.
    #[error("the time of the callback is not now")]
    NotNow,
    /// Signed, but not a callback.
    #[error("not a callback")]
    BadBody,
}

impl CallbackError {
    /// Stable code for logs. Never changes once shipped.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoHeader(_) => "callback-no-header",
            Self::BadSignature => "callback-bad-signature",
            Self::NotNow => "callback-not-now",
            Self::BadBody => "callback-bad-body",
        }
    }
}
