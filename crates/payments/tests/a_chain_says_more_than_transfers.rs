//! What else is read from a chain before money moves: which blocks stay, who a token is, what a proxy's payment
//! brought, what a coin costs. Real contracts on a local chain.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod given;

use domain::{
    Currency, Timestamp,
    escrow::{ChainAddress, ChainId},
};
use given::{CONFIRMATIONS, Given, PRICE, assert_judged, evidence, ours, usdt_to};
use payments::{
    Chain, ChainError, Finality, Outcome, TokenSettings, U256, approve_call,
    price::{Fault, Feed, Rules, judge},
    request_network::{Arrival, Awaited, PaymentReference, TokenPayment, arrival},
};
use testkit::Anvil;

const REFERENCE: PaymentReference = PaymentReference([0xa0, 0x09, 0x8a, 0xdd, 0x01, 0xac, 0xc7, 0x36]);
const NOBODY: &str = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
/// A local chain calls blocks safe and final so many below its head.
const SAFE_BELOW: u64 = 32;
const FINAL_BELOW: u64 = 64;

#[tokio::test]
async fn confirmations_alone_are_not_enough_where_the_chain_s_own_word_is_asked_for() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    let (seen, wanted) = (given.seen(&[ours(0)]).await.remove(0), usdt_to(&ours(0)));
    given.anvil.mine(CONFIRMATIONS);
    for (finality, below) in [(Finality::Safe, SAFE_BELOW), (Finality::Finalized, FINAL_BELOW)] {
        let strict = given.chain_with(|settings| settings.finality = finality);
        let judged = async || strict.verify(&seen, &wanted, &strict.head().await.unwrap()).await.unwrap();
        let waiting = judged().await;
        assert_judged(&waiting, Outcome::Waiting, &["confirmations"]);
        let (asked, found) = evidence(&waiting, "confirmations");
        let tag = finality.tag().unwrap();
        assert_eq!(asked, format!("{CONFIRMATIONS}, {tag}"));
        assert!(found.ends_with(&format!("not yet {tag}")), "{found}");
        given.anvil.mine(below);
        assert_judged(&judged().await, Outcome::Final, &[]);
    }
}

#[tokio::test]
async fn a_safe_block_with_too_few_confirmations_still_waits() {
    let given = Given::a_local_chain().await;
    given.pay_usdt(&ours(0), PRICE).await;
    let seen = given.seen(&[ours(0)]).await.remove(0);
    given.anvil.mine(SAFE_BELOW + 1);
    let strict = given.chain_with(|settings| (settings.finality, settings.confirmations) = (Finality::Safe, 100));
    let verdict = strict.verify(&seen, &usdt_to(&ours(0)), &strict.head().await.unwrap()).await.unwrap();
    assert_judged(&verdict, Outcome::Waiting, &["confirmations"]);
    assert_eq!(evidence(&verdict, "confirmations"), ("100, safe", "34, safe"));
}

#[tokio::test]
async fn a_chain_whose_token_is_another_coin_is_not_read() {
    let given = Given::a_local_chain().await;
    // Both have six decimals: only their names tell them apart.
    let swapped = given.chain_with(|settings| {
        let (usdt, usdc) = (settings.tokens[0].contract.clone(), settings.tokens[1].contract.clone());
        (settings.tokens[0].contract, settings.tokens[1].contract) = (usdc, usdt);
    });
    let refused = swapped.check_tokens().await.unwrap_err();
    assert!(matches!(&refused, ChainError::OtherSymbol { wanted: Currency::USDT, found, .. } if found == "USDC"));
    assert!(refused.is_of_settings() && refused.code() == "chain-other-symbol");
    assert_eq!(swapped.head().await, Err(refused), "nobody reads it, whether or not it was checked at start");
    let wrong = given.chain_with(|settings| settings.tokens[0].decimals = 18);
    assert!(matches!(wrong.head().await, Err(ChainError::OtherDecimals { wanted: 18, .. })));
}

/// The proxy, a token of Tether's shape and what is waited for.
async fn a_shop() -> (Given, Awaited, Chain) {
    let given = Given::a_local_chain().await;
    let (proxy, token) = (given.anvil.deploy_fee_proxy(), given.anvil.deploy_tether());
    given.anvil.send(&token, &approve_call(&proxy, U256::from(1_000_000_000)).unwrap());
    let tether = TokenSettings { currency: Currency::USDT, contract: token.clone(), decimals: 6 };
    let chain = given.chain_with(|settings| settings.tokens = vec![tether]);
    (given, Awaited { proxy, reference: REFERENCE, token, to: ours(0) }, chain)
}

