//! The whole way of several orders over a wire to the database that is cut, held up and closed on one side: whoever was
//! not answered asks again, is answered rightly, and nothing is done twice.

use crate::{
    rounds::{Round, so_many_rounds},
    wire::Wire,
};
use actions::{ActionError, Desk, FormKey, escrow};
use domain::{
    Currency, Money,
    escrow::{Escrow, EscrowState},
    ledger::JournalKind,
};
use std::{future::Future, sync::Arc};
use store::StoreError;
use testkit::{Given, OrderIds, PRICE_UNITS, PretendChain};

/// Asked so often before one gives up.
const PATIENCE: u32 = 60;

/// Asks until there is an answer.
async fn answered<T, F: Future<Output = Result<T, ActionError>>>(mut deed: impl FnMut() -> F) -> T {
    for _ in 0..PATIENCE {
        match deed().await {
            Ok(answer) => return answer,
            Err(ActionError::Store(StoreError::Database(_) | StoreError::Conflict(_))) => {}
            Err(other) => panic!("what was cut off was answered wrongly afterwards: {other:?}"),
        }
    }
    panic!("no answer in {PATIENCE} tries");
}

async fn paid_on_chain(far: Desk, chain: Arc<PretendChain>, order: OrderIds) {
    let payment = answered(|| escrow::open_checkout(&far, order.buyer, order.request)).await;
    chain.pay(&payment.on_chain.receiver.unwrap(), Money::new(PRICE_UNITS, Currency::USDT));
    chain.mine(5);
    answered(|| escrow::watch_chain(&far, &*chain)).await;
}

async fn released(far: Desk, order: OrderIds) {
    let code = answered(|| escrow::delivery_code_for(&far, order.buyer, order.request)).await.unwrap();
    answered(|| escrow::hand_over(&far, order.seller, order.request, &code)).await;
}

async fn given_back(far: Desk, order: OrderIds) {
    let key = FormKey::new("one form", ["give_part_back"]);
    answered(|| escrow::give_part_back(&far, order.seller, order.request, "2.5", &key)).await;
    answered(|| escrow::give_refund(&far, order.seller, order.request)).await;
}

async fn paid_from_wallet(far: Desk, order: OrderIds) {
    let price = Money::new(PRICE_UNITS, Currency::USDT);
    answered(|| escrow::pay_from_wallet(&far, order.buyer, order.request, price)).await;
    answered(|| escrow::mark_sent(&far, order.seller, order.request)).await;
}

async fn assert_ended(round: &Round, order: OrderIds, state: EscrowState, journals: &[JournalKind]) {
    let escrow: Escrow = round.desk.store.get(order.request).await.unwrap();
    let mut kinds: Vec<JournalKind> =
        round.desk.store.journals_of_request(order.request).await.unwrap().iter().map(|journal| journal.kind).collect();
    kinds.sort_by_key(ToString::to_string);
    assert_eq!((escrow.state, &*kinds), (state, journals));
}

#[tokio::test(flavor = "multi_thread")]
async fn over_a_wire_that_is_cut_again_and_again_everything_is_done_once() {
    // A wire of ours leads to our own engine only.
    if std::env::var_os("AMANAT_TEST_URI").is_some() {
        return;
    }
    so_many_rounds(2, "wire", async |round| {
        let sent = Given::sent_order(&round.desk, &round.chain).await;
        let funded = Given::funded_order(&round.desk, &round.chain).await;
        let rich = Given::order_of_a_rich_buyer(&round.desk, &round.chain, PRICE_UNITS + 1).await;
        let open = Given::accepted_order(&round.desk).await;
        let wire = Wire::to(&round.desk.store.own_uri().unwrap(), round.seed).await;
        let far = || async { Desk { store: round.desk.store.over(&wire.uri).await.unwrap(), ..round.twin() } };
        tokio::join!(
            released(far().await, sent),
            given_back(far().await, funded),
            paid_from_wallet(far().await, rich),
            paid_on_chain(far().await, Arc::clone(&round.chain), open),
        );
        use JournalKind::{Hold, PayIn, Refund, Release};
        assert_ended(round, sent, EscrowState::Released, &[PayIn, Release]).await;
        assert_ended(round, funded, EscrowState::Refunded, &[PayIn, Refund, Refund]).await;
        assert_ended(round, rich, EscrowState::Funded, &[Hold]).await;
        assert_ended(round, open, EscrowState::Funded, &[PayIn]).await;
        assert!(wire.ends() > 0, "nothing was cut");
        usize::try_from(wire.ends()).unwrap()
    })
    .await;
}
