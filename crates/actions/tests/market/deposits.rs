//! A seller's security behind an offer: set aside with it, changed with it, back when it goes.

use crate::world::{World, bid, refusal, says};
use actions::{ActionError, ledger, market};
use domain::{
    Currency, Days, HoldId, Money, PurchaseRequestId, SellerOfferId, UserId,
    ledger::{Hold, HoldStatus, LedgerAccount},
    market::{OfferForm, OfferStatus, SeenOffer},
    tasks::Deed,
};
use testkit::Given;

const fn usdt(units: i128) -> Money {
    Money::new(units * 1_000_000, Currency::USDT)
}

fn backed(deposit: &str) -> OfferForm {
    OfferForm { deposit: deposit.to_owned(), ..bid("12") }
}

/// A wish, and a seller with ten.
struct Stall {
    world: World,
    buyer: UserId,
    seller: UserId,
    request: PurchaseRequestId,
}

impl Stall {
    async fn new() -> Self {
        let world = World::new().await;
        let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
        Given::money(&world.desk, seller, 10_000_000).await;
        let request = world.post(buyer, world.wish()).await;
        Self { world, buyer, seller, request }
    }

    async fn offer(&self, form: &OfferForm) -> Result<SellerOfferId, ActionError> {
        market::make_offer(&self.world.desk, self.seller, self.request, form, &self.world.key()).await
    }

    async fn edit(&self, offer: SellerOfferId, form: &OfferForm) -> Result<PurchaseRequestId, ActionError> {
        market::edit_offer(&self.world.desk, self.seller, offer, form).await
    }

    /// What the seller has free.
    async fn free(&self) -> Money {
        let wallet = self.world.desk.store.wallet_of(self.seller, Currency::USDT).await.unwrap().unwrap();
        self.held(LedgerAccount::Wallet(wallet.id)).await
    }

    async fn held(&self, account: LedgerAccount) -> Money {
        self.world.desk.store.balance(&account, Currency::USDT).await.unwrap()
    }

    async fn hold_behind(&self, offer: SellerOfferId) -> HoldId {
        self.world.offered(offer).await.deposit.unwrap().hold_id
    }

    async fn status(&self, hold: HoldId) -> HoldStatus {
        self.world.get::<Hold>(hold).await.status
    }

    async fn books_are_right(&self) {
        ledger::seal(&self.world.desk).await.unwrap();
        let report = ledger::audit(&self.world.desk).await.unwrap();
        assert!(report.is_clean(), "{report}");
    }
}

#[tokio::test]
async fn more_than_the_wallet_has_is_refused_beside_the_field_and_nothing_is_written() {
    let stall = Stall::new().await;
    match stall.offer(&backed("10.01")).await {
        Err(ActionError::Fields(faults)) => {
            let fault = &faults.0["deposit"];
            assert_eq!((fault.code.as_str(), fault.limit.as_deref()), ("more-than-wallet", Some("10.00 USDT")));
        }
        other => panic!("{other:?}"),
    }
    let other_currency = OfferForm { currency: "USDC".to_owned(), ..backed("1") };
    assert_eq!(refusal(stall.offer(&other_currency).await), says(422, "deposit:more-than-wallet"), "no wallet in it");
    assert_eq!(stall.free().await, usdt(10));
    assert!(stall.world.desk.store.offers_of(stall.request).await.unwrap().is_empty());
    let offer = stall.offer(&backed("10")).await.unwrap();
    assert_eq!(refusal(stall.edit(offer, &backed("10.01")).await), says(422, "deposit:more-than-wallet"));
    assert_eq!((stall.free().await, stall.world.offered(offer).await.seen().deposit), (usdt(0), Some(usdt(10))));
    stall.books_are_right().await;
}

#[tokio::test]
async fn an_edit_puts_another_sum_behind_the_offer_and_leaves_it_alone_when_nothing_about_it_changes() {
    let stall = Stall::new().await;
    let offer = stall.offer(&backed("6")).await.unwrap();
    let first = stall.hold_behind(offer).await;
    assert_eq!((stall.free().await, stall.held(LedgerAccount::Hold(first)).await), (usdt(4), usdt(6)));
    let reworded = OfferForm { title: "A silver lamp".to_owned(), ..backed("6") };
    stall.edit(offer, &reworded).await.unwrap();
    assert_eq!(stall.hold_behind(offer).await, first);
    // More than is free now, and no more than there is with what goes back.
    stall.edit(offer, &backed("9")).await.unwrap();
    let second = stall.hold_behind(offer).await;
    assert_eq!((stall.status(first).await, stall.status(second).await), (HoldStatus::Voided, HoldStatus::Held));
    assert_eq!((stall.free().await, stall.held(LedgerAccount::Hold(first)).await), (usdt(1), usdt(0)));
    stall.books_are_right().await;
    stall.edit(offer, &backed("")).await.unwrap();
    assert_eq!((stall.free().await, stall.world.offered(offer).await.deposit), (usdt(10), None));
    stall.books_are_right().await;
}

