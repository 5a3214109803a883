//! Buying from a link: real rows before money moves, counted exactly, at the terms that were shown.

use super::{Shop, by_wire, usdt};
use crate::world::{refusal, says};
use actions::{escrow, market};
use domain::{
    Hours,
    identity::{Role, User, UserStatus},
    market::{BuyForm, OfferStatus, RequestStatus, SellerOffer, TemplateDeed, TemplateForm},
};
use futures::future::join_all;
use store::Commit;

#[tokio::test(flavor = "multi_thread")]
async fn one_purchase_makes_request_offer_payment_and_escrow_and_goes_on_as_any_order() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.rich(1_250).await);
    let order = shop.buy(buyer).await.unwrap();
    let request = shop.request(order).await;
    assert_eq!((request.status, request.price), (RequestStatus::PendingPayment, Some(usdt(1_250))));
    assert_eq!(request.note.as_deref(), Some("With love."));
    assert!(!request.is_visible_to(None) && request.is_visible_to(Some(shop.seller)));
    let offer: SellerOffer = shop.world.get(request.selected_offer_id.unwrap()).await;
    assert_eq!((offer.status, offer.request_id), (OfferStatus::Accepted, order));
    shop.books_are_right().await;
    let paid = escrow::pay_from_wallet(desk, buyer, order, usdt(1_250)).await.unwrap();
    assert_eq!(paid.request.status, RequestStatus::Processing);
    escrow::mark_sent(desk, shop.seller, order).await.unwrap();
    let code = escrow::delivery_code_for(desk, buyer, order).await.unwrap().unwrap();
    let done = escrow::confirm_delivery(desk, buyer, order, &code).await.unwrap();
    assert_eq!(done.request.status, RequestStatus::SellerPaid);
    assert_eq!(shop.uses().await.count, 1);
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_purchases_at_once_are_a_hundred_uses() {
    let shop = Shop::open().await;
    let buyers = join_all((0..100).map(|_| shop.world.buyer())).await;
    let done = join_all(buyers.iter().map(|buyer| shop.buy(*buyer))).await;
    let faults: Vec<_> = done.iter().filter(|it| it.is_err()).collect();
    assert!(faults.is_empty(), "{} of them: {:?}", faults.len(), faults[0]);
    assert_eq!(shop.uses().await.count, 100);
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_buyers_one_gets_the_last_piece() {
    let shop = Shop::with(|form| TemplateForm { max_uses: "1".to_owned(), ..form }).await;
    let buyers = join_all((0..20).map(|_| shop.world.buyer())).await;
    let done = join_all(buyers.iter().map(|buyer| shop.buy(*buyer))).await;
    let (got, refused): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
    assert_eq!(got.len(), 1);
    for one in refused {
        assert_eq!(refusal(one), says(409, "market-sold-out"));
    }
    assert_eq!(shop.uses().await.count, 1);
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_is_one_order_and_with_other_words_it_is_refused() {
    let shop = Shop::open().await;
    let (buyer, key) = (shop.world.buyer().await, shop.world.key());
    let form = by_wire();
    let clicks = join_all((0..10).map(|_| shop.buy_as(buyer, &form, &key))).await;
    let orders: Vec<_> = clicks.into_iter().map(Result::unwrap).collect();
    assert!(orders.windows(2).all(|two| two[0] == two[1]));
    assert_eq!(shop.uses().await.count, 1);
    let other = actions::FormKey::new(&key.key, ["other words"]);
    assert_eq!(refusal(shop.buy_as(buyer, &form, &other).await), says(409, "key-used-otherwise"));
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shown_is_what_is_asked_or_nothing_is_made() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.world.buyer().await);
    let seen = shop.seen().await;
    shop.edit(|form| TemplateForm { price: "14".to_owned(), ..form }).await.unwrap();
    let bought = market::buy_template(desk, buyer, shop.template, &seen, &by_wire(), &shop.world.key()).await;
    let Err(actions::ActionError::Refused { status: 409, code: "market-template-changed", detail }) = bought else {
        panic!("{bought:?}")
    };
    assert_eq!(detail.as_deref(), Some("14.00 USDT"), "the refusal says what it costs now");
    assert_eq!(shop.uses().await.count, 0);
    let order = shop.buy(buyer).await.unwrap();
    shop.edit(|form| TemplateForm { price: "20".to_owned(), ..form }).await.unwrap();
    assert_eq!(shop.request(order).await.price, Some(usdt(1_400)), "an order keeps its price");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stands_in_the_way_is_said() {
    let shop = Shop::open().await;
    let (desk, buyer) = (shop.desk(), shop.world.buyer().await);
    assert_eq!(refusal(shop.buy(shop.seller).await), says(409, "market-own-template"));
    let nowhere = BuyForm { delivery_email: String::new(), ..by_wire() };
    assert_eq!(refusal(shop.buy_as(buyer, &nowhere, &shop.world.key()).await), says(422, "delivery_email:required"));
    let many = BuyForm { quantity: "2".to_owned(), ..by_wire() };
    assert_eq!(refusal(shop.buy_as(buyer, &many, &shop.world.key()).await), says(422, "quantity:too-big"));
    market::move_template(desk, shop.seller, shop.template, TemplateDeed::Pause).await.unwrap();
    assert_eq!(refusal(shop.buy(buyer).await), says(409, "market-template-paused"));
    market::move_template(desk, shop.seller, shop.template, TemplateDeed::Resume).await.unwrap();
    let seller: User = shop.world.get(shop.seller).await;
    let locked = User { status: UserStatus::Locked, ..seller };
    desk.commit(Commit::new().save(&locked)).await.unwrap();
    assert_eq!(refusal(shop.buy(buyer).await), says(409, "market-seller-away"));
    assert_eq!(shop.uses().await.count, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_ends_unpaid_gives_its_pieces_back_and_a_refunded_one_does_not() {
    let shop = Shop::with(|form| TemplateForm { max_uses: "3".to_owned(), max_quantity: "3".to_owned(), ..form }).await;
    let (desk, buyer) = (shop.desk(), shop.rich(1_250).await);
    let three = BuyForm { quantity: "۳".to_owned(), ..by_wire() };
    let order = shop.buy_as(buyer, &three, &shop.world.key()).await.unwrap();
    assert_eq!((shop.request(order).await.price, shop.uses().await.left()), (Some(usdt(3_750)), Some(0)));
    assert_eq!(refusal(shop.edit(|form| TemplateForm { max_uses: "2".to_owned(), ..form }).await).0, 422);
    assert_eq!(refusal(shop.buy(buyer).await), says(409, "market-sold-out"));
    let (one, two) =
        tokio::join!(escrow::cancel_order(desk, buyer, order, ""), escrow::cancel_order(desk, shop.seller, order, ""));
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(shop.uses().await.count, 0, "given back once");
    let unpaid = shop.buy(buyer).await.unwrap();
    desk.advance(Hours(2));
    desk.run_due().await;
    assert_eq!(shop.request(unpaid).await.status, RequestStatus::Cancelled);
    assert_eq!(shop.uses().await.count, 0);
    let paid = shop.buy(buyer).await.unwrap();
    escrow::pay_from_wallet(desk, buyer, paid, usdt(1_250)).await.unwrap();
    escrow::give_refund(desk, shop.seller, paid).await.unwrap();
    assert_eq!(shop.uses().await.count, 1, "the seller says how many there are after a refund");
    shop.books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_goes_where_the_buyers_own_address_says() {
    let shop = Shop::with(|form| TemplateForm { delivery_type: "physical".to_owned(), ..form }).await;
    let (desk, buyer) = (shop.desk(), shop.world.buyer().await);
    let text = str::to_owned;
    let home = domain::identity::AddressForm {
        label: text("Home"),
        recipient: text("Bita Rad"),
        street: text("Lindenstr. 5"),
        city: text("Berlin"),
        country: text("Germany"),
        ..Default::default()
    };
    actions::identity::add_address(desk, buyer, &home, &shop.world.key()).await.unwrap();
    let own = desk.store.addresses_of(buyer).await.unwrap()[0].id.to_string();
    let form = BuyForm { address: own.clone(), ..by_wire() };
    let order = shop.buy_as(buyer, &form, &shop.world.key()).await.unwrap();
    let info = shop.request(order).await.delivery_info;
    assert_eq!(info.address.unwrap().recipient, "Bita Rad");
    assert_eq!(info.email, None, "the seller's own way of delivery is kept");
    let stranger = shop.world.person("Omid", &[Role::Seller]).await;
    let refused = refusal(shop.buy_as(stranger, &form, &shop.world.key()).await);
    assert!(refused.1.contains("address:not-a-choice"), "another person's address is none: {refused:?}");
}
