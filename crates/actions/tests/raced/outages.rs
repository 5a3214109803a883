//! The database lets the release of an order down at each of its commands, in each way it can.

use crate::rounds::rounds;
use actions::{ActionError, escrow};
use domain::{
    escrow::{Escrow, EscrowState},
    ledger::JournalKind,
};
use rand::{Rng, seq::IndexedRandom};
use testkit::Given;

/// Cut off, stepped down, in another's way, gone for a while.
const WAYS: [&str; 4] =
    [r#""closeConnection": true"#, r#""errorCode": 10107"#, r#""errorCode": 112"#, r#""errorCode": 91"#];

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_the_database_lets_down_is_done_once_when_it_is_asked_for_again() {
    // Other servers fail on purpose only when they were started for it.
    if std::env::var_os("AMANAT_TEST_URI").is_some() {
        return;
    }
    rounds("outage", async |round| {
        let order = Given::sent_order(&round.desk, &round.chain).await;
        let code = escrow::delivery_code_for(&round.desk, order.buyer, order.request).await.unwrap().unwrap();
        let command = ["find", "bulkWrite", "findAndModify", "commitTransaction"].choose(&mut round.dice).unwrap();
        let way = WAYS.choose(&mut round.dice).unwrap();
        let mode = format!(r#"{{"times": {}}}"#, round.dice.random_range(1..30));
        let data = format!(r#"{{"failCommands": ["{command}"], {way}}}"#);
        round.desk.store.fail_commands(&mode, &data).await.unwrap();
        let first = escrow::hand_over(&round.desk, order.seller, order.request, &code).await;
        let struck = round.desk.store.fail_commands(r#""off""#, r#"{"failCommands": []}"#).await.unwrap();
        assert!(struck > 0, "{data}");
        let is_in_the_way = way.contains("112") && matches!(*command, "bulkWrite" | "findAndModify");
        assert!(first.is_ok() || !is_in_the_way || is_conflict(&first), "somebody in the way is no outage: {first:?}");
        let again = escrow::hand_over(&round.desk, order.seller, order.request, &code).await;
        assert!(again.is_ok(), "{again:?} after {first:?}");
        let escrow: Escrow = round.desk.store.get(order.request).await.unwrap();
        let journals = round.desk.store.journals_of_request(order.request).await.unwrap();
        assert_eq!(escrow.state, EscrowState::Released);
        assert_eq!(journals.iter().filter(|journal| journal.kind == JournalKind::Release).count(), 1);
        1
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_lost_before_its_end_is_in_nobodys_way_afterwards() {
    if std::env::var_os("AMANAT_TEST_URI").is_some() {
        return;
    }
    futures::future::join(lost_at(r#""commitTransaction""#), lost_at(r#""bulkWrite", "abortTransaction""#)).await;
}

async fn lost_at(commands: &str) {
    let (desk, chain) = testkit::desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let fault = format!(r#"{{"failCommands": [{commands}], "closeConnection": true}}"#);
    desk.store.fail_commands(r#""alwaysOn""#, &fault).await.unwrap();
    let first = escrow::hand_over(&desk, order.seller, order.request, &code).await;
    desk.store.fail_commands(r#""off""#, r#"{"failCommands": []}"#).await.unwrap();
    assert!(first.is_err(), "{commands}");
    let again = escrow::hand_over(&desk.twin(), order.seller, order.request, &code).await;
    assert!(again.is_ok(), "{again:?} after {commands}: {first:?}");
}

fn is_conflict<T>(answer: &Result<T, ActionError>) -> bool {
    answer.as_ref().is_err_and(ActionError::is_conflict)
}
