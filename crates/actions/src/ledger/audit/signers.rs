//! Hardware signers: each that was ever active was proved by a signature of its own under its own challenge.

use super::{next_readable, report::Findings};
use crate::{ActionError, Desk, custody::is_proved};
use domain::{
    TrezorAccountId,
    custody::{SignerStatus, TrezorAccount},
};
use std::collections::BTreeMap;

/// Where each signer stands.
pub(super) struct Signers(pub(super) BTreeMap<TrezorAccountId, SignerStatus>);

impl Signers {
    pub(super) async fn check(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let mut statuses = BTreeMap::new();
        let mut rows = desk.store.every::<TrezorAccount>().await?;
        while let Some(signer) = next_readable(&mut rows, "signer", findings).await? {
            let must_be_proved = signer.status == SignerStatus::Active || signer.proof.is_some();
            findings.must("signers", !must_be_proved || is_proved(&signer), signer.id, || {
                "its signature is not that of its key under its challenge".to_owned()
            });
            let is_held = signer.held_key.as_deref() == Some(signer.address.key().as_str());
            findings.must("signers", is_held || signer.status == SignerStatus::Revoked, signer.id, || {
                format!("it is {} and does not hold its key", signer.status)
            });
            statuses.insert(signer.id, signer.status);
        }
        Ok(Self(statuses))
    }
}
