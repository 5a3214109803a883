//! Blocks that were there and are not any more, made with the local chain's own reorganisation.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::print_stdout, reason = "a fault says its name")]

mod given;

use given::{CONFIRMATIONS, Given, PRICE, assert_judged, evidence, ours, usdt_to};
use payments::{ChainError, Outcome};
use serde_json::json;

#[tokio::test]
async fn a_transfer_that_vanished_is_said_to_have_vanished() {
    let given = Given::a_local_chain().await;
    let tx = given.pay_usdt(&ours(0), PRICE).await;
    let seen = given.seen(&[ours(0)]).await.remove(0);
    given.anvil.mine(1);
    assert_eq!(given.verify(&seen, &usdt_to(&ours(0))).await.outcome, Outcome::Waiting);

    given.anvil.reorganise(2);

    assert_eq!(given.chain.receipt(&tx).await, Ok(None));
    assert_eq!(given.seen(&[ours(0)]).await, []);
    let verdict = given.verify(&seen, &usdt_to(&ours(0))).await;
    assert_eq!(verdict.outcome, Outcome::Vanished);
    assert_eq!((verdict.confirmations, &verdict.transfer), (0, &None));
    assert_eq!(evidence(&verdict, "success").1, "not in any block");
}

#[tokio::test]
async fn a_transfer_gone_after_its_threshold_is_still_noticed() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    let seen = given.seen(&[ours(0)]).await.remove(0);
    given.anvil.mine(CONFIRMATIONS);
    assert!(given.verify(&seen, &usdt_to(&ours(0))).await.is_final());

    given.anvil.reorganise(CONFIRMATIONS + 1);

    assert_eq!(given.verify(&seen, &usdt_to(&ours(0))).await.outcome, Outcome::Vanished);
}

#[tokio::test]
async fn a_transfer_that_moved_to_another_block_counts_its_confirmations_anew() {
    let given = Given::a_local_chain().await;
    let before = given.anvil.rpc("evm_snapshot", json!([]));
    let tx = given.send_raw(0, &ours(0), PRICE);
    given.mined(&tx).await;
    let first = given.seen(&[ours(0)]).await.remove(0);
    given.anvil.mine(CONFIRMATIONS);
    assert!(given.verify(&first, &usdt_to(&ours(0))).await.is_final());

    assert_eq!(given.anvil.rpc("evm_revert", json!([before])), json!(true));
    given.anvil.mine(5);
    // The same account, nonce, fees and call: the same transaction, in a later block.
    assert_eq!(given.send_raw(0, &ours(0), PRICE), tx);
    given.mined(&tx).await;

    let verdict = given.verify(&first, &usdt_to(&ours(0))).await;
    assert_judged(&verdict, Outcome::Waiting, &["confirmations"]);
    assert_eq!(verdict.confirmations, 1);
    let moved = verdict.transfer.unwrap();
    assert!(moved.block_number > first.block_number && moved.block_hash != first.block_hash);
}

#[tokio::test]
async fn a_head_older_than_the_block_gives_no_confirmation() {
    let given = Given::a_local_chain().await;
    let old = given.head().await;
    given.pay_usdt(&ours(0), PRICE).await;
    given.anvil.mine(CONFIRMATIONS);
    let seen = given.seen(&[ours(0)]).await.remove(0);
    let verdict = given.chain.verify(&seen, &usdt_to(&ours(0)), &old).await.unwrap();
    assert_judged(&verdict, Outcome::Waiting, &["confirmations"]);
    assert_eq!(verdict.confirmations, 0);
}

#[tokio::test]
async fn a_head_that_is_no_longer_the_chain_s_confirms_nothing() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    let seen = given.seen(&[ours(0)]).await.remove(0);
    given.anvil.mine(CONFIRMATIONS);
    let old = given.head().await;
    given.anvil.reorganise(1);
    let verdict = given.chain.verify(&seen, &usdt_to(&ours(0)), &old).await;
    assert_eq!(verdict, Err(ChainError::Unsettled(old.number)));
    assert!(given.verify(&seen, &usdt_to(&ours(0))).await.is_final());
}

#[tokio::test]
async fn at_every_depth_what_is_cut_off_has_vanished_and_what_lies_deeper_stands() {
    let given = Given::a_local_chain().await;
    let blocks_on_top = [0, 1, CONFIRMATIONS, 6, 12];
    let cells = (1..=12).flat_map(|depth| blocks_on_top.map(|on_top| (depth, on_top)));
    for (index, (depth, on_top)) in (0..).zip(cells) {
        let to = ours(index);
        given.pay_usdt(&to, PRICE).await;
        let seen = given.seen(std::slice::from_ref(&to)).await.remove(0);
        given.anvil.mine(on_top);
        given.anvil.reorganise(depth);
        let wanted = match depth {
            _ if depth > on_top => Outcome::Vanished,
            _ if on_top + 1 < CONFIRMATIONS => Outcome::Waiting,
            _ => Outcome::Final,
        };
        let verdict = given.verify(&seen, &usdt_to(&to)).await;
        assert_eq!(verdict.outcome, wanted, "{depth} deep under {on_top}: {:#?}", verdict.checks);
        println!("fault F12 {depth} deep, {on_top} blocks on top");
    }
}
