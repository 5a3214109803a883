//! Secrets that must be read again are kept encrypted: XChaCha20-Poly1305 under a key derived by purpose from the
//! house's, bound to what they belong to. The sealed text names its key, so that another key is noticed, not guessed.

use crate::{ActionError, Desk};
use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use domain::identity::Sealed;
use rand::RngCore;
use sha2::{Digest, Sha256};

const NONCE_BYTES: usize = 24;

/// Encrypts. `purpose` chooses the key; `of` says what the secret belongs to, and opens nothing elsewhere.
pub(super) fn seal(desk: &Desk, purpose: &str, of: &str, secret: &[u8]) -> Result<Sealed, ActionError> {
    let key = desk.keys.derive(purpose);
    let mut nonce = [0; NONCE_BYTES];
    rand::rng().fill_bytes(&mut nonce);
    let sealed = cipher(&key).encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: of.as_bytes() });
    let sealed = sealed.map_err(|error| ActionError::Broken(error.to_string()))?;
    Ok(Sealed::new(format!("{}:{}{}", key_id(&key), hex::encode(nonce), hex::encode(sealed))))
}

/// Decrypts what [`seal`] made for the same purpose and owner.
pub(super) fn open(desk: &Desk, purpose: &str, of: &str, sealed: &Sealed) -> Result<Vec<u8>, ActionError> {
    let broken = |what: &str| ActionError::Broken(format!("a sealed secret: {what}"));
    let key = desk.keys.derive(purpose);
    let (its_key, rest) = sealed.expose().split_once(':').ok_or_else(|| broken("no key id"))?;
    if its_key != key_id(&key) {
        return Err(broken("sealed under another key of the house"));
    }
    let bytes = hex::decode(rest).map_err(|_| broken("not hex"))?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or_else(|| broken("too short"))?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| broken("too short"))?;
    let payload = Payload { msg: sealed, aad: of.as_bytes() };
    cipher(&key).decrypt(&XNonce::from(nonce), payload).map_err(|_| broken("changed"))
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key))
}

/// What a key is called. Says nothing about the key.
fn key_id(key: &[u8; 32]) -> String {
    hex::encode(&Sha256::digest([b"key id ".as_slice(), key].concat())[..4])
}
