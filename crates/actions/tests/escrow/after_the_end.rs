//! Money that comes to the address of an order that has ended, however it ended: it is the buyer's, the order stays as it
//! is, and nothing ends twice.

#![allow(clippy::print_stdout, reason = "a fault says its name")]

use crate::{
    assert_books_are_right, purse, story,
    watching::{final_look, statuses},
};
use actions::{
    FormKey,
    escrow::{self, claim_transfer},
};
use domain::{
    Currency, Minutes, Money,
    escrow::{ChainAddress, ChainEventStatus as S, Escrow, SplitForm},
    ledger::LedgerAccount,
};
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdc, usdt};

#[derive(Clone, Copy, Debug)]
enum End {
    Cancelled,
    TimedOut,
    CancelledInPart,
    Refunded,
    Released,
    Split,
}

const ENDS: [End; 6] = [End::Cancelled, End::TimedOut, End::CancelledInPart, End::Refunded, End::Released, End::Split];

/// An order that has ended so, and its address.
async fn ended(desk: &TestDesk, chain: &PretendChain, end: End) -> (OrderIds, ChainAddress) {
    let (order, address) = Given::open_checkout(desk).await;
    match end {
        End::Cancelled | End::TimedOut => {}
        End::CancelledInPart => drop(chain.pay(&address, usdt(500))),
        End::Refunded | End::Released | End::Split => drop(chain.pay(&address, usdt(1_250))),
    }
    final_look(desk, chain).await;
    match end {
        End::Cancelled | End::CancelledInPart => {
            escrow::cancel_order(desk, order.buyer, order.request, "").await.unwrap();
        }
        End::TimedOut => {
            desk.advance(Minutes(61));
            desk.run_due().await;
        }
        End::Refunded => drop(escrow::give_refund(desk, order.seller, order.request).await.unwrap()),
        End::Released => released(desk, order).await,
        End::Split => split(desk, order).await,
    }
    (order, address)
}

async fn released(desk: &TestDesk, order: OrderIds) {
    escrow::mark_sent(desk, order.seller, order.request).await.unwrap();
    let code = escrow::delivery_code_for(desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::confirm_delivery(desk, order.buyer, order.request, &code).await.unwrap();
}

async fn split(desk: &TestDesk, order: OrderIds) {
    let form = SplitForm { buyer: "4".to_owned(), ..SplitForm::default() };
    let key = FormKey::new("split", ["4"]);
    escrow::propose_split(desk, order.buyer, order.request, (&form, None), &key).await.unwrap();
    let proposal = desk.store.get::<Escrow>(order.request).await.unwrap().split.unwrap().id;
    escrow::accept_split(desk, order.seller, order.request, proposal).await.unwrap();
}

/// What is left as it is, whatever comes.
async fn standing(desk: &TestDesk, order: &OrderIds) -> (String, Escrow, Money) {
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    (story(desk, order.request).await, Escrow { version: 0, ..escrow }, purse(desk, order.seller).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn however_an_order_ended_what_comes_afterwards_is_the_buyers() {
    let (desk, chain) = desk_with_chain().await;
    for end in ENDS {
        let (order, address) = ended(&desk, &chain, end).await;
        let (before, had) = (standing(&desk, &order).await, purse(&desk, order.buyer).await);
        for times in 1..=2 {
            chain.pay(&address, usdt(1_250));
            final_look(&desk, &chain).await;
            assert_eq!(standing(&desk, &order).await, before, "{end:?}");
            assert_eq!(purse(&desk, order.buyer).await, had.plus(usdt(1_250 * times)).unwrap(), "{end:?}");
            assert_eq!(statuses(&desk, &order).await.last(), Some(&S::ToWallet), "{end:?}");
        }
        assert_books_are_right(&desk).await;
        println!("fault F14 paid again after it was {end:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn however_an_order_ended_another_token_is_kept_aside_for_the_buyer_and_another_chain_too() {
    let (desk, chain) = desk_with_chain().await;
    let other = PretendChain::of_id(31_338);
    for end in ENDS {
        let (order, address) = ended(&desk, &chain, end).await;
        let before = standing(&desk, &order).await;
        chain.pay(&address, usdc(700));
        other.pay(&address, usdt(1_250));
        final_look(&desk, &chain).await;
        final_look(&desk, &other).await;
        assert_eq!(standing(&desk, &order).await, before, "{end:?}");
        let events = desk.store.chain_events_of(order.payment).await.unwrap();
        let aside: Vec<_> = events.iter().filter(|event| event.status == S::Held).collect();
        assert_eq!(aside.len(), 2, "{end:?}: {events:?}");
        for event in aside {
            claim_transfer(&desk, order.buyer, event.id).await.unwrap();
        }
        let wallet = desk.store.wallet_of(order.buyer, Currency::USDC).await.unwrap().unwrap().id;
        let has = desk.store.balance(&LedgerAccount::Wallet(wallet), Currency::USDC).await.unwrap();
        assert_eq!((standing(&desk, &order).await, has), (before, usdc(700)), "{end:?}");
        assert_books_are_right(&desk).await;
        println!("fault F14 another token and chain after it was {end:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_an_old_order_pays_no_other_one_and_the_money_is_not_lost() {
    let (desk, chain) = desk_with_chain().await;
    for end in ENDS {
        let (old, address) = ended(&desk, &chain, end).await;
        let new = Given::order_of(&desk, old.buyer).await;
        let fresh = escrow::open_checkout(&desk, new.buyer, new.request).await.unwrap();
        assert_ne!(fresh.on_chain.receiver, Some(address.clone()), "no address is given out twice");
        let had = purse(&desk, old.buyer).await;
        chain.pay(&address, usdt(1_250));
        final_look(&desk, &chain).await;
        assert_eq!(story(&desk, new.request).await, "payment pending awaiting", "{end:?}");
        assert_eq!(purse(&desk, old.buyer).await, had.plus(usdt(1_250)).unwrap(), "{end:?}");
        // What lies in the wallet now pays what it was meant for.
        escrow::pay_from_wallet(&desk, new.buyer, new.request, usdt(1_250)).await.unwrap();
        assert_eq!(story(&desk, new.request).await, "processing confirmed funded", "{end:?}");
        assert_eq!(purse(&desk, old.buyer).await, had, "{end:?}");
        assert_books_are_right(&desk).await;
        println!("fault F14 to the address of an order that was {end:?}");
    }
}
