//! What people type to find a payment, read.

use super::{
    look::person_called,
    payments::{PaymentsForm, first_bytes},
};
use crate::{ActionError, Desk};
use domain::{Currency, Money, PaymentId, Timestamp, machine::Word};
use store::PaymentFilter;

/// What a form asks of the store; nothing when it cannot be understood.
pub(super) async fn asked(desk: &Desk, form: &PaymentsForm) -> Result<Option<PaymentFilter>, ActionError> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut filter = PaymentFilter {
        status: Word::from_word(&form.status),
        provider: Word::from_word(&form.provider),
        flag: Word::from_word(&form.flag),
        ..PaymentFilter::default()
    };
    if let Some(person) = said(&form.person) {
        let Some(person) = person_called(desk, &person).await? else { return Ok(None) };
        filter.person = Some(person);
    }
    if let Some(number) = said(&form.number)
        && !find_number(desk, &number, &mut filter).await?
    {
        return Ok(None);
    }
    if let Some(amount) = said(&form.amount) {
        filter.amounts = amounts(&amount);
        if filter.amounts.is_empty() {
            return Ok(None);
        }
    }
    Ok(in_time(form, filter))
}

/// `PAY-000123` is a payment, `R-000123` or a plain number an order.
async fn find_number(desk: &Desk, text: &str, filter: &mut PaymentFilter) -> Result<bool, ActionError> {
    let plain = domain::money::ascii_digits(text).to_ascii_uppercase();
    if let Some(number) = plain.strip_prefix("PAY-") {
        filter.number = number.parse().ok();
        return Ok(filter.number.is_some());
    }
    let Ok(number) = plain.strip_prefix("R-").unwrap_or(&plain).parse() else { return Ok(false) };
    filter.request = desk.store.request_of_number(number).await?.map(|request| request.id);
    Ok(filter.request.is_some())
}

/// An amount in whichever money it would be.
fn amounts(text: &str) -> Vec<Money> {
    Currency::PAYABLE.iter().filter_map(|currency| Money::parse(text, *currency).ok()).collect()
}

fn in_time(form: &PaymentsForm, mut filter: PaymentFilter) -> Option<PaymentFilter> {
    if !form.from.trim().is_empty() {
        filter.from = Some(first_of(&form.from, 0)?);
    }
    if !form.to.trim().is_empty() {
        filter.before = Some(first_of(&form.to, 1)?);
    }
    if !form.before.trim().is_empty() {
        let before: PaymentId = form.before.trim().parse().ok()?;
        filter.before = Some(filter.before.map_or(before, |known| known.min(before)));
    }
    Some(filter)
}

/// The least id of the day of this text (UTC), or of a day after it.
fn first_of(text: &str, days_after: i64) -> Option<PaymentId> {
    let day = text.trim().parse::<chrono::NaiveDate>().ok()?;
    let start = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
    Some(PaymentId::from_bytes(first_bytes(Timestamp::from_millis(start + days_after * 86_400_000))))
}
