//! Payments as they are looked for by those who work with them.

use crate::{Store, StoreError, collections, ledger::decimal};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{
    Money, PaymentId, PurchaseRequestId, UserId,
    escrow::{AmountFlag, Payment, PaymentProvider, PaymentStatus, WebhookEvent},
    event::EventRow,
    market::PurchaseRequest,
};
use futures::{Stream, TryStreamExt};
use mongodb::options::FindOptions;
use std::collections::{BTreeMap, BTreeSet};

/// Which payments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentFilter {
    /// That stand so.
    pub status: Option<PaymentStatus>,
    /// Carried by this one.
    pub provider: Option<PaymentProvider>,
    /// To which this came.
    pub flag: Option<AmountFlag>,
    /// Of this buyer or seller.
    pub person: Option<UserId>,
    /// With this number.
    pub number: Option<u64>,
    /// For this order.
    pub request: Option<PurchaseRequestId>,
    /// That ask exactly one of these.
    pub amounts: Vec<Money>,
    /// Born from this id on; an id carries its moment.
    pub from: Option<PaymentId>,
    /// Born before this id.
    pub before: Option<PaymentId>,
}

impl PaymentFilter {
    fn query(&self) -> Result<BsonDocument, StoreError> {
        let mut all: Vec<BsonDocument> = Vec::new();
        all.extend(self.status.map(|status| doc! {"status": status.to_string()}));
        all.extend(self.provider.map(|provider| doc! {"provider": provider.to_string()}));
        all.extend(self.flag.map(|flag| doc! {"flag": flag.to_string()}));
        if let Some(person) = self.person {
            let person = person.to_string();
            all.push(doc! {"$or": [{"buyer_id": &person}, {"seller_id": &person}]});
        }
        all.extend(self.number.map(|number| doc! {"number": i64::try_from(number).unwrap_or(i64::MAX)}));
        all.extend(self.request.map(|request| doc! {"request_id": request.to_string()}));
        if !self.amounts.is_empty() {
            let mut amounts = Vec::with_capacity(self.amounts.len());
            for amount in &self.amounts {
                let units = decimal(amount.units)?;
                amounts.push(doc! {"amount.units": units, "amount.currency": amount.currency.code()});
            }
            all.push(doc! {"$or": amounts});
        }
        all.extend(self.from.map(|from| doc! {"_id": {"$gte": from.to_string()}}));
        all.extend(self.before.map(|before| doc! {"_id": {"$lt": before.to_string()}}));
        Ok(if all.is_empty() {
            doc! {}
        } else {
            doc! {"$and": all}
        })
    }
}

impl Store {
    /// Payments, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payments(&self, filter: &PaymentFilter, limit: i64) -> Result<Vec<Payment>, StoreError> {
        self.list(filter.query()?, newest_first(limit)).await
    }

    /// Every payment born from this id on, oldest first.
    ///
    /// # Errors
    /// Only the database's; a payment that cannot be read ends it.
    pub async fn payments_since(
        &self,
        from: PaymentId,
    ) -> Result<impl Stream<Item = Result<Payment, StoreError>> + Send + Unpin + use<>, StoreError> {
        let filter = doc! {"_id": {"$gte": from.to_string()}};
        Ok(self.of::<Payment>().find(filter).sort(doc! {"_id": 1}).await?.map_err(StoreError::from))
    }

    /// The request of this number.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn request_of_number(&self, number: u64) -> Result<Option<PurchaseRequest>, StoreError> {
        self.first(doc! {"number": i64::try_from(number).unwrap_or(i64::MAX)}).await
    }

    /// The numbers of these orders.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn numbers_of(
        &self,
        ids: &BTreeSet<PurchaseRequestId>,
    ) -> Result<BTreeMap<PurchaseRequestId, u64>, StoreError> {
        let mut numbers = BTreeMap::new();
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        for some in ids.chunks(500) {
            let found: Vec<PurchaseRequest> =
                self.list(doc! {"_id": {"$in": some.to_vec()}}, newest_first(500)).await?;
            numbers.extend(found.into_iter().map(|request| (request.id, request.number)));
        }
        Ok(numbers)
    }

    /// What services told us of a payment, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn webhook_events_of(&self, payment: PaymentId) -> Result<Vec<WebhookEvent>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(200).build();
        self.list(doc! {"payment_id": payment.to_string()}, options).await
    }

    /// Rows of history about a payment that its order's own pages do not show.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn history_beside(&self, payment: PaymentId) -> Result<Vec<EventRow>, StoreError> {
        let filter = doc! {"subject.payment": payment.to_string(), "request_id": Bson::Null};
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(200).build();
        Self::list_rows(&self.rows(collections::EVENTS), filter, options).await
    }
}

fn newest_first(limit: i64) -> FindOptions {
    FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()
}
