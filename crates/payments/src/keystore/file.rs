//! The keystore on disk: JSON with Argon2id parameters and one XChaCha20-Poly1305 box. What is public stands beside it
//! and is bound to it: another account's name on the same box does not open.

use super::{FormerVault, Keystore, KeystoreError};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};
use zeroize::Zeroizing;

use crate::Signer;

const FORMAT: &str = "amanat keystore 1";
/// Memory in KiB, passes and lanes of a new file. Source: the second recommendation of RFC 9106.
const COST: (u32, u32, u32) = (64 * 1024, 3, 4);
/// What a file may ask for at most: an altered one shall not eat the machine.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const SHORTEST_PASSWORD: usize = 12;

/// The file, as JSON. Nothing in it is secret to whoever has not the password.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeystoreFile {
    format: String,
    /// The account's public key; none with a vault alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xpub: Option<String>,
    /// The hot vault's address.
    pub vault: String,
    /// The vaults before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<FormerVault>,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    sealed: String,
}

#[derive(Serialize, Deserialize)]
struct Inside<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
    vault: &'a str,
}

/// Writes the keystore into a new file that only this user may read.
///
/// # Errors
/// [`KeystoreError::Exists`]; [`KeystoreError::ShortPassword`]; [`KeystoreError::File`].
pub fn write_keystore(path: &Path, keystore: &Keystore, password: &str) -> Result<(), KeystoreError> {
    let text = seal(keystore, password, COST)?;
    let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = made.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => KeystoreError::Exists,
        _ => KeystoreError::File(error),
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(KeystoreError::File)
}

/// Reads and unlocks it.
///
/// # Errors
/// [`KeystoreError::OpenToOthers`] when its mode is not 0600; [`KeystoreError::WrongPassword`]; what the file lacks.
pub fn read_keystore(path: &Path, password: &str) -> Result<Keystore, KeystoreError> {
    let mode = fs::metadata(path).map_err(KeystoreError::File)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeystoreError::OpenToOthers);
    }
    open(&fs::read_to_string(path).map_err(KeystoreError::File)?, password)
}

pub(super) fn seal(
    keystore: &Keystore,
    password: &str,
    (memory_kib, passes, lanes): (u32, u32, u32),
) -> Result<String, KeystoreError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(KeystoreError::ShortPassword(SHORTEST_PASSWORD));
    }
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    rand::rng().fill_bytes(&mut salt);
    rand::rng().fill_bytes(&mut nonce);
    let mut file = KeystoreFile {
        format: FORMAT.to_owned(),
        xpub: keystore.xpub(),
        vault: keystore.vault().address().0,
        former: keystore.former().to_vec(),
        memory_kib,
        passes,
        lanes,
        salt: hex::encode(salt),
        nonce: hex::encode(nonce),
        sealed: String::new(),
    };
    let (account, vault) = keystore.secrets();
    let inside = serde_json::to_vec(&Inside { account: account.as_ref().map(|it| it.as_str()), vault: &vault })
        .map(Zeroizing::new);
    let inside = inside.map_err(|_| KeystoreError::NotAKeystore)?;
    let bound = file.bound();
    let payload = Payload { msg: &inside, aad: bound.as_bytes() };
    let sealed = file.cipher(password)?.encrypt(&XNonce::from(nonce), payload);
    file.sealed = hex::encode(sealed.map_err(|_| KeystoreError::NotAKeystore)?);
    serde_json::to_string_pretty(&file).map_err(|_| KeystoreError::NotAKeystore)
}

pub(super) fn open(text: &str, password: &str) -> Result<Keystore, KeystoreError> {
    let file: KeystoreFile = serde_json::from_str(text).map_err(|_| KeystoreError::NotAKeystore)?;
    if file.format != FORMAT || file.memory_kib > MOST_MEMORY_KIB || file.passes > 16 || file.lanes > 16 {
        return Err(KeystoreError::NotAKeystore);
    }
    let nonce: [u8; 24] = bytes(&file.nonce).and_then(|it| it.try_into().ok()).ok_or(KeystoreError::NotAKeystore)?;
    let sealed = bytes(&file.sealed).ok_or(KeystoreError::NotAKeystore)?;
    let bound = file.bound();
    let payload = Payload { msg: &sealed, aad: bound.as_bytes() };
    let inside = file.cipher(password)?.decrypt(&XNonce::from(nonce), payload);
    let inside = Zeroizing::new(inside.map_err(|_| KeystoreError::WrongPassword)?);
    let inside: Inside<'_> = serde_json::from_slice(&inside).map_err(|_| KeystoreError::NotAKeystore)?;
    let keys = match inside.account {
        Some(account) => Keystore::import(account, inside.vault)?,
        None => Keystore::of_vault(inside.vault)?,
    };
    Ok(Keystore { former: file.former, ..keys })
}

impl KeystoreFile {
    /// What the box is bound to; a line per vault of before, so that files without any open as they did.
    fn bound(&self) -> String {
        let former = self.former.iter().map(|it| {
            let until = it.until.map_or_else(|| "ever".to_owned(), |until| until.millis().to_string());
            format!("\nformer {} until {until}", it.vault)
        });
        let xpub = self.xpub.as_deref().unwrap_or("no account");
        format!("{FORMAT}\n{xpub}\n{}{}", self.vault, former.collect::<String>())
    }

    fn cipher(&self, password: &str) -> Result<XChaCha20Poly1305, KeystoreError> {
        let salt = bytes(&self.salt).ok_or(KeystoreError::NotAKeystore)?;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None);
        let params = params.map_err(|_| KeystoreError::NotAKeystore)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &salt, key.as_mut())
            .map_err(|_| KeystoreError::NotAKeystore)?;
        Ok(XChaCha20Poly1305::new(&Key::from(*key)))
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    hex::decode(text).ok()
}
