//! What pages show of the vaults: where money lies by the books, which account receiving addresses come from, what waits to be
//! swept, and what a device shall sign for it.

use super::{by_device::unsigned, chain_of, hot_vault, instruct::HOLDERS, instructed::counting};
use crate::{ActionError, Desk, admin::must_be, settings::in_force};
use domain::{
    Currency, Money, PayoutId, Timestamp, UserId,
    custody::{HOT_VAULT, Payout, TrezorAccount, VaultLevel, gas_coin},
    escrow::{ChainAddress, ChainId},
    identity::User,
    ledger::LedgerAccount,
};
use payments::{AccountKey, UnsignedTransaction};
use store::Counter;

/// Sweeps that wait for a device, on one page.
const WAITING: i64 = 100;

/// What lies in one currency on one chain, by the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultLine {
    /// In the hot vault, which pays out.
    pub hot: Money,
    /// At the first addresses of devices, where the hot vault's surplus goes; nothing of coin for gas.
    pub cold: Option<Money>,
    /// At receiving addresses: waits to be swept.
    pub received: Money,
    /// Whether that in the hot vault is what the house wants there; nothing of coin for gas.
    pub level: Option<VaultLevel>,
}

/// The vaults of one chain.
#[derive(Clone, Debug)]
pub struct ChainVaults {
    /// Which.
    pub chain: (ChainId, String),
    /// Its tokens, and the coin that gas is paid in.
    pub lines: Vec<VaultLine>,
}

/// The account that receiving addresses come from.
#[derive(Clone, Debug)]
pub struct ReceivingAccount {
    /// The device that has its key; none when that is on the server.
    pub signer: Option<TrezorAccount>,
    /// Eight hex digits.
    pub fingerprint: String,
    /// Its public key; none when only the settings know it.
    pub xpub: Option<String>,
    /// The next address's place.
    pub next_index: u64,
    /// Addresses are a device's, and the keystore has the key of those before it all the same.
    pub is_former_key_kept: bool,
}

/// Everything about vaults.
#[derive(Clone, Debug)]
pub struct VaultsFile {
    /// Where payouts leave from; none without a keystore.
    pub vault: Option<ChainAddress>,
    /// Chain by chain.
    pub chains: Vec<ChainVaults>,
    /// Where receiving addresses come from; none when nobody can pay on a chain now.
    pub account: Option<ReceivingAccount>,
    /// Signers that could be chosen instead.
    pub choices: Vec<TrezorAccount>,
    /// What waits for a device, oldest first.
    pub waiting: Vec<Payout>,
    /// Who looks.
    pub viewer: User,
}

/// What a device shall sign, in every form in which it goes out.
#[derive(Clone, Debug)]
pub struct SweepPlan {
    /// The transaction.
    pub transaction: UnsignedTransaction,
    /// As wallets' programs read it.
    pub json: String,
    /// The bytes that are hashed and signed.
    pub bytes: String,
    /// What its gas costs at most.
    pub most_gas: Money,
    /// When it was planned.
    pub planned_at: Timestamp,
}

/// One sweep whose sender's key is in a device.
#[derive(Clone, Debug)]
pub struct SweepFile {
    /// The sweep.
    pub payout: Payout,
    /// Whose device has the key.
    pub signer: TrezorAccount,
    /// Where in it, `m/44'/60'/A'/0/i`.
    pub path: String,
    /// What is to be signed; none while nothing is.
    pub plan: Option<SweepPlan>,
    /// Where its transaction can be looked at.
    pub link: Option<String>,
}

/// Every vault of this house.
///
/// # Errors
/// 403 for anybody but admins and treasurers.
pub async fn vaults(desk: &Desk, who: UserId) -> Result<VaultsFile, ActionError> {
    let viewer = must_be(desk, who, &HOLDERS).await?;
    let mut chains = Vec::new();
    for chain in desk.chains.iter().map(payments::Chain::settings) {
        let tokens = chain.tokens.iter().map(|token| (token.currency, true));
        let mut lines = Vec::new();
        for coin in tokens.chain([(gas_coin(chain.chain_id), false)]) {
            lines.push(line(desk, chain.chain_id, coin).await?);
        }
        chains.push(ChainVaults { chain: (chain.chain_id, chain.name.clone()), lines });
    }
    let mut choices = counting(desk).await?;
    choices.retain(|signer| !signer.is_receiving());
    Ok(VaultsFile {
        vault: hot_vault(desk),
        chains,
        account: receiving(desk).await?,
        choices,
        waiting: desk.store.payouts_for_devices(WAITING).await?,
        viewer,
    })
}

