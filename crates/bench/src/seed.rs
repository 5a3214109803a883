//! A full house: made-up requests of one buyer over the category tree that the product made at its first start.

use anyhow::{Result, ensure};
use domain::{
    Currency, PurchaseRequestId, Timestamp, UserId,
    identity::{Language, Role, Theme, User, UserStatus, VerificationLevel},
    market::BrowseForm,
};
use serde_json::json;
use std::collections::HashMap;
use store::{Commit, Place, SEEN_KEY, SIGNED_IN_KEY, SeedTexts, Store, TRUSTED_KEY, USER_KEY};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

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
    let buyer = somebody(7, "Mina");
    store.commit(Commit::new().insert(&buyer)).await?;
    store.seed_requests(rows, buyer.id, &categories, &TEXTS, NOW).await?;
    let page = store.browse(&BrowseForm::default().read(&categories)).await?;
    ensure!(!page.rows.is_empty(), "no request is shown");
    Ok(page.rows[0].id)
}

/// A browser in which somebody is signed in who has posted nothing and sells nothing.
pub(crate) async fn session(store: &Store) -> Result<String> {
    let reader = somebody(8, "Reza");
    store.commit(Commit::new().insert(&reader)).await?;
    session_of(store, reader.id).await
}

/// A browser in which this person is signed in.
pub(crate) async fn session_of(store: &Store, person: UserId) -> Result<String> {
    let now = time::OffsetDateTime::now_utc();
    let seen = i64::try_from(now.unix_timestamp_nanos() / 1_000_000)?;
    let data = HashMap::from([
        (USER_KEY.to_owned(), json!(person)),
        (SIGNED_IN_KEY.to_owned(), json!(seen)),
        (SEEN_KEY.to_owned(), json!(seen)),
        (TRUSTED_KEY.to_owned(), json!(true)),
    ]);
    let mut record = Record { id: Id::default(), data, expiry_date: now + time::Duration::days(1) };
    store.sessions().create(&mut record).await?;
    Ok(record.id.to_string())
}

pub(crate) fn somebody(nth: u8, name: &str) -> User {
    User {
        id: UserId::from_bytes([nth; 16]),
        version: 0,
        display_name: name.to_owned(),
        email: None,
        email_key: None,
        roles: vec![Role::Buyer],
        status: UserStatus::Active,
        status_reason: None,
        warning_count: 0,
        verification_level: VerificationLevel::default(),
        email_verified_at: None,
        telegram: None,
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
