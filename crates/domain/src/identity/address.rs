//! `Address`: where goods go. A person keeps several; one of them is the primary one.

use super::sign_up::person_name;
use crate::{AddressId, FieldErrors, Timestamp, UserId, digits};
use serde::{Deserialize, Serialize};

/// Most addresses one person may keep.
pub const MAX_ADDRESSES: usize = 20;

/// A place goods can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: AddressId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose.
    pub user_id: UserId,
    /// What the person calls it: "Home". 1..=40 characters.
    pub label: String,
    /// Who takes the parcel. 2..=60 characters.
    pub recipient: String,
    /// Street, house, door. 3..=200 characters.
    pub street: String,
    /// 1..=80 characters.
    pub city: String,
    /// ≤ 20 characters; not every country has them.
    pub postal_code: Option<String>,
    /// As people write it. 2..=60 characters.
    pub country: String,
    /// For the courier. ≤ 30 characters.
    pub phone: Option<String>,
    /// Offered first. At most one per person; a unique index holds it.
    pub is_primary: bool,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

/// The address form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct AddressForm {
    pub label: String,
    pub recipient: String,
    pub street: String,
    pub city: String,
    pub postal_code: String,
    pub country: String,
    pub phone: String,
}

/// A checked form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Place {
    pub label: String,
    pub recipient: String,
    pub street: String,
    pub city: String,
    pub postal_code: Option<String>,
    pub country: String,
    pub phone: Option<String>,
}

impl AddressForm {
    /// The typed values in a fixed order, for the form's key.
    pub fn values(&self) -> [&str; 7] {
        [&self.label, &self.recipient, &self.street, &self.city, &self.postal_code, &self.country, &self.phone]
    }

    /// Checks every field.
    ///
    /// # Errors
    /// A code per field.
    pub fn check(&self) -> Result<Place, FieldErrors> {
        let mut errors = FieldErrors::default();
        let place = Place {
            label: errors.text("label", &self.label, 1, 40),
            recipient: person_name(&mut errors, "recipient", &self.recipient),
            street: errors.text("street", &self.street, 3, 200),
            city: errors.text("city", &self.city, 1, 80),
            postal_code: errors.optional_text("postal_code", &digits::ascii(&self.postal_code), 20),
            country: errors.text("country", &self.country, 2, 60),
            phone: phone(&mut errors, &self.phone),
        };
        errors.into_result()?;
        Ok(place)
    }
}

/// Digits of either alphabet, `+`, spaces, hyphens, brackets; five digits at least. Stored in ASCII digits.
fn phone(errors: &mut FieldErrors, raw: &str) -> Option<String> {
    let text = digits::ascii(&errors.optional_text("phone", raw, 30)?);
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || "+ -()".contains(c));
    if !is_plain || text.chars().filter(char::is_ascii_digit).count() < 5 {
        errors.add("phone", "phone-malformed");
    }
    Some(text)
}

impl Address {
    /// A new address of this person.
    pub fn new(id: AddressId, user_id: UserId, place: Place, is_primary: bool, now: Timestamp) -> Self {
        let empty = Self {
            id,
            version: 0,
            user_id,
            label: String::new(),
            recipient: String::new(),
            street: String::new(),
            city: String::new(),
            postal_code: None,
            country: String::new(),
            phone: None,
            is_primary,
            created_at: now,
            updated_at: now,
            legacy_id: None,
        };
        empty.moved(place, now)
    }

    /// The same address with other words.
    #[must_use]
    pub fn moved(self, place: Place, now: Timestamp) -> Self {
        let Place { label, recipient, street, city, postal_code, country, phone } = place;
        Self { label, recipient, street, city, postal_code, country, phone, updated_at: now, ..self }
    }

    /// The same address, primary or not.
    #[must_use]
    pub fn ranked(self, is_primary: bool, now: Timestamp) -> Self {
        Self { is_primary, updated_at: now, ..self }
    }
}

/// Which addresses change so that `chosen` is the only primary one: first those that step back, then the one
/// that steps forward, because the index allows one at any moment. Empty when it already is.
pub fn make_primary(all: &[Address], chosen: AddressId, now: Timestamp) -> Vec<Address> {
    let changes = |wanted: bool| {
        all.iter()
            .filter(move |address| (address.id == chosen) == wanted && address.is_primary != wanted)
            .map(move |address| address.clone().ranked(wanted, now))
    };
    changes(false).chain(changes(true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> AddressForm {
        AddressForm {
            label: "Home".into(),
            recipient: "Aigul Karimova".into(),
            street: "Chui 12, flat 4".into(),
            city: "Bishkek".into(),
            postal_code: String::new(),
            country: "Kyrgyzstan".into(),
            phone: "+۹۹۶ 555 123456".into(),
        }
    }

    fn address(seed: u8, is_primary: bool) -> Address {
        let now = Timestamp::from_millis(0);
        Address::new(
            AddressId::from_bytes([seed; 16]),
            UserId::from_bytes([1; 16]),
            form().check().unwrap(),
            is_primary,
            now,
        )
    }

    #[test]
    fn every_missing_field_is_named() {
        let errors = AddressForm::default().check().unwrap_err();
        let fields: Vec<&str> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["city", "country", "label", "recipient", "street"]);
        assert!(errors.0.values().all(|fault| fault.code == "required"));
    }

    #[test]
    fn a_phone_is_digits_of_either_alphabet() {
        assert_eq!(form().check().unwrap().phone.as_deref(), Some("+996 555 123456"));
        for bad in ["call me", "12-34", "12345;67"] {
            let errors = AddressForm { phone: bad.into(), ..form() }.check().unwrap_err();
            assert_eq!(errors.0["phone"].code, "phone-malformed", "{bad}");
        }
    }

    #[test]
    fn the_old_primary_steps_back_before_the_new_one_steps_forward() {
        let all = [address(1, false), address(2, true), address(3, false)];
        let changed = make_primary(&all, all[2].id, Timestamp::from_millis(9));
        assert_eq!(
            changed.iter().map(|a| (a.id, a.is_primary)).collect::<Vec<_>>(),
            [(all[1].id, false), (all[2].id, true)]
        );
        assert!(make_primary(&all, all[1].id, Timestamp::from_millis(9)).is_empty());
    }
}
