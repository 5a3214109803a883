//! A house that has its hot vault's key alone on its server.

use crate::{
    device_room::Hardware,
    town::{CHAIN, code_of},
};
use actions::custody::{sweep_chain, vaults};
use domain::{
    custody::{PayoutPurpose, PayoutStatus as S, PayoutTrouble},
    escrow::ChainId,
};
use payments::Signer;
use std::sync::Arc;
use testkit::{Given, usdt};

fn leave_the_vault_alone(room: &mut Hardware) {
    room.town.desk.desk.keystore = Some(Arc::new(room.town.keys.without_account()));
    room.town.desk.desk.account = None;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_given_an_address_until_a_device_is_chosen_and_then_what_comes_is_swept_and_paid_out() {
    let mut room = Hardware::undecided().await;
    leave_the_vault_alone(&mut room);
    let order = Given::accepted_order(&room.town.desk).await;
    let refused = actions::escrow::open_checkout(&room.town.desk, order.buyer, order.request).await;
    assert_eq!(code_of(refused), "escrow-no-chain");
    assert!(vaults(&room.town.desk, room.admin.id).await.unwrap().account.is_none());
    room.choose().await.unwrap();
    assert!(!vaults(&room.town.desk, room.admin.id).await.unwrap().account.unwrap().is_former_key_kept);
    let (id, address) = room.planned(25_000).await;
    room.sign(id, &room.signed(id).await).await.unwrap();
    assert_eq!(room.town.carry_through(id).await, S::Confirmed);
    assert_eq!(room.town.on_chain(&address).await, usdt(0));
    let person = room.town.person_with(2_000).await;
    let payout = room.town.ask(person, "10").await.unwrap();
    assert_eq!(room.town.carry_through(payout).await, S::Confirmed);
    room.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_at_addresses_of_the_account_that_is_gone_stays_there_until_its_key_is_back() {
    let mut room = Hardware::undecided().await;
    let whole = room.town.desk.desk.keystore.clone();
    let (begun, later) = (room.paid(25_000).await, room.paid(30_000).await);
    let is_sweep = |payout: &domain::custody::Payout| payout.purpose == PayoutPurpose::Sweep;
    sweep_chain(&room.town.desk, ChainId(CHAIN)).await.unwrap();
    let sweeps: Vec<_> = room.payouts().await.into_iter().filter(is_sweep).collect();
    assert_eq!(sweeps.len(), 2, "{begun} and {later}");
    room.choose().await.unwrap();
    assert!(vaults(&room.town.desk, room.admin.id).await.unwrap().account.unwrap().is_former_key_kept);
    leave_the_vault_alone(&mut room);
    let third = room.paid(20_000).await;
    for _ in 0..5 {
        room.town.look().await;
        room.town.anvil.mine(1);
    }
    for sweep in &sweeps {
        let now = room.town.payout(sweep.id).await;
        assert_eq!((now.status, now.trouble), (S::Approved, Some(PayoutTrouble::SignerAbsent)));
    }
    assert!(room.device.deposit(1).unwrap().address().key() == third.key(), "new addresses are the device's");
    room.town.assert_books_are_right().await;
    room.town.desk.desk.keystore = whole;
    for sweep in &sweeps {
        assert_eq!(room.town.carry_through(sweep.id).await, S::Confirmed);
        assert_eq!(room.town.on_chain(&sweep.from).await, usdt(0));
    }
    room.town.assert_books_are_right().await;
}
