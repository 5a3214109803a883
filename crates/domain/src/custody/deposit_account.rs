//! The deposit account: the one hardware signer whose account receiving addresses are derived from. What is kept is its public
//! key; the money that comes there moves by the device alone.

use super::{SignerError, TrezorAccount};
use crate::{Timestamp, UserId, identity::SignedAct};
use serde::{Deserialize, Serialize};

/// What the one of them that holds now is called.
const PRESENT: &str = "deposit";

/// That receiving addresses come from a signer's account, or once did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositDuty {
    /// While it is there no other signer has the same: one deposit account at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<String>,
    /// Who chose it.
    pub by: UserId,
    /// Their passkey's yes to it.
    pub act: SignedAct,
    /// When.
    pub at: Timestamp,
}

impl TrezorAccount {
    /// From now on receiving addresses come from this one's account.
    ///
    /// # Errors
    /// [`SignerError::DoesNotCount`] for one whose signatures do not count now.
    pub fn receiving(&self, by: UserId, act: SignedAct, now: Timestamp) -> Result<Self, SignerError> {
        if !self.counts(now) {
            return Err(SignerError::DoesNotCount);
        }
        let duty = DepositDuty { present: Some(PRESENT.to_owned()), by, act, at: now };
        Ok(Self { deposit: Some(duty), updated_at: now, ..self.clone() })
    }

    /// Gives out no addresses any more. What came to those it gave out is still moved by its device.
    #[must_use]
    pub fn relieved(&self, now: Timestamp) -> Self {
        let deposit = self.deposit.clone().map(|duty| DepositDuty { present: None, ..duty });
        Self { deposit, updated_at: now, ..self.clone() }
    }

    /// True while receiving addresses come from it.
    pub fn is_receiving(&self) -> bool {
        self.deposit.as_ref().is_some_and(|duty| duty.present.is_some())
    }
}
