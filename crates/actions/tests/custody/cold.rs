//! The hot vault is kept within its bounds: what is too much goes to the device's first address, what is missing comes back as
//! its holder signs.

use crate::{device_room::Hardware, town::CHAIN};
use actions::{
    custody::{revoke_signer, sweep_chain, vaults},
    ledger::reconcile,
    settings::{SettingForm, change_setting},
};
use domain::{
    Minutes, Money,
    custody::{Payout, PayoutPurpose as P, PayoutStatus as S},
    escrow::{ChainAddress, ChainId},
    event::Actor,
    ledger::BooksVerdict,
};
use futures::future::join_all;
use payments::Signer;
use testkit::usdt;

/// Decided for the so many-th time.
async fn bounds(room: &Hardware, seen: &str, min: &str, max: &str) {
    for (key, value) in [("vault_min", min), ("vault_max", max)] {
        let reason = "So much can be lost.".to_owned();
        let form = SettingForm { key: key.to_owned(), value: value.to_owned(), seen: seen.to_owned(), reason };
        change_setting(&room.town.desk, room.admin.id, &form).await.unwrap();
    }
    room.town.desk.advance(Minutes(1));
}

/// Several workers look at once.
async fn look(room: &Hardware) {
    let looks = join_all((0..4).map(|_| sweep_chain(&room.town.desk, ChainId(CHAIN)))).await;
    assert!(looks.into_iter().all(|looked| looked.is_ok()));
}

async fn moved(room: &Hardware, purpose: P) -> Vec<Payout> {
    room.payouts().await.into_iter().filter(|payout| payout.purpose == purpose).collect()
}

async fn one(room: &Hardware, purpose: P) -> Payout {
    let mut all = moved(room, purpose).await;
    assert_eq!(all.len(), 1, "one at a time");
    all.remove(0)
}

fn cold(room: &Hardware) -> ChainAddress {
    room.device.deposit(0).unwrap().address()
}

/// By the books: in the hot vault, in the cold one.
async fn booked(room: &Hardware) -> (Money, Money) {
    actions::ledger::seal(&room.town.desk).await.unwrap();
    let line = vaults(&room.town.desk, room.admin.id).await.unwrap().chains[0].lines[0];
    (line.hot, line.cold.unwrap())
}

async fn assert_outside_agrees(room: &Hardware) {
    room.town.anvil.mine(3);
    let compared = reconcile(&room.town.desk, Actor::Clock).await.unwrap();
    assert_eq!(compared.verdict, BooksVerdict::Balanced, "{compared:?}");
    room.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_goes_to_the_device_once_and_what_is_missing_comes_back_as_its_holder_signs() {
    let room = Hardware::new().await;
    look(&room).await;
    assert!(room.payouts().await.is_empty(), "without bounds nothing moves");
    bounds(&room, "0", "200", "600").await;
    look(&room).await;
    let out = one(&room, P::ToCold).await;
    assert_eq!((out.amount, out.to.key(), out.signer_id), (usdt(60_000), cold(&room).key(), None));
    assert_eq!(room.town.carry_through(out.id).await, S::Confirmed);
    assert_eq!(booked(&room).await, (usdt(40_000), usdt(60_000)));
    assert_eq!(room.town.on_chain(&cold(&room)).await, usdt(60_000));
    look(&room).await;
    assert_eq!(room.payouts().await.len(), 1, "it holds what it should");
    assert_outside_agrees(&room).await;

    bounds(&room, "1", "500", "700").await;
    look(&room).await;
    let back = one(&room, P::FromCold).await;
    assert_eq!((back.amount, back.from.key(), back.signer_id), (usdt(20_000), cold(&room).key(), Some(room.signer)));
    room.until_planned(back.id).await;
    room.town.look().await;
    assert_eq!(booked(&room).await, (usdt(40_000), usdt(60_000)), "nothing moves before the device signs");
    room.sign(back.id, &room.signed(back.id).await).await.unwrap();
    assert_eq!(room.town.carry_through(back.id).await, S::Confirmed);
    assert_eq!(booked(&room).await, (usdt(60_000), usdt(40_000)));
    assert_outside_agrees(&room).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_are_owed_counts_as_gone_and_what_is_not_there_is_not_asked_for() {
    let room = Hardware::new().await;
    bounds(&room, "0", "200", "900").await;
    let person = room.town.person_with(80_000).await;
    let waits = room.town.ask(person, "600").await.unwrap();
    assert!(!room.town.payout(waits).await.status.is_over());
    look(&room).await;
    assert!(moved(&room, P::ToCold).await.is_empty(), "1,000 less 600 is within the bounds");
    bounds(&room, "1", "500", "900").await;
    look(&room).await;
    assert!(moved(&room, P::FromCold).await.is_empty(), "there is nothing in the cold vault");
    assert_outside_agrees(&room).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_to_a_device_that_was_revoked_and_what_lies_there_still_comes_back() {
    let room = Hardware::new().await;
    bounds(&room, "0", "200", "600").await;
    look(&room).await;
    let out = one(&room, P::ToCold).await.id;
    assert_eq!(room.town.carry_through(out).await, S::Confirmed);
    revoke_signer(&room.town.desk, room.admin.id, room.signer, "its holder leaves").await.unwrap();
    room.town.fill_vault(100_000, "more").await;
    look(&room).await;
    assert_eq!(moved(&room, P::ToCold).await.len(), 1, "1,400 stay where they are");
    bounds(&room, "1", "1500", "0").await;
    look(&room).await;
    let back = one(&room, P::FromCold).await;
    assert_eq!(back.amount, usdt(60_000), "all there is");
    room.until_planned(back.id).await;
    room.sign(back.id, &room.signed(back.id).await).await.unwrap();
    assert_eq!(room.town.carry_through(back.id).await, S::Confirmed);
    assert_eq!(booked(&room).await, (usdt(200_000), usdt(0)));
    assert_outside_agrees(&room).await;
}
