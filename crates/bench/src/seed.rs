//! Rows to show: plain requests of one buyer, written through the store as the product writes them.

use anyhow::{Context, Result};
use domain::{
    CategoryId, Currency, Money, PurchaseRequestId, Timestamp, UserId,
    identity::{Language, Role, Theme, User, UserStatus},
    market::{
        Budget, Category, Deadlines, DeliveryInfo, DeliveryType, ProductType, PurchaseRequest, RequestStatus, Urgency,
    },
};
use store::{Commit, Store};

/// Requests per transaction.
const BATCH: u32 = 500;
/// When the first one was posted: 2026-01-01T00:00Z.
const BIRTH_MILLIS: i64 = 1_767_225_600_000;
const WORDS: [&str; 8] = ["lamp", "bicycle", "translation", "camera", "violin", "logo", "carpet", "laptop"];

/// Writes that many requests; answers one of them.
pub(crate) async fn fill(uri: &str, rows: u32) -> Result<PurchaseRequestId> {
    let store = Store::open(store::Place::Uri(uri)).await?;
    let (buyer, category) = (buyer(), category());
    store.commit(Commit::new().insert(&buyer).insert(&category)).await?;
    for start in (0..rows).step_by(BATCH as usize) {
        let numbers = start..(start + BATCH).min(rows);
        let commit =
            numbers.map(|number| request(number, &buyer, &category)).fold(Commit::new(), |all, one| all.insert(&one));
        store.commit(commit).await?;
    }
    let last = rows.checked_sub(1).context("no rows")?;
    Ok(request(last, &buyer, &category).id)
}

fn bytes(number: u32) -> [u8; 16] {
    let mut bytes = [7; 16];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn at(number: u32) -> Timestamp {
    Timestamp::from_millis(BIRTH_MILLIS + i64::from(number) * 60_000)
}

fn buyer() -> User {
    User {
        id: UserId::from_bytes(bytes(0)),
        version: 0,
        display_name: "Mina".to_owned(),
        email: None,
        email_key: None,
        roles: vec![Role::Buyer],
        status: UserStatus::Active,
        language: Language::En,
        theme: Theme::Auto,
        display_currency: Currency::USDT,
        about: None,
        review_stars: 0,
        review_count: 0,
        completed_sales: 0,
        created_at: at(0),
        updated_at: at(0),
        legacy_id: None,
    }
}

fn category() -> Category {
    let id = CategoryId::from_bytes(bytes(0));
    Category {
        id,
        version: 0,
        name: "خانه".to_owned(),
        name_en: "Home".to_owned(),
        slug: "home".to_owned(),
        parent_id: None,
        path: vec![id],
        order: 0,
        is_active: true,
        created_at: at(0),
        updated_at: at(0),
        legacy_id: None,
    }
}

fn request(number: u32, buyer: &User, category: &Category) -> PurchaseRequest {
    let word = WORDS[number as usize % WORDS.len()];
    let least = Money::new(i128::from(number % 900 + 100) * 1_000_000, Currency::USDT);
    let most = Money::new(least.units * 2, Currency::USDT);
    let urgency = [Urgency::Low, Urgency::Medium, Urgency::High, Urgency::Urgent][number as usize % 4];
    PurchaseRequest {
        id: PurchaseRequestId::from_bytes(bytes(number)),
        version: 0,
        number: u64::from(number) + 1,
        buyer_id: buyer.id,
        title: format!("A good {word}, number {number}"),
        description: format!("I am looking for a {word} in good shape, with a receipt, delivered within two weeks."),
        category_id: category.id,
        product_type: ProductType::PhysicalProduct,
        product_link: None,
        size: None,
        color: Some("green".to_owned()),
        brand: None,
        quantity: 1,
        budget: Budget { min: least, max: most },
        urgency,
        is_public: true,
        preferred_seller_ids: Vec::new(),
        specifications: Vec::new(),
        delivery_info: DeliveryInfo { delivery_type: DeliveryType::Online, address: None, email: None },
        status: RequestStatus::Pending,
        offer_count: 0,
        selected_offer_id: None,
        seller_id: None,
        price: None,
        delivery_code: None,
        deadlines: Deadlines::default(),
        search_terms: vec![word.to_owned(), "good".to_owned()],
        created_at: at(number),
        updated_at: at(number),
        legacy_id: None,
    }
}
