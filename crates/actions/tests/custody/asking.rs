//! Asking for a withdrawal: what is refused, what it costs, and that money for one leaves once.

use crate::town::{FEE, OUTSIDE, Town, ask_at, code_of, form};
use actions::{
    FormKey,
    custody::{WithdrawForm, cancel_payout, quote_withdrawal, withdraw},
};
use domain::custody::PayoutStatus;
use futures::future::join_all;
use payments::Signer;
use testkit::{Given, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_paid_out_is_said_at_its_field_and_nothing_moves() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let order = Given::accepted_order(&town.desk).await;
    let deposit = actions::escrow::open_checkout(&town.desk, order.buyer, order.request).await.unwrap();
    let deposit = deposit.on_chain.receiver.unwrap().0;
    let with = |change: fn(&mut WithdrawForm, &str), text: &str| {
        let mut typed = form("5");
        change(&mut typed, text);
        typed
    };
    let address = |typed: &mut WithdrawForm, text: &str| text.clone_into(&mut typed.address);
    let amount = |typed: &mut WithdrawForm, text: &str| text.clone_into(&mut typed.amount);
    let zero = format!("0x{}", "0".repeat(40));
    let vault = town.keys.vault().address().0;
    for (typed, wanted) in [
        (with(address, ""), "address:required"),
        (with(address, "0x1234"), "address:payout-not-an-address"),
        (with(address, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"), "address:payout-bad-checksum"),
        (with(address, &zero), "address:payout-zero-address"),
        (with(address, &vault), "address:payout-own-address"),
        (with(address, &deposit), "address:payout-own-address"),
        (with(address, &town.token.0), "address:payout-token-address"),
        (with(amount, ""), "amount:required"),
        (with(amount, "0"), "amount:payout-nothing"),
        (with(amount, "-5"), "amount:not-a-number"),
        (with(amount, "9.01"), "amount:payout-too-much"),
        (with(|typed, text| text.clone_into(&mut typed.chain), "1"), "chain:payout-no-way"),
        (with(|typed, text| text.clone_into(&mut typed.currency), "USDC"), "chain:payout-no-way"),
        (with(|typed, text| text.clone_into(&mut typed.currency), "ETH"), "currency:not-a-choice"),
    ] {
        assert_eq!(code_of(quote_withdrawal(&town.desk, person, &typed).await), wanted, "{typed:?}");
    }
    let shown = quote_withdrawal(&town.desk, person, &form("9")).await.unwrap();
    assert_eq!((shown.amount, shown.fee, shown.total, shown.balance), (usdt(900), usdt(100), usdt(1_000), usdt(1_000)));
    assert_eq!((shown.to.0.as_str(), shown.must_ask), (OUTSIDE, false));
    let other = withdraw(&town.desk, person, &form("5"), usdt(FEE - 1), &FormKey::new("k", ["5"])).await;
    assert_eq!(code_of(other), "payout-other-fee");
    assert_eq!(town.purse(person).await, usdt(1_000));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_withdrawals_of_everything_at_once_are_one() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let desks: Vec<_> = (0..200).map(|_| town.desk.twin()).collect();
    let keys: Vec<String> = (0..200).map(|number| format!("key{number}")).collect();
    let tries = desks.iter().zip(&keys).map(|(desk, key)| ask_at(desk, person, "9", key));
    let done = join_all(tries).await.into_iter().filter(Result::is_ok).count();
    assert_eq!((done, town.purse(person).await), (1, usdt(0)));
    assert_eq!(town.desk.store.payouts_of(person, 500).await.unwrap().len(), 1);
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_sent_fifty_times_is_one_withdrawal_and_a_changed_one_is_refused() {
    let town = Town::new().await;
    let person = town.person_with(5_000).await;
    let answers = join_all((0..50).map(|_| ask_at(&town.desk, person, "9", "one"))).await;
    let first = *answers[0].as_ref().unwrap();
    assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|id| *id == first)), "{answers:?}");
    assert_eq!(town.purse(person).await, usdt(4_000));
    assert_eq!(code_of(ask_at(&town.desk, person, "10", "one").await), "key-used-otherwise");
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_called_back_until_it_is_signed_by_its_owner_alone() {
    let town = Town::new().await;
    let (person, other) = (town.person_with(1_000).await, town.person_with(1).await);
    let id = town.ask(person, "9").await.unwrap();
    assert_eq!(code_of(cancel_payout(&town.desk, other, id).await), "not-found");
    let back = join_all((0..20).map(|_| cancel_payout(&town.desk, person, id))).await;
    assert!(back.iter().all(|back| back.as_ref().is_ok_and(|it| it.status == PayoutStatus::Cancelled)), "{back:?}");
    assert_eq!(town.purse(person).await, usdt(1_000));
    town.look().await;
    assert_eq!(town.sent_by_vault().await, 0);
    let id = ask_at(&town.desk, person, "8", "again").await.unwrap();
    town.step(id).await;
    assert_eq!(code_of(cancel_payout(&town.desk, person, id).await), "illegal-move signed");
    assert_eq!(town.carry_through(id).await, PayoutStatus::Confirmed);
    assert_eq!((town.purse(person).await, town.outside().await), (usdt(100), usdt(800)));
    town.assert_books_are_right().await;
}
