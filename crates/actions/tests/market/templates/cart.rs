//! A cart of several sellers: an order per line in one commit, each paid for itself.

use super::{Shop, by_wire, lamp, usdt};
use crate::world::{refusal, says};
use actions::market::{self, CheckoutPart, cart_now, check_out_cart, checkout_progress, pay_checkout_from_wallet};
use domain::{
    CartCheckoutId, TemplateId, UserId,
    market::{RequestStatus, TemplateDeed, TemplateForm},
};
use futures::future::join_all;

/// A second seller's template, for 5.
async fn other(shop: &Shop) -> (UserId, TemplateId) {
    let seller = shop.world.seller("Mina").await;
    let form = TemplateForm { title: "A bell".to_owned(), price: "5".to_owned(), ..lamp(&shop.world) };
    (seller, market::create_template(shop.desk(), seller, &form, &shop.world.key()).await.unwrap())
}

async fn fill(shop: &Shop, buyer: UserId, templates: &[TemplateId]) {
    for template in templates {
        market::add_to_cart(shop.desk(), buyer, *template, "1").await.unwrap();
    }
}

async fn check_out(shop: &Shop, buyer: UserId) -> Result<CartCheckoutId, actions::ActionError> {
    let seen = cart_now(shop.desk(), buyer).await.unwrap().seen();
    check_out_cart(shop.desk(), buyer, &seen, &by_wire(), &shop.world.key()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sellers_make_two_orders_and_leaving_after_one_keeps_it_paid() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.rich(1_750).await);
    let (_, bell) = other(&shop).await;
    fill(&shop, buyer, &[shop.template, bell]).await;
    assert_eq!(cart_now(desk, buyer).await.unwrap().totals().unwrap(), [usdt(1_750)]);
    let checkout = check_out(&shop, buyer).await.unwrap();
    assert!(cart_now(desk, buyer).await.unwrap().items.is_empty(), "what is ordered is not in the cart any more");
    let progress = checkout_progress(desk, buyer, checkout).await.unwrap();
    assert_eq!((progress.orders.len(), progress.paid_count()), (2, 0));
    assert_eq!((progress.purses[0].due, progress.purses[0].missing()), (usdt(1_750), usdt(0)));
    let first = progress.orders[0].request.id;
    actions::escrow::pay_from_wallet(desk, buyer, first, usdt(1_250)).await.unwrap();
    actions::escrow::cancel_order(desk, buyer, progress.orders[1].request.id, "").await.unwrap();
    let progress = checkout_progress(desk, buyer, checkout).await.unwrap();
    let parts: Vec<_> = progress.orders.iter().map(|order| order.part).collect();
    assert_eq!(parts, [CheckoutPart::Paid, CheckoutPart::Over]);
    assert_eq!(shop.request(first).await.status, RequestStatus::Processing);
    let stranger = shop.world.buyer().await;
    assert_eq!(refusal(checkout_progress(desk, stranger, checkout).await).0, 404);
    assert_eq!(refusal(pay_checkout_from_wallet(desk, stranger, checkout, usdt(500)).await).0, 404);
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_paid_from_the_wallet_once_however_often_one_clicks() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.rich(2_000).await);
    let (_, bell) = other(&shop).await;
    fill(&shop, buyer, &[bell, shop.template]).await;
    let checkout = check_out(&shop, buyer).await.unwrap();
    let less = pay_checkout_from_wallet(desk, buyer, checkout, usdt(1_749)).await;
    assert_eq!(refusal(less), says(409, "escrow-other-amount"), "more than was seen is never taken");
    let clicks = join_all((0..5).map(|_| pay_checkout_from_wallet(desk, buyer, checkout, usdt(1_750)))).await;
    assert!(clicks.iter().all(Result::is_ok), "{clicks:?}");
    let progress = checkout_progress(desk, buyer, checkout).await.unwrap();
    assert_eq!((progress.paid_count(), progress.purses.len()), (2, 0));
    for order in progress.orders {
        assert_eq!(desk.store.journals_of_request(order.request.id).await.unwrap().len(), 1);
    }
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_is_too_small_for_all_pays_none() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.rich(1_700).await);
    let (_, bell) = other(&shop).await;
    fill(&shop, buyer, &[bell, shop.template]).await;
    let checkout = check_out(&shop, buyer).await.unwrap();
    assert!(pay_checkout_from_wallet(desk, buyer, checkout, usdt(1_750)).await.is_err());
    assert_eq!(checkout_progress(desk, buyer, checkout).await.unwrap().paid_count(), 0);
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_line_that_cannot_be_bought_stops_all_and_says_why() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.world.buyer().await);
    let (mina, bell) = other(&shop).await;
    fill(&shop, buyer, &[shop.template, bell]).await;
    market::move_template(desk, mina, bell, TemplateDeed::Pause).await.unwrap();
    assert_eq!(refusal(check_out(&shop, buyer).await), says(422, &format!("{bell}:market-template-paused")));
    market::move_template(desk, mina, bell, TemplateDeed::Delete).await.unwrap();
    assert_eq!(refusal(check_out(&shop, buyer).await), says(422, &format!("{bell}:market-template-gone")));
    assert_eq!(shop.uses().await.count, 0, "nothing was made of the other line");
    market::remove_from_cart(desk, buyer, bell).await.unwrap();
    check_out(&shop, buyer).await.unwrap();
    assert_eq!(refusal(check_out(&shop, buyer).await), says(409, "market-cart-empty"));
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_changed_after_the_page_was_read_stops_the_checkout() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.world.buyer().await);
    fill(&shop, buyer, &[shop.template]).await;
    let seen = cart_now(desk, buyer).await.unwrap().seen();
    shop.edit(|form| TemplateForm { price: "14".to_owned(), ..form }).await.unwrap();
    let late = check_out_cart(desk, buyer, &seen, &by_wire(), &shop.world.key()).await;
    assert_eq!(refusal(late), says(409, "market-cart-changed"));
    let now = cart_now(desk, buyer).await.unwrap();
    assert_eq!((now.items[0].price_before(), now.items[0].price), (Some(usdt(1_250)), usdt(1_400)));
    check_out(&shop, buyer).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_sent_twice_is_one_and_two_carts_share_the_last_piece_fairly() {
    let shop = Shop::with(|form| TemplateForm { max_uses: "1".to_owned(), ..form }).await;
    let (desk, buyer, rival) = (shop.desk(), shop.world.buyer().await, shop.world.buyer().await);
    let (_, bell) = other(&shop).await;
    fill(&shop, buyer, &[shop.template, bell]).await;
    fill(&shop, rival, &[bell, shop.template]).await;
    let (seen, key, form) = (cart_now(desk, buyer).await.unwrap().seen(), shop.world.key(), by_wire());
    let clicks = join_all((0..5).map(|_| check_out_cart(desk, buyer, &seen, &form, &key)));
    let (mine, theirs) = tokio::join!(clicks, check_out(&shop, rival));
    assert_eq!(shop.uses().await.count, 1);
    match theirs {
        Ok(_) => assert!(mine.iter().all(Result::is_err), "{mine:?}"),
        Err(_) => {
            let first = *mine[0].as_ref().unwrap();
            assert!(mine.iter().all(|one| one.as_ref().is_ok_and(|id| *id == first)));
        }
    }
    let bells: domain::market::TemplateUses = shop.world.get(bell).await;
    assert_eq!(bells.count, 1, "the refused cart made nothing");
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_takes_each_thing_once_and_not_without_end() {
    let shop = Shop::with(|form| TemplateForm { max_quantity: "5".to_owned(), ..form }).await;
    let (desk, buyer) = (shop.desk(), shop.world.buyer().await);
    let tabs = ["1", "2", "3"].map(|pieces| market::add_to_cart(desk, buyer, shop.template, pieces));
    assert!(join_all(tabs).await.iter().all(Result::is_ok), "tabs that begin a cart at once begin one cart");
    fill(&shop, buyer, &[shop.template, shop.template]).await;
    market::change_cart(desk, buyer, shop.template, "۴").await.unwrap();
    let now = cart_now(desk, buyer).await.unwrap();
    assert_eq!((now.items.len(), now.items[0].line.quantity, now.items[0].price), (1, 4, usdt(5_000)));
    assert_eq!(refusal(market::change_cart(desk, buyer, shop.template, "6").await), says(422, "quantity:too-big"));
    assert_eq!(refusal(market::add_to_cart(desk, shop.seller, shop.template, "1").await).1, "market-own-template");
    for n in 0..19 {
        let form = TemplateForm { title: format!("Lamp {n}"), ..lamp(&shop.world) };
        let made = market::create_template(desk, shop.seller, &form, &shop.world.key()).await.unwrap();
        fill(&shop, buyer, &[made]).await;
    }
    let (_, bell) = other(&shop).await;
    assert_eq!(refusal(market::add_to_cart(desk, buyer, bell, "1").await), says(409, "market-cart-full"));
}
