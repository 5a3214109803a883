use crate::assert_books_are_right;
use actions::{Desk, escrow, ledger};
use domain::escrow::ChainEvent;
use futures::future::join_all;
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdc};

async fn breaches(desk: &Desk) -> Vec<&'static str> {
    let report = ledger::audit(desk).await.unwrap();
    let mut names: Vec<_> = report.breaches().map(|breach| breach.check).collect();
    names.dedup();
    names
}

async fn paid_order(desk: &TestDesk, chain: &PretendChain) -> OrderIds {
    let order = Given::sent_order(desk, chain).await;
    let code = escrow::delivery_code_for(desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::hand_over(desk, order.seller, order.request, &code).await.unwrap();
    order
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_house_and_a_busy_one_are_as_promised() {
    let (desk, chain) = desk_with_chain().await;
    assert_books_are_right(&desk).await;
    for _ in 0..3 {
        paid_order(&desk, &chain).await;
        Given::funded_order(&desk, &chain).await;
        Given::accepted_order(&desk).await;
    }
    // Before the sealer came round, too.
    assert_eq!(breaches(&desk).await, [""; 0]);
    assert_books_are_right(&desk).await;
    let report = ledger::audit(&desk).await.unwrap();
    assert_eq!((report.postings.sealed, report.postings.unsealed), (9, 0));
    assert!(report.to_string().contains("everything is as promised"), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn five_sealers_at_once_make_one_chain() {
    let (desk, chain) = desk_with_chain().await;
    for _ in 0..4 {
        paid_order(&desk, &chain).await;
    }
    let desks: Vec<Desk> = (0..5).map(|_| desk.twin()).collect();
    let sealed = join_all(desks.iter().map(ledger::seal)).await;
    assert_eq!(sealed.into_iter().map(Result::unwrap).sum::<usize>(), 8);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_amount_is_named_by_the_chain_and_by_the_sums() {
    let (desk, chain) = desk_with_chain().await;
    let order = paid_order(&desk, &chain).await;
    assert_books_are_right(&desk).await;
    let journal = desk.store.journals_of_request(order.request).await.unwrap().pop().unwrap();
    let change = r#"{"entries.0.amount.units": {"$numberDecimal": "99"}}"#;
    desk.store.tamper("journals", &journal.id.to_string(), change).await.unwrap();
    let report = ledger::audit(&desk).await.unwrap();
    let subjects: Vec<&str> =
        report.breaches().filter(|breach| breach.check == "hash-chain").map(|breach| &*breach.subject).collect();
    assert_eq!(subjects, [journal.id.to_string()], "{report}");
    assert!(breaches(&desk).await.contains(&"cached-balances"));
    assert!(breaches(&desk).await.contains(&"escrow-held"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_posting_is_named() {
    let (desk, chain) = desk_with_chain().await;
    let order = paid_order(&desk, &chain).await;
    paid_order(&desk, &chain).await;
    assert_books_are_right(&desk).await;
    let journal = desk.store.journals_of_request(order.request).await.unwrap().remove(0);
    desk.store.tear_out("journals", &journal.id.to_string()).await.unwrap();
    let found = breaches(&desk).await;
    assert!(found.contains(&"hash-chain") && found.contains(&"credited-once"), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_lie_is_named_too() {
    let lies = [
        ("ledger_accounts", r#"{"balance.units": {"$numberDecimal": "1"}}"#, "cached-balances"),
        ("escrows", r#"{"funded.units": {"$numberDecimal": "1"}}"#, "escrow-held"),
        ("escrows", r#"{"state": "funded"}"#, "statuses-agree"),
        ("escrows", r#"{"state": "melted"}"#, "readable"),
        ("payments", r#"{"status": "confirmed"}"#, "history"),
        ("purchase_requests", r#"{"status": "processing"}"#, "deadlines"),
        ("chain_events", r#"{"status": "seen"}"#, "credited-once"),
        ("users", r#"{"completed_sales": 7}"#, "counts"),
        ("wallets", r#"{"user_id": "usr_00000000000000000000000000"}"#, "references"),
    ];
    for (collection, lie, check) in lies {
        let (desk, chain) = desk_with_chain().await;
        let order = paid_order(&desk, &chain).await;
        assert_books_are_right(&desk).await;
        let wallet = desk.store.wallets_of(order.seller).await.unwrap().remove(0).id;
        let events: Vec<ChainEvent> = desk.store.chain_events_of(order.payment).await.unwrap();
        let id = match collection {
            "ledger_accounts" => format!("liab:wallet:{wallet}#USDT"),
            "escrows" | "purchase_requests" => order.request.to_string(),
            "payments" => order.payment.to_string(),
            "chain_events" => events[0].id.to_string(),
            "users" => order.seller.to_string(),
            _ => wallet.to_string(),
        };
        desk.store.tamper(collection, &id, lie).await.unwrap();
        let found = breaches(&desk).await;
        assert!(found.contains(&check), "{collection} {lie}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_aside_and_what_came_are_held_against_each_other() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdc(1_250));
    chain.mine(5);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    assert_books_are_right(&desk).await;
    let event = desk.store.chain_events_of(order.payment).await.unwrap()[0].id.to_string();
    // Said to be the buyer's again, and no posting took it out.
    for (status, found) in [("claimed", vec!["aside"]), ("to_wallet", vec!["aside"]), ("held", Vec::new())] {
        desk.store.tamper("chain_events", &event, &format!(r#"{{"status": "{status}"}}"#)).await.unwrap();
        assert_eq!(breaches(&desk).await, found, "{status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_beside_a_busy_house_cries_no_wolf() {
    let (desk, chain) = desk_with_chain().await;
    let work = async {
        for _ in 0..10 {
            paid_order(&desk, &chain).await;
            ledger::seal(&desk).await.unwrap();
        }
    };
    let audits = async {
        for _ in 0..5 {
            let report = ledger::audit(&desk).await.unwrap();
            assert!(report.is_clean(), "{report}");
        }
    };
    tokio::join!(work, audits);
}
