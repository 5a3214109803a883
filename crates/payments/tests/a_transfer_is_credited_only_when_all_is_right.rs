//! Real transfers on a local chain, right and wrong in every way that cost somebody money before.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod given;

use domain::{
    Currency,
    escrow::{ChainAddress, ChainId, TxHash},
};
use given::{CONFIRMATIONS, Given, PRICE, assert_judged, evidence, ours, usdt_to};
use payments::{ChainError, Outcome, U256, Wanted};
use serde_json::json;

/// keccak256 of `Transfer(address,address,uint256)`.
const TRANSFER: &str = "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

#[tokio::test]
async fn an_exact_transfer_is_seen_at_once_and_final_after_its_confirmations() {
    let given = Given::a_local_chain().await;
    let tx = given.pay_usdt(&ours(0), PRICE).await;

    let seen = given.seen(&[ours(1), ours(0)]).await;
    assert_eq!(seen.len(), 1);
    assert_eq!((&seen[0].tx_hash, seen[0].units), (&tx, U256::from(PRICE)));
    assert_eq!((&seen[0].to, &seen[0].from), (&ours(0), &given.wallet.from()));
    assert_eq!(seen[0].money(given.chain.settings()).unwrap().to_string(), "12.50 USDT");

    let young = given.verify(&seen[0], &usdt_to(&ours(0))).await;
    assert_judged(&young, Outcome::Waiting, &["confirmations"]);
    assert_eq!(evidence(&young, "confirmations"), ("3", "1"));

    given.anvil.mine(CONFIRMATIONS - 1);
    let verdict = given.verify(&seen[0], &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Final, &[]);
    assert_eq!(verdict.confirmations, CONFIRMATIONS);
    assert!(verdict.is_final() && verdict.amount_is_exact());
    let names: Vec<&str> = verdict.checks.iter().map(|check| check.name.as_str()).collect();
    assert_eq!(names, ["chain", "token", "recipient", "amount", "success", "confirmations"]);
    assert_eq!(evidence(&verdict, "amount"), ("12500000 (12.50 USDT)", "12500000 (12.50 USDT)"));
    assert_eq!(verdict.transfer.as_ref(), Some(&seen[0]));
}

#[tokio::test]
async fn less_or_more_is_told_with_evidence_and_left_to_the_caller() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE - 1).await;
    given.pay_usdt(&ours(0), PRICE + 1).await;
    given.anvil.mine(CONFIRMATIONS);
    let seen = given.seen(&[ours(0)]).await;
    for (transfer, found) in seen.iter().zip(["12499999 (12.499999 USDT)", "12500001 (12.500001 USDT)"]) {
        let verdict = given.verify(transfer, &usdt_to(&ours(0))).await;
        assert_judged(&verdict, Outcome::Final, &["amount"]);
        assert_eq!(evidence(&verdict, "amount"), ("12500000 (12.50 USDT)", found));
    }
    assert_eq!(seen.len(), 2);
}

#[tokio::test]
async fn a_worthless_token_is_seen_but_never_counts() {
    let given = Given::a_local_chain().await;
    given.pay(&given.tokens.fake, &ours(0), PRICE).await;
    given.anvil.mine(CONFIRMATIONS);
    let seen = given.seen(&[ours(0)]).await;
    assert_eq!(seen[0].money(given.chain.settings()), None);
    let verdict = given.verify(&seen[0], &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Refused, &["token"]);
    let found = evidence(&verdict, "token").1;
    assert_eq!(found, format!("unknown {}", given.tokens.fake));
    assert_eq!(evidence(&verdict, "amount").1, "12500000", "no money is named for a coin that is none");
}

#[tokio::test]
async fn the_other_stablecoin_does_not_pay_for_this_one() {
    let given = Given::a_local_chain().await;
    given.pay(&given.tokens.usdc.contract, &ours(0), PRICE).await;
    given.anvil.mine(CONFIRMATIONS);
    let seen = given.seen(&[ours(0)]).await;
    let verdict = given.verify(&seen[0], &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Refused, &["token"]);
    assert!(evidence(&verdict, "token").1.starts_with("USDC 0x"));
}

#[tokio::test]
async fn a_currency_that_this_chain_does_not_carry_never_counts() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    given.anvil.mine(CONFIRMATIONS);
    let seen = given.seen(&[ours(0)]).await;
    let bitcoin = Wanted { token: Currency::BTC, ..usdt_to(&ours(0)) };
    let verdict = given.verify(&seen[0], &bitcoin).await;
    assert_judged(&verdict, Outcome::Refused, &["token"]);
}

#[tokio::test]
async fn a_transfer_to_another_address_does_not_pay_for_this_one() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(1), PRICE).await;
    given.anvil.mine(CONFIRMATIONS);
    assert_eq!(given.seen(&[ours(0)]).await, []);
    let other = given.seen(&[ours(1)]).await;
    let verdict = given.verify(&other[0], &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Refused, &["recipient"]);
    assert_eq!(evidence(&verdict, "recipient"), (ours(0).0.as_str(), ours(1).0.as_str()));
}

#[tokio::test]
async fn a_reverted_transfer_is_never_a_success() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    let mut claimed = given.seen(&[ours(0)]).await.remove(0);
    let one_without_tokens = 1;
    claimed.tx_hash = given.send_raw(one_without_tokens, &ours(0), PRICE);
    let receipt = given.mined(&claimed.tx_hash).await;
    assert!(!receipt.success && !receipt.has_log(0));
    given.anvil.mine(CONFIRMATIONS);
    assert_eq!(given.seen(&[ours(0)]).await.len(), 1, "the reverted one left no log");

    let verdict = given.verify(&claimed, &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Refused, &["token", "recipient", "amount", "success"]);
    assert_eq!(evidence(&verdict, "success"), ("success", "reverted"));
}

