//! `TrezorAccount`: a hardware signer of the house. What is kept of it is public: its account's key, its fingerprint, the
//! path, and the address of index 0 that it signs with. Whoever registers one proves that they hold it.

use super::{DepositDuty, SignerDeed, SignerError, SignerStatus};
use crate::{FieldErrors, Minutes, Timestamp, TrezorAccountId, UserId, escrow::ChainAddress, identity::SignedAct};
use serde::{Deserialize, Serialize};

/// How long a challenge may be signed.
pub const TIME_TO_PROVE: Minutes = Minutes(15);
/// How long a signer that comes to others waits before it counts: whoever gets into the house for an hour adds none.
const TIME_TO_COUNT: Minutes = Minutes(24 * 60);
/// Letters of a label.
const LABEL: usize = 60;

/// What of a device is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignerKey {
    /// The account's public key, `xpub…`.
    pub xpub: String,
    /// Eight hex digits that name the key.
    pub fingerprint: String,
    /// `m/44'/60'/A'`.
    pub path: String,
    /// The address of index 0.
    pub address: ChainAddress,
}

/// That the holder signed the challenge, and a passkey of theirs said yes to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerProof {
    /// The text, word for word.
    pub text: String,
    /// 65 bytes in hex.
    pub signature: String,
    /// The holder's passkey's yes to it.
    pub act: SignedAct,
    /// When it was shown to us.
    pub at: Timestamp,
}

/// A hardware signer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrezorAccount {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: TrezorAccountId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who holds the device.
    pub user_id: UserId,
    /// What people call it.
    pub label: String,
    /// The account's public key.
    pub xpub: String,
    /// Eight hex digits that name the key.
    pub fingerprint: String,
    /// `m/44'/60'/A'`.
    pub path: String,
    /// The address of index 0: it signs.
    pub address: ChainAddress,
    /// The same in lower case while it is asked for or counts: nobody else registers it meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_key: Option<String>,
    /// Where it stands.
    pub status: SignerStatus,
    /// What only this challenge has.
    pub nonce: String,
    /// Until when the challenge may be signed.
    pub prove_by: Timestamp,
    /// The holder's signature under it.
    pub proof: Option<SignerProof>,
    /// From when on its signatures count.
    pub counts_from: Option<Timestamp>,
    /// Who revoked it, why and when.
    pub revoked: Option<SignerRevoked>,
    /// That receiving addresses come from its account, or once did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<DepositDuty>,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

/// The end of a signer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerRevoked {
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// In their words.
    pub why: String,
}

/// What a signer is called, as typed.
///
/// # Errors
/// A code at `label`.
pub fn check_label(raw: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let label = errors.text("label", raw, 2, LABEL);
    errors.into_result()?;
    Ok(label)
}

impl TrezorAccount {
    /// Asked for: nothing counts before the holder has signed the challenge.
    pub fn asked(
        (id, user_id): (TrezorAccountId, UserId),
        label: String,
        key: SignerKey,
        nonce: String,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            version: 0,
            user_id,
            label,
            xpub: key.xpub,
            fingerprint: key.fingerprint,
            path: key.path,
            held_key: Some(key.address.key()),
            address: key.address,
            status: SignerStatus::Asked,
            nonce,
            prove_by: now + TIME_TO_PROVE,
            proof: None,
            counts_from: None,
            revoked: None,
            deposit: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// What the device shows and signs (EIP-191): one line per fact.
    pub fn challenge(&self) -> String {
        let lines = [
            "Amanat: register this signer".to_owned(),
            format!("account: {}", self.path),
            format!("address: {}", self.address.0),
            format!("holder: {}", self.user_id),
            format!("number: {}", self.nonce),
            format!("until: {}", self.prove_by),
        ];
        lines.join("\n")
    }

    /// The holder signed. `signature` has been looked at; `had_others` says whether the house ever had another: who revokes
    /// them all does not make one of their own count at once.
    ///
    /// # Errors
    /// [`SignerError::NotYours`], [`SignerError::TooLate`]; an illegal move.
    pub fn proved(
        &self,
        by: UserId,
        (signature, act): (&str, SignedAct),
        had_others: bool,
        now: Timestamp,
    ) -> Result<Self, SignerError> {
        if self.user_id != by {
            return Err(SignerError::NotYours);
        }
        let status = self.status.next(SignerDeed::Prove)?;
        if now >= self.prove_by {
            return Err(SignerError::TooLate);
        }
        let proof = SignerProof { text: self.challenge(), signature: signature.to_owned(), act, at: now };
        let counts_from = if had_others { now + TIME_TO_COUNT } else { now };
        Ok(Self { status, proof: Some(proof), counts_from: Some(counts_from), updated_at: now, ..self.clone() })
    }

    /// Signs nothing any more, from now on.
    ///
    /// # Errors
    /// An illegal move.
    pub fn revoked(&self, by: UserId, why: &str, now: Timestamp) -> Result<Self, SignerError> {
        let status = self.status.next(SignerDeed::Revoke)?;
        let revoked = SignerRevoked { by, at: now, why: why.to_owned() };
        Ok(Self { status, held_key: None, revoked: Some(revoked), ..self.relieved(now) })
    }

    /// Nobody signed in time: the key may be asked for again.
    pub fn is_forgotten(&self, now: Timestamp) -> bool {
        self.status == SignerStatus::Asked && now >= self.prove_by
    }
}

#[cfg(test)]
#[path = "trezor_account_tests.rs"]
mod tests;
