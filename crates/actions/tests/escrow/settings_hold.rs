use crate::{
    assert_books_are_right,
    settings::{THRESHOLD, decide, form, person_with},
    story,
    watching::{look, statuses},
};
use actions::{
    escrow::{self, order_of},
    settings::{change_setting, in_force},
};
use domain::{
    BasisPoints, Days, Hours, Minutes,
    escrow::{ChainEventStatus as S, Escrow, FeeTerms, Terms},
    identity::Role,
    settings::LOCK,
};
use futures::future::join_all;
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn the_next_checkout_follows_in_every_process_without_a_restart() {
    let (desk, chain) = desk_with_chain().await;
    let (twin, admin) = (desk.twin(), person_with(&desk, "Nadia", Role::Admin).await);
    assert_eq!(in_force(&twin).await.unwrap().pay_time, Minutes(60));
    for (key, value) in [(THRESHOLD, "5"), ("pay_minutes", "90"), ("fee_bps", "400"), ("inspection_days", "7")] {
        decide(&desk, admin, key, value).await;
    }
    assert_eq!(in_force(&desk).await.unwrap().pay_time, Minutes(90), "who decided sees it at once");
    desk.advance(LOCK);
    let (order, address) = Given::open_checkout(&twin).await;
    let (payment, escrow) =
        (order_of(&twin, order.request).await.unwrap().payment, twin.store.get::<Escrow>(order.request).await.unwrap());
    assert_eq!((payment.pay_by, payment.on_chain.confirmations_needed), (desk.now() + Minutes(90), 5));
    assert_eq!(escrow.fee, FeeTerms::of_seller(BasisPoints::try_new(400).unwrap()));
    assert_eq!(escrow.terms.unwrap().inspection, Days(7));

    chain.pay(&address, usdt(1_250));
    chain.mine(3);
    look(&twin, &chain).await;
    assert_eq!(statuses(&twin, &order).await, [S::Seen], "four blocks are not five");
    let shown = escrow::checkout_view(&twin, order.buyer, order.request).await.unwrap().unwrap();
    assert_eq!(shown.networks[0].confirmations, 5);
    chain.mine(1);
    look(&twin, &chain).await;
    assert_eq!(statuses(&twin, &order).await, [S::Credited]);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_order_keeps_its_blocks_its_fee_and_its_times() {
    let (desk, chain) = desk_with_chain().await;
    let admin = person_with(&desk, "Nadia", Role::Admin).await;
    let announced = [(THRESHOLD, "50"), ("fee_bps", "1000")];
    join_all(announced.map(|(key, value)| decide(&desk, admin, key, value))).await;
    desk.advance(LOCK);
    desk.advance(Minutes(-1));
    let (order, address) = Given::open_checkout(&desk).await;
    let before = order_of(&desk, order.request).await.unwrap();
    let at_once = [("pay_minutes", "5"), ("inspection_days", "1"), ("send_grace_hours", "1")];
    join_all(at_once.map(|(key, value)| decide(&desk, admin, key, value))).await;
    desk.advance(Minutes(6));
    let now = in_force(&desk).await.unwrap();
    assert_eq!((now.fee.seller.bps, now.pay_time), (BasisPoints::try_new(1_000).unwrap(), Minutes(5)));
    desk.run_due().await;
    let shown = escrow::checkout_view(&desk, order.buyer, order.request).await.unwrap().unwrap();
    assert_eq!((shown.networks[0].confirmations, shown.payment.pay_by), (3, before.payment.pay_by));

    chain.pay(&address, usdt(1_250));
    chain.mine(2);
    look(&desk, &chain).await;
    assert_eq!(statuses(&desk, &order).await, [S::Credited]);
    let paid = order_of(&desk, order.request).await.unwrap();
    assert_eq!((&paid.escrow.fee, paid.escrow.terms), (&before.escrow.fee, before.escrow.terms));
    let kept = Terms { top_up: Hours(24), send_grace: Hours(72), inspection: Days(14) };
    assert_eq!(escrow::terms_of(&desk, &paid.escrow).await.unwrap(), kept);

    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    desk.advance(Days(13));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    desk.advance(Days(1));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_was_shown_more_blocks_waits_for_them_after_the_number_went_back() {
    let (desk, chain) = desk_with_chain().await;
    let admin = person_with(&desk, "Nadia", Role::Admin).await;
    decide(&desk, admin, THRESHOLD, "6").await;
    desk.advance(LOCK);
    change_setting(&desk, admin, &form(THRESHOLD, "3", 1)).await.unwrap();
    desk.advance(LOCK);
    desk.advance(Minutes(-1));
    let (order, address) = Given::open_checkout(&desk).await;
    desk.advance(Minutes(1));
    chain.pay(&address, usdt(1_250));
    chain.mine(4);
    look(&desk, &chain).await;
    assert_eq!(statuses(&desk, &order).await, [S::Seen]);
    chain.mine(1);
    look(&desk, &chain).await;
    assert_eq!(statuses(&desk, &order).await, [S::Credited]);
}
