//! The deposit account: which hardware signer's account receiving addresses come from. An admin chooses it with a passkey's
//! yes; a house that never chose one derives them from its keystore's own account, whose key is on the server.

use super::{signers::is_proved, signers_told::tell_of};
use crate::{
    ActionError, Desk,
    admin::must_be_admin,
    again::again,
    identity::{Act, ActAnswer, proven_act},
};
use domain::{
    TrezorAccountId, UserId,
    custody::{SignerError, TrezorAccount},
    escrow::{ChainAddress, DerivedDestination, EscrowError},
    event::{Actor, Subject},
    letters::SignerNews,
};
use payments::{AccountKey, Signer};
use store::Commit;

/// Where receiving addresses come from now.
#[derive(Clone, Debug)]
pub(crate) struct DepositAccount {
    /// The account's public key.
    pub(crate) key: AccountKey,
    /// Whose device has its private one; none when that is in the keystore.
    pub(crate) signer_id: Option<TrezorAccountId>,
}

/// What a passkey says yes to when the deposit account is chosen.
pub fn choosing_deposit_account(id: TrezorAccountId) -> Act {
    Act::new("choose_deposit_account", [("which", id.to_string().as_str())])
}

/// Receiving addresses come from this signer's account from now on; what was given out before stays what it is. Done twice, it
/// is done once.
///
/// # Errors
/// 403 for anybody but an admin and without the passkey; 401 when its answer is not believed; 409 `signer-does-not-count`.
pub async fn choose_deposit_account(
    desk: &Desk,
    who: UserId,
    id: TrezorAccountId,
    yes: &ActAnswer,
) -> Result<(), ActionError> {
    again(|| async {
        let admin = must_be_admin(desk, who).await?;
        let chosen: TrezorAccount = desk.store.get(id).await?;
        if chosen.is_receiving() {
            return Ok(());
        }
        if account_of(&chosen).is_none() {
            return Err(SignerError::DoesNotCount.into());
        }
        let yes = proven_act(desk, who, &choosing_deposit_account(id), yes).await?;
        let after = chosen.receiving(who, yes.signed.clone(), desk.now())?;
        let mut commit = yes.in_commit(Commit::new().save(&admin));
        // The one before first: there is one place.
        if let Some(before) = desk.store.deposit_signer().await? {
            commit = commit.save(&before.relieved(desk.now()));
        }
        let status = after.status;
        let from = Some(chosen.status.to_string());
        let row = desk.event(Subject::Signer(id), Actor::User(who), "choose_deposit_account", from, status);
        let commit = commit.save(&after).record(&row);
        desk.commit(tell_of(commit, desk, (who, &after), SignerNews::Receives).await?).await
    })
    .await
}

/// Where receiving addresses come from. A house whose deposit account was revoked does not go back to a key on the server: it
/// chooses another device first.
///
/// # Errors
/// [`EscrowError::NoChain`] when there is no account.
pub(crate) async fn deposit_account(desk: &Desk) -> Result<DepositAccount, ActionError> {
    let none = || ActionError::from(EscrowError::NoChain);
    if let Some(signer) = desk.store.deposit_signer().await? {
        let key = account_of(&signer).ok_or_else(none)?;
        return Ok(DepositAccount { key, signer_id: Some(signer.id) });
    }
    if desk.store.had_deposit_signer().await? {
        return Err(none());
    }
    let key = desk.account.as_deref().cloned().ok_or_else(none)?;
    Ok(DepositAccount { key, signer_id: None })
}

/// Who sends what came to a receiving address: the device that has its key, or the keystore; none when neither has it.
pub(super) async fn sender_of(
    desk: &Desk,
    destination: &DerivedDestination,
) -> Result<Option<ChainAddress>, ActionError> {
    let address = match destination.signer_id {
        Some(id) => {
            let signer = desk.store.find::<TrezorAccount>(id).await?;
            let key = signer.as_ref().and_then(account_of);
            key.and_then(|key| key.address(destination.index).ok()).map(|(address, _)| address)
        }
        None => super::keystore(desk)?.deposit(destination.index).ok().map(|key| key.address()),
    };
    Ok(address.filter(|address| address.key() == destination.address_key))
}

/// The account of a signer whose holder proved that they hold it, if it is the account of that proof.
pub(crate) fn account_of(signer: &TrezorAccount) -> Option<AccountKey> {
    let key = AccountKey::parse(&signer.xpub).ok()?;
    let (first, _) = key.address(0).ok()?;
    (first == signer.address && is_proved(signer)).then_some(key)
}
