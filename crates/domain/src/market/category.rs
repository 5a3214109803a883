//! `Category`: a node of the tree that requests hang on. Two names; the other stands in when one is missing.

use crate::{CategoryId, Timestamp, identity::Language};
use serde::{Deserialize, Serialize};

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
            Language::En => (&self.name_en, &self.name),
            Language::Fa => (&self.name, &self.name_en),
        };
        if first.is_empty() { second } else { first }
    }
}
