//! Reads of the addresses that people have listed.

use crate::{Store, StoreError};
use bson::doc;
use domain::{UserId, custody::PayoutAddress, escrow::ChainAddress};
use mongodb::options::FindOptions;

/// Name of the unique index by which a person has an address listed once.
pub const PAYOUT_ADDRESS_INDEX: &str = "payout_address_listed";

/// More than a person may have at once; of those that were removed the newest.
const MINE: i64 = 100;

impl Store {
    /// A person's addresses, newest first, removed ones too.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payout_addresses_of(&self, user: UserId) -> Result<Vec<PayoutAddress>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(MINE).build();
        self.list(doc! {"user_id": user.to_string()}, options).await
    }

    /// Those that are on the person's list now, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn listed_addresses_of(&self, user: UserId) -> Result<Vec<PayoutAddress>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": -1}).limit(MINE).build();
        self.list(doc! {"user_id": user.to_string(), "listed_key": {"$exists": true}}, options).await
    }

    /// This address on the person's list, usable or not.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn listed_address(
        &self,
        user: UserId,
        address: &ChainAddress,
    ) -> Result<Option<PayoutAddress>, StoreError> {
        self.first(doc! {"listed_key": PayoutAddress::key_of(user, address)}).await
    }
}
