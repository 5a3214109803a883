use crate::world::{World, refusal, says, typed};
use actions::{ActionError, chat, market};
use domain::{
    chat::{Asker, CounterStatus, Message},
    market::{CounterForm, DeliveryUnit, PurchaseRequest, SellerOffer},
};
use futures::future::join_all;

fn terms(price: &str, days: &str) -> CounterForm {
    CounterForm { price: price.to_owned(), delivery_amount: days.to_owned(), delivery_unit: "days".to_owned() }
}

async fn counter(world: &World, who: Asker, name: &str, price: &str) -> Result<Message, ActionError> {
    chat::make_counter_offer(&world.desk, who, world.chat, &terms(price, "2"), name).await
}

async fn offer(world: &World) -> SellerOffer {
    world.desk.store.live_offer(world.request, world.seller.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn price_and_time_change_only_when_the_other_side_accepts() {
    let world = World::new().await;
    let before = offer(&world).await;
    let made = counter(&world, world.buyer, "one", "10").await.unwrap();
    assert_eq!(offer(&world).await, before, "said is not agreed");
    let own = chat::answer_counter_offer(&world.desk, world.buyer, made.id, true).await;
    assert_eq!(refusal(own), says(409, "chat-own-counter-offer"));
    chat::answer_counter_offer(&world.desk, world.seller, made.id, true).await.unwrap();
    chat::answer_counter_offer(&world.desk, world.seller, made.id, true).await.expect("done twice is done once");
    let after = offer(&world).await;
    assert_eq!((after.price.amount_text().as_str(), after.agreed_in), ("10.00", Some(made.id)));
    assert_eq!((after.delivery_time.amount, after.delivery_time.unit), (2, DeliveryUnit::Days));
    let turned = chat::answer_counter_offer(&world.desk, world.seller, made.id, false).await;
    assert_eq!(refusal(turned), says(409, "chat-counter-offer-over"));
}

#[tokio::test]
async fn what_was_agreed_is_hashed_into_the_order() {
    let world = World::new().await;
    let made = counter(&world, world.seller, "one", "11").await.unwrap();
    let shown = offer(&world).await;
    chat::answer_counter_offer(&world.desk, world.buyer, made.id, true).await.unwrap();
    let old = market::accept_offer_at(&world.desk, world.buyer.id, shown.id, shown.seen()).await;
    assert_eq!(refusal(old), says(409, "market-price-changed"));
    let agreed = offer(&world).await;
    market::accept_offer(&world.desk, world.buyer.id, agreed.id).await.unwrap();
    let order: PurchaseRequest = world.desk.store.get(world.request).await.unwrap();
    assert_eq!(order.price, Some(agreed.price));
    assert_eq!(order.terms_digest, Some(agreed.terms_digest()));
    assert_ne!(agreed.terms_digest(), shown.terms_digest());
}

#[tokio::test]
async fn a_declined_one_changes_nothing_and_one_that_was_replaced_is_over() {
    let world = World::new().await;
    let before = offer(&world).await;
    let first = counter(&world, world.buyer, "one", "9").await.unwrap();
    let second = counter(&world, world.seller, "two", "12").await.unwrap();
    let late = chat::answer_counter_offer(&world.desk, world.seller, first.id, true).await;
    assert_eq!(refusal(late), says(409, "chat-counter-offer-over"));
    chat::answer_counter_offer(&world.desk, world.buyer, second.id, false).await.unwrap();
    let late = chat::answer_counter_offer(&world.desk, world.buyer, second.id, true).await;
    assert_eq!(refusal(late), says(409, "chat-counter-offer-over"));
    assert_eq!(offer(&world).await, before);
}

#[tokio::test]
async fn of_ten_made_at_once_one_waits_and_one_answer_counts() {
    let world = World::new().await;
    let names: Vec<String> = (0..10).map(|n| n.to_string()).collect();
    let made = join_all(names.iter().enumerate().map(|(n, name)| {
        let who = if n % 2 == 0 { world.buyer } else { world.seller };
        let price = if n % 2 == 0 { "9" } else { "12" };
        counter(&world, who, name, price)
    }))
    .await;
    assert!(made.iter().all(Result::is_ok), "{made:?}");
    assert_eq!(world.numbers().await, (1..=10).collect::<Vec<_>>());
    let all = world.desk.store.messages_after(world.chat, 0, 20).await.unwrap();
    let open: Vec<_> = all.iter().filter(|it| it.counter.is_some_and(|it| it.status == CounterStatus::Open)).collect();
    assert_eq!(open.len(), 1);
    let other = if open[0].author_id == Some(world.buyer.id) { world.seller } else { world.buyer };
    let (yes, no) = tokio::join!(
        chat::answer_counter_offer(&world.desk, other, open[0].id, true),
        chat::answer_counter_offer(&world.desk, other, open[0].id, false)
    );
    assert_eq!([yes.is_ok(), no.is_ok()].iter().filter(|done| **done).count(), 1);
    assert_eq!(offer(&world).await.agreed_in.is_some(), yes.is_ok());
}

#[tokio::test]
async fn without_an_open_offer_there_is_nothing_to_counter_and_words_have_limits() {
    let world = World::new().await;
    for (form, fields) in [(terms("", "2"), "price"), (terms("0", "2"), "price"), (terms("9", "0"), "delivery_amount")]
    {
        let refused = chat::make_counter_offer(&world.desk, world.buyer, world.chat, &form, "x").await;
        assert_eq!(refusal(refused), says(422, fields));
    }
    let made = counter(&world, world.buyer, "one", "9").await.unwrap();
    let again = counter(&world, world.buyer, "one", "9").await.unwrap();
    assert_eq!(again.id, made.id);
    assert_eq!(refusal(counter(&world, world.buyer, "one", "8").await), says(409, "key-used-otherwise"));
    market::withdraw_offer(&world.desk, world.seller.id, offer(&world).await.id).await.unwrap();
    assert_eq!(refusal(counter(&world, world.buyer, "two", "9").await), says(409, "chat-no-open-offer"));
    let late = chat::answer_counter_offer(&world.desk, world.seller, made.id, true).await;
    assert_eq!(refusal(late).0, 409);
    let house = chat::start_support(&world.desk, world.buyer.id).await.unwrap();
    let nothing = chat::make_counter_offer(&world.desk, world.buyer, house, &terms("9", "2"), "x").await;
    assert_eq!(refusal(nothing), says(403, "chat-nothing-to-talk-about"));
    let words = chat::send(&world.desk, world.buyer, house, &typed("x", "Hello")).await.unwrap();
    let none = chat::answer_counter_offer(&world.desk, world.buyer, words.id, true).await;
    assert_eq!(refusal(none), says(409, "chat-fixed"));
}
