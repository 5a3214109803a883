//! A full house: made-up requests of one buyer over the category tree that the product made at its first start.

use anyhow::{Result, ensure};
use domain::{
    Currency, PurchaseRequestId, Timestamp, UserId,
    identity::{Language, Role, Theme, User, UserStatus, VerificationLevel},
    market::BrowseForm,
};
use store::{Commit, Place, SeedTexts, Store};

/// 2026-11-01T00:00Z.
const NOW: Timestamp = Timestamp::from_millis(1_793_491_200_000);
const TEXTS: SeedTexts<'_> = SeedTexts {
    titles: &["A good lamp", "A city bicycle", "A translation into Persian", "A used camera", "A violin", "A carpet"],
    descriptions: &[
        "I am looking for one in good shape, with a receipt, delivered within two weeks.",
        "Used is fine when it works. Please say how old it is and what it comes with.",
    ],
};

/// Writes that many requests; answers the newest one.
pub(crate) async fn fill(uri: &str, rows: u32) -> Result<PurchaseRequestId> {
    let store = Store::open(Place::Uri(uri)).await?;
    let categories = store.categories().await?;
    ensure!(!categories.is_empty(), "the product made no categories");
    let buyer = buyer();
    store.commit(Commit::new().insert(&buyer)).await?;
    store.seed_requests(rows, buyer.id, &categories, &TEXTS, NOW).await?;
    let page = store.browse(&BrowseForm::default().read(&categories)).await?;
    ensure!(!page.rows.is_empty(), "no request is shown");
    Ok(page.rows[0].id)
}

fn buyer() -> User {
    User {
        id: UserId::from_bytes([7; 16]),
        version: 0,
        display_name: "Mina".to_owned(),
        email: None,
        email_key: None,
        roles: vec![Role::Buyer],
        status: UserStatus::Active,
        status_reason: None,
        verification_level: VerificationLevel::default(),
        email_verified_at: None,
        quiet_until: None,
        language: Language::En,
        theme: Theme::Auto,
        display_currency: Currency::USDT,
        about: None,
        review_stars: 0,
        review_count: 0,
        completed_sales: 0,
        created_at: NOW,
        updated_at: NOW,
        legacy_id: None,
    }
}
