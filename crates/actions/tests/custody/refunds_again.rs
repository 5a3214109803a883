//! A refund that was to be sent on and did not leave is offered again; nothing is sent on while its order stands still; and
//! what came back is told by letter.

use crate::{
    refunds::{claim, lines, overpaid},
    stopping::sign_elsewhere,
    town::{CHAIN, FEE, OUTSIDE, Town, code_of},
};
use actions::{
    Desk,
    custody::{RefundForm, cancel_payout, quote_refund, reject_payout, reverse_payout},
    escrow::{give_refund, order_of, watch_chain},
};
use domain::{
    PayoutId,
    custody::{Payout, PayoutStatus},
    escrow::{Escrow, Incident},
    identity::{Role, User},
    letters::LetterKind,
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, OrderIds, usdt};

/// The order's line that came first, to somewhere outside.
async fn first_line(town: &Town, order: &OrderIds) -> RefundForm {
    let line = lines(town, order).await[0].key.clone();
    RefundForm { line, chain: CHAIN.to_string(), address: OUTSIDE.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_was_called_back_refused_or_failed_is_offered_again_and_twenty_claims_of_it_are_one_withdrawal() {
    let town = Town::new().await;
    let (treasurer, order) = (town.staff(Role::Treasurer).await, overpaid(&town).await);
    let form = first_line(&town, &order).await;
    let called_back = claim(&town.desk, order.buyer, &order, (&form, "one")).await.unwrap();
    let both = join_all((0..2).map(|_| cancel_payout(&town.desk, order.buyer, called_back))).await;
    assert!(both.iter().all(Result::is_ok), "called back twice is called back once: {both:?}");
    let same_form = claim(&town.desk, order.buyer, &order, (&form, "one")).await.unwrap();
    assert_eq!((same_form, town.purse(order.buyer).await), (called_back, usdt(250)), "the old form makes nothing new");
    let line = lines(&town, &order).await.remove(0);
    assert_eq!((line.payout.is_none(), line.last_try.map(|tried| tried.id)), (true, Some(called_back)));
    town.assert_books_are_right().await;
    let refused = claim(&town.desk, order.buyer, &order, (&form, "two")).await.unwrap();
    reject_payout(&town.desk, treasurer, refused, "The address belongs to somebody else.").await.unwrap();
    let failed = claim(&town.desk, order.buyer, &order, (&form, "three")).await.unwrap();
    assert_eq!(town.step(failed).await, PayoutStatus::Signed);
    town.chain.hand_in(&sign_elsewhere(&town, 0).await).await.unwrap();
    town.step(failed).await;
    town.anvil.mine(3);
    assert_eq!(town.step(failed).await, PayoutStatus::Failed);
    let early = claim(&town.desk, order.buyer, &order, (&form, "four")).await;
    assert_eq!(code_of(early), "refund-claimed", "somebody may still send the failed one again");
    reverse_payout(&town.desk, treasurer, failed, "Its place was taken elsewhere.").await.unwrap();
    town.assert_books_are_right().await;
    let (twins, keys): (Vec<Desk>, Vec<String>) =
        (0..20).map(|number| (town.desk.twin(), format!("last{number}"))).unzip();
    let tries = twins.iter().zip(&keys).map(|(twin, key)| claim(twin, order.buyer, &order, (&form, key)));
    let answers: Vec<_> = join_all(tries).await;
    let done: Vec<PayoutId> = answers.iter().filter_map(|answer| answer.as_ref().ok().copied()).collect();
    assert_eq!((done.len(), town.purse(order.buyer).await), (1, usdt(0)), "{answers:?}");
    assert_eq!(town.carry_through(done[0]).await, PayoutStatus::Confirmed);
    assert_eq!(town.outside().await, usdt(250 - FEE));
    assert_eq!(code_of(claim(&town.desk, order.buyer, &order, (&form, "more")).await), "refund-claimed");
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_an_order_stands_still_nothing_of_it_is_sent_on_and_two_payouts_of_one_refund_are_a_breach() {
    let town = Town::new().await;
    let order = overpaid(&town).await;
    let form = first_line(&town, &order).await;
    let escrow = order_of(&town.desk, order.request).await.unwrap().escrow;
    let incident = Incident { event_id: town.desk.new_id(), amount: None, since: town.desk.now() };
    town.desk.commit(Commit::new().save(&Escrow { incident: Some(incident), ..escrow })).await.unwrap();
    assert_eq!(code_of(claim(&town.desk, order.buyer, &order, (&form, "one")).await), "escrow-frozen");
    assert_eq!(code_of(quote_refund(&town.desk, order.buyer, order.request, &form).await), "escrow-frozen");
    let escrow = order_of(&town.desk, order.request).await.unwrap().escrow;
    town.desk.commit(Commit::new().save(&Escrow { incident: None, ..escrow })).await.unwrap();
    let sent = claim(&town.desk, order.buyer, &order, (&form, "two")).await.unwrap();
    town.assert_books_are_right().await;
    // What no deed does: a payout that is on its way lets go of its refund.
    let payout = town.payout(sent).await;
    let let_go = Payout { refund_tried: payout.refund_of.clone(), refund_of: None, ..payout };
    town.desk.commit(Commit::new().save(&let_go)).await.unwrap();
    let report = actions::ledger::audit(&town.desk).await.unwrap().to_string();
    assert!(report.contains("the refund it sends on says otherwise"), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_back_is_told_by_letter_once_for_each_posting_and_only_to_a_proved_address() {
    let town = Town::new().await;
    let silent = overpaid(&town).await;
    give_refund(&town.desk, silent.seller, silent.request).await.unwrap();
    assert!(town.desk.store.letters(None, 9).await.unwrap().is_empty(), "no address, or none that is proved");
    let (order, address) = Given::open_checkout(&town.desk).await;
    let user: User = town.desk.store.get(order.buyer).await.unwrap();
    let email = Some("sara@example.org".to_owned());
    let proved = User { email_key: email.clone(), email, email_verified_at: Some(town.desk.now()), ..user };
    town.desk.commit(Commit::new().save(&proved)).await.unwrap();
    town.give_tokens(&address, usdt(1_500));
    town.anvil.mine(3);
    for _ in 0..3 {
        watch_chain(&town.desk, &town.chain).await.unwrap();
    }
    let twice = join_all((0..2).map(|_| give_refund(&town.desk, order.seller, order.request))).await;
    assert!(twice.iter().any(Result::is_ok), "{twice:?}");
    let letters = town.desk.store.letters(Some("sara@example.org"), 9).await.unwrap();
    let of_money = |kind: &LetterKind| matches!(kind, LetterKind::MoneyBack { .. });
    let told: Vec<_> = letters.iter().rev().map(|letter| letter.kind.clone()).filter(of_money).collect();
    let number = order_of(&town.desk, order.request).await.unwrap().request.number;
    let of = |amount| LetterKind::MoneyBack { request: order.request, number, amount };
    assert_eq!(told, [of(usdt(250)), of(usdt(1_250))]);
    town.assert_books_are_right().await;
}
