//! A booked transfer that stays gone: two admins reverse it, once; the order goes on as not paid; and should it come back
//! it is booked anew, once.

use crate::{
    assert_books_are_right, code_of, purse, story,
    watching::{final_look, look},
};
use actions::{Desk, escrow, identity::grant_role};
use domain::{
    ChainEventId, Days, Minutes, Money, UserId,
    escrow::{ChainEvent, ChainEventStatus as S, TxHash},
    event::Actor,
    identity::Role,
};
use futures::future::join_all;
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdt};

const WHY: &str = "Two explorers and our own node do not know it any more.";

pub(crate) struct Scene {
    pub(crate) desk: TestDesk,
    pub(crate) chain: PretendChain,
    pub(crate) order: OrderIds,
    admins: [UserId; 2],
}

impl Scene {
    /// An order whose money has come in these parts, and two admins.
    pub(crate) async fn paid(parts: &[Money]) -> (Self, Vec<TxHash>) {
        let (desk, chain) = desk_with_chain().await;
        let (order, address) = Given::open_checkout(&desk).await;
        let sent = parts.iter().map(|part| chain.pay(&address, *part)).collect();
        final_look(&desk, &chain).await;
        let admins = [admin(&desk).await, admin(&desk).await];
        (Self { desk, chain, order, admins }, sent)
    }

    pub(crate) async fn look_later(&self) {
        self.desk.advance(Minutes(1));
        look(&self.desk, &self.chain).await;
    }

    pub(crate) async fn lose(&self, tx: &TxHash) {
        self.chain.forget(tx);
        self.look_later().await;
        self.desk.advance(Days(1));
    }

    pub(crate) async fn event(&self, tx: &TxHash) -> ChainEvent {
        let events = self.desk.store.chain_events_of(self.order.payment).await.unwrap();
        events.into_iter().find(|event| event.tx_hash == *tx).unwrap()
    }

    pub(crate) async fn reverse(&self, tx: &TxHash) -> String {
        let event = self.event(tx).await.id;
        escrow::ask_reversal(&self.desk, self.admins[0], event, WHY).await.unwrap();
        let done = code_of(escrow::confirm_reversal(&self.desk, self.admins[1], event).await);
        let OrderIds { buyer, request, .. } = self.order;
        escrow::receipt_of(&self.desk, buyer, false, request).await.expect("its receipt holds");
        done
    }

    pub(crate) async fn story(&self) -> String {
        story(&self.desk, self.order.request).await
    }
}

