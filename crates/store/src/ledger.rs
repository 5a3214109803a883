//! Postings: the journal row and the cached balances of accounts with a floor, inside the caller's transaction.
//! Accounts without a floor are not touched here; the sealer folds them.

use crate::{Store, StoreError, collections};
use bson::{Bson, DateTime, Decimal128, Document as BsonDocument, doc};
use domain::{
    Currency, Timestamp,
    ledger::{Balance, Journal, LedgerAccount, NormalSide},
};
use mongodb::ClientSession;
use std::collections::BTreeMap;

/// The name of the unique index on a journal's key.
pub const JOURNAL_KEY_INDEX: &str = "journal_key";

pub(crate) async fn post(store: &Store, session: &mut ClientSession, journal: &Journal) -> Result<(), StoreError> {
    store.rows::<Journal>(collections::JOURNALS).insert_one(journal).session(&mut *session).await?;
    for ((account, currency), units) in floor_changes(journal) {
        shift(store, session, &account, currency, units, journal.at).await?;
    }
    Ok(())
}

/// What a journal does to each account with a floor, summed; sorted, so that two postings lock in one order.
fn floor_changes(journal: &Journal) -> BTreeMap<(LedgerAccount, Currency), i128> {
    let mut changes = BTreeMap::new();
    for entry in &journal.entries {
        for (account, side) in [(&entry.debit, NormalSide::Debit), (&entry.credit, NormalSide::Credit)] {
            if account.has_floor() {
                let sign = if account.normal_side() == side { 1 } else { -1 };
                *changes.entry((account.clone(), entry.amount.currency)).or_insert(0) += sign * entry.amount.units;
            }
        }
    }
    changes
}

async fn shift(
    store: &Store,
    session: &mut ClientSession,
    account: &LedgerAccount,
    currency: Currency,
    units: i128,
    at: Timestamp,
) -> Result<(), StoreError> {
    let balances = store.rows::<BsonDocument>(collections::BALANCES);
    let key = Balance::key(account, currency);
    let change = doc! {
        "$inc": {"balance.units": decimal(units)?},
        "$set": {"updated_at": DateTime::from_millis(at.millis())},
    };
    if units < 0 {
        let filter = doc! {"_id": &key, "balance.units": {"$gte": decimal(-units)?}};
        let done = balances.update_one(filter, change).session(session).await?;
        if done.matched_count == 0 {
            return Err(StoreError::NotEnough { account: account.to_string() });
        }
        return Ok(());
    }
    let mut change = change;
    change.insert("$setOnInsert", doc! {"account": account.to_string(), "balance.currency": currency.code()});
    balances.update_one(doc! {"_id": &key}, change).upsert(true).session(session).await?;
    Ok(())
}

/// Whole units as the database keeps them.
pub(crate) fn decimal(units: i128) -> Result<Bson, StoreError> {
    let decimal: Decimal128 = units.to_string().parse().map_err(StoreError::from)?;
    Ok(Bson::Decimal128(decimal))
}
