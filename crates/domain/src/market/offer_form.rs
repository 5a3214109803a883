//! `OfferForm`: a bid as typed, and the reading of it.

use crate::{
    Currency, Days, FieldErrors, Money, Timestamp,
    market::{Bid, DeliveryTime, DeliveryUnit, SellerOffer, typed},
    money::ascii_digits,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An offer stays open at most a year.
const MAX_VALID_DAYS: i64 = 366;

/// A bid as typed: raw text per field, nothing checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct OfferForm {
    pub title: String,
    pub description: String,
    pub price: String,
    pub currency: String,
    pub deposit: String,
    pub delivery_amount: String,
    pub delivery_unit: String,
    pub valid_until: String,
    pub private_notes: String,
}

impl OfferForm {
    /// The bid, when every field is within its limits.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(&self, now: Timestamp) -> Result<Bid, FieldErrors> {
        let mut errors = FieldErrors::default();
        let e = &mut errors;
        let price = self.read_price(e);
        let bid = Bid {
            title: e.text("title", &self.title, 1, 200),
            description: e.text("description", &self.description, 0, 1000),
            price,
            deposit: self.read_deposit(e, price.currency),
            delivery_time: DeliveryTime {
                amount: typed::number(e, "delivery_amount", &self.delivery_amount, 1, 1000),
                unit: typed::word(e, "delivery_unit", &self.delivery_unit, DeliveryUnit::Days),
            },
            valid_until: self.read_valid_until(e, now),
            private_notes: e.optional_text("private_notes", &self.private_notes, 1000),
        };
        errors.into_result().map(|()| bid)
    }

    /// The form that an offer would be typed as.
    pub fn of(offer: &SellerOffer) -> Self {
        Self {
            title: offer.title.clone(),
            description: offer.description.clone(),
            price: offer.price.amount_text(),
            currency: offer.price.currency.to_string(),
            deposit: offer.deposit.map(|deposit| deposit.amount.amount_text()).unwrap_or_default(),
            delivery_amount: offer.delivery_time.amount.to_string(),
            delivery_unit: offer.delivery_time.unit.to_string(),
            valid_until: offer.valid_until.map(last_day).unwrap_or_default(),
            private_notes: offer.private_notes.clone().unwrap_or_default(),
        }
    }

    /// Every text, in a fixed order.
    pub fn values(&self) -> [&str; 9] {
        [
            &self.title,
            &self.description,
            &self.price,
            &self.currency,
            &self.deposit,
            &self.delivery_amount,
            &self.delivery_unit,
            &self.valid_until,
            &self.private_notes,
        ]
    }

    fn read_price(&self, errors: &mut FieldErrors) -> Money {
        let currency = typed::currency(errors, "currency", &self.currency, &Currency::PRICED);
        let price = errors.amount("price", &self.price, currency);
        if price.is_zero() {
            // The first fault of a field stays: what could not be read at all is not called zero.
            errors.add("price", "more-than-zero");
        }
        price
    }

    /// Nothing typed, and a typed zero, is none.
    fn read_deposit(&self, errors: &mut FieldErrors, currency: Currency) -> Option<Money> {
        let typed = self.deposit.trim();
        if typed.is_empty() {
            return None;
        }
        Some(errors.amount("deposit", typed, currency)).filter(|deposit| deposit.is_positive())
    }

    /// A day, valid to its end (UTC).
    fn read_valid_until(&self, errors: &mut FieldErrors, now: Timestamp) -> Option<Timestamp> {
        let text = ascii_digits(self.valid_until.trim());
        if text.is_empty() {
            return None;
        }
        let Some(end) = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok().and_then(end_of) else {
            errors.add("valid_until", "not-a-date");
            return None;
        };
        if end <= now {
            errors.add("valid_until", "in-the-past");
        } else if end > now + Days(MAX_VALID_DAYS) {
            errors.add_limit("valid_until", "date-too-far", MAX_VALID_DAYS);
        }
        Some(end)
    }
}

