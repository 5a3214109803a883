//! What the page says that silence does is what the ledger has when the clock has been turned: for every state an order can
//! stand in, to the unit.

use crate::{assert_books_are_right, purse, quoted_town::Town, story};
use actions::{
    Desk,
    escrow::{self, order_of, terms_of},
};
use domain::{
    Currency, Days, Minutes, Money, Seconds, Timestamp, UserId,
    escrow::{GoesTo, Silence, Silent, SplitForm, StandsStill},
    ledger::LedgerAccount,
    market::RequestStatus,
};
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdt};

/// What the panel says now.
async fn said(desk: &Desk, order: &OrderIds) -> Silence {
    let order = order_of(desk, order.request).await.unwrap();
    order.silence(terms_of(desk, &order.escrow).await.unwrap().inspection)
}

/// What a person has in one currency.
async fn has(desk: &Desk, person: UserId, currency: Currency) -> Money {
    let Some(wallet) = desk.store.wallet_of(person, currency).await.unwrap() else { return Money::zero(currency) };
    desk.store.balance(&LedgerAccount::Wallet(wallet.id), currency).await.unwrap()
}

/// What the house has earned by this order.
async fn earned(desk: &Desk, order: &OrderIds, currency: Currency) -> Money {
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    let entries = journals.iter().flat_map(|journal| &journal.entries);
    let fees = entries.filter(|entry| matches!(entry.credit, LedgerAccount::FeeRevenue(_)));
    fees.map(|entry| entry.amount).fold(Money::zero(currency), |sum, fee| sum.plus(fee).unwrap())
}

/// Buyer, seller, house.
async fn purses(desk: &Desk, order: &OrderIds, currency: Currency) -> [Money; 3] {
    let (buyer, seller) = (has(desk, order.buyer, currency).await, has(desk, order.seller, currency).await);
    [buyer, seller, earned(desk, order, currency).await]
}

/// Nobody says a word: after each deadline, and not a moment before it, the ledger has what was said.
async fn is_kept(desk: &TestDesk, order: &OrderIds, whose: &[Silent], currency: Currency) {
    let silence = said(desk, order).await;
    let told: Vec<Silent> = silence.steps.iter().map(|step| step.silent).collect();
    assert_eq!((silence.stands_still, told.as_slice()), (None, whose), "{}", story(desk, order.request).await);
    for step in silence.steps {
        let (before, stood) = (purses(desk, order, currency).await, story(desk, order.request).await);
        until(desk, step.at - Seconds(1)).await;
        assert_eq!((purses(desk, order, currency).await, story(desk, order.request).await), (before, stood));
        until(desk, step.at).await;
        let moved = |to: &[GoesTo]| {
            let moves = step.moves.iter().filter(|(goes, money)| to.contains(goes) && money.currency == currency);
            moves.fold(Money::zero(currency), |sum, (_, money)| sum.plus(*money).unwrap())
        };
        let gains = [moved(&[GoesTo::Buyer]), moved(&[GoesTo::Seller, GoesTo::Security]), moved(&[GoesTo::House])];
        let expected: Vec<Money> = before.iter().zip(gains).map(|(had, gain)| had.plus(gain).unwrap()).collect();
        assert_eq!(purses(desk, order, currency).await.to_vec(), expected, "{:?}", step.deed);
        let status = order_of(desk, order.request).await.unwrap().request.status;
        // An order whose seller is paid into the wallet passes both at once.
        assert_eq!(status, step.then, "{:?}", step.deed);
    }
    let over = said(desk, order).await;
    assert_eq!((over.stands_still, over.steps.len()), (None, 0));
    assert_books_are_right(desk).await;
}

async fn until(desk: &TestDesk, at: Timestamp) {
    desk.advance(Seconds(at.millis_since(desk.now()).max(0) / 1_000));
    desk.run_due().await;
}

