//! Killed at every line between asking, signing, sending and booking: whoever comes next sends the same bytes, and the
//! money leaves once.

use crate::town::Town;
use actions::{Desk, custody::carry_payout};
use domain::{PayoutId, custody::PayoutStatus as S};
use payments::raw_bytes;
use testkit::usdt;

/// A process that knows nothing of the one before.
fn fresh(town: &Town) -> Desk {
    town.desk.twin()
}

async fn finish(town: &Town, id: PayoutId) {
    assert_eq!(town.carry_through(id).await, S::Confirmed);
    let payout = town.payout(id).await;
    assert_eq!(payout.transactions.len(), 1, "it was signed a second time");
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_line_the_process_died_at_the_same_bytes_are_sent_and_the_money_leaves_once() {
    let town = Town::new().await;
    let mut paid = 0;
    // Died after: asked, signed, handed in but not booked, booked, mined but not noted, noted.
    for line in 0..6 {
        let person = town.person_with(1_000).await;
        let id = town.ask(person, "9").await.unwrap();
        for _ in 0..line.min(2) {
            if town.payout(id).await.status == S::Approved || line > 2 {
                carry_payout(&fresh(&town), id, 0).await.unwrap();
            }
        }
        if line == 2 {
            let raw = town.payout(id).await.newest().unwrap().raw.clone();
            town.chain.hand_in(&raw_bytes(&raw).unwrap()).await.unwrap();
            assert_eq!(town.payout(id).await.status, S::Signed, "nobody wrote down that it was sent");
        }
        if line >= 4 {
            town.anvil.mine(1);
        }
        if line == 5 {
            carry_payout(&fresh(&town), id, 0).await.unwrap();
        }
        finish(&town, id).await;
        paid += 900;
        assert_eq!(town.outside().await, usdt(paid), "line {line}");
    }
    assert_eq!(town.sent_by_vault().await, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_and_final_before_anybody_noted_it_is_found_in_its_block() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let id = town.ask(person, "9").await.unwrap();
    assert_eq!(town.step(id).await, S::Signed);
    let raw = town.payout(id).await.newest().unwrap().raw.clone();
    town.chain.hand_in(&raw_bytes(&raw).unwrap()).await.unwrap();
    town.anvil.mine(10);
    finish(&town, id).await;
    assert_eq!((town.outside().await, town.sent_by_vault().await), (usdt(900), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_forgot_a_waiting_transaction_gets_it_again() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let id = town.ask(person, "9").await.unwrap();
    town.set_automine(false);
    town.step(id).await;
    assert_eq!(town.step(id).await, S::Broadcast);
    town.forget(&town.payout(id).await.newest().unwrap().hash);
    town.anvil.mine(1);
    assert_eq!(town.step(id).await, S::Broadcast);
    town.anvil.mine(1);
    town.set_automine(true);
    finish(&town, id).await;
    assert_eq!((town.outside().await, town.sent_by_vault().await), (usdt(900), 1));
}
