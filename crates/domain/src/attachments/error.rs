//! Why a file is not taken, or not given.

/// A rule about files that was broken. Codes are stable and translated by the face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttachmentError {
    /// Larger than a file may be.
    #[error("a file is too large")]
    TooLarge,
    /// There is nothing in it, or no file was chosen.
    #[error("there is no file")]
    Nothing,
    /// Of a kind that is not taken, whatever it calls itself.
    #[error("this kind of file is not taken")]
    Kind,
    /// It calls itself a picture and is none that can be read.
    #[error("the picture cannot be read")]
    Unreadable,
    /// More pixels than a picture may have.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// The thing has as many files as it takes.
    #[error("there are as many files as there may be")]
    Full,
    /// This person has sent more than enough today.
    #[error("too many files in a day")]
    TooMany,
    /// Only who put it there, and only while the thing is open.
    #[error("this file cannot be changed by this person, or any more")]
    NotYours,
}

impl AttachmentError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "file-too-large",
            Self::Nothing => "file-nothing",
            Self::Kind => "file-kind",
            Self::Unreadable => "file-unreadable",
            Self::TooManyPixels => "file-too-many-pixels",
            Self::Full => "file-full",
            Self::TooMany => "file-too-many",
            Self::NotYours => "file-not-yours",
        }
    }

    /// What the face answers.
    pub const fn status(self) -> u16 {
        match self {
            Self::TooLarge => 413,
            Self::Nothing | Self::Kind | Self::Unreadable | Self::TooManyPixels => 422,
            Self::Full => 409,
            Self::TooMany => 429,
            Self::NotYours => 403,
        }
    }
}
