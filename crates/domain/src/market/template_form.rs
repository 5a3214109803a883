//! `TemplateForm`: a template as typed, and the reading of it.

use crate::{
    Currency, FieldErrors, Money,
    market::{
        DeliveryTime, DeliveryType, DeliveryUnit, ProductType, RequestForm, RequestTemplate, Specification,
        TemplateTerms, TemplateUses, typed,
    },
};
use serde::{Deserialize, Serialize};

/// Pieces one order may take at most.
pub const MAX_QUANTITY: u32 = 100;
const MAX_TAGS: usize = 10;
const MAX_TAG: usize = 30;
const MAX_USES: u32 = 1_000_000;

/// A template as typed: raw text per field, nothing checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct TemplateForm {
    pub title: String,
    pub description: String,
    pub category: String,
    pub product_type: String,
    pub product_link: String,
    pub size: String,
    pub color: String,
    pub brand: String,
    pub specifications: String,
    pub tags: String,
    pub delivery_type: String,
    pub price: String,
    pub currency: String,
    pub delivery_amount: String,
    pub delivery_unit: String,
    pub proposal: String,
    pub max_quantity: String,
    pub max_uses: String,
}

impl TemplateForm {
    /// The terms and the bound of uses, when every field is within its limits. `used`: pieces that are ordered already.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(&self, used: u64) -> Result<(TemplateTerms, Option<u64>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let e = &mut errors;
        let product_type = typed::word(e, "product_type", &self.product_type, ProductType::PhysicalProduct);
        // What a template shares with a wish is read by the same rules.
        let wish = RequestForm {
            category: self.category.clone(),
            specifications: self.specifications.clone(),
            ..RequestForm::default()
        };
        let terms = TemplateTerms {
            title: e.text("title", &self.title, 1, 200),
            description: e.text("description", &self.description, 5, 2000),
            category_id: wish.read_category(e),
            product_type,
            product_link: typed::link(e, "product_link", &self.product_link, 2000),
            size: e.optional_text("size", &self.size, 100),
            color: e.optional_text("color", &self.color, 100),
            brand: e.optional_text("brand", &self.brand, 100),
            specifications: wish.read_specifications(e),
            tags: self.read_tags(e),
            delivery_type: typed::word(e, "delivery_type", &self.delivery_type, DeliveryType::usual(product_type)),
            price: self.read_price(e),
            delivery_time: DeliveryTime {
                amount: typed::number(e, "delivery_amount", &self.delivery_amount, 1, 1000),
                unit: typed::word(e, "delivery_unit", &self.delivery_unit, DeliveryUnit::Days),
            },
            proposal: e.optional_text("proposal", &self.proposal, 1000),
            max_quantity: typed::number(e, "max_quantity", or_one(&self.max_quantity), 1, MAX_QUANTITY),
        };
        let max_uses = self.read_max_uses(e, used);
        errors.into_result().map(|()| (terms, max_uses))
    }

    /// The form that a template would be typed as.
    pub fn of(template: &RequestTemplate, uses: &TemplateUses) -> Self {
        let terms = template.terms.clone();
        let line = |line: &Specification| format!("{}: {}", line.label, line.value);
        Self {
            title: terms.title,
            description: terms.description,
            category: terms.category_id.to_string(),
            product_type: terms.product_type.to_string(),
            product_link: terms.product_link.unwrap_or_default(),
            size: terms.size.unwrap_or_default(),
            color: terms.color.unwrap_or_default(),
            brand: terms.brand.unwrap_or_default(),
            specifications: terms.specifications.iter().map(line).collect::<Vec<_>>().join("\n"),
            tags: terms.tags.join(", "),
            delivery_type: terms.delivery_type.to_string(),
            price: terms.price.amount_text(),
            currency: terms.price.currency.to_string(),
            delivery_amount: terms.delivery_time.amount.to_string(),
            delivery_unit: terms.delivery_time.unit.to_string(),
            proposal: terms.proposal.unwrap_or_default(),
            max_quantity: terms.max_quantity.to_string(),
            max_uses: uses.max.map(|max| max.to_string()).unwrap_or_default(),
        }
    }

    /// Every text, in a fixed order.
    pub fn values(&self) -> [&str; 18] {
        [
            &self.title,
            &self.description,
            &self.category,
            &self.product_type,
            &self.product_link,
            &self.size,
            &self.color,
            &self.brand,
            &self.specifications,
            &self.tags,
            &self.delivery_type,
            &self.price,
            &self.currency,
            &self.delivery_amount,
            &self.delivery_unit,
            &self.proposal,
            &self.max_quantity,
            &self.max_uses,
        ]
    }

    fn read_price(&self, errors: &mut FieldErrors) -> Money {
        let currency = typed::currency(errors, "currency", &self.currency, &Currency::PAYABLE);
        let price = errors.amount("price", &self.price, currency);
        if price.is_zero() {
            // The first fault of a field stays: what could not be read at all is not called zero.
            errors.add("price", "more-than-zero");
        }
        price
    }

    fn read_tags(&self, errors: &mut FieldErrors) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.split([',', '،', '\n', '#']).map(str::trim).filter(|tag| !tag.is_empty()) {
            let tag = errors.text("tags", tag, 1, MAX_TAG);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        if tags.len() > MAX_TAGS {
            errors.add_limit("tags", "too-many", MAX_TAGS);
        }
        tags
    }

    /// No bound when nothing was typed; never below what is ordered already.
    fn read_max_uses(&self, errors: &mut FieldErrors, used: u64) -> Option<u64> {
        if self.max_uses.trim().is_empty() {
            return None;
        }
        let least = u32::try_from(used).unwrap_or(u32::MAX).max(1);
        Some(u64::from(typed::number(errors, "max_uses", &self.max_uses, least, MAX_USES)))
    }
}

fn or_one(raw: &str) -> &str {
    if raw.trim().is_empty() { "1" } else { raw }
}

#[cfg(test)]
#[path = "template_form_tests.rs"]
mod tests;
