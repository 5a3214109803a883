//! Money set aside, taken, given back and timed out at once; and sellers' security while offers are chosen, changed and
//! taken back at once.

use crate::rounds::{Round, Try, done, rounds};
use actions::{Desk, ledger, market};
use domain::{
    Currency, HoldId, Minutes, Money, SellerOfferId, UserId,
    event::Actor,
    ledger::{Hold, HoldPurpose, HoldStatus, LedgerAccount, NewHold},
    market::{OfferForm, OfferStatus, SellerOffer},
};
use rand::Rng;
use testkit::Given;

const ASIDE: i128 = 1_000;

const fn atoms(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

fn taken(desk: Desk, hold: HoldId, part: i128, into: LedgerAccount) -> Try {
    Box::pin(
        async move { ("take", ledger::capture_hold(&desk, Actor::House, hold, atoms(part), into).await.map(drop)) },
    )
}

fn voided(desk: Desk, hold: HoldId) -> Try {
    Box::pin(async move { ("void", ledger::void_hold(&desk, Actor::House, hold).await.map(drop)) })
}

/// The clock's deed succeeds too when there is nothing to do any more.
fn timed_out(desk: Desk, hold: HoldId) -> Try {
    Box::pin(async move { ("time out", ledger::time_out_hold(&desk, hold).await.map(drop)) })
}

async fn held(round: &Round, account: LedgerAccount) -> Money {
    round.desk.store.balance(&account, Currency::USDT).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_end_a_hold_at_once_one_does() {
    rounds("hold", async |round| {
        let (buyer, seller) = (Given::person(&round.desk, "Aigul").await, Given::seller(&round.desk, "Reza").await);
        let spare = round.dice.random_range(0..500);
        let wallet = Given::money(&round.desk, seller, ASIDE + spare).await;
        let other = LedgerAccount::Wallet(Given::money(&round.desk, buyer, 1).await);
        let request_id = Given::request(&round.desk, buyer).await;
        let offer_id = Given::offer(&round.desk, seller, request_id).await;
        let purpose = HoldPurpose::OfferDeposit { offer_id, request_id };
        let until = Some(round.desk.now() + Minutes(1));
        let asked = NewHold { user_id: seller, wallet_id: wallet, amount: atoms(ASIDE), purpose, until };
        let hold = ledger::reserve_money(&round.desk, Actor::House, asked).await.unwrap().id;
        let is_due = round.dice.random_bool(0.3);
        if is_due {
            round.desk.advance(Minutes(1));
        }
        let mut tries: Vec<Try> = Vec::new();
        for _ in 0..50 {
            let desk = round.twin();
            tries.push(match round.dice.random_range(0..4) {
                0 => timed_out(desk, hold),
                1 => voided(desk, hold),
                _ => taken(desk, hold, round.dice.random_range(1..=ASIDE), other.clone()),
            });
        }
        let outcomes = round.at_once(tries).await;
        let (takes, voids) = (done(&outcomes, "take"), done(&outcomes, "void"));
        let ended: Hold = round.desk.store.get(hold).await.unwrap();
        assert!(takes + voids <= 1, "{outcomes:?}");
        assert_eq!(takes == 1, ended.status == HoldStatus::Captured, "{outcomes:?}");
        assert!(!ended.status.is_open() && (!is_due || ended.status == HoldStatus::TimedOut), "{:?}", ended.status);
        let taken = ended.captured.map_or(0, |taken| taken.units);
        assert_eq!(held(round, LedgerAccount::Hold(hold)).await, atoms(0));
        assert_eq!(held(round, LedgerAccount::Wallet(wallet)).await, atoms(ASIDE + spare - taken));
        assert_eq!(held(round, other).await, atoms(1 + taken));
        50
    })
    .await;
}

fn accepted(desk: Desk, buyer: UserId, offer: SellerOfferId) -> Try {
    Box::pin(async move { ("accept", market::accept_offer(&desk, buyer, offer).await.map(drop)) })
}

fn withdrawn(desk: Desk, seller: UserId, offer: SellerOfferId) -> Try {
    Box::pin(async move { ("withdraw", market::withdraw_offer(&desk, seller, offer).await) })
}

fn edited(desk: Desk, seller: UserId, offer: SellerOfferId, deposit: u32) -> Try {
    Box::pin(async move {
        let before: SellerOffer = desk.store.get(offer).await.unwrap();
        let form = OfferForm { deposit: deposit.to_string(), ..OfferForm::of(&before) };
        ("edit", market::edit_offer(&desk, seller, offer, &form).await.map(drop))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_security_behind_offers_is_where_the_offer_says_whoever_is_quicker() {
    rounds("deposits", async |round| {
        let buyer = Given::person(&round.desk, "Aigul").await;
        let request = Given::request(&round.desk, buyer).await;
        let mut offers = Vec::new();
        for _ in 0..3 {
            let seller = Given::seller(&round.desk, "Reza").await;
            let wallet = Given::money(&round.desk, seller, 10_000_000).await;
            offers.push((seller, wallet, Given::backed_offer(&round.desk, seller, request, "5").await));
        }
        let mut tries: Vec<Try> = Vec::new();
        for _ in 0..24 {
            let (seller, _, offer) = offers[round.dice.random_range(0..3)];
            let desk = round.twin();
            tries.push(match round.dice.random_range(0..6) {
                0 => withdrawn(desk, seller, offer),
                1 | 2 => edited(desk, seller, offer, round.dice.random_range(0..14)),
                _ => accepted(desk, buyer, offer),
            });
        }
        round.at_once(tries).await;
        for (_, wallet, id) in offers {
            let offer: SellerOffer = round.desk.store.get(id).await.unwrap();
            let behind = offer.seen().deposit.unwrap_or(atoms(0)).units;
            let away = match offer.status {
                OfferStatus::Pending | OfferStatus::Accepted => behind,
                OfferStatus::Rejected | OfferStatus::Withdrawn | OfferStatus::Expired => 0,
            };
            assert_eq!(held(round, LedgerAccount::Wallet(wallet)).await, atoms(10_000_000 - away), "{}", offer.status);
            if offer.status == OfferStatus::Accepted {
                assert_eq!(held(round, LedgerAccount::SellerDeposit(request)).await, atoms(behind));
            }
        }
        24
    })
    .await;
}
