//! A shop of a seller, and people who buy from it.

mod buying;
mod cart;
mod fees;
mod writing;

use crate::world::World;
use actions::{ActionError, Desk, FormKey, escrow, ledger::audit, market};
use domain::{
    Currency, Money, PurchaseRequestId, TemplateId, UserId,
    market::{BuyForm, PurchaseRequest, RequestTemplate, TemplateForm, TemplateUses},
};
use testkit::{Given, PretendChain, TestDesk, desk_with_chain};

/// A house with money, a seller and what one can buy.
pub struct Shop {
    pub world: World,
    pub chain: PretendChain,
    pub seller: UserId,
    pub template: TemplateId,
}

impl Shop {
    /// One template of one seller: a lamp for 12.50, sent by wire, as many as one likes.
    pub async fn open() -> Self {
        Self::with(|form| form).await
    }

    pub async fn with(change: impl FnOnce(TemplateForm) -> TemplateForm) -> Self {
        let (desk, chain) = desk_with_chain().await;
        let world = World::at(desk).await;
        let seller = world.seller("Kaveh").await;
        let template = market::create_template(&world.desk, seller, &change(lamp(&world)), &world.key()).await.unwrap();
        Self { world, chain, seller, template }
    }

    pub fn desk(&self) -> &TestDesk {
        &self.world.desk
    }

    pub async fn template(&self) -> RequestTemplate {
        self.world.get(self.template).await
    }

    pub async fn uses(&self) -> TemplateUses {
        self.world.get(self.template).await
    }

    /// What a reader of its page sees.
    pub async fn seen(&self) -> String {
        let in_force = actions::settings::read(self.desk()).await.unwrap();
        self.template().await.seen(&in_force.fee.terms(Currency::USDT)).unwrap()
    }

    pub async fn edit(&self, change: impl FnOnce(TemplateForm) -> TemplateForm) -> Result<(), ActionError> {
        let form = change(TemplateForm::of(&self.template().await, &self.uses().await));
        market::edit_template(self.desk(), self.seller, self.template, &form).await
    }

    /// Buys at the present terms, with a form of its own.
    pub async fn buy(&self, buyer: UserId) -> Result<PurchaseRequestId, ActionError> {
        self.buy_as(buyer, &by_wire(), &self.world.key()).await
    }

    pub async fn buy_as(&self, buyer: UserId, form: &BuyForm, key: &FormKey) -> Result<PurchaseRequestId, ActionError> {
        let seen = self.seen().await;
        market::buy_template(self.desk(), buyer, self.template, &seen, form, key).await
    }

    pub async fn request(&self, id: PurchaseRequestId) -> PurchaseRequest {
        self.world.get(id).await
    }

    /// A buyer with so much money in the wallet.
    pub async fn rich(&self, cents: i64) -> UserId {
        let units = i128::from(cents) * 10_000;
        let order = Given::order_of_a_rich_buyer(self.desk(), &self.chain, units).await;
        escrow::cancel_order(self.desk(), order.buyer, order.request, "").await.unwrap();
        order.buyer
    }

    pub async fn books_are_right(&self) {
        books_are_right(self.desk()).await;
    }
}

pub async fn books_are_right(desk: &Desk) {
    actions::ledger::seal(desk).await.unwrap();
    let report = audit(desk).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

/// A lamp for 12.50, sent by wire.
pub fn lamp(world: &World) -> TemplateForm {
    let text = str::to_owned;
    TemplateForm {
        title: text("Plans of a brass lamp"),
        description: text("Forty pages, drawn by hand."),
        category: world.lamps.to_string(),
        product_type: text("digital_product"),
        price: text("12.50"),
        delivery_amount: text("3"),
        ..TemplateForm::default()
    }
}

pub fn by_wire() -> BuyForm {
    BuyForm { delivery_email: "bita@example.org".to_owned(), note: "With love.".to_owned(), ..BuyForm::default() }
}

pub fn usdt(cents: i128) -> Money {
    Money::new(cents * 10_000, Currency::USDT)
}
