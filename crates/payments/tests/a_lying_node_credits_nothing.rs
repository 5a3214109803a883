//! One of two nodes lies, in every way we know: what nobody paid is never final, and what was paid is final only as it is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::print_stdout, reason = "a fault says its name")]

mod given;

use domain::escrow::ChainId;
use given::{CONFIRMATIONS, GONE, Given, PRICE, ours, usdt_to};
use payments::{
    Chain, ChainError, Outcome, SeenTransfer, Verdict,
    price::{Fault, Feed},
};
use serde_json::{Value, json};
use testkit::LyingNode;

type Said = (u16, String);

/// Its name, and what becomes of a true answer.
type Lie = (&'static str, fn(&str, &Value, &Value) -> Option<Said>);

const LIES: [Lie; 16] = [
    ("too many questions", |_, _, _| Some((429, String::new()))),
    ("out of order", |_, _, _| Some((500, "<html>".to_owned()))),
    ("out of order after its greeting", |method, _, _| (method != "eth_chainId").then(|| (503, String::new()))),
    ("cut short", |_, _, truth| {
        let (status, body) = LyingNode::result(truth);
        Some((status, body[..body.len() / 2].to_owned()))
    }),
    ("null for everything", |_, _, _| Some(LyingNode::result(&Value::Null))),
    ("no receipt", |method, _, _| told(method == "eth_getTransactionReceipt", || Value::Null)),
    ("another chain", |method, _, _| told(method == "eth_chainId", || json!("0x89"))),
    ("a head far ahead", |method, _, _| told(method == "eth_blockNumber", || json!("0xffff"))),
    ("a head that stands still", |method, _, _| told(method == "eth_blockNumber", || json!("0x1"))),
    ("no logs", |method, _, _| told(method == "eth_getLogs", || json!([]))),
    ("more than came", |_, _, truth| changed(truth, "data", &format!("0x{:064x}", PRICE))),
    ("to us what went elsewhere", |_, _, truth| {
        let text = truth.to_string().replace(&ours(1).key()[2..], &ours(0).key()[2..]);
        Some(LyingNode::result(&serde_json::from_str(&text).unwrap()))
    }),
    ("a success that was none", |_, _, truth| changed(truth, "status", "0x1")),
    ("a failure that was none", |_, _, truth| changed(truth, "status", "0x0")),
    ("in another block", |_, _, truth| changed(truth, "blockHash", &format!("0x{:064x}", 7))),
    ("another history", |method, _, truth| {
        told(method == "eth_getBlockByNumber", || with(truth, "hash", &format!("0x{:064x}", 7)))
    }),
];

fn told(is_meant: bool, result: impl FnOnce() -> Value) -> Option<Said> {
    is_meant.then(|| LyingNode::result(&result()))
}

fn changed(truth: &Value, field: &str, to: &str) -> Option<Said> {
    let told = with(truth, field, to);
    (told != *truth).then(|| LyingNode::result(&told))
}

/// Every field of that name, however deep.
fn with(truth: &Value, field: &str, to: &str) -> Value {
    match truth {
        Value::Object(fields) => {
            let one = |(name, value): (&String, &Value)| {
                let told = if name == field && value.is_string() { json!(to) } else { with(value, field, to) };
                (name.clone(), told)
            };
            Value::Object(fields.iter().map(one).collect())
        }
        Value::Array(values) => values.iter().map(|value| with(value, field, to)).collect(),
        other => other.clone(),
    }
}

/// What the chain says of a transfer, with everything asked anew.
async fn judged(chain: &Chain, transfer: &SeenTransfer) -> Result<Verdict, ChainError> {
    let head = chain.head().await?;
    let listed = chain.transfers(0, head.number, &[ours(0)]).await?;
    let known = listed.into_iter().find(|listed| listed.tx_hash == transfer.tx_hash);
    chain.verify(&known.unwrap_or_else(|| transfer.clone()), &usdt_to(&ours(0)), &head).await
}

#[tokio::test]
async fn whatever_one_node_says_nothing_is_final_but_what_is_true() {
    let given = Given::a_local_chain().await;
    let liar = LyingNode::before(&given.anvil);
    given.pay_usdt(&ours(0), PRICE).await;
    given.pay_usdt(&ours(0), PRICE / 2).await;
    given.pay_usdt(&ours(1), PRICE).await;
    let transfers = given.seen(&[ours(0), ours(1)]).await;
    given.anvil.mine(CONFIRMATIONS);
    let honest = given.chain_with(|_| ());
    for liar_first in [false, true] {
        let both = given.chain_with(|settings| {
            settings.rpc.insert(usize::from(!liar_first), liar.rpc_url());
            settings.nodes_needed = 2;
        });
        for (name, lie) in LIES {
            liar.tells(lie);
            for transfer in &transfers {
                let truth = judged(&honest, transfer).await.unwrap();
                let told = judged(&both, transfer).await;
                let is_right = told.as_ref().map_or(true, |told| {
                    !told.is_final()
                        || (told.is_final(), told.amount_is_exact(), &told.transfer)
                            == (truth.is_final(), truth.amount_is_exact(), &truth.transfer)
                });
                assert!(is_right, "{name}: {told:#?}\nin truth {truth:#?}");
                println!("fault F13 {name}");
            }
        }
    }
}

#[tokio::test]
async fn an_honest_third_node_takes_the_place_of_one_that_is_gone_and_not_of_one_that_lies() {
    let given = Given::a_local_chain().await;
    let (honest, liar) = (LyingNode::before(&given.anvil), LyingNode::before(&given.anvil));
    given.pay_usdt(&ours(0), PRICE).await;
    let transfer = given.seen(&[ours(0)]).await.remove(0);
    given.anvil.mine(CONFIRMATIONS);
    let three = given.chain_with(|settings| {
        settings.rpc = vec![GONE.to_owned(), liar.rpc_url(), given.anvil.rpc_url(), honest.rpc_url()];
        settings.nodes_needed = 2;
    });
    assert!(judged(&three, &transfer).await.unwrap().is_final());
    liar.tells(|_, _, truth| changed(truth, "blockHash", &format!("0x{:064x}", 7)));
    assert!(matches!(judged(&three, &transfer).await, Err(ChainError::NodesDisagree(..))));
    liar.tells(|_, _, _| Some((429, String::new())));
    assert!(judged(&three, &transfer).await.unwrap().is_final());
    println!("fault F13 gone, lying, silent");
}

#[tokio::test]
async fn a_head_that_stands_still_or_goes_back_confirms_nothing_and_takes_nothing_away() {
    let given = Given::a_local_chain().await;
    let liar = LyingNode::before(&given.anvil);
    given.pay_usdt(&ours(0), PRICE).await;
    let transfer = given.seen(&[ours(0)]).await.remove(0);
    given.anvil.mine(12);
    let (alone, beside_an_honest_one) = (
        given.chain_with(|settings| settings.rpc = vec![liar.rpc_url()]),
        given.chain_with(|settings| {
            settings.rpc.push(liar.rpc_url());
            settings.nodes_needed = 2;
        }),
    );
    let block = transfer.block_number;
    for head in [block + 12, block + 1, block, block - 1, 0, block + 12] {
        liar.tells(move |method, _, _| told(method == "eth_blockNumber", || json!(format!("{head:#x}"))));
        for chain in [&alone, &beside_an_honest_one] {
            let verdict = judged(chain, &transfer).await.unwrap();
            let wanted = if head >= block + CONFIRMATIONS - 1 { Outcome::Final } else { Outcome::Waiting };
            assert_eq!(verdict.outcome, wanted, "head {head}, the transfer in {block}: {verdict:#?}");
            println!("fault F13 a head at {head}, and the transfer in {block}");
        }
    }
}

#[tokio::test]
async fn a_price_that_one_of_two_nodes_changes_is_no_price() {
    let given = Given::a_local_chain().await;
    let liar = LyingNode::before(&given.anvil);
    let (chain_id, description) = (ChainId(31_337), "USDT / USD".to_owned());
    let contract = given.anvil.price_feed(&description, 8);
    let feed = Feed { chain_id, contract, description, decimals: 8, max_age_seconds: 3_600 };
    given.anvil.set_price(100_000_000, 1_700_000_000);
    let both = given.chain_with(|settings| {
        settings.rpc.push(liar.rpc_url());
        settings.nodes_needed = 2;
    });
    let truth = both.price_round(&feed).await.unwrap();
    assert_eq!(truth.answer, Some(100_000_000));
    for answer in ["00", "3b9aca00", "5f5e101"] {
        let lie = format!("{answer:0>64}");
        liar.tells(move |method, _, truth| {
            let text = truth.as_str().filter(|text| method == "eth_call" && text.len() > 2 + 4 * 64)?;
            Some(LyingNode::result(&json!(format!("{}{lie}{}", &text[..2 + 64], &text[2 + 2 * 64..]))))
        });
        assert_eq!(both.price_round(&feed).await, Err(Fault::Unread), "{answer}");
        println!("fault F13 a price of 0x{answer}");
    }
    for (name, lie) in LIES.into_iter().filter(|(name, _)| !name.contains("head")) {
        liar.tells(lie);
        let round = both.price_round(&feed).await;
        assert!(matches!(&round, Err(Fault::Unread)) || round.as_ref() == Ok(&truth), "{name}: {round:?}");
        println!("fault F13 {name}, when a price is asked");
    }
}