async fn line(desk: &Desk, chain: ChainId, (currency, is_token): (Currency, bool)) -> Result<VaultLine, ActionError> {
    let (hot, level) = hot_level(desk, chain, currency).await?;
    let mut cold = Money::zero(currency);
    for signer in desk.store.deposit_signers().await? {
        cold = cold.plus(desk.store.balance(&LedgerAccount::cold(chain, currency, signer.id), currency).await?)?;
    }
    Ok(VaultLine {
        hot,
        cold: is_token.then_some(cold),
        level: is_token.then_some(level),
        received: desk.store.balance(&LedgerAccount::deposit(chain, currency), currency).await?,
    })
}

/// What lies in the hot vault of a chain, and whether that is what the house wants there.
pub(super) async fn hot_level(
    desk: &Desk,
    chain: ChainId,
    currency: Currency,
) -> Result<(Money, VaultLevel), ActionError> {
    let hot = LedgerAccount::Vault { chain, token: currency.code().to_owned(), vault: HOT_VAULT.to_owned() };
    let hot = desk.store.balance(&hot, currency).await?;
    Ok((hot, in_force(desk).await?.vault_bounds(currency).of(hot.units)))
}

async fn receiving(desk: &Desk) -> Result<Option<ReceivingAccount>, ActionError> {
    let signer = desk.store.deposit_signer().await?;
    let key: Option<AccountKey> = match &signer {
        Some(signer) => AccountKey::parse(&signer.xpub).ok(),
        None if desk.store.had_deposit_signer().await? => None,
        None => desk.account.as_deref().cloned(),
    };
    let Some(fingerprint) = key.map(|key| key.fingerprint()) else { return Ok(None) };
    let last = desk.store.last_number(&Counter::Addresses(fingerprint.clone())).await?;
    let has_account = desk.keystore.as_deref().is_some_and(|keys| keys.account().is_some());
    let is_former_key_kept = signer.is_some() && has_account;
    let of_keystore = desk.keystore.as_deref().and_then(payments::Keystore::xpub);
    let xpub = signer.as_ref().map(|signer| signer.xpub.clone()).or(of_keystore);
    Ok(Some(ReceivingAccount { signer, fingerprint, xpub, next_index: last + 1, is_former_key_kept }))
}

/// One sweep, and what its device shall sign.
///
/// # Errors
/// 403 for anybody but admins and treasurers; 404 for what needs no device.
pub async fn sweep_file(desk: &Desk, who: UserId, id: PayoutId) -> Result<SweepFile, ActionError> {
    must_be(desk, who, &HOLDERS).await?;
    let payout: Payout = desk.store.get(id).await?;
    let missing = || ActionError::NotFound(id.to_string());
    let (signer, index) = payout.signer_id.zip(payout.from_index).ok_or_else(missing)?;
    let signer: TrezorAccount = desk.store.get(signer).await?;
    let plan = match &payout.plan {
        Some(plan) => {
            let transaction = unsigned(&payout, plan)?;
            let bytes = transaction.unsigned_text().map_err(|error| ActionError::Broken(error.to_string()))?;
            let most = i128::try_from(plan.most_gas()).unwrap_or(i128::MAX);
            Some(SweepPlan {
                json: transaction.json(&payout.from),
                bytes,
                transaction,
                most_gas: Money::new(most, gas_coin(payout.chain_id)),
                planned_at: plan.planned_at,
            })
        }
        None => None,
    };
    let hash = payout.mined.as_ref().map(|mined| &mined.hash).or(payout.newest().map(|sent| &sent.hash));
    let link =
        chain_of(desk, payout.chain_id).ok().zip(hash).and_then(|(chain, hash)| chain.settings().explorer_link(hash));
    Ok(SweepFile { path: format!("{}/0/{index}", signer.path), signer, plan, link, payout })
}
