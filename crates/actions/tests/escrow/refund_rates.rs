//! What came back of an order in dollars that was paid in coins: both rates side by side, held for a while, chosen once, and
//! never out of coins that the house does not have.

use crate::{
    assert_books_are_right, code_of, purse,
    quoted_town::{CHAIN, START, Town, usd},
};
use actions::{
    ActionError, Desk, FormKey,
    custody::{
        CameBack, RateChoices, RateForm, RefundForm, choose_refund_rate, claim_refund, quote_refund, rate_choices,
        refund_file,
    },
    escrow::{give_part_back, give_refund},
};
use domain::{
    Currency, Days, Minutes, Money, PurchaseRequestId, UserId,
    event::Actor,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use futures::future::join_all;
use std::sync::Arc;
use store::Commit;
use testkit::{Given, OrderIds};

const OUTSIDE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
/// What a withdrawal costs: one whole.
const FEE: i128 = 1_000_000;

const fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

/// 12.50 dollars, paid in full: at 99.99 cents at first.
async fn paid(town: &Town) -> OrderIds {
    let (order, payment, address) = town.quoted().await;
    Given::listed_address(&town.desk, order.buyer, OUTSIDE).await;
    town.pay(&address, payment.quote.unwrap().asked.units.unsigned_abs()).await;
    order
}

/// A quarter of an hour later a coin is worth so much.
async fn later(town: &Town, answer: i128) {
    town.desk.advance(Minutes(16));
    town.anvil.set_price(answer, START + 900);
}

async fn part_back(town: &Town, order: &OrderIds, amount: &str) {
    let key = FormKey::new(amount, [amount]);
    give_part_back(&town.desk, order.seller, order.request, amount, &key).await.unwrap();
}

async fn line(town: &Town, order: &OrderIds) -> CameBack {
    refund_file(&town.desk, order.buyer, order.request).await.unwrap().lines.remove(0)
}

async fn choices(town: &Town, order: &OrderIds) -> Result<RateChoices, ActionError> {
    rate_choices(&town.desk, order.buyer, order.request, &line(town, order).await.key).await
}

async fn choose(
    desk: &Desk,
    who: UserId,
    order: &OrderIds,
    (line, offer, key): (&str, &str, &str),
) -> Result<PurchaseRequestId, ActionError> {
    let form = RateForm { line: line.to_owned(), offer: offer.to_owned() };
    choose_refund_rate(desk, who, order.request, &form, &FormKey::new(key, [line, offer])).await
}

async fn book(town: &Town, key: &str, debit: LedgerAccount, credit: LedgerAccount, amount: Money) {
    let entries = vec![Entry { debit, credit, amount }];
    let (kind, key) = (JournalKind::Adjustment, key.to_owned());
    let journal = NewJournal { kind, key, entries, request_id: None, payment_id: None };
    let journal = journal.written(town.desk.new_id(), Actor::House, town.desk.now());
    town.desk.commit(Commit::new().post(&journal)).await.unwrap();
}

fn claim_form(line: &str) -> RefundForm {
    RefundForm { line: line.to_owned(), chain: CHAIN.to_string(), address: OUTSIDE.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_in_dollars_becomes_coins_by_either_rate_and_twenty_choices_are_one() {
    let mut town = Town::new().await;
    town.desk.desk.keystore = Some(Arc::new(payments::demo::demo_keystore()));
    let order = paid(&town).await;
    part_back(&town, &order, "5.00").await;
    let key = line(&town, &order).await.key;
    later(&town, 99_500_000).await;
    let shown = choices(&town, &order).await.unwrap();
    let (by_paid, by_today) = (shown.paid.unwrap().unwrap(), shown.today.unwrap());
    assert_eq!((by_paid.coins, by_today.coins), (usdt(5_000_500), usdt(5_025_125)));
    assert_eq!(by_today.source.as_ref().unwrap().name, "USDT/USD on chain 31337");
    let (offer, other) = (by_today.text(), by_paid.text());
    let more = offer.replacen("5025125", "6025125", 1);
    for (who, line, offer, wanted) in [
        (order.seller, &*key, &*offer, "escrow-not-the-buyer"),
        (order.buyer, "refund:elsewhere", &offer, "escrow-nothing-to-claim"),
        (order.buyer, &key, &more, "refund-no-offer"),
        (order.buyer, &key, &offer.replacen("today", "paid", 1), "refund-no-offer"),
        (order.buyer, &key, "today 1", "refund-no-offer"),
        (order.buyer, &key, "", "refund-no-offer"),
    ] {
        assert_eq!(code_of(choose(&town.desk, who, &order, (line, offer, wanted)).await), wanted, "{offer}");
    }
    town.desk.advance(Minutes(16));
    for (offer, key_of_form) in [(&offer, "old"), (&other, "old too")] {
        let old = choose(&town.desk, order.buyer, &order, (&key, offer, key_of_form)).await;
        assert_eq!(code_of(old), "refund-offer-ran-out");
    }
    assert_eq!(town.in_dollars_of(order.buyer).await, usd(500), "nothing moved");
    let shown = choices(&town, &order).await.unwrap();
    let offers = [shown.paid.unwrap().unwrap().text(), shown.today.unwrap().text()];
    let twins: Vec<(Desk, String)> = (0..20).map(|number| (town.desk.twin(), number.to_string())).collect();
    let tries = twins
        .iter()
        .enumerate()
        .map(|(number, (twin, form))| choose(twin, order.buyer, &order, (&key, &offers[number % 2], form)));
    let answers = join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    let refused: Vec<String> = answers.into_iter().filter(Result::is_err).map(code_of).collect();
    assert!(refused.iter().all(|code| code == "refund-rate-chosen"), "{refused:?}");
    let now = line(&town, &order).await;
    assert!([usdt(5_000_500), usdt(5_025_125)].contains(&now.amount), "{now:?}");
    assert_eq!((now.was, now.worth, town.in_dollars_of(order.buyer).await), (Some(usd(500)), None, usd(0)));
    assert_eq!(purse(&town.desk, order.buyer).await, now.amount);
    assert_books_are_right(&town.desk).await;
    // Coins like any others now: they can be sent on, once.
    let form = claim_form(&now.key);
    assert_eq!(quote_refund(&town.desk, order.buyer, order.request, &form).await.unwrap().total, now.amount);
    let sent = claim_refund(&town.desk, order.buyer, order.request, (&form, FEE), &FormKey::new("send", ["1"])).await;
    assert_eq!(code_of(sent), "done");
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_price_and_what_came_back_long_ago_has_the_rate_of_the_payment_alone() {
    let town = Town::new().await;
    let order = paid(&town).await;
    part_back(&town, &order, "2.50").await;
    for (answer, at) in [(0, START + 900), (90_000_000, START + 900), (100_000_000, START - 200_000)] {
        town.anvil.set_price(answer, at);
        let shown = choices(&town, &order).await.unwrap();
        assert_eq!((shown.today.err(), shown.paid.unwrap().unwrap().coins), (Some("refund-no-rate"), usdt(2_500_250)));
    }
    town.desk.advance(Days(8));
    let shown = choices(&town, &order).await.unwrap();
    assert_eq!(shown.today.err(), Some("refund-rate-too-late"));
    let (key, offer) = (shown.line.key, shown.paid.unwrap().unwrap().text());
    assert_eq!(code_of(choose(&town.desk, order.buyer, &order, (&key, &offer, "paid")).await), "done");
    assert_eq!(code_of(choices(&town, &order).await), "escrow-nothing-to-claim", "there is nothing more to choose");
    assert_eq!(purse(&town.desk, order.buyer).await, usdt(2_500_250));
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_of_everything_is_the_coins_that_were_paid_and_more_of_them_only_while_the_house_has_them() {
    let mut town = Town::new().await;
    town.desk.desk.keystore = Some(Arc::new(payments::demo::demo_keystore()));
    let order = paid(&town).await;
    give_refund(&town.desk, order.seller, order.request).await.unwrap();
    later(&town, 99_500_000).await;
    let shown = choices(&town, &order).await.unwrap();
    assert_eq!((shown.line.amount, shown.paid.is_none()), (usdt(12_501_251), true), "they are in the wallet already");
    assert_eq!(shown.today.err(), Some("refund-house-short"));
    let vault = LedgerAccount::deposit(CHAIN, Currency::USDT);
    book(&town, "capital", vault, LedgerAccount::Operator, usdt(1_000_000)).await;
    let shown = choices(&town, &order).await.unwrap();
    let (key, today) = (shown.line.key, shown.today.unwrap());
    assert_eq!(today.coins, usdt(12_562_814));
    // Sent on or exchanged, never both.
    let (one, other) = (town.desk.twin(), town.desk.twin());
    let offer = today.text();
    let form = claim_form(&key);
    let claim_key = FormKey::new("send", ["1"]);
    let (chosen, sent) = futures::join!(
        choose(&one, order.buyer, &order, (&key, &offer, "today")),
        claim_refund(&other, order.buyer, order.request, (&form, FEE), &claim_key),
    );
    assert_ne!(chosen.is_ok(), sent.is_ok(), "{chosen:?} {sent:?}");
    let left = purse(&town.desk, order.buyer).await;
    assert_eq!(left, if chosen.is_ok() { usdt(12_562_814) } else { usdt(0) });
    assert_books_are_right(&town.desk).await;
    // What was spent meanwhile cannot be exchanged.
    let order = paid(&town).await;
    part_back(&town, &order, "1.00").await;
    let offer = choices(&town, &order).await.unwrap().paid.unwrap().unwrap().text();
    let key = line(&town, &order).await.key;
    let wallet = town.desk.store.wallet_of(order.buyer, Currency::USD).await.unwrap().unwrap().id;
    book(&town, "spent", LedgerAccount::Wallet(wallet), LedgerAccount::Operator, usd(1)).await;
    assert_eq!(code_of(choose(&town.desk, order.buyer, &order, (&key, &offer, "late")).await), "refund-spent");
    assert_eq!(choices(&town, &order).await.unwrap().today.err(), Some("refund-spent"));
    assert_books_are_right(&town.desk).await;
}
