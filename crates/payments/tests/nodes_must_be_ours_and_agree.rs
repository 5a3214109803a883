//! Nodes of another chain, nodes that contradict each other, and nodes that are gone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod given;

use domain::escrow::ChainId;
use given::{GONE, Given, PRICE, ours, usdt_to};
use payments::{
    Chain, ChainError, ChainSettings, DemoWallet,
    demo::{DEMO_FAKE, DEMO_USDC, DEMO_USDT, DemoError},
};
use testkit::Anvil;

#[tokio::test]
async fn a_node_of_another_chain_is_refused_by_every_question() {
    let given = Given::a_local_chain().await;
    let tx = given.pay_usdt(&ours(0), PRICE).await;
    let (seen, head) = (given.seen(&[ours(0)]).await.remove(0), given.head().await);
    let polygon = given.chain_with(|settings| settings.chain_id = ChainId(137));
    let refused = |error: ChainError| {
        let (wanted, found) = (ChainId(137), ChainId(31_337));
        assert!(matches!(error, ChainError::OtherChain { wanted: w, found: f, .. } if w == wanted && f == found));
    };
    refused(polygon.head().await.unwrap_err());
    refused(polygon.transfers(0, 9, &[ours(0)]).await.unwrap_err());
    refused(polygon.receipt(&tx).await.unwrap_err());
    refused(polygon.verify(&seen, &usdt_to(&ours(0)), &head).await.unwrap_err());
    refused(polygon.check_tokens().await.unwrap_err());
}

#[tokio::test]
async fn a_second_node_of_another_chain_is_refused_too() {
    let (given, other) = (Given::a_local_chain().await, Anvil::start(31_338));
    let mixed = given.chain_with(|settings| {
        settings.rpc.push(other.rpc_url());
        settings.nodes_needed = 2;
    });
    assert!(matches!(mixed.head().await, Err(ChainError::OtherChain { found: ChainId(31_338), .. })));
}

#[tokio::test]
async fn two_nodes_with_different_histories_are_refused() {
    let (given, other) = (Given::a_local_chain().await, Anvil::start(31_337));
    let tx = given.pay_usdt(&ours(0), PRICE).await;
    let head = given.head().await;
    other.mine(head.number);
    let both = given.chain_with(|settings| {
        settings.rpc.push(other.rpc_url());
        settings.nodes_needed = 2;
    });
    let seen = given.seen(&[ours(0)]).await.remove(0);
    let answers = [
        both.head().await.err(),
        both.receipt(&tx).await.err(),
        both.transfers(0, head.number, &[ours(0)]).await.err(),
        both.verify(&seen, &usdt_to(&ours(0)), &head).await.err(),
    ];
    for error in answers {
        assert!(matches!(error, Some(ChainError::NodesDisagree(..))), "{error:?}");
    }
}

#[tokio::test]
async fn two_nodes_that_say_the_same_are_believed() {
    let given = Given::a_local_chain().await;
    let both = given.chain_with(|settings| {
        // The same node by its other name: the settings cannot tell, and it surely agrees.
        settings.rpc.push(settings.rpc[0].replace("127.0.0.1", "localhost"));
        settings.nodes_needed = 2;
    });
    given.pay_usdt(&ours(0), PRICE).await;
    let head = both.head().await.unwrap();
    assert_eq!(head, given.head().await);
    let seen = both.transfers(0, head.number, &[ours(0)]).await.unwrap();
    assert!(both.verify(&seen[0], &usdt_to(&ours(0)), &head).await.unwrap().amount_is_exact());
}

#[tokio::test]
async fn a_chain_is_made_without_asking_anybody() {
    let settings =
        r#"[{"chain_id": 1, "name": "Nowhere", "rpc": ["http://127.0.0.1:1"], "confirmations": 12, "tokens": []}]"#;
    let gone = Chain::new(ChainSettings::parse_list(settings).unwrap().remove(0)).unwrap();
    let error = gone.head().await.unwrap_err();
    assert!(matches!(error, ChainError::TooFewNodes { answered: 0, needed: 1, .. }), "{error}");
}

#[tokio::test]
async fn a_node_that_is_behind_does_not_make_a_transfer_vanish() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    let (seen, head) = (given.seen(&[ours(0)]).await.remove(0), given.head().await);
    let behind = Anvil::start(31_337);
    let late = given.chain_with(|settings| settings.rpc = vec![behind.rpc_url()]);
    let missing = ChainError::MissingBlock(head.number);
    assert_eq!(late.verify(&seen, &usdt_to(&ours(0)), &head).await, Err(missing.clone()));
    assert_eq!(late.transfers(0, head.number, &[ours(0)]).await, Err(missing));
}

#[tokio::test]
async fn when_one_node_is_gone_another_answers_and_two_cannot_agree() {
    let given = Given::a_local_chain().await;
    let spare = given.chain_with(|settings| settings.rpc.insert(0, GONE.to_owned()));
    assert_eq!(spare.head().await, Ok(given.head().await));
    let both = given.chain_with(|settings| {
        settings.rpc.push(GONE.to_owned());
        settings.nodes_needed = 2;
    });
    assert!(matches!(both.head().await, Err(ChainError::TooFewNodes { answered: 1, needed: 2, .. })));
}

#[tokio::test]
async fn the_demo_wallet_pays_on_local_chains_only() {
    let polygon = Anvil::start(137);
    let refused = DemoWallet::connect(&polygon.rpc_url()).await.unwrap_err();
    assert!(matches!(refused, DemoError::NotALocalChain(137)), "{refused}");
    let second = Anvil::start(31_338);
    assert_eq!(DemoWallet::connect(&second.rpc_url()).await.unwrap().chain_id(), ChainId(31_338));
}

#[tokio::test]
async fn the_demo_tokens_are_at_the_same_addresses_on_every_local_chain_and_deployed_once() {
    let given = Given::a_local_chain().await;
    let height = given.head().await.number;
    assert_eq!(given.wallet.deploy_tokens().await.unwrap(), given.tokens);
    assert_eq!(given.head().await.number, height, "nothing was deployed again");
    let addresses = [&given.tokens.usdt.contract.0, &given.tokens.usdc.contract.0, &given.tokens.fake.0];
    assert_eq!(addresses, [DEMO_USDT, DEMO_USDC, DEMO_FAKE]);
}
