//! Chains: numbers and hashes for committed rows (journals, history), and with the journals the sums of accounts
//! without a floor, all in one transaction that only one sealer can win.

use crate::{Commit, Store, StoreError, collections, ledger::decimal};
use bson::{Bson, DateTime, Document as BsonDocument, doc};
use domain::{
    Currency, Timestamp,
    event::EventRow,
    ledger::{Balance, Chained, Journal, LedgerAccount, NormalSide, Seal},
};
use mongodb::options::FindOptions;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

const SEALS: &str = "seal_state";

/// A kind of rows that is sealed: where they lie, and what else sealing them does.
pub trait Link: Chained + DeserializeOwned + Send + Sync + Unpin + 'static {
    /// The collection, which is also the chain's name.
    const COLLECTION: &'static str;

    /// The row's `_id`.
    fn key(&self) -> String;

    /// What is written together with the seals of these rows.
    ///
    /// # Errors
    /// When it cannot be shaped.
    fn along(_rows: &[Self], commit: Commit, _at: Timestamp) -> Result<Commit, StoreError>
    where
        Self: Sized,
    {
        Ok(commit)
    }
}

impl Link for EventRow {
    const COLLECTION: &'static str = collections::EVENTS;

    fn key(&self) -> String {
        self.id.to_string()
    }
}

impl Link for Journal {
    const COLLECTION: &'static str = collections::JOURNALS;

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn along(rows: &[Self], commit: Commit, at: Timestamp) -> Result<Commit, StoreError> {
        let mut changes = folded(rows).into_iter();
        changes.try_fold(commit, |commit, ((account, currency), units)| fold(commit, &account, currency, units, at))
    }
}

/// Where a chain ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealState {
    /// There is one per chain.
    #[serde(rename = "_id")]
    pub id: String,
    /// Compare-and-set counter; none before the first seal.
    pub version: i64,
    /// The last number given.
    pub number: i64,
    /// The last row's hash; 64 zeros before the first.
    pub hash: String,
    /// When.
    pub at: Timestamp,
}

impl SealState {
    fn start(id: &str) -> Self {
        let at = Timestamp::from_millis(0);
        Self { id: id.to_owned(), version: 0, number: 0, hash: Seal::START.to_owned(), at }
    }

    /// The end of the chain moves from here to `next`, or there is another sealer.
    fn moved(&self, next: &Self, commit: Commit) -> Commit {
        if self.version == 0 {
            return commit.insert_row(SEALS, next);
        }
        let at = DateTime::from_millis(next.at.millis());
        let change = doc! {"$set": {"version": next.version, "number": next.number, "hash": &next.hash, "at": at}};
        commit.change(SEALS, doc! {"_id": &self.id, "version": self.version}, change, false)
    }
}

impl Store {
    /// Where a chain ends.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn seal_state<T: Link>(&self) -> Result<SealState, StoreError> {
        let state = self.rows::<SealState>(SEALS).find_one(doc! {"_id": T::COLLECTION}).await?;
        Ok(state.unwrap_or_else(|| SealState::start(T::COLLECTION)))
    }

    /// Committed rows without a place in their chain, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn unsealed<T: Link>(&self, limit: i64) -> Result<Vec<T>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(limit).build();
        Self::list_rows(&self.rows(T::COLLECTION), doc! {"seal.number": Bson::Null}, options).await
    }

    /// Gives these rows the next places, and writes what goes along with that.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] or [`StoreError::Duplicate`] when another sealer was quicker.
    pub async fn seal<T: Link>(&self, state: &SealState, rows: &[T], at: Timestamp) -> Result<SealState, StoreError> {
        let mut commit = Commit::new();
        let (mut number, mut hash) = (state.number, state.hash.clone());
        for row in rows {
            number += 1;
            let seal = row.sealed_after(u64::try_from(number).unwrap_or(0), &hash);
            let place = doc! {"number": number, "previous": &seal.previous, "hash": &seal.hash};
            let filter = doc! {"_id": row.key(), "seal": Bson::Null};
            commit = commit.change(T::COLLECTION, filter, doc! {"$set": {"seal": place}}, false);
            hash = seal.hash;
        }
        let next = SealState { version: state.version + 1, number, hash, at, ..state.clone() };
        let commit = T::along(rows, commit, at)?;
        self.commit(state.moved(&next, commit)).await?;
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
