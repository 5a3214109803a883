//! When what a hardware signer signs counts: proved, past its wait, and not revoked.

use super::{SignerStatus, TrezorAccount};
use crate::Timestamp;

impl TrezorAccount {
    /// True when what it signed at that time counts: proved, past its wait, and not revoked before.
    pub fn counted_at(&self, at: Timestamp) -> bool {
        let is_over = self.revoked.as_ref().is_some_and(|end| end.at < at);
        self.proof.is_some() && self.counts_from.is_some_and(|from| at >= from) && !is_over
    }

    /// True when what it signs at this moment counts.
    pub fn counts(&self, now: Timestamp) -> bool {
        self.status == SignerStatus::Active && self.counts_from.is_some_and(|from| now >= from)
    }
}
