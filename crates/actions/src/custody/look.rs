//! What pages show of payouts: a person's own, and the house's list.

use super::{break_glass_use::open_break_glass, chain_of, instructed::asks_signers, keystore};
use crate::{
    ActionError, Desk,
    admin::{Part, must_be},
};
use domain::{
    Currency, Money, PayoutId, UserId,
    custody::{Payout, PayoutAddress, PayoutStatus},
    escrow::{ChainAddress, ChainId},
    identity::Role,
    ledger::LedgerAccount,
};
use payments::Signer;
use std::collections::{BTreeMap, BTreeSet};
use store::PayoutFilter;

/// A person's payouts on one page.
const MINE: i64 = 50;
/// Rows of the house's list.
const PAGE: usize = 50;

/// By which ways a person's money can leave.
#[derive(Clone, Debug, Default)]
pub struct Exits {
    /// What they have, where it is not nothing and some chain carries it.
    pub balances: Vec<Money>,
    /// Chains by name.
    pub chains: Vec<(ChainId, String)>,
    /// The person's list, those that wait for their day too, newest first.
    pub addresses: Vec<PayoutAddress>,
}

/// The list of the house as asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct PayoutForm {
    pub status: String,
    pub purpose: String,
    pub before: String,
    /// This one alone.
    pub which: String,
}

/// The house's list, with what is around it.
#[derive(Clone, Debug)]
pub struct PayoutFile {
    /// Newest first.
    pub part: Part<Payout>,
    /// What the people in it are called.
    pub names: BTreeMap<UserId, String>,
    /// Where people can look at a chain's transactions.
    pub explorers: BTreeMap<ChainId, String>,
    /// Those that wait for signers and their hardware.
    pub for_signers: BTreeSet<PayoutId>,
    /// The glass is broken, and who looks is an admin: a click stands for signers.
    pub by_click: bool,
    /// The hot vault's address; none without a keystore.
    pub vault: Option<ChainAddress>,
}

/// By which ways this person's money can leave; nothing without a keystore.
///
/// # Errors
/// Only the database's.
pub async fn exits(desk: &Desk, person: UserId) -> Result<Exits, ActionError> {
    if keystore(desk).is_err() {
        return Ok(Exits::default());
    }
    let mut balances = Vec::new();
    for wallet in desk.store.wallets_of(person).await? {
        let balance = desk.store.balance(&LedgerAccount::Wallet(wallet.id), wallet.currency).await?;
        if balance.is_positive() && carries(desk, wallet.currency) {
            balances.push(balance);
        }
    }
    let named = |chain: &payments::Chain| (chain.settings().chain_id, chain.settings().name.clone());
    let addresses = desk.store.listed_addresses_of(person).await?;
    Ok(Exits { balances, chains: desk.chains.iter().map(named).collect(), addresses })
}

fn carries(desk: &Desk, currency: Currency) -> bool {
    desk.chains.iter().any(|chain| chain.settings().token(currency).is_some())
}

/// A person's own payouts, newest first.
///
/// # Errors
/// Only the database's.
pub async fn my_payouts(desk: &Desk, person: UserId) -> Result<Vec<Payout>, ActionError> {
    Ok(desk.store.payouts_of(person, MINE).await?)
}

/// One of a person's own, and where its transaction can be looked at.
///
/// # Errors
/// 404 for anybody else's.
pub async fn my_payout(desk: &Desk, person: UserId, id: PayoutId) -> Result<(Payout, Option<String>), ActionError> {
    let payout: Payout = desk.store.get(id).await?;
    if !payout.is_of(person) {
        return Err(ActionError::NotFound(id.to_string()));
    }
    let hash = payout.mined.as_ref().map(|mined| &mined.hash).or(payout.newest().map(|sent| &sent.hash));
    let chain = chain_of(desk, payout.chain_id).ok();
    let link = chain.zip(hash).and_then(|(chain, hash)| chain.settings().explorer_link(hash));
    Ok((payout, link))
}

/// The house's list.
///
/// # Errors
/// 403 for anybody but admins and treasurers.
pub async fn payouts(desk: &Desk, who: UserId, form: &PayoutForm) -> Result<PayoutFile, ActionError> {
    let viewer = must_be(desk, who, &[Role::Admin, Role::Treasurer]).await?;
    let filter = PayoutFilter {
        status: form.status.parse().ok(),
        purpose: form.purpose.parse().ok(),
        chain: None,
        before: form.before.parse().ok(),
    };
    let mut rows = match form.which.parse::<PayoutId>() {
        Ok(which) => desk.store.find(which).await?.into_iter().collect(),
        Err(_) => desk.store.payouts(&filter, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?,
    };
    let and_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let people: BTreeSet<UserId> = rows.iter().filter_map(|payout| payout.user_id).collect();
    let mut for_signers = BTreeSet::new();
    for payout in rows.iter().filter(|payout| payout.status == PayoutStatus::Draft) {
        if asks_signers(desk, payout).await? {
            for_signers.insert(payout.id);
        }
    }
    let explorer = |chain: &payments::Chain| Some((chain.settings().chain_id, chain.settings().explorer.clone()?));
    Ok(PayoutFile {
        names: desk.store.names_of(&people).await?,
        part: Part { rows, and_more },
        for_signers,
        by_click: viewer.is(Role::Admin) && open_break_glass(desk).await?.is_some(),
        explorers: desk.chains.iter().filter_map(explorer).collect(),
        vault: desk.keystore.as_deref().map(|keys| keys.vault().address()),
    })
}