async fn pay(desk: &TestDesk, chain: &PretendChain, order: &OrderIds, hundredths: i128) {
    let payment = escrow::open_checkout(desk, order.buyer, order.request).await.unwrap();
    chain.pay(&payment.on_chain.receiver.unwrap(), usdt(hundredths));
    chain.mine(5);
    escrow::watch_chain(desk, chain).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_nobody_pays_is_cancelled_and_the_security_goes_back() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    is_kept(&desk, &order, &[Silent::Buyer], Currency::USDT).await;
    let order = Given::backed_order(&desk, "4").await;
    assert_eq!(said(&desk, &order).await.steps[0].moves, [(GoesTo::Security, usdt(400))]);
    is_kept(&desk, &order, &[Silent::Buyer], Currency::USDT).await;
    assert_eq!(purse(&desk, order.seller).await, usdt(1_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_is_never_topped_up_goes_back() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    pay(&desk, &chain, &order, 700).await;
    assert_eq!(said(&desk, &order).await.steps[0].moves, [(GoesTo::Buyer, usdt(700))]);
    is_kept(&desk, &order, &[Silent::Buyer], Currency::USDT).await;
    assert_eq!(purse(&desk, order.buyer).await, usdt(700));
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_transfer_is_on_its_way_no_deadline_is_promised_and_none_ends_the_order() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let payment = escrow::open_checkout(&desk, order.buyer, order.request).await.unwrap();
    chain.pay(&payment.on_chain.receiver.unwrap(), usdt(1_250));
    escrow::watch_chain(&desk, &chain).await.unwrap();
    let silence = said(&desk, &order).await;
    assert_eq!((silence.stands_still, silence.steps.len()), (Some(StandsStill::Chain), 0));
    let stood = story(&desk, order.request).await;
    for _ in 0..3 {
        desk.advance(Days(1));
        actions::tasks::run_due(&desk, "worker").await.unwrap();
    }
    assert_eq!(story(&desk, order.request).await, stood);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_who_never_sends_gives_everything_back() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::backed_order(&desk, "4").await;
    pay(&desk, &chain, &order, 1_300).await;
    let moves = said(&desk, &order).await.steps[0].moves.clone();
    assert_eq!(moves, [(GoesTo::Security, usdt(400)), (GoesTo::Buyer, usdt(1_250))].map(|it| it), "{moves:?}");
    is_kept(&desk, &order, &[Silent::Seller], Currency::USDT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_says_nothing_pays_the_seller_after_the_window() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    is_kept(&desk, &order, &[Silent::Both, Silent::Buyer], Currency::USDT).await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    let order = Given::sent_order(&desk, &chain).await;
    escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    is_kept(&desk, &order, &[Silent::Buyer], Currency::USDT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_part_went_back_silence_pays_what_is_left() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let key = actions::FormKey::new("part", ["1"]);
    escrow::give_part_back(&desk, order.seller, order.request, "2.50", &key).await.unwrap();
    is_kept(&desk, &order, &[Silent::Both, Silent::Buyer], Currency::USDT).await;
    assert_eq!(purse(&desk, order.buyer).await, usdt(250));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_to_share_changes_nothing_while_nobody_takes_it() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let key = actions::FormKey::new("split", ["1"]);
    let form = SplitForm { buyer: "5".to_owned(), ..SplitForm::default() };
    escrow::propose_split(&desk, order.buyer, order.request, (&form, None), &key).await.unwrap();
    is_kept(&desk, &order, &[Silent::Both, Silent::Buyer], Currency::USDT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_stands_still_promises_no_deadline() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    crate::watching::final_look(&desk, &chain).await;
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    chain.forget(&tx);
    desk.advance(Minutes(1));
    crate::watching::look(&desk, &chain).await;
    assert_eq!(said(&desk, &order).await.stands_still, Some(StandsStill::Incident));
    desk.advance(Days(60));
    actions::tasks::run_due(&desk, "worker").await.unwrap();
    assert_eq!(purse(&desk, order.seller).await, usdt(0));
    chain.recall();
    desk.advance(Minutes(1));
    crate::watching::look(&desk, &chain).await;
    is_kept(&desk, &order, &[Silent::Both, Silent::Buyer], Currency::USDT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn coins_that_paid_for_dollars_go_back_as_coins_and_late_ones_too() {
    let town = Town::new().await;
    // The clock has been turned by weeks: the feed speaks of today.
    let quoted = || {
        town.anvil.set_price(99_990_000, u64::try_from(town.desk.now().millis() / 1_000).unwrap());
        town.quoted()
    };
    let (order, payment, address) = quoted().await;
    let asked = u128::try_from(payment.due_in_coins().unwrap().units).unwrap();
    town.pay(&address, asked / 2).await;
    is_kept(&town.desk, &order, &[Silent::Buyer], Currency::USDT).await;
    let (order, _, address) = quoted().await;
    town.pay(&address, asked).await;
    is_kept(&town.desk, &order, &[Silent::Seller], Currency::USDT).await;
    let (order, _, address) = quoted().await;
    town.pay(&address, asked).await;
    escrow::mark_sent(&town.desk, order.seller, order.request).await.unwrap();
    is_kept(&town.desk, &order, &[Silent::Both, Silent::Buyer], Currency::USD).await;
    assert!(has(&town.desk, order.seller, Currency::USD).await.is_positive());
    let (order, _, address) = quoted().await;
    town.desk.advance(Minutes(16));
    town.pay(&address, asked).await;
    assert_eq!(order_of(&town.desk, order.request).await.unwrap().request.status, RequestStatus::Payment);
    is_kept(&town.desk, &order, &[Silent::Buyer], Currency::USDT).await;
}
