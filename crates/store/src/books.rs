//! Reads of those who keep the books: what lies aside, what an account holds to the last posting, and the comparisons with
//! the world outside.

use crate::{Store, StoreError, collections};
use bson::doc;
use domain::{
    Currency, JournalId, Money,
    custody::Payout,
    escrow::{ChainEvent, ChainId, Payment},
    ledger::{Balance, Journal, LedgerAccount, NormalSide, Reconciliation},
};
use futures::{Stream, TryStreamExt};
use mongodb::options::FindOptions;

/// Postings that the sealer may still owe; more than that and it is not running.
const TAIL: i64 = 10_000;

impl Store {
    /// Every posting born from this id on, oldest first.
    ///
    /// # Errors
    /// Only the database's; a posting that cannot be read ends it.
    pub async fn journals_since(
        &self,
        from: JournalId,
    ) -> Result<impl Stream<Item = Result<Journal, StoreError>> + Send + Unpin + use<>, StoreError> {
        let filter = doc! {"_id": {"$gte": from.to_string()}};
        let rows = self.rows::<Journal>(collections::JOURNALS);
        Ok(rows.find(filter).sort(doc! {"_id": 1}).await?.map_err(StoreError::from))
    }

    /// Transfers that lie aside, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn transfers_aside(
        &self,
        before: Option<domain::ChainEventId>,
        limit: i64,
    ) -> Result<Vec<ChainEvent>, StoreError> {
        let mut filter = doc! {"status": {"$in": ["held", "late"]}};
        if let Some(before) = before {
            filter.insert("_id", doc! {"$lt": before.to_string()});
        }
        self.list(filter, newest_first(limit)).await
    }

    /// Every transfer of a chain that was written down.
    ///
    /// # Errors
    /// Only the database's; a transfer that cannot be read ends it.
    pub async fn transfers_of_chain(
        &self,
        chain: ChainId,
    ) -> Result<impl Stream<Item = Result<ChainEvent, StoreError>> + Send + Unpin + use<>, StoreError> {
        let filter = doc! {"chain_id": i64::try_from(chain.0).unwrap_or(i64::MAX)};
        Ok(self.of::<ChainEvent>().find(filter).await?.map_err(StoreError::from))
    }

    /// Every payout on a chain.
    ///
    /// # Errors
    /// Only the database's; a payout that cannot be read ends it.
    pub async fn payouts_of_chain(
        &self,
        chain: ChainId,
    ) -> Result<impl Stream<Item = Result<Payout, StoreError>> + Send + Unpin + use<>, StoreError> {
        let filter = doc! {"chain_id": i64::try_from(chain.0).unwrap_or(i64::MAX)};
        Ok(self.of::<Payout>().find(filter).await?.map_err(StoreError::from))
    }

    /// The postings of a payment and its order, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn journals_of_payment(&self, payment: &Payment) -> Result<Vec<Journal>, StoreError> {
        let of = doc! {"$or": [{"payment_id": payment.id.to_string()}, {"request_id": payment.request_id.to_string()}]};
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(500).build();
        Self::list_rows(&self.rows(collections::JOURNALS), of, options).await
    }

    /// What every account holds on its normal side, with the postings that no sealer has folded yet, and how many those
    /// are. A moment that moves may not add up: read again.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn balances_now(&self) -> Result<(Vec<Balance>, usize), StoreError> {
        let rows = self.rows::<Balance>(collections::BALANCES);
        let mut balances: Vec<Balance> = rows.find(doc! {}).sort(doc! {"_id": 1}).await?.try_collect().await?;
        let tail = self.unsealed::<Journal>(TAIL).await?;
        for entry in tail.iter().flat_map(|journal| &journal.entries) {
            for (account, side) in [(&entry.debit, NormalSide::Debit), (&entry.credit, NormalSide::Credit)] {
                if !account.has_floor() {
                    shift(&mut balances, account, side, entry.amount);
                }
            }
        }
        Ok((balances, tail.len()))
    }

    /// What one account holds on its normal side, as [`Store::balances_now`].
    ///
    /// # Errors
    /// Only the database's.
    pub async fn balance_now(&self, account: &LedgerAccount, currency: Currency) -> Result<Money, StoreError> {
        let mut balance = self.balance(account, currency).await?;
        if account.has_floor() {
            return Ok(balance);
        }
        for entry in self.unsealed::<Journal>(TAIL).await?.iter().flat_map(|journal| &journal.entries) {
            for (touched, side) in [(&entry.debit, NormalSide::Debit), (&entry.credit, NormalSide::Credit)] {
                if touched == account && entry.amount.currency == currency {
                    balance.units += signed(account, side, entry.amount);
                }
            }
        }
        Ok(balance)
    }

    /// The last comparisons of the books, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn reconciliations(&self, limit: i64) -> Result<Vec<Reconciliation>, StoreError> {
        self.list(doc! {}, newest_first(limit)).await
    }
}

fn shift(balances: &mut Vec<Balance>, account: &LedgerAccount, side: NormalSide, amount: Money) {
    let units = signed(account, side, amount);
    let key = Balance::key(account, amount.currency);
    match balances.iter_mut().find(|balance| balance.id == key) {
        Some(known) => known.balance.units += units,
        None => balances.push(Balance {
            id: key,
            account: account.clone(),
            balance: Money::new(units, amount.currency),
            updated_at: domain::Timestamp::from_millis(0),
        }),
    }
}

fn signed(account: &LedgerAccount, side: NormalSide, amount: Money) -> i128 {
    if account.normal_side() == side { amount.units } else { -amount.units }
}

fn newest_first(limit: i64) -> FindOptions {
    FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()
}
