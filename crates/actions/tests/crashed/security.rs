//! What sellers set aside: behind an offer that is taken back, that nobody chooses in time, and that is chosen; and back
//! with the end of the order.

use crate::{
    flows::{Done, Step, steps},
    life::World,
    orders::{arrive, confirm, send},
    outside::Outside,
    passing::{due, look, seal, two_days},
};
use actions::{ActionError, FormKey, escrow, market};
use domain::{Currency, Money, SellerOfferId, market::OfferForm};
use testkit::{Given, OrderIds, PRICE_UNITS};

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    match flow {
        "offers" => steps![offer, take_back, offer_for_a_day, two_days, due, offer_more, choose, call_off, due, seal],
        "deposit" => steps![send, arrive, confirm, due, seal],
        _ => None,
    }
}

/// A wish and a seller with money; or an order whose seller has set some aside.
pub async fn begin(flow: &str, world: &World) -> OrderIds {
    let desk = &world.desk;
    if flow == "deposit" {
        let order = Given::backed_order(desk, "4").await;
        let payment = escrow::open_checkout(desk, order.buyer, order.request).await.unwrap();
        let address = payment.on_chain.receiver.unwrap();
        world.chain.pay(&address, Money::new(PRICE_UNITS, Currency::USDT));
        world.chain.mine(5);
        look(world, &mut Outside::default()).await.unwrap();
        return order;
    }
    let (buyer, seller) = (Given::person(desk, "Aigul").await, Given::seller(desk, "Reza").await);
    Given::money(desk, seller, 10_000_000).await;
    OrderIds { buyer, seller, request: Given::request(desk, buyer).await, ..world.order }
}

/// The form in that seller's browser, sent once more.
async fn made(world: &World, deposit: &str, until: &str) -> Result<SellerOfferId, ActionError> {
    let text = str::to_owned;
    let form = OfferForm {
        title: text("A kettle, new"),
        price: text("12.50"),
        currency: text("USDT"),
        deposit: text(deposit),
        delivery_amount: text("3"),
        delivery_unit: text("days"),
        valid_until: text(until),
        ..OfferForm::default()
    };
    let key = FormKey::new(deposit, form.values());
    market::make_offer(&world.desk, world.order.seller, world.order.request, &form, &key).await
}

async fn offer(world: &World, _: &mut Outside) -> Done {
    made(world, "4", "").await.map(drop)
}

async fn take_back(world: &World, _: &mut Outside) -> Done {
    let offer = made(world, "4", "").await?;
    market::withdraw_offer(&world.desk, world.order.seller, offer).await
}

async fn offer_for_a_day(world: &World, _: &mut Outside) -> Done {
    made(world, "3", "2026-11-22").await.map(drop)
}

async fn offer_more(world: &World, _: &mut Outside) -> Done {
    made(world, "5", "").await.map(drop)
}

async fn choose(world: &World, _: &mut Outside) -> Done {
    let offer = made(world, "5", "").await?;
    market::accept_offer(&world.desk, world.order.buyer, offer).await.map(drop)
}

async fn call_off(world: &World, _: &mut Outside) -> Done {
    escrow::cancel_order(&world.desk, world.order.buyer, world.order.request, "").await.map(drop)
}
