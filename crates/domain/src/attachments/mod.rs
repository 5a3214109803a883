//! Files beside things: what may be attached, how much of it, and who may see it. What is inside a file is the files room's.

mod attached;
mod attachment;
mod error;
mod home;
mod kind;
mod name;

pub use attached::AttachedFile;
pub use attachment::{Attachment, NewAttachment};
pub use error::AttachmentError;
pub use home::{AttachmentHome, MAX_FILES};
pub use kind::{FileKind, MAX_FILE_BYTES};
pub use name::shown_name;