#[tokio::test]
async fn an_offer_that_goes_gives_its_security_back_whoever_lets_it_go() {
    let stall = Stall::new().await;
    let desk = &stall.world.desk;
    let offer = stall.offer(&backed("5")).await.unwrap();
    let withdrawn = stall.hold_behind(offer).await;
    market::withdraw_offer(desk, stall.seller, offer).await.unwrap();
    assert_eq!((stall.status(withdrawn).await, stall.free().await), (HoldStatus::Voided, usdt(10)));

    let offer = stall.offer(&backed("5")).await.unwrap();
    let declined = stall.hold_behind(offer).await;
    let other = stall.world.offer(stall.world.seller("Sara").await, stall.request, "13").await;
    market::accept_offer(desk, stall.buyer, other).await.unwrap();
    assert_eq!((stall.status(declined).await, stall.free().await), (HoldStatus::Voided, usdt(10)));

    let stall = Stall { request: stall.world.post(stall.buyer, stall.world.wish()).await, ..stall };
    let offer = stall.offer(&backed("5")).await.unwrap();
    let given_up = stall.hold_behind(offer).await;
    market::cancel_request(&stall.world.desk, stall.buyer, stall.request).await.unwrap();
    assert_eq!((stall.status(given_up).await, stall.free().await), (HoldStatus::Voided, usdt(10)));
    stall.books_are_right().await;
}

#[tokio::test]
async fn an_offer_and_its_security_end_together_whichever_the_clock_comes_to_first() {
    for hold_first in [true, false] {
        let stall = Stall::new().await;
        let desk = &stall.world.desk;
        let form = OfferForm { valid_until: "2026-11-22".to_owned(), ..backed("5") };
        let offer = stall.offer(&form).await.unwrap();
        let hold = stall.hold_behind(offer).await;
        desk.advance(Days(3));
        assert_eq!(stall.world.get::<Hold>(hold).await.status_at(desk.now()), HoldStatus::TimedOut);
        let late = market::accept_offer(desk, stall.buyer, offer).await;
        assert_eq!(refusal(late), says(409, "market-offer-expired"));
        if hold_first {
            ledger::time_out_hold(desk, hold).await.unwrap();
            market::expire_offer(desk, offer).await.unwrap();
        } else {
            market::expire_offer(desk, offer).await.unwrap();
            ledger::time_out_hold(desk, hold).await.unwrap();
        }
        assert_eq!((stall.status(hold).await, stall.free().await), (HoldStatus::TimedOut, usdt(10)));
        assert_eq!(stall.world.offered(offer).await.status, OfferStatus::Expired);
        stall.books_are_right().await;
    }
}

#[tokio::test]
async fn the_clock_gives_back_what_is_due_and_a_new_offer_may_use_it_before_the_clock_came() {
    let stall = Stall::new().await;
    let form = OfferForm { valid_until: "2026-11-22".to_owned(), ..backed("8") };
    let old = stall.offer(&form).await.unwrap();
    let key = Deed::TimeOutHold(stall.hold_behind(old).await).key();
    assert!(stall.world.desk.store.task_of(&key).await.unwrap().is_some());
    stall.world.desk.advance(Days(3));
    let new = stall.offer(&backed("9")).await.unwrap();
    assert_eq!((stall.free().await, stall.world.offered(old).await.status), (usdt(1), OfferStatus::Expired));
    stall.world.desk.run_due().await;
    assert_eq!((stall.free().await, stall.world.offered(new).await.seen().deposit), (usdt(1), Some(usdt(9))));
    stall.books_are_right().await;
}

#[tokio::test]
async fn a_security_that_changed_after_it_was_shown_is_not_accepted() {
    let stall = Stall::new().await;
    let desk = &stall.world.desk;
    let offer = stall.offer(&backed("5")).await.unwrap();
    let seen = SeenOffer { price: usdt(12), deposit: Some(usdt(5)) };
    for form in [backed(""), backed("4")] {
        stall.edit(offer, &form).await.unwrap();
        let accepted = market::accept_offer_at(desk, stall.buyer, offer, seen).await;
        assert_eq!(refusal(accepted), says(409, "market-deposit-changed"));
    }
    stall.edit(offer, &backed("5")).await.unwrap();
    market::accept_offer_at(desk, stall.buyer, offer, seen).await.unwrap();
    let with_order = stall.held(LedgerAccount::SellerDeposit(stall.request)).await;
    assert_eq!((with_order, stall.free().await), (usdt(5), usdt(5)));
    stall.books_are_right().await;
}
