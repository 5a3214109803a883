//! What the hosted services tell us by themselves. Verified over the bytes as they came, kept once, believed never: all
//! it does is put a look at the payment into the queue, in the same write.

use crate::{ActionError, Desk};
use domain::{
    Days, PaymentId,
    escrow::{PaymentProvider, WebhookBody, WebhookEvent},
    event::one_line,
    tasks::{Deed, ScheduledTask},
};
use payments::{
    request_network::{Delivery, Event, WebhookError},
    shkeeper::{Callback, CallbackError},
};
use sha2::{Digest, Sha256};
use store::{Commit, StoreError};

/// The unique index that keeps an event once.
const ONCE_INDEX: &str = "webhook_event_once";
/// The bytes of an event are kept so long.
const BODY_LIVES: Days = Days(30);
/// Longest name of an event that is kept as it came.
const MAX_NAME: usize = 64;

/// What became of something that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Kept; a look follows, where it is about a payment of ours.
    New,
    /// Told before.
    Before,
    /// It is not from whom it says it is; the code says why.
    Forged(&'static str),
    /// It is from them and cannot be read; the code says why.
    Unreadable(&'static str),
    /// That service is not set up here.
    Nobody,
}

/// What an event is, whoever told it.
struct Told {
    provider: PaymentProvider,
    once_key: String,
    name: String,
    payment_id: Option<PaymentId>,
    is_test: bool,
}

/// Hears a delivery of Request Network. `header` finds a header by its lower-case name.
///
/// # Errors
/// Only the database's; then it will be told again.
pub async fn hear_request_network<'a>(
    desk: &Desk,
    header: impl Fn(&str) -> Option<&'a str>,
    body: &[u8],
) -> Result<Heard, ActionError> {
    let Some(access) = desk.hosted.request_network.as_ref() else { return Ok(Heard::Nobody) };
    let delivery = match Delivery::read(&access.secrets, header, body) {
        Ok(delivery) => delivery,
        Err(error @ WebhookError::BadBody) => return Ok(Heard::Unreadable(error.code())),
        Err(error) => return Ok(Heard::Forged(error.code())),
    };
    let provider = PaymentProvider::RequestNetwork;
    let (name, request_id) = match &delivery.event {
        Event::Confirmed(news) => ("payment.confirmed", Some(&news.request_id)),
        Event::Partial(news) => ("payment.partial", Some(&news.request_id)),
        Event::Failed(news) => ("payment.failed", Some(&news.request_id)),
        Event::Refunded(news) => ("payment.refunded", Some(&news.request_id)),
        Event::Other(name) => (name.as_str(), None),
    };
    let invoice = match request_id {
        Some(id) => desk.store.hosted_invoice_called(provider, id).await?,
        None => None,
    };
    let told = Told {
        provider,
        once_key: delivery.once_key(),
        name: name.to_owned(),
        payment_id: invoice.map(|invoice| invoice.payment_id),
        is_test: delivery.is_test,
    };
    keep(desk, told, body).await
}

/// Hears a callback of SHKeeper. `header` finds a header by its lower-case name.
///
/// # Errors
/// Only the database's; then it will be told again.
pub async fn hear_shkeeper<'a>(
    desk: &Desk,
    header: impl Fn(&str) -> Option<&'a str>,
    body: &[u8],
) -> Result<Heard, ActionError> {
    let Some(access) = desk.hosted.shkeeper.as_ref() else { return Ok(Heard::Nobody) };
    let callback = match Callback::read(&access.callbacks, header, body, desk.now()) {
        Ok(callback) => callback,
        Err(error @ CallbackError::BadBody) => return Ok(Heard::Unreadable(error.code())),
        Err(error) => return Ok(Heard::Forged(error.code())),
    };
    let provider = PaymentProvider::Shkeeper;
    let (name, id) = match &callback {
        Callback::Invoice(notice) => (format!("{:?}", notice.status).to_uppercase(), &notice.external_id),
        Callback::Unconfirmed { external_id } => ("unconfirmed".to_owned(), external_id),
        Callback::Payout(notice) => ("payout".to_owned(), &notice.external_id),
    };
    let invoice = desk.store.hosted_invoice_called(provider, id).await?;
    let payment_id = invoice.map(|invoice| invoice.payment_id);
    keep(desk, Told { provider, once_key: callback.once_key(), name, payment_id, is_test: false }, body).await
}

async fn keep(desk: &Desk, told: Told, body: &[u8]) -> Result<Heard, ActionError> {
    let event = WebhookEvent {
        id: desk.new_id(),
        version: 0,
        provider: told.provider,
        // Whatever they call it, it is as long as this.
        key: format!("{}:{}", told.provider, hex::encode(Sha256::digest(told.once_key.as_bytes()))),
        name: one_line(&told.name, MAX_NAME),
        payment_id: told.payment_id,
        is_test: told.is_test,
        heard_at: desk.now(),
    };
    let bytes = WebhookBody {
        id: event.id,
        version: 0,
        body: String::from_utf8_lossy(body).into_owned(),
        expire_at: desk.now() + BODY_LIVES,
    };
    let mut commit = Commit::new().insert(&event).insert(&bytes);
    if let Some(payment) = told.payment_id.filter(|_| !told.is_test) {
        let deed = Deed::LookAtPayment(payment);
        let key = format!("{}:{}", deed.key(), event.id);
        commit = commit.task(&ScheduledTask::new(desk.new_id(), deed, key, desk.now(), desk.now()));
    }
    match desk.commit(commit).await {
        Ok(()) => Ok(Heard::New),
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == ONCE_INDEX => Ok(Heard::Before),
        Err(error) => Err(error),
    }
}
