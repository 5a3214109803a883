//! A house in which strangers look at pages, and a hand that writes past every commit: only a page that is rendered anew
//! shows what it wrote.

use crate::page::House;
use actions::{FormKey, settings::SettingForm};
use app::{
    Viewer,
    ssr::{Colours, RequestId},
    t::Locale,
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::StatusCode,
};
use domain::{
    PurchaseRequestId, UserId,
    event::Actor,
    identity::{Role, User},
    market::{PurchaseRequest, TemplateForm},
};
use leptos::nonce::Nonce;
use store::{Commit, Document};
use testkit::{Given, TestDesk, desk};

/// A person, their wish, and the house.
pub struct World {
    pub desk: TestDesk,
    pub house: House,
    pub buyer: UserId,
    wish: PurchaseRequestId,
}

impl World {
    pub async fn new() -> Self {
        let _ = any_spawner::Executor::init_tokio();
        let desk = desk().await;
        let buyer = Given::person(&desk, "Mina").await;
        let wish = Given::request(&desk, buyer).await;
        Self { house: House::new(desk.desk.clone(), "/b/1".to_owned(), false), desk, buyer, wish }
    }

    /// The person sells something again and again, which their page shows.
    pub async fn sell(&self, title: &str) {
        let text = str::to_owned;
        let form = TemplateForm {
            title: text(title),
            description: text("Made by hand."),
            category: self.desk.store.get::<PurchaseRequest>(self.wish).await.unwrap().category_id.to_string(),
            price: text("12.50"),
            delivery_amount: text("3"),
            ..TemplateForm::default()
        };
        actions::market::create_template(&self.desk, self.buyer, &form, &FormKey::new(title, [])).await.unwrap();
    }

    pub fn page_of_wish(&self) -> String {
        format!("/requests/{}", self.wish)
    }

    /// Writes fields of the wish past every commit, as JSON.
    pub async fn secretly(&self, fields: &str) {
        self.desk.store.tamper(PurchaseRequest::COLLECTION, &self.wish.to_string(), fields).await.unwrap();
    }

    pub async fn secretly_call_it(&self, title: &str) {
        self.secretly(&format!("{{\"title\": \"{title}\"}}")).await;
    }

    /// Writes a title as every deed does.
    pub async fn call_it(&self, title: &str) {
        let wish: PurchaseRequest = self.desk.store.get(self.wish).await.unwrap();
        self.desk.commit(Commit::new().save(&PurchaseRequest { title: title.to_owned(), ..wish })).await.unwrap();
    }

    /// An admin decides what the house takes from tomorrow on, in basis points.
    pub async fn take_a_fee_of(&self, bps: &str) {
        let admin = Given::person(&self.desk, "Nadia").await;
        actions::identity::grant_role(&self.desk, Actor::House, admin, Role::Admin).await.unwrap();
        let text = str::to_owned;
        let (key, value, seen, reason) = (text("fee_bps"), text(bps), text("0"), text("a dearer year"));
        actions::settings::change_setting(&self.desk, admin, &SettingForm { key, value, seen, reason }).await.unwrap();
    }

    pub async fn viewer(&self) -> Viewer {
        self.desk.store.get::<User>(self.buyer).await.unwrap().into()
    }
}

/// An answer and the nonce of its header.
pub struct Seen {
    pub status: StatusCode,
    pub text: String,
    pub nonce: Nonce,
}

/// A stranger's request, with what the layers before put into it.
pub fn request(path: &str) -> Request {
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    let put = request.extensions_mut();
    put.insert(Locale::En);
    put.insert(Colours(None));
    put.insert(Nonce::new());
    put.insert(RequestId("rq_1".to_owned()));
    request
}

pub async fn ask(house: &House, request: Request) -> Seen {
    let nonce = request.extensions().get::<Nonce>().unwrap().clone();
    let (head, body) = crate::fragments::page(house.clone(), request).await.into_parts();
    let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    Seen { status: head.status, text, nonce }
}

pub async fn see(house: &House, path: &str) -> String {
    let seen = ask(house, request(path)).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}");
    seen.text
}

/// The same request with something more in it.
pub async fn ask_with<T: Clone + Send + Sync + 'static>(house: &House, path: &str, put: T) -> Seen {
    let mut request = request(path);
    request.extensions_mut().insert(put);
    ask(house, request).await
}
