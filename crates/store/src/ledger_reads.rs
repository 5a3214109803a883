//! Reads of the ledger: cached balances and the journals behind them.

use crate::{Store, StoreError, collections};
use bson::{Bson, doc};
use domain::{
    Currency, JournalId, Money, PurchaseRequestId, UserId,
    escrow::Escrow,
    ledger::{Balance, Hold, Journal, LedgerAccount},
};
use mongodb::options::FindOptions;

/// Open holds that one person's page shows and sums.
const MAX_HOLDS: i64 = 500;

impl Store {
    /// What an account holds on its normal side. Accounts without a floor lag behind by the unsealed journals.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn balance(&self, account: &LedgerAccount, currency: Currency) -> Result<Money, StoreError> {
        let key = Balance::key(account, currency);
        let row = self.rows::<Balance>(collections::BALANCES).find_one(doc! {"_id": key}).await?;
        Ok(row.map_or(Money::zero(currency), |row| row.balance))
    }

    /// Postings that touch an account, latest first, before the given one.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn journals_of_account(
        &self,
        account: &LedgerAccount,
        before: Option<JournalId>,
        limit: i64,
    ) -> Result<Vec<Journal>, StoreError> {
        let account = account.to_string();
        let mut filter = doc! {"$or": [{"entries.debit": &account}, {"entries.credit": &account}]};
        if let Some(before) = before {
            filter.insert("_id", doc! {"$lt": before.to_string()});
        }
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build();
        Self::list_rows(&self.rows(collections::JOURNALS), filter, options).await
    }

    /// Postings of an order, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn journals_of_request(&self, request: PurchaseRequestId) -> Result<Vec<Journal>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(500).build();
        Self::list_rows(&self.rows(collections::JOURNALS), doc! {"request_id": request.to_string()}, options).await
    }

    /// What of a person's money is set aside, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn open_holds_of(&self, user: UserId) -> Result<Vec<Hold>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(MAX_HOLDS).build();
        self.list(doc! {"user_id": user.to_string(), "status": "held"}, options).await
    }

    /// Orders with which a person's security lies, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn deposits_of(&self, seller: UserId) -> Result<Vec<Escrow>, StoreError> {
        let lies =
            doc! {"seller_id": seller.to_string(), "deposit.returned_at": Bson::Null, "deposit": {"$exists": true}};
        self.list(lies, FindOptions::builder().sort(doc! {"_id": -1}).limit(MAX_HOLDS).build()).await
    }

    /// The posting under this key, if it was made.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn journal_by_key(&self, key: &str) -> Result<Option<Journal>, StoreError> {
        Ok(self.rows::<Journal>(collections::JOURNALS).find_one(doc! {"key": key}).await?)
    }
}
