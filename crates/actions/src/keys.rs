//! The house's secret: one random key in a file (0600), and the keys derived from it by purpose.

use hmac::{Hmac, KeyInit, Mac};
use rand::RngCore;
use sha2::Sha256;
use std::{fs, io, path::Path};

/// 32 random bytes that never leave the process.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(secret)")
    }
}

impl Keys {
    /// Wraps bytes read elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a 64-hex-digit secret.
    pub fn from_hex(text: &str) -> Option<Self> {
        Some(Self(hex::decode(text.trim()).ok()?.try_into().ok()?))
    }

    /// Reads `<folder>/secret.key`, or makes it on the first start.
    ///
    /// # Errors
    /// When the file cannot be read or made, or is not 64 hex digits.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let file = folder.join("secret.key");
        match fs::read_to_string(&file) {
            Ok(text) => Self::from_hex(&text).ok_or_else(|| io::Error::other("secret.key is not 64 hex digits")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(&file),
            Err(error) => Err(error),
        }
    }

    /// A key for one purpose: HMAC-SHA256(secret, purpose). Purposes never share a key.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }

    fn make(file: &Path) -> io::Result<Self> {
        use std::{io::Write, os::unix::fs::OpenOptionsExt};
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        // Written aside and renamed: a process that dies half-way leaves no half secret.
        let aside = file.with_extension("new");
        let mut open = fs::OpenOptions::new();
        let mut out = open.write(true).create(true).truncate(true).mode(0o600).open(&aside)?;
        out.write_all(hex::encode(bytes).as_bytes())?;
        out.sync_all()?;
        fs::rename(&aside, file)?;
        Ok(Self(bytes))
    }
}
