//! Receiving addresses of a hardware wallet are emptied as its holder signs: gas first, the plan alone, and each once.

use crate::{
    device_room::Hardware,
    town::{CHAIN, code_of},
};
use actions::custody::{carry_payout, plan_sweep_anew, reject_payout, revoke_signer, sign_sweep, sweep_chain};
use domain::{
    Currency, Minutes,
    custody::{PayoutPurpose, PayoutStatus as S, PayoutTrouble},
    escrow::ChainId,
    identity::Role,
    ledger::LedgerAccount,
};
use futures::future::join_all;
use payments::{Signer, U256, UnsignedTransaction};
use serde_json::json;
use testkit::usdt;

#[tokio::test(flavor = "multi_thread")]
async fn what_the_device_signed_arrives_in_the_vault_and_its_gas_is_the_houses_expense() {
    let room = Hardware::new().await;
    let vault = room.town.keys.vault().address();
    let before = room.town.on_chain(&vault).await;
    let (id, address) = room.planned(25_000).await;
    let payout = room.town.payout(id).await;
    assert_eq!((payout.status, payout.trouble), (S::Approved, Some(PayoutTrouble::WaitsForDevice)));
    assert!(
        room.payouts().await.iter().any(|it| it.purpose == PayoutPurpose::GasTopUp && it.to.key() == address.key())
    );
    room.town.look().await;
    assert_eq!(room.town.payout(id).await, payout, "the clock lets go of what waits for a person");
    room.town.assert_books_are_right().await;
    // Whoever keeps the money may sign with the device, also after it was revoked: it is the only one that can.
    revoke_signer(&room.town.desk, room.admin.id, room.signer, "its holder leaves").await.unwrap();
    room.sign(id, &room.signed(id).await).await.unwrap();
    assert_eq!(room.town.carry_through(id).await, S::Confirmed);
    assert_eq!(room.town.on_chain(&address).await, usdt(0));
    assert_eq!(room.town.on_chain(&vault).await, before.plus(usdt(25_000)).unwrap());
    actions::ledger::seal(&room.town.desk).await.unwrap();
    let balance = async |account, currency| room.town.desk.store.balance(&account, currency).await.unwrap();
    assert_eq!(balance(room.town.vault("deposit"), Currency::USDT).await, usdt(0));
    let gas = room.payouts().await.into_iter().filter_map(|it| it.mined?.gas).map(|gas| gas.units).sum::<i128>();
    assert_eq!(balance(LedgerAccount::Expense("gas".to_owned()), Currency::ETH).await.units, gas);
    room.town.assert_books_are_right().await;
    sweep_chain(&room.town.desk, ChainId(CHAIN)).await.unwrap();
    assert_eq!(room.payouts().await.len(), 2, "nothing is left to sweep");
}

