//! What the house takes on top is a part of what was shown.

use super::{Shop, by_wire, usdt};
use crate::world::{refusal, says};
use actions::{
    market::{self, cart_now, check_out_cart, checkout_progress, pay_checkout_from_wallet},
    settings::{SettingForm, change_setting},
};
use domain::{Currency, Money, identity::Role, settings::LOCK};

/// One percent on top, as it was decided yesterday.
async fn decide_a_fee(shop: &Shop) {
    let admin = shop.world.person("Nadia", &[Role::Admin]).await;
    let text = str::to_owned;
    let (key, value, seen, reason) = (text("buyer_fee_bps"), text("100"), text("0"), text("a dearer year"));
    change_setting(shop.desk(), admin, &SettingForm { key, value, seen, reason }).await.unwrap();
    shop.desk().advance(LOCK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fee_that_was_decided_meanwhile_is_shown_before_anything_is_ordered() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.rich(2_000).await);
    market::add_to_cart(desk, buyer, shop.template, "1").await.unwrap();
    let (seen, cart) = (shop.seen().await, cart_now(desk, buyer).await.unwrap().seen());
    decide_a_fee(&shop).await;
    let bought = market::buy_template(desk, buyer, shop.template, &seen, &by_wire(), &shop.world.key()).await;
    assert_eq!(refusal(bought), says(409, "market-template-changed"));
    let checked = check_out_cart(desk, buyer, &cart, &by_wire(), &shop.world.key()).await;
    assert_eq!(refusal(checked), says(409, "market-cart-changed"));
    assert_eq!(shop.uses().await.count, 0);
    let now = cart_now(desk, buyer).await.unwrap();
    // An eighth of a USDT: one percent of 12.50.
    let fee = Money::new(125_000, Currency::USDT);
    let whole = usdt(1_250).plus(fee).unwrap();
    assert_eq!((now.totals().unwrap(), now.fees().unwrap()), (vec![whole], vec![fee]));
    let checkout = check_out_cart(desk, buyer, &now.seen(), &by_wire(), &shop.world.key()).await.unwrap();
    let due = checkout_progress(desk, buyer, checkout).await.unwrap().purses[0].due;
    assert_eq!(due, whole, "what the cart said is what is due");
    pay_checkout_from_wallet(desk, buyer, checkout, due).await.unwrap();
    assert_eq!(checkout_progress(desk, buyer, checkout).await.unwrap().paid_count(), 1);
    shop.books_are_right().await;
}