async fn pay(given: &Given, awaited: &Awaited, units: u64) -> Vec<Arrival> {
    let payment = TokenPayment {
        token: awaited.token.clone(),
        to: awaited.to.clone(),
        amount: U256::from(units),
        reference: awaited.reference,
        fee: U256::from(1_000),
        fee_to: ChainAddress(NOBODY.to_owned()),
    };
    let tx = given.anvil.send(&awaited.proxy, &payment.calldata().unwrap());
    arrival(&given.chain.receipt(&tx).await.unwrap().unwrap(), awaited)
}

#[tokio::test]
async fn a_payment_through_request_network_s_own_proxy_is_found_and_verified_like_any_transfer() {
    let (given, awaited, chain) = a_shop().await;
    let found = pay(&given, &awaited, 12_500_000).await.remove(0);
    assert_eq!((found.asked, found.units()), (U256::from(PRICE), U256::from(PRICE)));
    given.anvil.mine(CONFIRMATIONS);
    let head = chain.head().await.unwrap();
    let verdict = chain.verify(&found.transfers[0], &usdt_to(&ours(0)), &head).await.unwrap();
    assert_judged(&verdict, Outcome::Final, &[]);
}

#[tokio::test]
async fn of_a_token_that_keeps_a_fee_what_arrived_counts_and_not_what_the_proxy_says() {
    let (given, awaited, chain) = a_shop().await;
    given.anvil.let_tether_keep_a_fee(&awaited.token);
    let found = pay(&given, &awaited, 100_000_000).await.remove(0);
    assert_eq!((found.asked, found.units()), (U256::from(100_000_000), U256::from(99_810_000)));
    given.anvil.mine(CONFIRMATIONS);
    let wanted = payments::Wanted { amount_units: 100_000_000, ..usdt_to(&ours(0)) };
    let verdict = chain.verify(&found.transfers[0], &wanted, &chain.head().await.unwrap()).await.unwrap();
    assert_judged(&verdict, Outcome::Final, &["amount"]);
}

fn feed_of(contract: ChainAddress) -> Feed {
    let (chain_id, description) = (ChainId(31_337), "USDT / USD".to_owned());
    Feed { chain_id, contract, description, decimals: 8, max_age_seconds: 3_600 }
}

#[tokio::test]
async fn a_price_is_read_from_the_chain_and_judged() {
    let given = Given::a_local_chain().await;
    let feed = feed_of(given.anvil.price_feed("USDT / USD", 8));
    let judged = async |answer: i128| {
        given.anvil.set_price(answer, 1_700_000_000);
        let round = given.chain.price_round(&feed).await.unwrap();
        judge(&feed, &round, None, Rules::default(), Timestamp::from_millis(1_700_000_600_000))
            .map(|price| price.answer)
    };
    assert_eq!(judged(99_980_000).await, Ok(99_980_000));
    assert_eq!(judged(0).await, Err(Fault::NotPositive));
    assert_eq!(judged(-99_980_000).await, Err(Fault::NotPositive));
}

#[tokio::test]
async fn a_feed_that_is_not_the_one_it_should_be_gives_no_price() {
    let given = Given::a_local_chain().await;
    let feed = feed_of(given.anvil.price_feed("USDT / USD", 8));
    given.anvil.set_price(100_000_000, 1_700_000_000);
    let read = async |feed: Feed| given.chain.price_round(&feed).await.unwrap_err();
    assert_eq!(read(Feed { description: "ETH / USD".to_owned(), ..feed.clone() }).await, Fault::OtherFeed);
    assert_eq!(read(Feed { decimals: 18, ..feed.clone() }).await, Fault::OtherFeed);
    assert_eq!(read(Feed { chain_id: ChainId(1), ..feed.clone() }).await, Fault::OtherFeed);
    assert_eq!(read(Feed { contract: ours(9), ..feed.clone() }).await, Fault::OtherFeed, "nobody is there");
    let gone = given.chain_with(|settings| settings.rpc = vec![given::GONE.to_owned()]);
    assert_eq!(gone.price_round(&feed).await, Err(Fault::Unread));
}

#[tokio::test]
async fn nodes_that_say_different_prices_give_none() {
    let (given, other) = (Given::a_local_chain().await, Anvil::start(31_337));
    let feed = feed_of(given.anvil.price_feed("USDT / USD", 8));
    other.price_feed("USDT / USD", 8);
    let both = given.chain_with(|settings| {
        settings.rpc.push(other.rpc_url());
        settings.nodes_needed = 2;
    });
    given.anvil.set_price(100_000_000, 1_700_000_000);
    other.set_price(1_000_000_000, 1_700_000_000);
    // The lower of the two heads is asked about; the price was there by then on both.
    other.mine(given.head().await.number);
    assert_eq!(both.price_round(&feed).await, Err(Fault::Unread));
}
