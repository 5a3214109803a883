//! Reads of the house's hardware signers.

use crate::{Store, StoreError};
use bson::doc;
use domain::{
    custody::{SignerStatus, TrezorAccount},
    escrow::ChainAddress,
};
use mongodb::options::FindOptions;

/// Name of the unique index by which a key is held by one signer at a time.
pub const SIGNER_HELD_INDEX: &str = "signer_held";

/// A house has a handful; the list shows them all.
const ALL: i64 = 500;

impl Store {
    /// Every signer there ever was, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn signers(&self) -> Result<Vec<TrezorAccount>, StoreError> {
        self.list(doc! {}, FindOptions::builder().sort(doc! {"_id": -1}).limit(ALL).build()).await
    }

    /// Those whose holders proved that they hold them, and that are not revoked.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn active_signers(&self) -> Result<Vec<TrezorAccount>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(ALL).build();
        self.list(doc! {"status": SignerStatus::Active.to_string()}, options).await
    }

    /// Whether anybody ever proved a signer here, revoked since or not.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn had_signer(&self) -> Result<bool, StoreError> {
        Ok(self.first::<TrezorAccount>(doc! {"proof.at": {"$exists": true}}).await?.is_some())
    }

    /// The signer that holds this address now, asked for or active.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn signer_at(&self, address: &ChainAddress) -> Result<Option<TrezorAccount>, StoreError> {
        self.first(doc! {"held_key": address.key()}).await
    }
}
