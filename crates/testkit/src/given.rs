//! The world before a test: people, wishes, orders. Each step goes through the deed that a person would do.

#![expect(clippy::unwrap_used, reason = "a world that cannot be built ends its test")]

use crate::{PretendChain, TestDesk};
use actions::{Desk, FormKey, escrow, market};
use domain::{
    CategoryId, Currency, Money, PaymentId, PurchaseRequestId, SellerOfferId, UserId,
    escrow::ChainAddress,
    event::{Actor, Subject},
    identity::{Language, Role, Theme, User, UserStatus, VerificationLevel},
    market::{
        Birth, Budget, Category, DeliveryInfo, DeliveryType, OfferForm, ProductType, PurchaseRequest, Urgency, Wish,
    },
};
use store::{Commit, Counter};

/// What every order costs: 12.50 USDT.
pub const PRICE_UNITS: i128 = 12_500_000;

/// Who and what an order is made of.
#[derive(Clone, Copy, Debug)]
pub struct OrderIds {
    /// Who pays.
    pub buyer: UserId,
    /// Who is paid.
    pub seller: UserId,
    /// The order.
    pub request: PurchaseRequestId,
    /// The accepted offer.
    pub offer: SellerOfferId,
    /// What is asked.
    pub payment: PaymentId,
}

/// Builders; each panics when the world does not let it, because then the test makes no sense.
pub struct Given;

#[allow(clippy::missing_panics_doc)]
impl Given {
    /// A person who may buy.
    pub async fn person(desk: &Desk, name: &str) -> UserId {
        Self::somebody(desk, name, vec![Role::Buyer]).await
    }

    /// A person who may buy and sell.
    pub async fn seller(desk: &Desk, name: &str) -> UserId {
        Self::somebody(desk, name, vec![Role::Buyer, Role::Seller]).await
    }

    /// Where wishes belong.
    pub async fn category(desk: &Desk) -> CategoryId {
        let branch = branch(desk);
        desk.commit(Commit::new().insert(&branch)).await.unwrap();
        branch.id
    }

    /// A posted wish.
    pub async fn request(desk: &Desk, buyer: UserId) -> PurchaseRequestId {
        let number = desk.store.next_number(Counter::Requests).await.unwrap();
        let birth = Birth { id: desk.new_id(), number, buyer_id: buyer, at: desk.now() };
        let branch = branch(desk);
        let request: PurchaseRequest = wish(branch.id).posted(birth, &branch);
        let row = desk.event(Subject::Request(request.id), Actor::User(buyer), "post", None, request.status);
        desk.commit(Commit::new().insert(&branch).insert(&request).record(&row)).await.unwrap();
        request.id
    }

    /// An offer of 12.50 USDT in three days.
    pub async fn offer(desk: &Desk, seller: UserId, request: PurchaseRequestId) -> SellerOfferId {
        Self::backed_offer(desk, seller, request, "").await
    }

    /// The same, with so much security behind it, as typed.
    pub async fn backed_offer(desk: &Desk, seller: UserId, request: PurchaseRequestId, deposit: &str) -> SellerOfferId {
        let text = |text: &str| text.to_owned();
        let form = OfferForm {
            title: text("A kettle, new"),
            description: text("In its box."),
            price: text("12.50"),
            currency: text("USDT"),
            deposit: text(deposit),
            delivery_amount: text("3"),
            delivery_unit: text("days"),
            ..OfferForm::default()
        };
        let key = FormKey::new(&format!("{seller}{request}"), ["offer"]);
        market::make_offer(desk, seller, request, &form, &key).await.unwrap()
    }

    /// An order that waits for its money.
    pub async fn accepted_order(desk: &Desk) -> OrderIds {
        let buyer = Self::person(desk, "Aigul").await;
        Self::order_of(desk, buyer).await
    }

    /// The same, of somebody who is here already.
    pub async fn order_of(desk: &Desk, buyer: UserId) -> OrderIds {
        let seller = Self::seller(desk, "Reza").await;
        let request = Self::request(desk, buyer).await;
        let offer = Self::offer(desk, seller, request).await;
        market::accept_offer(desk, buyer, offer).await.unwrap();
        let payment = desk.store.payment_of(request).await.unwrap().unwrap().id;
        OrderIds { buyer, seller, request, offer, payment }
    }

    /// An order that waits for its money, and where to send it.
    pub async fn open_checkout(desk: &Desk) -> (OrderIds, ChainAddress) {
        let order = Self::accepted_order(desk).await;
        let payment = escrow::open_checkout(desk, order.buyer, order.request).await.unwrap();
        (order, payment.on_chain.receiver.unwrap())
    }

    /// An order whose price is held.
    pub async fn funded_order(desk: &TestDesk, chain: &PretendChain) -> OrderIds {
        let (order, address) = Self::open_checkout(desk).await;
        chain.pay(&address, Money::new(PRICE_UNITS, Currency::USDT));
        chain.mine(5);
        // One look sees it and, being deep enough, books it.
        escrow::watch_chain(desk, chain).await.unwrap();
        order
    }

    /// An order that waits for its money, of a buyer whose wallet holds `units` of USDT: an earlier order was paid and
    /// given back.
    pub async fn order_of_a_rich_buyer(desk: &TestDesk, chain: &PretendChain, units: i128) -> OrderIds {
        let (earlier, address) = Self::open_checkout(desk).await;
        chain.pay(&address, Money::new(PRICE_UNITS + units, Currency::USDT));
        chain.mine(5);
        escrow::watch_chain(desk, chain).await.unwrap();
        Self::order_of(desk, earlier.buyer).await
    }

    /// An order that is on its way.
    pub async fn sent_order(desk: &TestDesk, chain: &PretendChain) -> OrderIds {
        let order = Self::funded_order(desk, chain).await;
        escrow::mark_sent(desk, order.seller, order.request).await.unwrap();
        order
    }

    async fn somebody(desk: &Desk, name: &str, roles: Vec<Role>) -> UserId {
        let user = User {
            id: desk.new_id(),
            version: 0,
            display_name: name.to_owned(),
            email: None,
            email_key: None,
            roles,
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
            created_at: desk.now(),
            updated_at: desk.now(),
            legacy_id: None,
        };
        desk.commit(Commit::new().insert(&user)).await.unwrap();
        user.id
    }
}

fn branch(desk: &Desk) -> Category {
    let id: CategoryId = desk.new_id();
    Category {
        id,
        version: 0,
        name: "آشپزخانه".to_owned(),
        name_en: "Kitchen".to_owned(),
        slug: format!("kitchen-{}", id.to_string().to_lowercase()),
        parent_id: None,
        path: vec![id],
        order: 0,
        is_active: true,
        created_at: desk.now(),
        updated_at: desk.now(),
        legacy_id: None,
    }
}

fn wish(category_id: CategoryId) -> Wish {
    let money = |units| Money::new(units, Currency::USDT);
    Wish {
        title: "A kettle".to_owned(),
        description: "One that whistles.".to_owned(),
        category_id,
        product_type: ProductType::PhysicalProduct,
        product_link: None,
        size: None,
        color: None,
        brand: None,
        quantity: 1,
        budget: Budget { min: money(5_000_000), max: money(20_000_000) },
        urgency: Urgency::Medium,
        is_public: true,
        preferred_seller_ids: Vec::new(),
        specifications: Vec::new(),
        delivery_info: DeliveryInfo { delivery_type: DeliveryType::Physical, address: None, email: None },
    }
}
