//! What is still going on around one person: their open orders with all that belongs to them, and their open disputes.

use crate::{Store, StoreError};
use bson::{Bson, doc};
use domain::{
    PurchaseRequestId, UserId,
    disputes::Dispute,
    escrow::{Escrow, Order, Payment},
    machine::Word,
    market::{PurchaseRequest, RequestStatus},
};
use mongodb::options::FindOptions;
use std::collections::BTreeMap;

/// Where somebody may have to do something.
const OPEN: [RequestStatus; 8] = [
    RequestStatus::PendingPayment,
    RequestStatus::ReceivedOffers,
    RequestStatus::InNegotiation,
    RequestStatus::Payment,
    RequestStatus::Processing,
    RequestStatus::Delivery,
    RequestStatus::Delivered,
    RequestStatus::Confirming,
];

impl Store {
    /// What a person bought or wished for, and what they sold, as far as it is not over; of each side the newest `limit`.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn open_requests_of(&self, who: UserId, limit: i64) -> Result<Vec<PurchaseRequest>, StoreError> {
        let open: Vec<Bson> = OPEN.iter().map(|status| Bson::String(status.word().to_owned())).collect();
        let mut found = Vec::new();
        for side in ["buyer_id", "seller_id"] {
            let options = FindOptions::builder().sort(doc! {"created_at": -1}).limit(limit).build();
            found.extend(self.list(doc! {side: who.to_string(), "status": {"$in": &open}}, options).await?);
        }
        Ok(found)
    }

    /// These requests as orders, with what is held and what was asked for; those that are none yet are left out.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn whole_orders(&self, requests: Vec<PurchaseRequest>) -> Result<Vec<Order>, StoreError> {
        let ids: Vec<Bson> = requests.iter().map(|request| Bson::String(request.id.to_string())).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let all = || FindOptions::builder().sort(doc! {"created_at": 1}).build();
        let payments: Vec<Payment> = self.list(doc! {"request_id": {"$in": &ids}, "direction": "in"}, all()).await?;
        let escrows: Vec<Escrow> = self.list(doc! {"_id": {"$in": &ids}}, FindOptions::default()).await?;
        // The newest of an order's payments comes last, and stays.
        let mut payments: BTreeMap<PurchaseRequestId, Payment> =
            payments.into_iter().map(|payment| (payment.request_id, payment)).collect();
        let mut escrows: BTreeMap<PurchaseRequestId, Escrow> =
            escrows.into_iter().map(|escrow| (escrow.id, escrow)).collect();
        let whole = |request: PurchaseRequest| {
            let (payment, escrow) = (payments.remove(&request.id)?, escrows.remove(&request.id)?);
            Some(Order { request, escrow, payment })
        };
        Ok(requests.into_iter().filter_map(whole).collect())
    }

    /// The disputes that a person is a side of and that are not over.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn open_disputes_of(&self, who: UserId, limit: i64) -> Result<Vec<Dispute>, StoreError> {
        let mut found = Vec::new();
        for side in ["buyer_id", "seller_id"] {
            let options = FindOptions::builder().sort(doc! {"respond_by": 1}).limit(limit).build();
            found.extend(self.list(doc! {side: who.to_string(), "is_open": true}, options).await?);
        }
        Ok(found)
    }
}
