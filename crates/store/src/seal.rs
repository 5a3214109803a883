//! The chain of journals: numbers and hashes for committed journals, and the sums of accounts without a floor,
//! all in one transaction that only one sealer can win.

use crate::{Commit, Store, StoreError, collections, ledger::decimal};
use bson::{Bson, DateTime, Document as BsonDocument, doc};
use domain::{
    Currency, Timestamp,
    ledger::{Balance, Journal, LedgerAccount, NormalSide, Seal},
};
use mongodb::options::FindOptions;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const SEALS: &str = "seal_state";
const ID: &str = "journals";

/// Where the chain of journals ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealState {
    /// There is one.
    #[serde(rename = "_id")]
    pub id: String,
    /// Compare-and-set counter; none before the first seal.
    pub version: i64,
    /// The last number given.
    pub number: i64,
    /// The last journal's hash; 64 zeros before the first.
    pub hash: String,
    /// When.
    pub at: Timestamp,
}

impl SealState {
    fn start() -> Self {
        let at = Timestamp::from_millis(0);
        Self { id: ID.to_owned(), version: 0, number: 0, hash: Seal::START.to_owned(), at }
    }
}

impl Store {
    /// Where the chain ends.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn seal_state(&self) -> Result<SealState, StoreError> {
        let state = self.rows::<SealState>(SEALS).find_one(doc! {"_id": ID}).await?;
        Ok(state.unwrap_or_else(SealState::start))
    }

    /// Committed journals without a place in the chain, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn unsealed_journals(&self, limit: i64) -> Result<Vec<Journal>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(limit).build();
        Self::list_rows(&self.rows(collections::JOURNALS), doc! {"seal.number": Bson::Null}, options).await
    }

    /// Gives these journals the next places and folds what they did to accounts without a floor.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] or [`StoreError::Duplicate`] when another sealer was quicker.
    pub async fn seal(&self, state: &SealState, journals: &[Journal], at: Timestamp) -> Result<SealState, StoreError> {
        let mut commit = Commit::new();
        let (mut number, mut hash) = (state.number, state.hash.clone());
        for journal in journals {
            number += 1;
            let seal = journal.sealed_after(u64::try_from(number).unwrap_or(0), &hash);
            let row = doc! {"number": number, "previous": &seal.previous, "hash": &seal.hash};
            let filter = doc! {"_id": journal.id.to_string(), "seal": Bson::Null};
            commit = commit.change(collections::JOURNALS, filter, doc! {"$set": {"seal": row}}, false);
            hash = seal.hash;
        }
        for ((account, currency), units) in folded(journals) {
            commit = fold(commit, &account, currency, units, at)?;
        }
        let next = SealState { version: state.version + 1, number, hash, at, ..state.clone() };
        commit = if state.version == 0 {
            commit.insert_row(SEALS, &next)
        } else {
            let change = doc! {"$set": {
                "version": next.version, "number": next.number, "hash": &next.hash, "at": DateTime::from_millis(at.millis()),
            }};
            commit.change(SEALS, doc! {"_id": ID, "version": state.version}, change, false)
        };
        self.commit(commit).await?;
        Ok(next)
    }
}

/// What journals do to each account without a floor, on its normal side; sorted, so that all lock in one order.
fn folded(journals: &[Journal]) -> BTreeMap<(LedgerAccount, Currency), i128> {
    let mut changes = BTreeMap::new();
    for entry in journals.iter().flat_map(|journal| &journal.entries) {
        for (account, side) in [(&entry.debit, NormalSide::Debit), (&entry.credit, NormalSide::Credit)] {
            if !account.has_floor() {
                let sign = if account.normal_side() == side { 1 } else { -1 };
                *changes.entry((account.clone(), entry.amount.currency)).or_insert(0) += sign * entry.amount.units;
            }
        }
    }
    changes
}

fn fold(
    commit: Commit,
    account: &LedgerAccount,
    currency: Currency,
    units: i128,
    at: Timestamp,
) -> Result<Commit, StoreError> {
    let key = Balance::key(account, currency);
    let change: BsonDocument = doc! {
        "$inc": {"balance.units": decimal(units)?},
        "$set": {"updated_at": DateTime::from_millis(at.millis())},
        "$setOnInsert": {"account": account.to_string(), "balance.currency": currency.code()},
    };
    Ok(commit.change(collections::BALANCES, doc! {"_id": key}, change, true))
}
