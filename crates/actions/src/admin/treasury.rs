//! What the house has, what it owes and what it earned, out of the accounts' balances; and whether both sides are equal.

use super::look::must_be;
use crate::{ActionError, Desk};
use domain::{
    Currency, Money, UserId,
    identity::KEEP_BOOKS,
    ledger::{Balance, LedgerAccount, NormalSide, Shelf},
};
use std::{collections::BTreeMap, time::Duration};

/// How often a moment that moved is read again.
const TRIES: usize = 4;
const PAUSE: Duration = Duration::from_millis(50);

/// Accounts of one kind and currency, together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreasuryLine {
    /// Which kind.
    pub shelf: Shelf,
    /// Which account, where each stands for itself; none for those of people, which are one sum.
    pub account: Option<LedgerAccount>,
    /// How many accounts.
    pub count: u64,
    /// What they hold on their normal side.
    pub sum: Money,
}

/// Both sides of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrialLine {
    /// What stands on the left: what the house has, and what it spent.
    pub debit: Money,
    /// What stands on the right: what it owes, earned and owns.
    pub credit: Money,
}

impl TrialLine {
    /// True when both sides are equal.
    pub fn is_even(&self) -> bool {
        self.debit == self.credit
    }
}

/// The house's money at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Treasury {
    /// By kind, then account.
    pub lines: Vec<TreasuryLine>,
    /// Per currency.
    pub trial: Vec<TrialLine>,
    /// Postings that no sealer has numbered yet; they are counted in.
    pub unsealed: usize,
}

/// The house's money now.
///
/// # Errors
/// 403 for people who do not keep the books.
pub async fn treasury(desk: &Desk, keeper: UserId) -> Result<Treasury, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    let mut treasury = read(desk).await?;
    for _ in 1..TRIES {
        if treasury.trial.iter().all(TrialLine::is_even) {
            break;
        }
        // Somebody was paid between two of the rows.
        tokio::time::sleep(PAUSE).await;
        treasury = read(desk).await?;
    }
    Ok(treasury)
}

async fn read(desk: &Desk) -> Result<Treasury, ActionError> {
    let (balances, unsealed) = desk.store.balances_now().await?;
    Ok(Treasury { lines: lines(&balances), trial: trial(&balances), unsealed })
}

fn lines(balances: &[Balance]) -> Vec<TreasuryLine> {
    let mut lines: BTreeMap<(Shelf, Option<LedgerAccount>, Currency), (u64, i128)> = BTreeMap::new();
    for Balance { account, balance, .. } in balances.iter().filter(|row| !row.balance.is_zero()) {
        let alone = Some(account.clone()).filter(|_| account.shelf().stands_alone());
        let (count, units) = lines.entry((account.shelf(), alone, balance.currency)).or_default();
        *count += 1;
        *units += balance.units;
    }
    let line = |((shelf, account, currency), (count, units))| TreasuryLine {
        shelf,
        account,
        count,
        sum: Money::new(units, currency),
    };
    lines.into_iter().map(line).collect()
}

fn trial(balances: &[Balance]) -> Vec<TrialLine> {
    let mut sides: BTreeMap<Currency, (i128, i128)> = BTreeMap::new();
    for Balance { account, balance, .. } in balances {
        let (debit, credit) = sides.entry(balance.currency).or_default();
        match account.normal_side() {
            NormalSide::Debit => *debit += balance.units,
            NormalSide::Credit => *credit += balance.units,
        }
    }
    let line = |(currency, (debit, credit))| TrialLine {
        debit: Money::new(debit, currency),
        credit: Money::new(credit, currency),
    };
    sides.into_iter().map(line).collect()
}
