//! Files beside things: what may be attached, how much of it, and who may see it. What is inside a file is the files room's.

mod attachment;
mod error;
mod kind;
mod name;

pub use attachment::{Attachment, AttachmentHome, MAX_FILES, NewAttachment};
pub use error::AttachmentError;
pub use kind::{FileKind, MAX_FILE_BYTES};
pub use name::shown_name;
