//! Reads of payments, receiving addresses, transfers seen and wallets, and how far a chain was read.

use crate::{Store, StoreError};
use bson::{Bson, doc};
use domain::{
    Currency, PaymentId, PurchaseRequestId, UserId,
    escrow::{ChainAddress, ChainEvent, ChainId, DerivedDestination, Payment, TxHash},
    wallets::Wallet,
};
use mongodb::options::FindOptions;
use serde::{Deserialize, Serialize};

/// Transfers to one payment that a page or a rule looks at; honest ones are few, dust may be many.
const MAX_EVENTS: i64 = 500;
const CURSORS: &str = "chain_cursors";

/// How far a chain was read for one set of addresses. Only a bookmark: reading a block twice does no harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainCursor {
    /// `{chain}:{set}`.
    #[serde(rename = "_id")]
    pub id: String,
    /// Every block up to this one was read.
    pub block: i64,
    /// When.
    pub at: domain::Timestamp,
}

impl Store {
    /// The payment in of an order, the newest if there were several.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payment_of(&self, request: PurchaseRequestId) -> Result<Option<Payment>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": -1}).limit(1).build();
        let found = self.list(doc! {"request_id": request.to_string(), "direction": "in"}, options).await?;
        Ok(found.into_iter().next())
    }

    /// The address of a payment, once it was allotted.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn destination_of(&self, payment: PaymentId) -> Result<Option<DerivedDestination>, StoreError> {
        self.first(doc! {"payment_id": payment.to_string()}).await
    }

    /// Every transfer seen for a payment, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn chain_events_of(&self, payment: PaymentId) -> Result<Vec<ChainEvent>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(MAX_EVENTS).build();
        self.list(doc! {"payment_id": payment.to_string()}, options).await
    }

    /// The transfer at one place of a chain, if it was seen.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn chain_event_at(
        &self,
        chain: ChainId,
        tx: &TxHash,
        log_index: u64,
    ) -> Result<Option<ChainEvent>, StoreError> {
        self.first(doc! {"chain_id": number(chain.0), "tx_hash": &tx.0, "log_index": number(log_index)}).await
    }

    /// Every transfer of one transaction that we wrote down.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn chain_events_in(&self, chain: ChainId, tx: &TxHash) -> Result<Vec<ChainEvent>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"log_index": 1}).build();
        self.list(doc! {"chain_id": number(chain.0), "tx_hash": &tx.0}, options).await
    }

    /// Transfers of a chain that are seen and not final, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn unsettled_transfers(&self, chain: ChainId) -> Result<Vec<ChainEvent>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(1_000).build();
        self.list(doc! {"chain_id": number(chain.0), "status": "seen"}, options).await
    }

    /// Payments that money is waited for.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn open_payments(&self) -> Result<Vec<Payment>, StoreError> {
        self.list(doc! {"is_open": true}, FindOptions::default()).await
    }

    /// True when money is waited for at least once.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn has_open_payments(&self) -> Result<bool, StoreError> {
        Ok(self.first::<Payment>(doc! {"is_open": true, "on_chain.receiver": {"$ne": Bson::Null}}).await?.is_some())
    }

    /// Up to `limit` receiving addresses after this one (in the order of their text), for walking over all.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn destinations_after(&self, key: &str, limit: i64) -> Result<Vec<DerivedDestination>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"address_key": 1}).limit(limit).build();
        self.list(doc! {"address_key": {"$gt": key}}, options).await
    }

    /// How many receiving addresses there are, roughly.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn destination_count(&self) -> Result<u64, StoreError> {
        Ok(self.of::<DerivedDestination>().count_documents(doc! {}).await?)
    }

    /// The payment that an address was allotted to.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn destination_at(&self, address: &ChainAddress) -> Result<Option<DerivedDestination>, StoreError> {
        self.first(doc! {"address_key": address.key()}).await
    }

    /// Transfers of a chain that were booked and stand in this block or a later one.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn booked_transfers(&self, chain: ChainId, from_block: u64) -> Result<Vec<ChainEvent>, StoreError> {
        let booked = ["credited", "to_wallet", "held", "late", "claimed"];
        let blocks = doc! {"$gte": number(from_block)};
        let filter = doc! {"chain_id": number(chain.0), "block_number": blocks, "status": {"$in": booked.to_vec()}};
        let options = FindOptions::builder().sort(doc! {"block_number": 1}).limit(1_000).build();
        self.list(filter, options).await
    }

    /// Transfers that are booked and gone from their chain, the longest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn missing_transfers(&self, limit: i64) -> Result<Vec<ChainEvent>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"missing_since": 1}).limit(limit).build();
        self.list(doc! {"missing_since": {"$exists": true}}, options).await
    }

    /// Transfers whose booking was reversed and that are not back, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn reversed_transfers(&self, limit: i64) -> Result<Vec<ChainEvent>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build();
        self.list(doc! {"status": "reversed"}, options).await
    }

    /// A person's wallet in one currency, if it was opened.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn wallet_of(&self, user: UserId, currency: Currency) -> Result<Option<Wallet>, StoreError> {
        self.first(doc! {"user_id": user.to_string(), "currency": currency.code()}).await
    }

    /// A person's wallets.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn wallets_of(&self, user: UserId) -> Result<Vec<Wallet>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"currency": 1}).limit(100).build();
        self.list(doc! {"user_id": user.to_string()}, options).await
    }

    /// How far a chain was read.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn chain_cursor(&self, id: &str) -> Result<Option<ChainCursor>, StoreError> {
        Ok(self.rows::<ChainCursor>(CURSORS).find_one(doc! {"_id": id}).await?)
    }

    /// Notes how far a chain was read.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn note_chain_cursor(&self, cursor: &ChainCursor) -> Result<(), StoreError> {
        self.rows::<ChainCursor>(CURSORS).replace_one(doc! {"_id": &cursor.id}, cursor).upsert(true).await?;
        Ok(())
    }
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
