//! What came back for an order is sent on to where it came from: all of it less the network, and once.

use crate::town::{CHAIN, FEE, OUTSIDE, Town, code_of};
use actions::{
    ActionError, Desk, FormKey,
    custody::{CameBack, RefundForm, claim_refund, quote_refund, refund_file},
    escrow::{give_part_back, give_refund, watch_chain},
};
use domain::{Money, PayoutId, UserId, custody::PayoutStatus, escrow::ChainAddress};
use futures::future::join_all;
use testkit::{Given, OrderIds, usdt};

/// An account of the chain's own that is nobody's here.
const STRANGER: &str = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

/// 12.50 were asked, and 15 came.
pub async fn overpaid(town: &Town) -> OrderIds {
    let (order, address) = Given::open_checkout(&town.desk).await;
    Given::listed_address(&town.desk, order.buyer, OUTSIDE).await;
    town.give_tokens(&address, usdt(1_500));
    town.anvil.mine(3);
    watch_chain(&town.desk, &town.chain).await.unwrap();
    order
}

pub async fn lines(town: &Town, order: &OrderIds) -> Vec<CameBack> {
    refund_file(&town.desk, order.buyer, order.request).await.unwrap().lines
}

pub async fn claim(
    desk: &Desk,
    who: UserId,
    order: &OrderIds,
    (form, key): (&RefundForm, &str),
) -> Result<PayoutId, ActionError> {
    let key = FormKey::new(key, [&*form.line, &*form.chain, &*form.address]);
    claim_refund(desk, who, order.request, (form, usdt(FEE).units), &key).await
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_and_a_refund_go_back_to_the_sender_and_twenty_claims_of_one_are_one_withdrawal() {
    let town = Town::new().await;
    let order = overpaid(&town).await;
    assert_eq!(lines(&town, &order).await.iter().map(|line| line.amount).collect::<Vec<_>>(), [usdt(250)]);
    give_refund(&town.desk, order.seller, order.request).await.unwrap();
    let file = refund_file(&town.desk, order.buyer, order.request).await.unwrap();
    assert_eq!(file.lines.iter().map(|line| line.amount).collect::<Vec<_>>(), [usdt(250), usdt(1_250)]);
    let sender = file.senders[0].clone();
    assert_eq!((file.senders.len(), sender.chain.0.0), (1, CHAIN));
    let form =
        RefundForm { line: file.lines[1].key.clone(), chain: CHAIN.to_string(), address: sender.address.clone() };
    let shown = quote_refund(&town.desk, order.buyer, order.request, &form).await.unwrap();
    assert_eq!((shown.amount, shown.fee, shown.total), (usdt(1_250 - FEE), usdt(FEE), usdt(1_250)));
    let (twins, keys): (Vec<Desk>, Vec<String>) = (0..20).map(|number| (town.desk.twin(), number.to_string())).unzip();
    let tries = twins.iter().zip(&keys).map(|(twin, key)| claim(twin, order.buyer, &order, (&form, key)));
    let answers: Vec<_> = join_all(tries).await;
    let done: Vec<PayoutId> = answers.iter().filter_map(|answer| answer.as_ref().ok().copied()).collect();
    assert_eq!(done.len(), 1, "{answers:?}");
    let refused: Vec<String> = answers.into_iter().filter(Result::is_err).map(code_of).collect();
    assert!(refused.iter().all(|code| code == "refund-claimed"), "{refused:?}");
    assert_eq!(town.purse(order.buyer).await, usdt(250), "what was too much is still there");
    let address = payments::read_address(&sender.address).unwrap();
    let before = town.on_chain(&address).await;
    assert_eq!(town.carry_through(done[0]).await, PayoutStatus::Confirmed);
    assert_eq!(town.on_chain(&address).await, before.plus(usdt(1_250 - FEE)).unwrap());
    let again = claim(&town.desk, order.buyer, &order, (&form, "later")).await;
    assert_eq!(code_of(again), "refund-claimed", "not after it arrived either");
    assert_eq!(lines(&town, &order).await[1].payout.as_ref().map(|payout| payout.id), Some(done[0]));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_the_buyers_alone_and_never_more_than_came_back() {
    let town = Town::new().await;
    let order = overpaid(&town).await;
    let other = overpaid(&town).await;
    let part = FormKey::new("part", ["0.50"]);
    give_part_back(&town.desk, order.seller, order.request, "0.50", &part).await.unwrap();
    let came = lines(&town, &order).await;
    let form = |line: &str| RefundForm { line: line.to_owned(), chain: CHAIN.to_string(), address: OUTSIDE.to_owned() };
    let whole = form(&came[0].key);
    let elsewhere = form(&lines(&town, &other).await[0].key);
    let nowhere = RefundForm { chain: "1".to_owned(), ..whole.clone() };
    let ours = RefundForm { address: town.token.0.clone(), ..whole.clone() };
    for (who, form, wanted) in [
        (order.seller, &whole, "escrow-not-the-buyer"),
        (other.buyer, &whole, "not-found"),
        (order.buyer, &elsewhere, "escrow-nothing-to-claim"),
        (order.buyer, &form(""), "escrow-nothing-to-claim"),
        (order.buyer, &form(&came[1].key), "refund-too-small"),
        (order.buyer, &nowhere, "chain:payout-no-way"),
        (order.buyer, &ours, "address:payout-token-address"),
    ] {
        assert_eq!(code_of(claim(&town.desk, who, &order, (form, wanted)).await), wanted, "{form:?}");
    }
    let less = claim_refund(&town.desk, order.buyer, order.request, (&whole, -1), &FormKey::new("less", ["-1"])).await;
    assert_eq!(code_of(less), "refund-too-small", "a fee below nothing would send more");
    let cheap = claim_refund(&town.desk, order.buyer, order.request, (&whole, 1), &FormKey::new("cheap", ["1"])).await;
    assert_eq!(code_of(cheap), "payout-other-fee");
    assert_eq!(town.purse(order.buyer).await, usdt(300));
    let first = claim(&town.desk, order.buyer, &order, (&whole, "one")).await.unwrap();
    assert_eq!(claim(&town.desk, order.buyer, &order, (&whole, "one")).await.unwrap(), first, "the same form again");
    assert_eq!(town.purse(order.buyer).await, usdt(50));
    let sent: Money = town.payout(first).await.amount;
    assert_eq!(sent, usdt(250 - FEE));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sent_a_little_to_an_order_gets_no_more_back_than_that_without_a_list() {
    let town = Town::new().await;
    let (order, address) = Given::open_checkout(&town.desk).await;
    town.give_tokens(&ChainAddress(STRANGER.to_owned()), usdt(200));
    let data = format!("0xa9059cbb{:0>64}{:064x}", address.key().trim_start_matches("0x"), usdt(200).units);
    let sent = serde_json::json!([{"from": STRANGER, "to": town.token.0, "data": data}]);
    town.anvil.rpc("eth_sendTransaction", sent);
    town.give_tokens(&address, usdt(1_250));
    town.anvil.mine(3);
    watch_chain(&town.desk, &town.chain).await.unwrap();
    give_refund(&town.desk, order.seller, order.request).await.unwrap();
    let file = refund_file(&town.desk, order.buyer, order.request).await.unwrap();
    let payer = file.senders.iter().find(|sender| sender.address != STRANGER).unwrap().address.clone();
    let key_of = |amount: Money| file.lines.iter().find(|line| line.amount == amount).unwrap().key.clone();
    let form = |amount, address: &str| RefundForm {
        line: key_of(amount),
        chain: CHAIN.to_string(),
        address: address.to_owned(),
    };
    let (price, over) = (usdt(1_250), usdt(200));
    let stolen = form(price, STRANGER);
    assert_eq!(
        code_of(quote_refund(&town.desk, order.buyer, order.request, &stolen).await),
        "address:payout-address-unlisted"
    );
    assert_eq!(
        code_of(claim(&town.desk, order.buyer, &order, (&stolen, "all")).await),
        "address:payout-address-unlisted"
    );
    assert_eq!(code_of(claim(&town.desk, order.buyer, &order, (&form(over, STRANGER), "own")).await), "done");
    assert_eq!(code_of(claim(&town.desk, order.buyer, &order, (&form(price, &payer), "back")).await), "done");
    town.assert_books_are_right().await;
}
