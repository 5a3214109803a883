//! Our ledger: the real store over the embedded engine's file, in this process, as `amanat serve` has it.

use super::{AMOUNT, Books, Posting, RICHES, WALLETS};
use anyhow::{Result, ensure};
use domain::{
    Currency, JournalId, Money, Timestamp, WalletId,
    event::Actor,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Commit, Place, Store};
use tempfile::TempDir;

/// Wallets that one commit makes rich.
const AT_ONCE: usize = 250;
/// 2026-11-01T00:00Z.
const NOW: Timestamp = Timestamp::from_millis(1_793_491_200_000);

pub(super) struct Ours {
    store: Store,
    fees: AtomicI64,
    _folder: TempDir,
}

impl Ours {
    /// Rich wallets in an empty folder.
    pub(super) async fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let store = Store::open(Place::Folder(folder.path())).await?;
        for first in (0..WALLETS).step_by(AT_ONCE) {
            let gifts = (first..WALLETS.min(first + AT_ONCE)).map(|wallet| Entry {
                debit: LedgerAccount::Operator,
                credit: account(wallet),
                amount: Money::new(RICHES.into(), Currency::USDT),
            });
            post(&store, u64::MAX - first as u64, gifts.collect()).await?;
        }
        Ok(Self { store, fees: AtomicI64::new(0), _folder: folder })
    }

    /// Every posting that was answered is in the balances.
    pub(super) async fn add_up(&self) -> Result<()> {
        let mut held = 0;
        for wallet in 0..WALLETS {
            held += self.store.balance(&account(wallet), Currency::USDT).await?.units;
        }
        let gone = i128::from(RICHES) * WALLETS as i128 - held;
        ensure!(gone == self.fees.load(Ordering::Relaxed).into(), "{gone} left the wallets, not what was posted");
        Ok(())
    }
}

impl Books for Ours {
    async fn post(&self, _client: usize, posting: Posting) -> Result<()> {
        let credit = posting.to.map_or_else(|| LedgerAccount::FeeRevenue("bench".to_owned()), account);
        let amount = Money::new(AMOUNT.into(), Currency::USDT);
        let entry = Entry { debit: account(posting.from), credit, amount };
        post(&self.store, posting.number, vec![entry]).await?;
        if posting.to.is_none() {
            self.fees.fetch_add(AMOUNT, Ordering::Relaxed);
        }
        Ok(())
    }
}

async fn post(store: &Store, number: u64, entries: Vec<Entry>) -> Result<()> {
    let key = format!("bench:{number}");
    let posting = NewJournal { kind: JournalKind::Transfer, key, entries, request_id: None, payment_id: None };
    // As born now: ids of later postings are greater.
    let id = JournalId::from_bytes(u128::from(number).to_be_bytes());
    Ok(store.commit(Commit::new().post(&posting.written(id, Actor::House, NOW))).await?)
}

fn account(wallet: usize) -> LedgerAccount {
    LedgerAccount::Wallet(WalletId::from_bytes((wallet as u128).to_be_bytes()))
}
