//! A house of its own for each test: people, categories, wishes, bids.

use actions::{ActionError, FormKey, market};
use domain::{
    CategoryId, PurchaseRequestId, SellerOfferId, UserId,
    identity::{Language, Newcomer, Role, User},
    market::{OfferForm, PurchaseRequest, RequestForm, RequestStatus, SellerOffer},
};
use store::{Commit, Document};
use testkit::TestDesk;

pub struct World {
    pub desk: TestDesk,
    pub lamps: CategoryId,
}

impl World {
    pub async fn new() -> Self {
        Self::at(testkit::desk().await).await
    }

    pub async fn at(desk: TestDesk) -> Self {
        market::plant_starting_tree(&desk).await.unwrap();
        let lamps = desk.store.categories().await.unwrap().into_iter().find(|c| c.slug == "furniture").unwrap().id;
        Self { desk, lamps }
    }

    pub async fn person(&self, name: &str, roles: &[Role]) -> UserId {
        let newcomer = Newcomer { display_name: name.to_owned(), email: None };
        let born = User::born(self.desk.new_id(), newcomer, Language::En, self.desk.now());
        let user = User { roles: born.roles.iter().chain(roles).copied().collect(), ..born };
        self.desk.commit(Commit::new().insert(&user)).await.unwrap();
        user.id
    }

    pub async fn buyer(&self) -> UserId {
        self.person("Bita", &[]).await
    }

    pub async fn seller(&self, name: &str) -> UserId {
        self.person(name, &[Role::Seller]).await
    }

    pub fn wish(&self) -> RequestForm {
        RequestForm {
            title: "A desk lamp".to_owned(),
            category: self.lamps.to_string(),
            description: "Warm light, no flicker".to_owned(),
            budget_max: "20".to_owned(),
            delivery_type: "online".to_owned(),
            delivery_email: "bita@example.org".to_owned(),
            ..RequestForm::default()
        }
    }

    pub async fn post(&self, buyer: UserId, form: RequestForm) -> PurchaseRequestId {
        market::post_request(&self.desk, buyer, &form, &self.key()).await.unwrap()
    }

    pub async fn offer(&self, seller: UserId, request: PurchaseRequestId, price: &str) -> SellerOfferId {
        market::make_offer(&self.desk, seller, request, &bid(price), &self.key()).await.unwrap()
    }

    /// A fresh form's key.
    pub fn key(&self) -> FormKey {
        FormKey::new(&self.desk.new_id::<domain::EventId>().to_string(), [])
    }

    pub async fn get<T: Document>(&self, id: T::Id) -> T {
        self.desk.store.get(id).await.unwrap()
    }

    pub async fn request(&self, id: PurchaseRequestId) -> PurchaseRequest {
        self.get(id).await
    }

    pub async fn offered(&self, id: SellerOfferId) -> SellerOffer {
        self.get(id).await
    }

    /// The order as it would be after the escrow has done its part.
    pub async fn end_as(&self, order: PurchaseRequestId, status: RequestStatus) {
        let request = self.request(order).await;
        self.desk.commit(Commit::new().save(&PurchaseRequest { status, ..request })).await.unwrap();
    }
}

pub fn bid(price: &str) -> OfferForm {
    OfferForm {
        title: "A brass lamp".to_owned(),
        price: price.to_owned(),
        delivery_amount: "3".to_owned(),
        private_notes: "bought for 5".to_owned(),
        ..OfferForm::default()
    }
}

/// Status and code of a refusal; an illegal move is named by the state and the deed.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, ActionError>) -> (u16, String) {
    match result.expect_err("this should be refused") {
        ActionError::Refused { status, code, .. } => (status, code.to_owned()),
        ActionError::Fields(errors) => {
            let faults: Vec<String> = errors.0.iter().map(|(field, fault)| format!("{field}:{}", fault.code)).collect();
            (422, faults.join(" "))
        }
        ActionError::IllegalMove(refused) => (409, format!("{} {}", refused.from, refused.deed)),
        ActionError::NotFound(_) => (404, "not-found".to_owned()),
        other => panic!("another refusal: {other:?}"),
    }
}

pub fn says(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