fn end_of(day: NaiveDate) -> Option<Timestamp> {
    let next = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    Some(Timestamp::from_millis(next.and_utc().timestamp_millis()))
}

fn last_day(end: Timestamp) -> String {
    Timestamp::from_millis(end.millis() - 1).to_utc().format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> OfferForm {
        OfferForm {
            title: "A lamp".to_owned(),
            price: "12.50".to_owned(),
            delivery_amount: "3".to_owned(),
            ..OfferForm::default()
        }
    }

    /// 2026-03-01T00:00Z.
    const NOW: Timestamp = Timestamp::from_millis(1_772_323_200_000);

    fn fault(form: &OfferForm, field: &str) -> Option<String> {
        form.read(NOW).err().and_then(|errors| errors.0.get(field).map(|fault| fault.code.clone()))
    }

    #[test]
    fn an_offer_that_breaks_a_limit_is_refused_beside_its_field() {
        for (field, change, code) in [
            ("title", OfferForm { title: " ".to_owned(), ..good() }, "required"),
            ("title", OfferForm { title: "x".repeat(201), ..good() }, "too-long"),
            ("description", OfferForm { description: "x".repeat(1001), ..good() }, "too-long"),
            ("private_notes", OfferForm { private_notes: "x".repeat(1001), ..good() }, "too-long"),
            ("price", OfferForm { price: "0".to_owned(), ..good() }, "more-than-zero"),
            ("price", OfferForm { price: String::new(), ..good() }, "required"),
            ("price", OfferForm { price: "-5".to_owned(), ..good() }, "not-a-number"),
            ("price", OfferForm { price: "0.0000001".to_owned(), ..good() }, "too-many-decimals"),
            ("currency", OfferForm { currency: "IRR".to_owned(), ..good() }, "not-a-choice"),
            ("deposit", OfferForm { deposit: "-5".to_owned(), ..good() }, "not-a-number"),
            ("deposit", OfferForm { deposit: "five".to_owned(), ..good() }, "not-a-number"),
            ("deposit", OfferForm { deposit: "0.0000001".to_owned(), ..good() }, "too-many-decimals"),
            ("delivery_amount", OfferForm { delivery_amount: "0".to_owned(), ..good() }, "too-small"),
            ("delivery_unit", OfferForm { delivery_unit: "years".to_owned(), ..good() }, "not-a-choice"),
            ("valid_until", OfferForm { valid_until: "2026-02-28".to_owned(), ..good() }, "in-the-past"),
            ("valid_until", OfferForm { valid_until: "2028-01-01".to_owned(), ..good() }, "date-too-far"),
            ("valid_until", OfferForm { valid_until: "soon".to_owned(), ..good() }, "not-a-date"),
        ] {
            assert_eq!(fault(&change, field).as_deref(), Some(code), "{field}");
        }
    }

    #[test]
    fn a_deposit_is_in_the_currency_of_the_price_and_may_be_left_out() {
        for (typed, units) in [("", None), (" ", None), ("0", None), ("۲٫۵", Some(2_500_000))] {
            let form = OfferForm { deposit: typed.to_owned(), ..good() };
            let deposit = units.map(|units| Money::new(units, Currency::USDT));
            assert_eq!(form.read(NOW).unwrap().deposit, deposit, "{typed:?}");
        }
    }

    #[test]
    fn an_offer_at_its_limits_is_read() {
        let form = OfferForm {
            title: "x".repeat(200),
            description: "x".repeat(1000),
            price: "۰٫۰۰۰۰۰۱".to_owned(),
            valid_until: "۲۰۲۶-۰۳-۰۱".to_owned(),
            ..good()
        };
        let bid = form.read(NOW).unwrap();
        assert_eq!(bid.price, Money::new(1, Currency::USDT));
        assert_eq!(bid.valid_until, Some(NOW + Days(1)), "a day is valid to its end");
    }
}
