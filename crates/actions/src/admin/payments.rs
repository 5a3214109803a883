//! Payments as those who work with them look for them, the evidence behind one, and the sheet that may be taken away.

use super::{
    look::{PAGE, Part, must_be},
    names_in,
    payments_asked::asked,
};
use crate::{ActionError, Desk};
use domain::{
    PaymentId, Timestamp, UserId,
    escrow::{ChainEvent, Payment, ProviderArrival, WebhookEvent},
    event::{Actor, EventRow, Subject, one_line},
    identity::{KEEP_BOOKS, READ_PAYMENTS},
    ledger::Journal,
    market::PurchaseRequest,
};
use std::collections::{BTreeMap, BTreeSet};
use store::Commit;

/// Rows of a sheet: whoever wants more narrows it.
const SHEET: i64 = 20_000;

/// The list as asked on its page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct PaymentsForm {
    pub status: String,
    pub provider: String,
    pub flag: String,
    pub person: String,
    pub number: String,
    pub from: String,
    pub to: String,
    pub amount: String,
    pub before: String,
}

/// A payment in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentLine {
    /// The payment.
    pub payment: Payment,
    /// The number of its order.
    pub order: Option<u64>,
}

/// Everything about one payment.
#[derive(Clone, Debug)]
pub struct PaymentFile {
    /// The payment.
    pub payment: Payment,
    /// Its order.
    pub request: PurchaseRequest,
    /// Every transfer that was seen for it, each with its checks.
    pub transfers: Vec<ChainEvent>,
    /// What services and people of the house brought for it.
    pub arrivals: Vec<ProviderArrival>,
    /// What services told us of it, by their own names for it.
    pub webhooks: Vec<WebhookEvent>,
    /// Every posting of its order.
    pub journals: Vec<Journal>,
    /// Every row of its order's history, and what the house did about it.
    pub history: Vec<EventRow>,
    /// What the people in it are called.
    pub names: BTreeMap<UserId, String>,
}

/// Payments, newest first. What cannot be understood of the form finds nothing.
///
/// # Errors
/// 403 for people who do not read payments.
pub async fn payments(desk: &Desk, reader: UserId, form: &PaymentsForm) -> Result<Part<PaymentLine>, ActionError> {
    must_be(desk, reader, &READ_PAYMENTS).await?;
    let Some(filter) = asked(desk, form).await? else { return Ok(Part { rows: Vec::new(), and_more: false }) };
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = desk.store.payments(&filter, limit).await?;
    let and_more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok(Part { rows: lines(desk, found).await?, and_more })
}

/// The same as a sheet, whole. Who took what away stands in the log.
///
/// # Errors
/// 403 for people who do not keep the books.
pub async fn payments_sheet(desk: &Desk, keeper: UserId, form: &PaymentsForm) -> Result<Vec<PaymentLine>, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    let form = PaymentsForm { before: String::new(), ..form.clone() };
    let found = match asked(desk, &form).await? {
        Some(filter) => desk.store.payments(&filter, SHEET).await?,
        None => Vec::new(),
    };
    let row = desk.event(Subject::Books, Actor::User(keeper), "export_payments", None, found.len());
    let row = EventRow { why: Some(one_line(&form.said(), 500)), ..row };
    desk.commit(Commit::new().record(&row)).await?;
    lines(desk, found).await
}

/// Everything about one payment that helps to decide.
///
/// # Errors
/// 403 for people who do not read payments; not found.
pub async fn payment_file(desk: &Desk, reader: UserId, payment: PaymentId) -> Result<PaymentFile, ActionError> {
    must_be(desk, reader, &READ_PAYMENTS).await?;
    let payment: Payment = desk.store.get(payment).await?;
    let mut history = desk.store.history(payment.request_id).await?;
    history.extend(desk.store.history_beside(payment.id).await?);
    history.sort_by_key(|row| row.id);
    let mut names = names_in(desk, &history).await?;
    names.extend(desk.store.names_of(&BTreeSet::from([payment.buyer_id, payment.seller_id])).await?);
    Ok(PaymentFile {
        request: desk.store.get(payment.request_id).await?,
        transfers: desk.store.chain_events_of(payment.id).await?,
        arrivals: desk.store.provider_arrivals_of(payment.id).await?,
        webhooks: desk.store.webhook_events_of(payment.id).await?,
        journals: desk.store.journals_of_payment(&payment).await?,
        history,
        names,
        payment,
    })
}

impl PaymentsForm {
    /// What was asked for, by name.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let Self { status, provider, flag, person, number, from, to, amount, .. } = self.clone();
        let named = [("status", status), ("provider", provider), ("flag", flag), ("person", person)];
        named.into_iter().chain([("number", number), ("from", from), ("to", to), ("amount", amount)]).collect()
    }

    /// The same in one line, for the log.
    fn said(&self) -> String {
        let asked = self.query().into_iter().filter(|(_, value)| !value.is_empty());
        asked.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    }
}

async fn lines(desk: &Desk, payments: Vec<Payment>) -> Result<Vec<PaymentLine>, ActionError> {
    let requests = payments.iter().map(|payment| payment.request_id).collect();
    let numbers = desk.store.numbers_of(&requests).await?;
    let line = |payment: Payment| PaymentLine { order: numbers.get(&payment.request_id).copied(), payment };
    Ok(payments.into_iter().map(line).collect())
}

/// The least bytes of an id that is drawn at this moment.
pub(super) fn first_bytes(at: Timestamp) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&(u64::try_from(at.millis()).unwrap_or(0) << 16).to_be_bytes());
    bytes
}
