//! Postings: the journal row and the cached balances of accounts with a floor, inside the caller's transaction.
//! Accounts without a floor are not touched here; the sealer folds them.

use crate::{Store, StoreError, collections};
use bson::{Bson, DateTime, Decimal128, Document as BsonDocument, doc};
use domain::{
    Currency, Timestamp,
    ledger::{Balance, Journal, LedgerAccount, NormalSide},
};
use mongodb::{ClientSession, error::Error};
use std::collections::{BTreeMap, btree_map::Entry};

/// The name of the unique index on a journal's key.
pub const JOURNAL_KEY_INDEX: &str = "journal_key";

/// What a posting does to one account with a floor.
struct Shift {
    account: LedgerAccount,
    currency: Currency,
    units: i128,
    at: Timestamp,
}

/// All of a commit in two commands, however many accounts they touch.
pub(crate) async fn post(store: &Store, session: &mut ClientSession, journals: &[Journal]) -> Result<(), StoreError> {
    if journals.is_empty() {
        return Ok(());
    }
    store.rows::<Journal>(collections::JOURNALS).insert_many(journals).session(&mut *session).await?;
    let shifts: Vec<Shift> = journals.iter().flat_map(shifts).collect();
    if shifts.is_empty() {
        return Ok(());
    }
    let updates = shifts.iter().map(Shift::statement).collect::<Result<Vec<_>, _>>()?;
    let command = doc! {"update": collections::BALANCES, "updates": updates};
    let done = store.db.run_command(command).session(session).await?;
    match written(&done)? == shifts.len() {
        true => Ok(()),
        false => Err(StoreError::NotEnough { account: poor(store, &shifts).await?.to_string() }),
    }
}

/// What a journal does to each account with a floor, summed; sorted, so that two postings lock in one order.
fn shifts(journal: &Journal) -> Vec<Shift> {
    let mut changes = BTreeMap::new();
    for entry in &journal.entries {
        for (account, side) in [(&entry.debit, NormalSide::Debit), (&entry.credit, NormalSide::Credit)] {
            if account.has_floor() {
                let sign = if account.normal_side() == side { 1 } else { -1 };
                *changes.entry((account.clone(), entry.amount.currency)).or_insert(0) += sign * entry.amount.units;
            }
        }
    }
    let shift = |((account, currency), units)| Shift { account, currency, units, at: journal.at };
    changes.into_iter().map(shift).collect()
}

impl Shift {
    /// Matches nothing where the account would fall under its floor.
    fn statement(&self) -> Result<BsonDocument, StoreError> {
        let key = self.key();
        let mut change = doc! {
            "$inc": {"balance.units": decimal(self.units)?},
            "$set": {"updated_at": DateTime::from_millis(self.at.millis())},
        };
        if self.units < 0 {
            return Ok(doc! {"q": {"_id": key, "balance.units": {"$gte": decimal(-self.units)?}}, "u": change});
        }
        let new = doc! {"account": self.account.to_string(), "balance.currency": self.currency.code()};
        change.insert("$setOnInsert", new);
        Ok(doc! {"q": {"_id": key}, "u": change, "upsert": true})
    }

    fn key(&self) -> String {
        Balance::key(&self.account, self.currency)
    }
}

/// How many statements found or made their row. The driver leaves their refusals to whoever sent them.
fn written(reply: &BsonDocument) -> Result<usize, StoreError> {
    if let Some(refusal) = reply.get("writeErrors") {
        return Err(StoreError::Database(Error::custom(refusal.to_string())));
    }
    reply.get_i32("n").ok().and_then(|n| n.try_into().ok()).ok_or_else(|| StoreError::Shape(reply.to_string()))
}

/// The account that holds less than was asked of it, as far as the rows of now still tell.
async fn poor<'a>(store: &Store, shifts: &'a [Shift]) -> Result<&'a LedgerAccount, StoreError> {
    let mut held = BTreeMap::new();
    for shift in shifts {
        let left = match held.entry(shift.key()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store.balance(&shift.account, shift.currency).await?.units),
        };
        *left += shift.units;
        if *left < 0 {
            return Ok(&shift.account);
        }
    }
    // Somebody made it rich in between.
    let asked = shifts.iter().find(|shift| shift.units < 0).or(shifts.first());
    asked.map(|shift| &shift.account).ok_or_else(|| StoreError::Shape("nothing was asked of anybody".to_owned()))
}

/// Whole units as the database keeps them.
pub(crate) fn decimal(units: i128) -> Result<Bson, StoreError> {
    let decimal: Decimal128 = units.to_string().parse().map_err(StoreError::from)?;
    Ok(Bson::Decimal128(decimal))
}
