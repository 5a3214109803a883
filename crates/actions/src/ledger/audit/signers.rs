//! Hardware signers: each that was ever active was proved by a signature of its own under its own challenge, and the addresses
//! that its account gave out are the account's.

use super::{next_readable, report::Findings};
use crate::{
    ActionError, Desk,
    custody::{account_of, is_proved},
};
use domain::{
    TrezorAccountId,
    custody::{SignerStatus, TrezorAccount},
    escrow::DerivedDestination,
};
use payments::AccountKey;
use std::collections::BTreeMap;

/// Where each signer stands.
pub(super) struct Signers(pub(super) BTreeMap<TrezorAccountId, SignerStatus>);

/// Those whose holders proved them.
type Accounts = BTreeMap<TrezorAccountId, AccountKey>;

impl Signers {
    pub(super) async fn check(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let (mut statuses, mut accounts) = (BTreeMap::new(), Accounts::new());
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
            accounts.extend(account_of(&signer).map(|key| (signer.id, key)));
        }
        check_addresses(desk, &accounts, findings).await?;
        Ok(Self(statuses))
    }
}

/// Money goes to these by the word of a page: each must be one that its device can sign for.
async fn check_addresses(desk: &Desk, accounts: &Accounts, findings: &mut Findings) -> Result<(), ActionError> {
    let mut rows = desk.store.every::<DerivedDestination>().await?;
    while let Some(row) = next_readable(&mut rows, "destination", findings).await? {
        let Some(signer) = row.signer_id else { continue };
        let given = accounts.get(&signer).and_then(|key| key.address(row.index).ok());
        let is_theirs = given.is_some_and(|(address, path)| address.key() == row.address_key && path == row.path);
        findings.must("signers", is_theirs, row.id, || format!("its address is not number {} of {signer}", row.index));
    }
    Ok(())
}
