//! Reads of disputes. Who may see what they return is decided above.

use crate::{Store, StoreError};
use bson::doc;
use domain::{PurchaseRequestId, disputes::Dispute};
use mongodb::options::FindOptions;

/// One open dispute per order.
pub const OPEN_DISPUTE_INDEX: &str = "dispute_open";

impl Store {
    /// Every dispute about an order, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn disputes_of(&self, request: PurchaseRequestId) -> Result<Vec<Dispute>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": -1}).limit(50).build();
        self.list(doc! {"request_id": request.to_string()}, options).await
    }
}
