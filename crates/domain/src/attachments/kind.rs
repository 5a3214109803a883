//! The kinds of files that are taken.

use crate::words;

/// No file is larger.
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;

words! {
    /// A kind of file, as its first bytes say; what its name or its sender say counts for nothing.
    pub enum FileKind {
        /// A photograph.
        Jpeg = "jpeg",
        /// A picture.
        Png = "png",
        /// A picture.
        Webp = "webp",
        /// A document.
        Pdf = "pdf",
        /// Plain text in UTF-8.
        Text = "text",
        /// A film.
        Mp4 = "mp4",
    }
}

impl FileKind {
    /// What a browser is told.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
            Self::Mp4 => "video/mp4",
        }
    }

    /// The end of its name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Mp4 => "mp4",
        }
    }

    /// True for what a page can show as a picture.
    pub const fn is_picture(self) -> bool {
        match self {
            Self::Jpeg | Self::Png | Self::Webp => true,
            Self::Pdf | Self::Text | Self::Mp4 => false,
        }
    }
}
