//! Many made-up requests at once, past every rule: for measuring on a full house, never for people's goods.

use crate::{Store, StoreError};
use domain::{
    Currency, Days, Hours, Money, PurchaseRequestId, Timestamp, UserId,
    market::{Birth, Budget, Category, DeliveryInfo, DeliveryType, ProductType, PurchaseRequest, Urgency, Wish},
};

const BATCH: usize = 1_000;

/// What made-up requests are made of.
pub struct SeedTexts<'a> {
    /// Titles, used in turn.
    pub titles: &'a [&'a str],
    /// Descriptions, used in turn.
    pub descriptions: &'a [&'a str],
}

impl Store {
    /// Writes `n` live public requests of one buyer, spread over the categories and the last months.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn seed_requests(
        &self,
        n: u32,
        buyer: UserId,
        categories: &[Category],
        texts: &SeedTexts<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = self.of::<PurchaseRequest>();
        let mut batch = Vec::with_capacity(BATCH);
        for i in 0..n {
            batch.push(made_up(i, n, buyer, &categories[i as usize % categories.len()], texts, now));
            if batch.len() == BATCH || i + 1 == n {
                rows.insert_many(batch.drain(..)).await?;
            }
        }
        self.mark_all::<PurchaseRequest>().await
    }
}

fn made_up(i: u32, n: u32, buyer: UserId, branch: &Category, texts: &SeedTexts<'_>, now: Timestamp) -> PurchaseRequest {
    // A fixed sequence that looks like chance: the same house every time.
    let chance = (u64::from(i) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
    let pick = |of: usize, salt: u32| (chance.rotate_right(salt) as usize) % of;
    let title = texts.titles[pick(texts.titles.len(), 7)];
    let description = texts.descriptions[pick(texts.descriptions.len(), 13)];
    let least = Money::new(((chance % 900) as i128 + 5) * 1_000_000, Currency::USDT);
    let most = Money::new(least.units * 3 / 2, Currency::USDT);
    let kinds =
        [ProductType::PhysicalProduct, ProductType::DigitalProduct, ProductType::Service, ProductType::Consultation];
    let urgencies = [Urgency::Low, Urgency::Medium, Urgency::Medium, Urgency::High, Urgency::Urgent];
    let wish = Wish {
        title: format!("{title} {}", i + 1),
        description: description.to_owned(),
        category_id: branch.id,
        product_type: kinds[pick(kinds.len(), 19)],
        product_link: None,
        size: None,
        color: None,
        brand: None,
        quantity: 1,
        budget: Budget { min: least, max: most },
        urgency: urgencies[pick(urgencies.len(), 29)],
        is_public: true,
        preferred_seller_ids: Vec::new(),
        specifications: Vec::new(),
        delivery_info: DeliveryInfo { delivery_type: DeliveryType::Online, address: None, email: None },
    };
    let age_hours = i64::from(n - i) % (180 * 24);
    let at =
        Timestamp::from_millis((now + Hours(-age_hours)).millis() - i64::from(i % 3_600) * 1_000).max(now + Days(-180));
    let mut id = [0; 16];
    id[..6].copy_from_slice(&at.millis().to_be_bytes()[2..]);
    id[6..14].copy_from_slice(&chance.to_be_bytes());
    id[12..].copy_from_slice(&i.to_be_bytes());
    // Numbers of real requests start at 1; made-up ones stay out of their way.
    let number = 1_000_000_000 + u64::from(i);
    wish.posted(Birth { id: PurchaseRequestId::from_bytes(id), number, buyer_id: buyer, at }, branch)
}
