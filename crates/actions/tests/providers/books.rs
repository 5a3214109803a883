//! What the ledger says lies with a service, beside what the service says.

use crate::ways::{ByHand, Shk, Way};
use actions::ledger::{reconcile, seal};
use domain::{
    event::Actor,
    ledger::{BooksVerdict, ProviderLine},
};
use testkit::{TestDesk, usdt};

/// The one account with a service.
async fn line(desk: &TestDesk) -> (BooksVerdict, ProviderLine) {
    let made = reconcile(desk, Actor::Clock).await.unwrap();
    assert_eq!(made.providers.len(), 1, "{made:?}");
    let verdict = made.verdict;
    (verdict, made.providers.into_iter().next().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_service_holds_is_compared_with_what_was_booked_there() {
    let way = Shk::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    way.pay(&order, usdt(1_250)).await;
    // Before the sealer came round, and after it.
    for is_sealed in [false, true] {
        if is_sealed {
            seal(&way.desk).await.unwrap();
        }
        for (told, difference, verdict) in [
            ("12.5", usdt(0), BooksVerdict::Balanced),
            ("12.4", usdt(-10), BooksVerdict::Differs),
            ("13.00", usdt(50), BooksVerdict::Differs),
            ("0", usdt(-1_250), BooksVerdict::Differs),
        ] {
            way.double.set_balance("POLYGON-USDT", told);
            let (whole, line) = line(&way.desk).await;
            assert_eq!((line.booked, line.difference()), (usdt(1_250), Some(difference)), "{told}");
            assert_eq!(line.verdict, Some(verdict), "{told}");
            // No node of the chain answers here: that alone is no verdict, and a difference is worse.
            assert_eq!(whole, BooksVerdict::Unknown.worse(verdict), "{told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_silent_or_answers_nonsense_gives_no_verdict() {
    let way = Shk::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    way.pay(&order, usdt(1_250)).await;
    way.double.set_down(true);
    let (_, silent) = line(&way.desk).await;
    assert_eq!((silent.verdict, silent.trouble.as_deref()), (Some(BooksVerdict::Unknown), Some("hosted-out-of-order")));
    way.double.set_down(false);
    for nonsense in [
        r#"{"name": "POLYGON-USDT", "amount_crypto": 12.5}"#,
        r#"{"name": "POLYGON-USDC", "amount_crypto": "12.5"}"#,
        r#"{"name": "POLYGON-USDT", "amount_crypto": "-1"}"#,
        r#"{"name": "POLYGON-USDT"}"#,
    ] {
        way.double.answer_next(200, nonsense);
        let (_, line) = line(&way.desk).await;
        assert_eq!(line.trouble.as_deref(), Some("hosted-bad-answer"), "{nonsense}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_asked_is_said_to_be_so_and_not_called_right() {
    let way = ByHand::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    way.pay(&order, usdt(1_250)).await;
    let (_, line) = line(way.desk()).await;
    assert_eq!((line.booked, line.told, line.verdict), (usdt(1_250), None, None));
}
