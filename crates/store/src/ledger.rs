//! Postings: the journal row and the cached balances of accounts with a floor, inside the caller's transaction.
//! Accounts without a floor are not touched here; the sealer folds them.

use crate::{
    StoreError,
    batch::{Batch, Missed},
    collections,
};
use bson::{Bson, DateTime, Decimal128, doc};
use domain::{
    Currency, Timestamp,
    ledger::{Balance, Journal, LedgerAccount, NormalSide},
};
use std::collections::BTreeMap;

/// The name of the unique index on a journal's key.
pub const JOURNAL_KEY_INDEX: &str = "journal_key";

/// What a posting does to one account with a floor.
struct Shift {
    account: LedgerAccount,
    currency: Currency,
    units: i128,
    at: Timestamp,
}

/// Journals and what they do to balances, in an order that two postings share.
pub(crate) fn post(batch: &mut Batch, journals: &[Journal]) -> Result<(), StoreError> {
    for journal in journals {
        batch.insert(collections::JOURNALS, bson::serialize_to_raw_document_buf(journal)?);
    }
    journals.iter().flat_map(shifts).try_for_each(|shift| shift.write(batch))
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
    /// Meets no row where the account would fall under its floor.
    fn write(&self, batch: &mut Batch) -> Result<(), StoreError> {
        let key = Balance::key(&self.account, self.currency);
        let mut change = doc! {
            "$inc": {"balance.units": decimal(self.units)?},
            "$set": {"updated_at": DateTime::from_millis(self.at.millis())},
        };
        if self.units < 0 {
            let rich = doc! {"_id": key, "balance.units": {"$gte": decimal(-self.units)?}};
            let poor = Missed::NotEnough(self.account.to_string());
            return batch.change(collections::BALANCES, &rich, &change, Some(poor));
        }
        let new = doc! {"account": self.account.to_string(), "balance.currency": self.currency.code()};
        change.insert("$setOnInsert", new);
        batch.upsert(collections::BALANCES, &doc! {"_id": key}, &change)
    }
}

/// Whole units as the database keeps them.
pub(crate) fn decimal(units: i128) -> Result<Bson, StoreError> {
    let decimal: Decimal128 = units.to_string().parse().map_err(StoreError::from)?;
    Ok(Bson::Decimal128(decimal))
}
