//! Large ones wait for somebody of the house, who is never the one who is paid.

use crate::town::{Town, code_of};
use actions::custody::{PayoutForm, approve_payout, payouts, reject_payout, retry_payout, reverse_payout};
use domain::{Days, custody::PayoutStatus as S, identity::Role};
use futures::future::join_all;
use testkit::usdt;

const WHY: &str = "The address belongs to somebody else.";

#[tokio::test(flavor = "multi_thread")]
async fn a_large_withdrawal_waits_for_a_treasurer_who_is_not_the_one_paid() {
    let town = Town::new().await;
    let (treasurer, buyer) = (town.staff(Role::Treasurer).await, town.person_with(1).await);
    let person = town.person_with(300_000).await;
    let id = town.ask(person, "1000.01").await.unwrap();
    assert_eq!(town.payout(id).await.status, S::Draft);
    town.look().await;
    assert_eq!(town.payout(id).await.status, S::Draft, "nobody agreed");
    assert_eq!(code_of(approve_payout(&town.desk, buyer, id).await), "forbidden");
    assert_eq!(code_of(approve_payout(&town.desk, person, id).await), "forbidden");
    let said = join_all((0..10).map(|_| approve_payout(&town.desk, treasurer, id))).await;
    assert_eq!(said.iter().filter(|said| said.is_ok()).count(), 1, "{said:?}");
    let of_the_house = town.person_with(200_000).await;
    let user: domain::identity::User = town.desk.store.get(of_the_house).await.unwrap();
    let user = domain::identity::User { roles: vec![Role::Admin], ..user };
    town.desk.commit(store::Commit::new().save(&user)).await.unwrap();
    let own = town.ask(of_the_house, "1500").await.unwrap();
    assert_eq!(code_of(approve_payout(&town.desk, of_the_house, own).await), "payout-own");
    assert_eq!(code_of(reject_payout(&town.desk, treasurer, own, "").await), "reason:required");
    reject_payout(&town.desk, treasurer, own, WHY).await.unwrap();
    assert_eq!(code_of(reject_payout(&town.desk, treasurer, own, WHY).await), "illegal-move rejected");
    assert_eq!(town.purse(of_the_house).await, usdt(200_000));
    for refused in
        [retry_payout(&town.desk, treasurer, own).await, reverse_payout(&town.desk, treasurer, own, WHY).await]
    {
        assert_eq!(code_of(refused), "illegal-move rejected");
    }
    let list = payouts(&town.desk, treasurer, &PayoutForm::default()).await.unwrap();
    assert_eq!((list.part.rows.len(), list.part.rows[0].id), (2, own));
    assert_eq!(code_of(payouts(&town.desk, buyer, &PayoutForm::default()).await), "forbidden");
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_agrees_to_is_back_after_a_week() {
    let town = Town::new().await;
    let person = town.person_with(200_000).await;
    let id = town.ask(person, "1500").await.unwrap();
    town.assert_books_are_right().await;
    town.desk.advance(Days(8));
    town.desk.run_due().await;
    assert_eq!(town.payout(id).await.status, S::Expired);
    assert_eq!(town.purse(person).await, usdt(200_000));
    town.assert_books_are_right().await;
}