#[tokio::test]
async fn what_a_caller_claims_is_read_again_from_the_chain() {
    let given = Given::a_local_chain().await;
    given.pay(&given.tokens.fake, &ours(1), 1).await;
    given.anvil.mine(CONFIRMATIONS);
    let mut claimed = given.seen(&[ours(1)]).await.remove(0);
    (claimed.token, claimed.to) = (given.tokens.usdt.contract.clone(), ours(0));
    claimed.units = U256::from(PRICE);
    let verdict = given.verify(&claimed, &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Refused, &["token", "recipient", "amount"]);
}

#[tokio::test]
async fn invented_transactions_are_not_money() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    given.anvil.mine(CONFIRMATIONS);
    let real = given.seen(&[ours(0)]).await.remove(0);
    let (head, wanted) = (given.head().await, usdt_to(&ours(0)));
    for text in ["SIM_1", "", "0x12", &"0".repeat(66)] {
        let mut claimed = real.clone();
        claimed.tx_hash = TxHash(text.to_owned());
        assert_eq!(given.chain.verify(&claimed, &wanted, &head).await, Err(ChainError::BadTxHash));
        assert_eq!(given.chain.receipt(&claimed.tx_hash).await, Err(ChainError::BadTxHash));
    }
    let mut claimed = real.clone();
    claimed.tx_hash = TxHash(format!("0x{}", "7a".repeat(32)));
    assert_eq!(given.verify(&claimed, &wanted).await.outcome, Outcome::Vanished);
    let mut claimed = real.clone();
    claimed.log_index += 1;
    assert_eq!(given.verify(&claimed, &wanted).await.outcome, Outcome::Vanished);
    let mut claimed = real;
    claimed.chain_id = ChainId(137);
    assert_judged(&given.verify(&claimed, &wanted).await, Outcome::Refused, &["chain"]);
}

#[tokio::test]
async fn wrong_decimals_in_the_settings_are_found_at_start() {
    let given = Given::a_local_chain().await;
    assert_eq!(given.chain.check_tokens().await, Ok(()));
    let wrong = given.chain_with(|settings| settings.tokens[1].decimals = 18);
    let error = wrong.check_tokens().await.unwrap_err();
    assert_eq!(error.code(), "chain-other-decimals");
    let no_token = given.chain_with(|settings| settings.tokens[0].contract = ours(0));
    assert!(matches!(no_token.check_tokens().await, Err(ChainError::OtherDecimals { .. })));
}

#[tokio::test]
async fn many_addresses_and_thousands_of_blocks_are_asked_in_pieces() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), 1).await;
    given.anvil.mine(2_100);
    given.pay_usdt(&ours(149), 2).await;
    let all: Vec<_> = (0..150).map(ours).collect();
    let seen = given.seen(&all).await;
    let units: Vec<_> = seen.iter().filter_map(payments::SeenTransfer::units_u128).collect();
    assert_eq!(units, [1, 2]);
    assert_eq!(given.seen(&[]).await, [], "no address means no question, not everybody's");
    assert_eq!(given.chain.transfers(9, 8, &all).await, Ok(Vec::new()));
    assert_eq!(given.chain.transfers(seen[0].block_number + 1, 2_100, &all).await, Ok(Vec::new()));
}

#[tokio::test]
async fn a_receipt_has_the_transfers_that_were_seen() {
    let given = Given::a_local_chain().await;
    let tx = given.pay_usdt(&ours(0), PRICE).await;
    let receipt = given.chain.receipt(&tx).await.unwrap().unwrap();
    let seen = given.seen(&[ours(0)]).await.remove(0);
    assert!(receipt.success && receipt.has_log(seen.log_index));
    assert_eq!(receipt.transfer(seen.log_index), Some(&seen));
    assert_eq!((receipt.block_number, &receipt.block_hash), (seen.block_number, &seen.block_hash));
}

#[tokio::test]
async fn a_hostile_contract_hides_no_honest_transfer_and_adds_no_money() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    let contract = "0x00000000000000000000000000000000000000bA";
    given.anvil.rpc("anvil_setCode", json!([contract, hostile_code(&ours(0))]));
    let call = json!([{ "from": given.wallet.from().0, "to": contract, "gas": "0x30d40" }]);
    let tx = given.anvil.rpc("eth_sendTransaction", call).as_str().unwrap().to_owned();
    assert!(given.mined(&TxHash(tx)).await.success);
    given.anvil.mine(CONFIRMATIONS);

    let seen = given.seen(&[ours(0)]).await;
    assert_eq!(seen.len(), 2, "of its three logs only one has the shape of a transfer");
    assert!(given.verify(&seen[0], &usdt_to(&ours(0))).await.amount_is_exact());
    assert_eq!((seen[1].units, seen[1].units_u128()), (U256::MAX, None));
    let verdict = given.verify(&seen[1], &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Refused, &["token", "amount"]);
}

/// Machine code that writes three `Transfer` logs to a recipient: without data, with a fourth topic, and
/// with the largest of all amounts.
fn hostile_code(to: &ChainAddress) -> String {
    let push = |word: &str| format!("7f{word:0>64}");
    let topics = push(&to.key()[2..]) + &push("1") + &push(TRANSFER);
    let (no_data, one_word) = ("60006000", "60206000");
    let largest = format!("7f{}600052", "f".repeat(64));
    format!("0x{topics}{no_data}a3{}{topics}{no_data}a4{largest}{topics}{one_word}a300", push("2"))
}
