use crate::{
    assert_books_are_right, purse, story,
    watching::{final_look, look, statuses},
};
use domain::escrow::ChainEventStatus as S;
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_booked_and_then_moved_by_a_deep_reorganisation_is_not_booked_again() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    for _ in 0..2 {
        chain.remine(&tx);
        final_look(&desk, &chain).await;
        assert_eq!(statuses(&desk, &order).await, [S::Credited]);
        assert_eq!(purse(&desk, order.buyer).await, usdt(0));
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_moved_before_it_is_final_is_booked_once_from_its_new_place() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    look(&desk, &chain).await;
    chain.remine(&tx);
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(0));
    assert_books_are_right(&desk).await;
}
