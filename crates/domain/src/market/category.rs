//! `Category`: a node of the tree that requests hang on. Two names; the other stands in when one is missing.

use crate::{CategoryId, FieldErrors, Timestamp, identity::Language, market::MarketError, money::ascii_digits};
use serde::{Deserialize, Serialize};

/// A tree deeper than this is a maze.
const MAX_DEPTH: usize = 6;

/// A node of the tree. No cycles; a category with live requests is not deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: CategoryId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Persian name (the seed's `name`).
    pub name: String,
    /// English name (the seed's `nameEn`).
    pub name_en: String,
    /// Unique, in URLs: `electronics-phones`.
    pub slug: String,
    /// The branch above; none for a root.
    pub parent_id: Option<CategoryId>,
    /// Every branch above, root first, then itself: a filter by branch is one equality.
    pub path: Vec<CategoryId>,
    /// Place among its siblings.
    pub order: u32,
    /// Offered in forms.
    pub is_active: bool,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

impl Category {
    /// Its name in a language; the other language stands in for a missing one.
    pub fn name_in(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Fa => (&self.name, &self.name_en),
            _ => (&self.name_en, &self.name),
        };
        if first.is_empty() { second } else { first }
    }
}

/// A category as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct CategoryForm {
    pub name: String,
    pub name_en: String,
    pub slug: String,
    pub parent: String,
    pub order: String,
}

impl CategoryForm {
    /// The branch above, when one was named.
    ///
    /// # Errors
    /// `not-a-choice` beside `parent`.
    pub fn parent(&self) -> Result<Option<CategoryId>, FieldErrors> {
        let raw = self.parent.trim();
        if raw.is_empty() {
            return Ok(None);
        }
        let mut errors = FieldErrors::default();
        errors.add("parent", "not-a-choice");
        raw.parse().map(Some).map_err(|_| errors)
    }

    /// A new node below `above`. At least one of the names, and a slug of `a-z`, digits and hyphens.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn planted(&self, id: CategoryId, above: Option<&Category>, now: Timestamp) -> Result<Category, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.text("name", &self.name, 0, 100);
        let name_en = errors.text("name_en", &self.name_en, usize::from(name.is_empty()), 100);
        let slug = errors.text("slug", &self.slug, 1, 60);
        if !slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            errors.add("slug", "not-a-slug");
        }
        let order = self.read_order(&mut errors);
        let mut path = above.map(|above| above.path.clone()).unwrap_or_default();
        if path.len() >= MAX_DEPTH {
            errors.add_limit("parent", "too-deep", MAX_DEPTH);
        }
        path.push(id);
        errors.into_result()?;
        Ok(Category {
            id,
            version: 0,
            name,
            name_en,
            slug,
            parent_id: above.map(|above| above.id),
            path,
            order,
            is_active: true,
            created_at: now,
            updated_at: now,
            legacy_id: None,
        })
    }

    fn read_order(&self, errors: &mut FieldErrors) -> u32 {
        match ascii_digits(self.order.trim()).as_str() {
            "" => 0,
            typed => typed.parse().unwrap_or_else(|_| {
                errors.add("order", "not-a-number");
                0
            }),
        }
    }
}

impl Category {
    /// The same branch below another one, or at the root.
    ///
    /// # Errors
    /// [`MarketError::CategoryCycle`] when the new place is on its own branch.
    pub fn moved_below(&self, above: Option<&Self>, now: Timestamp) -> Result<Self, MarketError> {
        if above.is_some_and(|above| above.path.contains(&self.id)) {
            return Err(MarketError::CategoryCycle);
        }
        let mut path = above.map(|above| above.path.clone()).unwrap_or_default();
        path.push(self.id);
        Ok(Self { parent_id: above.map(|above| above.id), path, updated_at: now, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(0);

    fn planted(byte: u8, above: Option<&Category>) -> Category {
        let form = CategoryForm { name_en: "Things".to_owned(), slug: format!("c{byte}"), ..CategoryForm::default() };
        form.planted(CategoryId::from_bytes([byte; 16]), above, NOW).unwrap()
    }

    #[test]
    fn a_branch_never_hangs_on_itself() {
        let root = planted(1, None);
        let leaf = planted(2, Some(&root));
        assert_eq!(root.moved_below(Some(&root), NOW), Err(MarketError::CategoryCycle));
        assert_eq!(root.moved_below(Some(&leaf), NOW), Err(MarketError::CategoryCycle));
        assert_eq!(leaf.moved_below(None, NOW).map(|leaf| leaf.path), Ok(vec![leaf.id]));
    }

    #[test]
    fn a_node_knows_every_branch_above_it_and_one_name_stands_in_for_the_other() {
        let root = planted(1, None);
        let leaf = planted(2, Some(&root));
        assert_eq!(leaf.path, [root.id, leaf.id]);
        assert_eq!(leaf.name_in(Language::Fa), "Things");
    }

    #[test]
    fn a_category_without_a_name_or_with_a_crooked_slug_is_refused() {
        let form = CategoryForm { slug: "Über uns".to_owned(), ..CategoryForm::default() };
        let errors = form.planted(CategoryId::from_bytes([1; 16]), None, NOW).unwrap_err();
        assert_eq!(errors.0.into_keys().collect::<Vec<_>>(), ["name_en", "slug"]);
    }
}
