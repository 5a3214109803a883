//! The seller's security goes with the order, and back with its end, whichever end it is. And money set aside in general:
//! taken in part or whole, once.

use crate::{assert_books_are_right, code_of, purse, story};
use actions::{FormKey, escrow, ledger};
use domain::{
    Currency, Days, Minutes, Money, Timestamp,
    escrow::{Escrow, SellerDeposit, SplitForm},
    event::Actor,
    ledger::{Hold, HoldPurpose, HoldStatus, LedgerAccount, NewHold},
    market::SellerOffer,
};
use store::Commit;
use testkit::{Given, OrderIds, PRICE_UNITS, PretendChain, TestDesk, desk_with_chain};

const fn atoms(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

async fn with_order(desk: &TestDesk, order: &OrderIds) -> Money {
    let account = LedgerAccount::SellerDeposit(order.request);
    desk.store.balance(&account, Currency::USDT).await.unwrap()
}

async fn paid(desk: &TestDesk, chain: &PretendChain) -> OrderIds {
    let order = Given::backed_order(desk, "4").await;
    let payment = escrow::open_checkout(desk, order.buyer, order.request).await.unwrap();
    chain.pay(&payment.on_chain.receiver.unwrap(), atoms(PRICE_UNITS));
    chain.mine(5);
    escrow::watch_chain(desk, chain).await.unwrap();
    assert_eq!(with_order(desk, &order).await, atoms(4_000_000), "it lies with the order while that goes on");
    order
}

/// It is over: the security is back, once, and nothing lies with the order.
async fn is_back(desk: &TestDesk, order: &OrderIds, earned: i128) {
    assert_eq!(with_order(desk, order).await, atoms(0), "{}", story(desk, order.request).await);
    assert_eq!(purse(desk, order.seller).await, atoms(10_000_000 + earned));
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    assert_eq!((escrow.deposit_held(), escrow.deposit.unwrap().returned_at), (None, Some(desk.now())));
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_never_paid_gives_the_security_back() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::backed_order(&desk, "4").await;
    escrow::cancel_order(&desk, order.buyer, order.request, "").await.unwrap();
    is_back(&desk, &order, 0).await;
    let order = Given::backed_order(&desk, "4").await;
    desk.advance(Minutes(60));
    desk.run_due().await;
    is_back(&desk, &order, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_paid_back_gives_the_security_back() {
    let (desk, chain) = desk_with_chain().await;
    let order = paid(&desk, &chain).await;
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    is_back(&desk, &order, 0).await;
    let unsent = paid(&desk, &chain).await;
    desk.advance(Days(30));
    desk.run_due().await;
    assert_eq!(story(&desk, unsent.request).await, "cancelled refunded refunded");
    is_back(&desk, &unsent, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_ends_well_gives_the_security_back_without_a_fee_on_it() {
    let (desk, chain) = desk_with_chain().await;
    let order = paid(&desk, &chain).await;
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::hand_over(&desk, order.seller, order.request, &code).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    is_back(&desk, &order, PRICE_UNITS - PRICE_UNITS * 250 / 10_000).await;
    let receipt = escrow::receipt_of(&desk, order.buyer, false, order.request).await.unwrap();
    assert!(receipt.is_some_and(|receipt| !receipt.text.contains("liab:deposit")), "a receipt is about the price");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_goes_back_leaves_the_security_and_an_agreed_split_returns_it() {
    let (desk, chain) = desk_with_chain().await;
    let order = paid(&desk, &chain).await;
    let key = FormKey::new("part", ["1"]);
    escrow::give_part_back(&desk, order.seller, order.request, "1", &key).await.unwrap();
    assert_eq!(with_order(&desk, &order).await, atoms(4_000_000));
    assert_books_are_right(&desk).await;
    let form = SplitForm { buyer: "5".to_owned(), ..SplitForm::default() };
    escrow::propose_split(&desk, order.buyer, order.request, (&form, None), &FormKey::new("all", [])).await.unwrap();
    let id = escrow::order_of(&desk, order.request).await.unwrap().escrow.split.unwrap().id;
    escrow::accept_split(&desk, order.seller, order.request, id).await.unwrap();
    // Six and a half less 2.5 %.
    is_back(&desk, &order, 6_337_500).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_finds_a_security_that_was_forgotten_and_money_aside_that_nobody_waits_for() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::backed_order(&desk, "4").await;
    escrow::cancel_order(&desk, order.buyer, order.request, "").await.unwrap();
    let ended: Escrow = desk.store.get(order.request).await.unwrap();
    let deposit = ended.deposit.clone().map(|deposit| SellerDeposit { returned_at: None, ..deposit });
    desk.commit(Commit::new().save(&Escrow { deposit, ..ended })).await.unwrap();
    let waiting = Given::request(&desk, order.buyer).await;
    let offer_id = Given::backed_offer(&desk, order.seller, waiting, "2").await;
    let offer: SellerOffer = desk.store.get(offer_id).await.unwrap();
    desk.commit(Commit::new().save(&SellerOffer { deposit: None, ..offer.clone() })).await.unwrap();
    let report = ledger::audit(&desk).await.unwrap();
    let subjects: Vec<String> =
        report.breaches().filter(|breach| breach.check == "holds").map(|breach| breach.subject.clone()).collect();
    for wanted in [
        order.request.to_string(),
        LedgerAccount::SellerDeposit(order.request).to_string(),
        offer.deposit.unwrap().hold_id.to_string(),
    ] {
        assert!(subjects.contains(&wanted), "{wanted} in {report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_aside_is_taken_in_part_once_and_the_rest_goes_back() {
    let (desk, _chain) = desk_with_chain().await;
    let (buyer, seller) = (Given::person(&desk, "Aigul").await, Given::seller(&desk, "Reza").await);
    let (wallet, other) = (Given::money(&desk, seller, 10).await, Given::money(&desk, buyer, 1).await);
    let request_id = Given::request(&desk, buyer).await;
    let purpose = HoldPurpose::OfferDeposit { offer_id: Given::offer(&desk, seller, request_id).await, request_id };
    let ask = |units, until: Option<Timestamp>| NewHold {
        user_id: seller,
        wallet_id: wallet,
        amount: atoms(units),
        purpose,
        until,
    };
    let (actor, into) = (Actor::House, LedgerAccount::Wallet(other));
    assert_eq!(code_of(ledger::reserve_money(&desk, actor, ask(0, None)).await), "hold-not-a-part");
    assert!(ledger::reserve_money(&desk, actor, ask(11, None)).await.is_err(), "more than the wallet has");
    let hold = ledger::reserve_money(&desk, actor, ask(7, None)).await.unwrap();
    assert_eq!(purse(&desk, seller).await, atoms(3));
    for units in [0, -1, 8] {
        let taken = ledger::capture_hold(&desk, actor, hold.id, atoms(units), into.clone()).await;
        assert_eq!(code_of(taken), "hold-not-a-part", "{units}");
    }
    ledger::capture_hold(&desk, actor, hold.id, atoms(5), into.clone()).await.unwrap();
    assert_eq!((purse(&desk, seller).await, purse(&desk, buyer).await), (atoms(5), atoms(6)));
    assert_eq!(code_of(ledger::capture_hold(&desk, actor, hold.id, atoms(2), into.clone()).await), "illegal-move");
    assert_eq!(code_of(ledger::void_hold(&desk, actor, hold.id).await), "illegal-move");

    let until = desk.now() + Minutes(5);
    let late = ledger::reserve_money(&desk, actor, ask(5, Some(until))).await.unwrap();
    desk.advance(Minutes(5));
    let taken = ledger::capture_hold(&desk, actor, late.id, atoms(5), into).await;
    assert_eq!(code_of(taken), "hold-timed-out", "before the clock has been round");
    assert_eq!(desk.run_due().await, 1);
    let ended: Hold = desk.store.get(late.id).await.unwrap();
    assert_eq!((ended.status, purse(&desk, seller).await), (HoldStatus::TimedOut, atoms(5)));
    assert_books_are_right(&desk).await;
}
