//! Streaming reads for whoever adds everything up again: one document at a time, however many there are.
//! A document that our types cannot read is an answer, not the end of the stream.

use crate::{Document, Store, StoreError, collections};
use bson::{RawDocumentBuf, doc};
use domain::{
    event::EventRow,
    ledger::{Balance, Journal},
};
use futures::{Stream, StreamExt};
use serde::de::DeserializeOwned;

/// A stored document, read or not.
#[derive(Debug)]
pub enum Found<T> {
    /// As our types know it.
    Read(T),
    /// Something else lies there.
    Unreadable {
        /// Its `_id`, as far as it is text.
        id: String,
        /// Why it is not ours.
        why: String,
    },
}

impl Store {
    /// Every document of a noun, by id.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn every<T: Document>(
        &self,
    ) -> Result<impl Stream<Item = Result<Found<T>, StoreError>> + Send + Unpin + use<T>, StoreError> {
        self.every_row(T::COLLECTION, "_id").await
    }

    /// Every journal: sealed ones by number (unsealed ones come first, they have none).
    ///
    /// # Errors
    /// Only the database's.
    pub async fn every_journal(
        &self,
    ) -> Result<impl Stream<Item = Result<Found<Journal>, StoreError>> + Send + Unpin + use<>, StoreError> {
        self.every_row(collections::JOURNALS, "seal.number").await
    }

    /// Every cached balance.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn every_balance(
        &self,
    ) -> Result<impl Stream<Item = Result<Found<Balance>, StoreError>> + Send + Unpin + use<>, StoreError> {
        self.every_row(collections::BALANCES, "_id").await
    }

    /// Every row of history: sealed ones by number (unsealed ones come first, they have none).
    ///
    /// # Errors
    /// Only the database's.
    pub async fn every_event(
        &self,
    ) -> Result<impl Stream<Item = Result<Found<EventRow>, StoreError>> + Send + Unpin + use<>, StoreError> {
        self.every_row(collections::EVENTS, "seal.number").await
    }

    async fn every_row<T: DeserializeOwned>(
        &self,
        collection: &str,
        sort: &str,
    ) -> Result<impl Stream<Item = Result<Found<T>, StoreError>> + Send + Unpin + use<T>, StoreError> {
        let rows = self.rows::<RawDocumentBuf>(collection).find(doc! {}).sort(doc! {sort: 1}).await?;
        Ok(rows.map(|row| row.map(|row| read(&row)).map_err(StoreError::from)))
    }
}

fn read<T: DeserializeOwned>(row: &RawDocumentBuf) -> Found<T> {
    match bson::deserialize_from_slice(row.as_bytes()) {
        Ok(noun) => Found::Read(noun),
        Err(error) => {
            let id = row.get_str("_id").unwrap_or("(no text id)").to_owned();
            Found::Unreadable { id, why: error.to_string() }
        }
    }
}
