//! What those who keep the money are told of a hardware signer: it may be somebody else's in a colleague's name.

use crate::{Timestamp, TrezorAccountId, custody::TrezorAccount, escrow::ChainAddress};
use serde::{Deserialize, Serialize};

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignerNews {
    /// Its holder proved that they hold it: from then on it counts.
    #[allow(missing_docs)]
    Proved { counts_from: Timestamp },
    /// Its day of waiting is over.
    Counts,
    /// It counts no more.
    #[allow(missing_docs)]
    Revoked { why: String },
    /// Receiving addresses come from its account.
    Receives,
}

/// A signer, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerTold {
    /// Which.
    pub signer: TrezorAccountId,
    /// What became of it.
    pub news: SignerNews,
    /// What people call it.
    pub label: String,
    /// The address that it signs with.
    pub address: ChainAddress,
    /// What its holder is called.
    pub holder: String,
    /// What the person is called who did it; the holder where nobody did.
    pub by: String,
}

impl SignerTold {
    /// Of this signer, whose holder and who did it are called so.
    pub fn of(signer: &TrezorAccount, news: SignerNews, (holder, by): (String, String)) -> Self {
        let (label, address) = (signer.label.clone(), signer.address.clone());
        Self { signer: signer.id, news, label, address, holder, by }
    }
}
