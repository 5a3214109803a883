//! What keeps a payout from going on: its place taken by another transaction, an empty vault, no gas, a token that says
//! no. None of it costs anybody but gas.

use crate::town::{CHAIN, Town, code_of};
use actions::custody::{retry_payout, reverse_payout};
use domain::{
    custody::{PayoutStatus as S, PayoutTrouble},
    escrow::ChainId,
    identity::Role,
};
use payments::{Signer, UnsignedTransaction};
use testkit::usdt;

/// Somebody signs with the vault's key elsewhere, in the place of the payout.
pub async fn sign_elsewhere(town: &Town, nonce: u64) -> Vec<u8> {
    let vault = town.keys.vault();
    let fees = town.chain.fees().await.unwrap();
    let plan = UnsignedTransaction {
        chain_id: ChainId(CHAIN),
        nonce,
        max_priority_fee: fees.max_priority_fee * 4,
        max_fee: fees.max_fee * 4,
        gas_limit: 21_000,
        to: vault.address(),
        value: payments::U256::ZERO,
        data: Vec::new(),
    };
    vault.sign(&plan).await.unwrap().raw
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_whose_place_was_taken_fails_when_that_is_final_and_a_person_sends_it_again_or_gives_back() {
    let town = Town::new().await;
    let treasurer = town.staff(Role::Treasurer).await;
    let (again, back) = (town.person_with(1_000).await, town.person_with(1_000).await);
    let (again_id, back_id) = (town.ask(again, "9").await.unwrap(), town.ask(back, "9").await.unwrap());
    for (nonce, id) in [(0, again_id), (1, back_id)] {
        assert_eq!(town.step(id).await, S::Signed);
        town.chain.hand_in(&sign_elsewhere(&town, nonce).await).await.unwrap();
    }
    assert_eq!(town.step(again_id).await, S::Signed, "the other transaction may still be undone");
    town.anvil.mine(3);
    assert_eq!((town.step(again_id).await, town.step(back_id).await), (S::Failed, S::Failed));
    town.assert_books_are_right().await;
    retry_payout(&town.desk, treasurer, again_id).await.unwrap();
    reverse_payout(&town.desk, treasurer, back_id, "The buyer wants it here after all.").await.unwrap();
    assert_eq!(code_of(retry_payout(&town.desk, treasurer, back_id).await), "illegal-move reversed");
    assert_eq!(town.carry_through(again_id).await, S::Confirmed);
    assert_eq!((town.outside().await, town.purse(back).await), (usdt(900), usdt(1_000)));
    assert_eq!(town.payout(again_id).await.transactions.len(), 2);
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_vault_no_gas_and_a_refused_recipient_hold_a_payout_up_until_they_do_not() {
    let town = Town::new().await;
    let person = town.person_with(100_000_000).await;
    let vault = town.keys.vault().address();
    town.set_coin(&vault, 1);
    let id = town.ask(person, "9").await.unwrap();
    let trouble = async || town.payout(id).await.trouble;
    assert_eq!(town.step(id).await, S::Approved);
    assert!(matches!(trouble().await, Some(PayoutTrouble::GasShort | PayoutTrouble::WouldRevert)));
    town.set_coin(&vault, 10_u128.pow(18));
    town.blacklist(&vault.0);
    town.step(id).await;
    assert_eq!(trouble().await, Some(PayoutTrouble::WouldRevert));
    town.anvil.send(&town.token, &format!("0xe4997dc5{:0>64}", vault.key().trim_start_matches("0x")));
    assert_eq!(town.carry_through(id).await, S::Confirmed);
    let much = town.ask(person, "999").await.unwrap();
    town.give_tokens(&vault, usdt(0));
    assert_eq!(town.step(much).await, S::Approved, "the vault holds less");
    assert_eq!(town.payout(much).await.trouble, Some(PayoutTrouble::VaultShort));
    town.assert_books_are_right().await;
}