#[tokio::test(flavor = "multi_thread")]
async fn anything_but_the_plan_under_the_senders_signature_is_refused_and_it_is_offered_again() {
    let room = Hardware::new().await;
    let (id, address) = room.planned(25_000).await;
    let (plan, key) = (room.plan(id).await, room.key(id).await);
    let mut to_other = plan.data.clone();
    to_other[16..36].copy_from_slice(&[7; 20]);
    let mut of_more = plan.data.clone();
    of_more[67] ^= 1;
    let bent = [
        UnsignedTransaction { data: to_other, ..plan.clone() },
        UnsignedTransaction { data: of_more, ..plan.clone() },
        UnsignedTransaction { to: address.clone(), ..plan.clone() },
        UnsignedTransaction { value: U256::from(1), ..plan.clone() },
        UnsignedTransaction { chain_id: ChainId(1), ..plan.clone() },
        UnsignedTransaction { nonce: plan.nonce + 1, ..plan.clone() },
        UnsignedTransaction { max_fee: plan.max_fee + 1, ..plan.clone() },
        UnsignedTransaction { gas_limit: plan.gas_limit + 1, ..plan.clone() },
    ];
    for other in bent {
        let signed = key.sign(&other).await.unwrap().text();
        assert_eq!(code_of(room.sign(id, &signed).await), "signature:sweep-other-transaction", "{other:?}");
    }
    let neighbour = room.device.deposit(0).unwrap().sign(&plan).await.unwrap().text();
    assert_eq!(code_of(room.sign(id, &neighbour).await), "signature:sweep-other-signer");
    assert_eq!(code_of(room.sign(id, "no").await), "signature:sweep-not-a-signature");
    let stranger = room.town.staff(Role::Resolver).await;
    let right = room.signed(id).await;
    assert_eq!(code_of(sign_sweep(&room.town.desk, stranger, id, &right).await), "forbidden");
    let payout = room.town.payout(id).await;
    assert!(payout.waits_for_device() && payout.transactions.is_empty());
    assert_eq!(room.plan(id).await, plan, "it is offered again, as it was");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_sign_at_once_both_are_answered_and_one_transaction_is_kept() {
    let room = Hardware::new().await;
    let (id, address) = room.planned(25_000).await;
    let signed = room.signed(id).await;
    for done in join_all((0..8).map(|_| room.sign(id, &signed))).await {
        done.unwrap();
    }
    assert_eq!(room.town.carry_through(id).await, S::Confirmed);
    room.sign(id, &signed).await.unwrap();
    assert_eq!(room.town.payout(id).await.transactions.len(), 1);
    assert_eq!(room.town.chain.transaction_count(&address).await.unwrap(), 1);
    room.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_signing_and_sending_the_same_bytes_are_sent_by_whoever_comes_next() {
    let room = Hardware::new().await;
    let (id, address) = room.planned(25_000).await;
    let signed = room.signed(id).await;
    room.sign(id, &signed).await.unwrap();
    assert_eq!(room.town.payout(id).await.status, S::Signed);
    // Sent, and nobody wrote it down.
    room.town.chain.hand_in(&payments::raw_bytes(&signed).unwrap()).await.unwrap();
    carry_payout(&room.town.desk.twin(), id, 0).await.unwrap();
    assert_eq!(room.town.carry_through(id).await, S::Confirmed);
    assert_eq!(room.town.payout(id).await.newest().unwrap().raw, signed);
    assert_eq!(room.town.chain.transaction_count(&address).await.unwrap(), 1);
    room.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stuck_is_offered_for_a_higher_fee_and_the_old_one_stays_good() {
    let room = Hardware::new().await;
    let (id, address) = room.planned(25_000).await;
    room.town.set_automine(false);
    let first = room.signed(id).await;
    room.sign(id, &first).await.unwrap();
    room.town.look().await;
    assert_eq!(room.town.payout(id).await.status, S::Broadcast);
    room.town.set_coin(&address, 10_u128.pow(18));
    room.town.desk.advance(Minutes(10));
    let dearer = room.until_dearer(id).await;
    let (before, plan) = (dearer.newest().unwrap().clone(), room.plan(id).await);
    assert_eq!((dearer.status, plan.nonce), (S::Broadcast, before.nonce));
    assert!(plan.max_fee * 8 >= before.max_fee.parse::<u128>().unwrap() * 9);
    let second = room.signed(id).await;
    room.sign(id, &second).await.unwrap();
    assert_eq!(room.town.payout(id).await.status, S::Replaced);
    room.town.assert_books_are_right().await;
    room.town.look().await;
    room.town.set_automine(true);
    room.town.anvil.mine(1);
    assert_eq!(room.town.carry_through(id).await, S::Confirmed);
    assert_eq!(room.town.chain.transaction_count(&address).await.unwrap(), 1);
    assert_eq!(room.town.payout(id).await.mined.unwrap().hash, room.town.payout(id).await.newest().unwrap().hash);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_signed_is_planned_anew_or_given_up_and_leaves_no_gap() {
    let room = Hardware::new().await;
    let (id, address) = room.planned(25_000).await;
    let old = room.signed(id).await;
    // Dearer by far: what was planned before is another transaction now.
    room.town.anvil.rpc("anvil_setNextBlockBaseFeePerGas", json!(["0x174876e800"]));
    room.town.anvil.mine(1);
    plan_sweep_anew(&room.town.desk, room.admin.id, id).await.unwrap();
    let anew = room.until_planned(id).await;
    assert_eq!((anew.nonce, anew.status), (Some(0), S::Approved));
    assert_eq!(code_of(room.sign(id, &old).await), "signature:sweep-other-transaction");
    reject_payout(&room.town.desk, room.admin.id, id, "its holder is away").await.unwrap();
    assert_eq!(room.town.payout(id).await.nonce, None);
    assert_eq!(code_of(plan_sweep_anew(&room.town.desk, room.admin.id, id).await), "payout-nothing-to-sign");
    sweep_chain(&room.town.desk, ChainId(CHAIN)).await.unwrap();
    let from = room.town.desk.store.payouts_from(ChainId(CHAIN), &address).await.unwrap();
    let next = room.until_planned(from.iter().find(|it| !it.status.is_over()).unwrap().id).await;
    assert_eq!(next.nonce, Some(0), "the place that nobody signed in");
    room.sign(next.id, &room.signed(next.id).await).await.unwrap();
    assert_eq!(room.town.carry_through(next.id).await, S::Confirmed);
    room.town.assert_books_are_right().await;
}
