//! Why a hosted service did not do what it was asked. Nothing here means "the money did not come".

/// The answer of a hosted service that is none. No key and no whole address is in any of these.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostedError {
    /// The settings do not name an http(s) address, or a key has characters that no header can carry.
    #[error("{0}: the settings are unusable: {1}")]
    Settings(&'static str, &'static str),
    /// No answer in time, or a broken one. It may still have done what was asked.
    #[error("{service} did not answer: {why}")]
    Unreachable {
        /// Which service.
        service: &'static str,
        /// In the words of the HTTP client.
        why: String,
    },
    /// Our key is not (or no longer) good.
    #[error("{0} does not accept our key")]
    BadKey(&'static str),
    /// It knows nothing of that name.
    #[error("{0} knows nothing of that name")]
    Unknown(&'static str),
    /// We ask too often.
    #[error("{service} wants us to wait")]
    TooOften {
        /// Which service.
        service: &'static str,
        /// How long, when it says so.
        wait_seconds: Option<u64>,
    },
    /// It understood and refused: the same question will be refused again.
    #[error("{service} refused: {message}")]
    Refused {
        /// Which service.
        service: &'static str,
        /// Its words, cut short and without our keys.
        message: String,
    },
    /// It is broken on its side.
    #[error("{service} is out of order (HTTP {status})")]
    OutOfOrder {
        /// Which service.
        service: &'static str,
        /// HTTP status.
        status: u16,
    },
    /// An answer that is not what the call gives.
    #[error("{service} answered with {why}")]
    BadAnswer {
        /// Which service.
        service: &'static str,
        /// What was wrong.
        why: String,
    },
}

impl HostedError {
    /// Stable code for logs and the face. Never changes once shipped.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Settings(..) => "hosted-settings",
            Self::Unreachable { .. } => "hosted-unreachable",
            Self::BadKey(_) => "hosted-bad-key",
            Self::Unknown(_) => "hosted-unknown",
            Self::TooOften { .. } => "hosted-too-often",
            Self::Refused { .. } => "hosted-refused",
            Self::OutOfOrder { .. } => "hosted-out-of-order",
            Self::BadAnswer { .. } => "hosted-bad-answer",
        }
    }

    /// Whether the same question may be answered later without anybody mending anything here.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::TooOften { .. } | Self::OutOfOrder { .. })
    }
}
