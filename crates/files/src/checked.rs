//! What a file is, by its first bytes and by the whole of it; never by its name or by what its sender said.

use crate::picture;
use domain::attachments::{AttachmentError, FileKind, MAX_FILE_BYTES};
use sha2::{Digest, Sha256};

/// Bytes that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What they are.
    pub kind: FileKind,
    /// A picture is made anew; all else is as it came.
    pub bytes: Vec<u8>,
    /// SHA-256 of these bytes, in hexadecimal.
    pub hash: String,
}

/// Looks at a file. Takes as long as a picture of forty million points takes: not for a thread that others wait for.
///
/// # Errors
/// Why it is not taken.
pub fn checked(bytes: Vec<u8>) -> Result<Checked, AttachmentError> {
    if bytes.is_empty() {
        return Err(AttachmentError::Nothing);
    }
    if too_large(&bytes) {
        return Err(AttachmentError::TooLarge);
    }
    let kind = kind_of(&bytes).ok_or(AttachmentError::Kind)?;
    let bytes = if kind.is_picture() { picture::anew(&bytes, kind)? } else { bytes };
    // A picture that is packed worse than it came is still no larger than a file may be.
    if too_large(&bytes) {
        return Err(AttachmentError::TooLarge);
    }
    let hash = hex::encode(Sha256::digest(&bytes));
    Ok(Checked { kind, bytes, hash })
}

fn too_large(bytes: &[u8]) -> bool {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_FILE_BYTES
}

fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    match infer::get(bytes).map(|found| found.mime_type()) {
        Some("image/jpeg") => Some(FileKind::Jpeg),
        Some("image/png") => Some(FileKind::Png),
        Some("image/webp") => Some(FileKind::Webp),
        Some("application/pdf") => Some(FileKind::Pdf),
        Some("video/mp4") => Some(FileKind::Mp4),
        Some(_) => None,
        None => is_text(bytes).then_some(FileKind::Text),
    }
}

/// Words in UTF-8 that no reader takes for a page or a program.
fn is_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    let is_written = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    text.chars().all(is_written) && !begins.starts_with('<') && !begins.starts_with("#!")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> AttachmentError {
        checked(bytes.to_vec()).unwrap_err()
    }

    #[test]
    fn what_a_file_is_its_bytes_say() {
        assert_eq!(checked(b"%PDF-1.7\n1 0 obj".to_vec()).unwrap().kind, FileKind::Pdf);
        let text = checked("سلام\nline two".as_bytes().to_vec()).unwrap();
        assert_eq!((text.kind, text.hash.len()), (FileKind::Text, 64));
        for bad in [
            &b"MZ\x90\x00\x03\x00\x00\x00"[..],
            b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00",
            b"PK\x03\x04\x14\x00\x00\x00",
            b"<!doctype html><script>alert(1)</script>",
            b"  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"#!/bin/sh\nrm -rf /",
            b"GIF89a\x01\x00\x01\x00",
            b"\x00\x01\x02\x03",
        ] {
            assert_eq!(refused(bad), AttachmentError::Kind, "{bad:?}");
        }
        assert_eq!(refused(b""), AttachmentError::Nothing);
        assert_eq!(refused(&vec![b'a'; 10 * 1024 * 1024 + 1]), AttachmentError::TooLarge);
        assert!(checked(vec![b'a'; 10 * 1024 * 1024]).is_ok(), "ten mebibytes are not too many");
    }

    #[test]
    fn what_calls_itself_a_picture_must_be_one() {
        assert_eq!(refused(b"\xff\xd8\xff\xe0 and nothing more"), AttachmentError::Unreadable);
        assert_eq!(refused(b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"), AttachmentError::Unreadable);
    }
}
