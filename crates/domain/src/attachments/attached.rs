//! `AttachedFile`: what a message or a piece of evidence says of a file of its own, so that it is read without another look.

use super::{Attachment, FileKind};
use crate::AttachmentId;
use serde::{Deserialize, Serialize};

/// A file, as what it belongs to knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedFile {
    /// Where it is asked for.
    pub id: AttachmentId,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large it is on the shelf.
    pub size_bytes: u64,
    /// SHA-256 of what lies on the shelf, in hexadecimal.
    pub hash: String,
}

impl From<&Attachment> for AttachedFile {
    fn from(file: &Attachment) -> Self {
        let Attachment { id, name, kind, size_bytes, hash, .. } = file.clone();
        Self { id, name, kind, size_bytes, hash }
    }
}
