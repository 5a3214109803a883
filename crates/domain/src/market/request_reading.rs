//! The reading of a wish as typed: every limit of the marketplace, a stable code per field.

use crate::{
    CategoryId, Currency, FieldErrors, UserId, digits,
    identity::EmailAddress,
    market::{
        Budget, DeliveryAddress, DeliveryInfo, DeliveryType, ProductType, RequestForm, Specification, Step, Urgency,
        Wish, typed,
    },
};

const MAX_QUANTITY: u32 = 1_000_000;
const MAX_SPECIFICATIONS: usize = 10;
const MAX_PREFERRED: usize = 20;

impl RequestForm {
    /// The wish, when every field is within its limits.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(&self) -> Result<Wish, FieldErrors> {
        let mut errors = FieldErrors::default();
        let e = &mut errors;
        let product_type = typed::word(e, "product_type", &self.product_type, ProductType::PhysicalProduct);
        let preferred_seller_ids = self.read_preferred(e);
        let wish = Wish {
            title: e.text("title", &self.title, 1, 200),
            description: e.text("description", &self.description, 5, 2000),
            category_id: self.read_category(e),
            product_type,
            product_link: typed::link(e, "product_link", &self.product_link, 2000),
            size: e.optional_text("size", &self.size, 100),
            color: e.optional_text("color", &self.color, 100),
            brand: e.optional_text("brand", &self.brand, 100),
            quantity: self.read_quantity(e),
            budget: self.read_budget(e),
            urgency: typed::word(e, "urgency", &self.urgency, Urgency::Medium),
            is_public: self.read_visibility(e, preferred_seller_ids.is_empty()),
            preferred_seller_ids,
            specifications: self.read_specifications(e),
            delivery_info: self.read_delivery(e, product_type),
        };
        errors.into_result().map(|()| wish)
    }

    /// Checks the fields of one step alone.
    ///
    /// # Errors
    /// A stable code per field of that step.
    pub fn check(&self, step: Step) -> Result<(), FieldErrors> {
        let Err(mut errors) = self.read() else { return Ok(()) };
        errors.0.retain(|field, _| step.fields().contains(&field.as_str()));
        errors.into_result()
    }

    /// The first step that still has a fault; the last when none has.
    pub fn first_open_step(&self) -> Step {
        Step::ALL.into_iter().find(|step| self.check(*step).is_err()).unwrap_or(Step::Check)
    }

    pub(super) fn read_category(&self, errors: &mut FieldErrors) -> CategoryId {
        let raw = self.category.trim();
        raw.parse().unwrap_or_else(|_| {
            errors.add("category", if raw.is_empty() { "required" } else { "not-a-choice" });
            CategoryId::from_bytes([0; 16])
        })
    }

    fn read_quantity(&self, errors: &mut FieldErrors) -> u32 {
        let raw = if self.quantity.trim().is_empty() { "1" } else { &self.quantity };
        typed::number(errors, "quantity", raw, 1, MAX_QUANTITY)
    }

    fn read_budget(&self, errors: &mut FieldErrors) -> Budget {
        let currency = typed::currency(errors, "budget_currency", &self.budget_currency, &Currency::BUDGET);
        let least = if self.budget_min.trim().is_empty() { "0" } else { &self.budget_min };
        let min = errors.amount("budget_min", least, currency);
        let max = errors.amount("budget_max", &self.budget_max, currency);
        let both_read = !errors.0.contains_key("budget_min") && !errors.0.contains_key("budget_max");
        if both_read && min.units > max.units {
            errors.add("budget_max", "less-than-minimum");
        }
        Budget { min, max }
    }

    fn read_visibility(&self, errors: &mut FieldErrors, nobody_is_asked: bool) -> bool {
        match self.visibility.trim() {
            "" | "public" => return true,
            "private" if nobody_is_asked => errors.add("preferred_sellers", "needs-a-seller"),
            "private" => {}
            _ => errors.add("visibility", "not-a-choice"),
        }
        false
    }

    /// A seller per line (or comma): an id, or the address of a public profile.
    fn read_preferred(&self, errors: &mut FieldErrors) -> Vec<UserId> {
        let mut ids: Vec<UserId> = Vec::new();
        let entries =
            self.preferred_sellers.split(['\n', ',', '،', ' ']).map(str::trim).filter(|line| !line.is_empty());
        for entry in entries {
            match last_part(entry).parse() {
                Ok(id) if !ids.contains(&id) => ids.push(id),
                Ok(_) => {}
                Err(_) => errors.add("preferred_sellers", "unknown-seller"),
            }
        }
        if ids.len() > MAX_PREFERRED {
            errors.add_limit("preferred_sellers", "too-many", MAX_PREFERRED);
        }
        ids
    }

    /// A line each: `Label: value`.
    pub(super) fn read_specifications(&self, errors: &mut FieldErrors) -> Vec<Specification> {
        let field = "specifications";
        let lines: Vec<&str> = self.specifications.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.len() > MAX_SPECIFICATIONS {
            errors.add_limit(field, "too-many-lines", MAX_SPECIFICATIONS);
        }
        let mut read = Vec::new();
        for line in lines {
            let Some((label, value)) = line.split_once([':', '：']) else {
                errors.add(field, "line-without-colon");
                continue;
            };
            let label = errors.text(field, label, 1, 100);
            read.push(Specification { key: key_of(&label), value: errors.text(field, value, 1, 500), label });
        }
        read
    }

    fn read_delivery(&self, errors: &mut FieldErrors, kind: ProductType) -> DeliveryInfo {
        let usual = match kind {
            ProductType::PhysicalProduct => DeliveryType::Physical,
            ProductType::DigitalProduct | ProductType::Service | ProductType::Consultation => DeliveryType::Online,
        };
        let delivery_type = typed::word(errors, "delivery_type", &self.delivery_type, usual);
        match delivery_type {
            DeliveryType::Physical => {
                DeliveryInfo { delivery_type, address: Some(self.read_address(errors)), email: None }
            }
            DeliveryType::Online => {
                let email = EmailAddress::parse(errors, "delivery_email", &self.delivery_email);
                DeliveryInfo { delivery_type, address: None, email: email.map(|email| email.typed().to_owned()) }
            }
        }
    }

    pub(super) fn read_address(&self, errors: &mut FieldErrors) -> DeliveryAddress {
        DeliveryAddress {
            recipient: errors.text("recipient", &self.recipient, 1, 100),
            street: errors.text("street", &self.street, 1, 200),
            city: errors.text("city", &self.city, 1, 100),
            postal_code: errors.text("postal_code", &digits::ascii(&self.postal_code), 0, 20),
            country: errors.text("country", &self.country, 1, 60),
            phone: errors.optional_text("phone", &digits::ascii(&self.phone), 30),
        }
    }
}

fn last_part(entry: &str) -> &str {
    let path = entry.split(['?', '#']).next().unwrap_or(entry).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

/// `Screen size` → `screen_size`.
fn key_of(label: &str) -> String {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    words.join("_").chars().take(100).collect()
}

#[cfg(test)]
#[path = "request_reading_tests.rs"]
mod tests;
