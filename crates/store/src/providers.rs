//! Reads of what providers have to do with payments: invoices, what came, records by hand, what webhooks said.

use crate::{Store, StoreError};
use bson::doc;
use domain::{
    PaymentId,
    escrow::{HandRecord, HandRecordState, HostedInvoice, Payment, PaymentProvider, ProviderArrival, WebhookEvent},
    machine::Word,
};
use mongodb::options::FindOptions;

/// Rows of one payment that a page or a rule looks at.
const MAX_ROWS: i64 = 200;

impl Store {
    /// What a service was asked to collect for a payment.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn hosted_invoice_of(
        &self,
        payment: PaymentId,
        provider: PaymentProvider,
    ) -> Result<Option<HostedInvoice>, StoreError> {
        self.first(doc! {"payment_id": payment.to_string(), "provider": provider.word()}).await
    }

    /// What a service calls so.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn hosted_invoice_called(
        &self,
        provider: PaymentProvider,
        service_id: &str,
    ) -> Result<Option<HostedInvoice>, StoreError> {
        self.first(doc! {"provider": provider.word(), "service_id": service_id}).await
    }

    /// Every service that was asked to collect for a payment, the first one first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn hosted_invoices_of(&self, payment: PaymentId) -> Result<Vec<HostedInvoice>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(MAX_ROWS).build();
        self.list(doc! {"payment_id": payment.to_string()}, options).await
    }

    /// What was booked under this key.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn provider_arrival(&self, key: &str) -> Result<Option<ProviderArrival>, StoreError> {
        self.first(doc! {"key": key}).await
    }

    /// Everything that providers brought for a payment, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn provider_arrivals_of(&self, payment: PaymentId) -> Result<Vec<ProviderArrival>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(MAX_ROWS).build();
        self.list(doc! {"payment_id": payment.to_string()}, options).await
    }

    /// Records by hand in this state, those that wait longest first, the others newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn hand_records(&self, state: HandRecordState, limit: i64) -> Result<Vec<HandRecord>, StoreError> {
        let order = if state == HandRecordState::Waiting { 1 } else { -1 };
        let options = FindOptions::builder().sort(doc! {"_id": order}).limit(limit).build();
        self.list(doc! {"state": state.word()}, options).await
    }

    /// The payment of this number.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payment_numbered(&self, number: u64) -> Result<Option<Payment>, StoreError> {
        self.first(doc! {"number": i64::try_from(number).unwrap_or(i64::MAX)}).await
    }

    /// The first telling of an event, if it was heard.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn webhook_event(&self, key: &str) -> Result<Option<WebhookEvent>, StoreError> {
        self.first(doc! {"key": key}).await
    }
}