async fn admin(desk: &Desk) -> UserId {
    let id = Given::person(desk, "Admin").await;
    grant_role(desk, Actor::House, id, Role::Admin).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reverses_alone_in_an_own_order_or_what_is_there() {
    let (scene, sent) = Scene::paid(&[usdt(1_250)]).await;
    let (desk, [first, second]) = (&scene.desk, scene.admins);
    let event = scene.event(&sent[0]).await.id;
    assert_eq!(code_of(escrow::ask_reversal(desk, first, event, WHY).await), "reversal-not-missing");
    scene.lose(&sent[0]).await;
    assert_eq!(code_of(escrow::ask_reversal(desk, scene.order.buyer, event, WHY).await), "forbidden");
    grant_role(desk, Actor::House, scene.order.seller, Role::Admin).await.unwrap();
    assert_eq!(code_of(escrow::ask_reversal(desk, scene.order.seller, event, WHY).await), "reversal-own-order");
    assert_eq!(code_of(escrow::confirm_reversal(desk, second, event).await), "reversal-not-asked");
    escrow::ask_reversal(desk, first, event, WHY).await.unwrap();
    assert_eq!(code_of(escrow::confirm_reversal(desk, first, event).await), "reversal-same-admin");
    escrow::drop_reversal(desk, second, event).await.unwrap();
    assert_eq!(code_of(escrow::confirm_reversal(desk, second, event).await), "reversal-not-asked");
    assert_eq!(scene.story().await, "processing confirmed funded");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reversed_order_is_asked_for_its_money_again_and_can_be_paid_and_finished() {
    let (scene, sent) = Scene::paid(&[usdt(1_250)]).await;
    let (desk, order) = (&scene.desk, scene.order);
    escrow::mark_sent(desk, order.seller, order.request).await.unwrap();
    scene.lose(&sent[0]).await;
    assert_eq!(scene.reverse(&sent[0]).await, "done");
    assert_eq!(scene.story().await, "payment pending awaiting");
    assert_books_are_right(desk).await;
    // Twice is once.
    assert_eq!(code_of(escrow::confirm_reversal(desk, scene.admins[1], scene.event(&sent[0]).await.id).await), "done");
    let address = desk.store.destination_of(order.payment).await.unwrap().unwrap().address;
    scene.chain.pay(&address, usdt(1_250));
    final_look(desk, &scene.chain).await;
    assert_eq!(scene.story().await, "processing confirmed funded");
    // What was lost comes back: nobody waits for it, so it is the buyer's.
    scene.chain.recall();
    scene.look_later().await;
    final_look(desk, &scene.chain).await;
    assert_eq!(scene.event(&sent[0]).await.status, S::ToWallet);
    assert_eq!(purse(desk, order.buyer).await, usdt(1_250));
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_to_an_order_that_waits_is_credited_again_exactly_once_and_may_be_lost_again() {
    let (scene, sent) = Scene::paid(&[usdt(1_250)]).await;
    for _ in 0..2 {
        scene.chain.forget(&sent[0]);
        scene.look_later().await;
        assert_eq!(scene.reverse(&sent[0]).await, "done");
        scene.chain.recall();
        scene.look_later().await;
        join_all((0..10).map(|_| final_look(&scene.desk, &scene.chain))).await;
        assert_eq!(scene.story().await, "processing confirmed funded");
        assert_books_are_right(&scene.desk).await;
    }
    assert_eq!(scene.event(&sent[0]).await.reversals.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_parts_the_one_that_is_there_stays_held_and_the_rest_is_asked() {
    let (scene, sent) = Scene::paid(&[usdt(500), usdt(750)]).await;
    scene.lose(&sent[1]).await;
    assert_eq!(scene.reverse(&sent[1]).await, "done");
    assert_eq!(scene.story().await, "payment processing partial");
    assert_books_are_right(&scene.desk).await;
    // Nobody sends the rest: what is there goes back.
    scene.desk.advance(Days(2));
    scene.desk.run_due().await;
    assert_eq!(scene.story().await, "cancelled refunded refunded");
    assert_eq!(purse(&scene.desk, scene.order.buyer).await, usdt(500));
    assert_books_are_right(&scene.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reversed_order_that_nobody_pays_again_ends_by_itself() {
    let (scene, sent) = Scene::paid(&[usdt(1_250)]).await;
    scene.lose(&sent[0]).await;
    assert_eq!(scene.reverse(&sent[0]).await, "done");
    scene.desk.advance(Days(2));
    scene.desk.run_due().await;
    assert_eq!(scene.story().await, "cancelled cancelled cancelled");
    assert_books_are_right(&scene.desk).await;
}

async fn confirm(desk: &Desk, admin: UserId, event: ChainEventId) -> bool {
    escrow::confirm_reversal(desk, admin, event).await.is_ok()
}

async fn comes_back(desk: &Desk, chain: &PretendChain) -> bool {
    escrow::watch_chain(desk, chain).await.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_reverse_it_while_it_comes_back_one_side_wins() {
    for round in 0..6 {
        let (scene, sent) = Scene::paid(&[usdt(1_250)]).await;
        scene.lose(&sent[0]).await;
        let event = scene.event(&sent[0]).await.id;
        escrow::ask_reversal(&scene.desk, scene.admins[0], event, WHY).await.unwrap();
        scene.chain.recall();
        scene.desk.advance(Minutes(1));
        let (desk, chain, admin) = (&*scene.desk, &scene.chain, scene.admins[1]);
        let (reversals, looks) = tokio::join!(
            join_all((0..25).map(|_| confirm(desk, admin, event))),
            join_all((0..25).map(|_| comes_back(desk, chain))),
        );
        assert!(reversals.contains(&true) || looks.contains(&true), "round {round}");
        final_look(desk, chain).await;
        scene.look_later().await;
        final_look(desk, chain).await;
        assert_eq!(scene.story().await, "processing confirmed funded", "round {round}");
        assert!(scene.event(&sent[0]).await.reversals.len() <= 1);
        assert_books_are_right(desk).await;
    }
}
