//! Senders are looked up before their money counts: a hit lies aside until an admin says what becomes of it, and without
//! the list nothing moves at all.

use crate::{assert_books_are_right, code_of, story, with_role};
use actions::{
    Desk, admin,
    escrow::{self, CheckoutStage, checkout_view, claim_transfer, kept_aside},
    sanctions::{Screening, Watchlist, keep_withheld, let_in, screen},
};
use domain::{
    ChainEventId, Currency, Hours,
    escrow::{ChainAddress, ChainEvent, ChainEventStatus},
    identity::Role,
    ledger::{JournalKind, LedgerAccount},
    sanctions::ListTrouble,
};
use futures::future::join_all;
use std::{
    path::PathBuf,
    time::{Duration, UNIX_EPOCH},
};
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdc, usdt};

const LISTED: &str = "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const OTHER: &str = "0x7f367cc41522ce07553e823bf3be79a889debe1b";

/// A house that looks senders up.
struct Town {
    desk: TestDesk,
    chain: PretendChain,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Town {
    async fn with(list: &str) -> Self {
        let (mut desk, chain) = desk_with_chain().await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list.txt");
        desk.desk.sanctions = Watchlist::of_file(file.clone(), Hours(48));
        let town = Self { desk, chain, file, _folder: folder };
        town.publish(list, 0);
        town
    }

    /// The file, written so many hours before now.
    fn publish(&self, list: &str, hours_ago: i64) {
        std::fs::write(&self.file, list).unwrap();
        let millis = (self.desk.now() - Hours(hours_ago)).millis();
        let written = UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap());
        std::fs::File::options().write(true).open(&self.file).unwrap().set_modified(written).unwrap();
    }

    async fn look(&self) {
        escrow::watch_chain(&self.desk, &self.chain).await.unwrap();
    }

    async fn stage(&self, order: &OrderIds) -> CheckoutStage {
        checkout_view(&self.desk, order.buyer, order.request).await.unwrap().unwrap().stage
    }

    async fn event(&self, order: &OrderIds) -> ChainEvent {
        self.desk.store.chain_events_of(order.payment).await.unwrap().remove(0)
    }

    /// An order whose price was sent by somebody on the list.
    async fn hit(&self) -> (OrderIds, ChainEventId) {
        let (order, address) = Given::open_checkout(&self.desk).await;
        self.chain.pay(&address, usdt(1_250));
        self.chain.mine(5);
        self.look().await;
        let event = self.event(&order).await;
        (order, event.id)
    }
}

async fn unclaimed(desk: &Desk) -> domain::Money {
    desk.store.balance(&LedgerAccount::Unclaimed(Currency::USDT), Currency::USDT).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_on_the_list_is_neither_credited_nor_lost() {
    let town = Town::with(&format!("# weekly\n{OTHER}\n{LISTED} # a mixer\n")).await;
    let (order, _) = town.hit().await;
    assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    assert_eq!(unclaimed(&town.desk).await, usdt(1_250));
    let event = town.event(&order).await;
    assert_eq!(event.status, ChainEventStatus::Held);
    let found = event.screening.clone().unwrap();
    assert!(found.entry.unwrap().contains("a mixer") && found.list.unwrap().name == "list.txt");
    // Both sides read nothing of lists.
    assert!(event.checks.iter().all(|check| !check.name.contains("sanction")));
    assert_eq!(town.stage(&order).await, CheckoutStage::Checking);
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_buyer_cannot_take_what_is_withheld_even_of_the_wrong_kind() {
    let town = Town::with(LISTED).await;
    let (order, address) = Given::open_checkout(&town.desk).await;
    town.chain.pay(&address, usdc(1_250));
    town.chain.mine(5);
    town.look().await;
    let event = town.event(&order).await;
    assert_eq!(code_of(claim_transfer(&town.desk, order.buyer, event.id).await), "escrow-nothing-to-claim");
    assert!(kept_aside(&town.desk, order.buyer, order.request).await.unwrap().is_empty());
    // Let in, it is the buyer's as any other money of the wrong kind.
    let admin = with_role(&town.desk, "Mina", Role::Admin).await;
    let_in(&town.desk, admin, event.id, "Another person of that name.").await.unwrap();
    claim_transfer(&town.desk, order.buyer, event.id).await.unwrap();
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn let_in_it_counts_as_it_would_have_and_only_once() {
    let town = Town::with(LISTED).await;
    let (order, event) = town.hit().await;
    let (mina, sara) =
        (with_role(&town.desk, "Mina", Role::Admin).await, with_role(&town.desk, "Sara", Role::Admin).await);
    keep_withheld(&town.desk, mina, event, "Asked the payer for papers.").await.unwrap();
    assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    let asked =
        join_all((0..10).map(|n| let_in(&town.desk, if n % 2 == 0 { mina } else { sara }, event, "Papers are here.")))
            .await;
    assert!(asked.iter().all(Result::is_ok), "{asked:?}");
    let journals = town.desk.store.journals_of_request(order.request).await.unwrap();
    assert_eq!(journals.iter().filter(|journal| journal.kind == JournalKind::Claim).count(), 1);
    assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded");
    assert_eq!(unclaimed(&town.desk).await, usdt(0));
    assert_eq!(code_of(keep_withheld(&town.desk, sara, event, "Changed my mind.").await), "escrow-nothing-to-claim");
    let said = town.event(&order).await.screening.unwrap().ruling.unwrap();
    assert_eq!(said.reason, "Papers are here.");
    let rows = town.desk.store.history_beside(order.payment).await.unwrap();
    let deeds: Vec<&str> = rows.iter().map(|row| row.deed.as_str()).collect();
    assert_eq!(deeds, ["keep_withheld", "let_in_transfer"]);
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn let_in_after_the_order_is_gone_it_is_in_the_buyers_wallet() {
    let town = Town::with(LISTED).await;
    let (order, event) = town.hit().await;
    town.desk.advance(Hours(24));
    escrow::end_time_to_pay(&town.desk, order.payment).await.unwrap();
    assert_eq!(story(&town.desk, order.request).await, "cancelled cancelled cancelled");
    let admin = with_role(&town.desk, "Mina", Role::Admin).await;
    let_in(&town.desk, admin, event, "Papers are here.").await.unwrap();
    let wallet = town.desk.store.wallet_of(order.buyer, Currency::USDT).await.unwrap().unwrap();
    let holds = town.desk.store.balance(&LedgerAccount::Wallet(wallet.id), Currency::USDT).await.unwrap();
    assert_eq!((holds, unclaimed(&town.desk).await), (usdt(1_250), usdt(0)));
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_list_nothing_is_credited_until_it_is_there() {
    let town = Town::with(OTHER).await;
    std::fs::remove_file(&town.file).unwrap();
    let (order, address) = Given::open_checkout(&town.desk).await;
    town.chain.pay(&address, usdt(1_250));
    town.chain.mine(5);
    town.look().await;
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    assert_eq!(town.stage(&order).await, CheckoutStage::Checking);
    // Neither does the clock give the order up while its money waits for the list.
    town.desk.advance(Hours(24));
    escrow::end_time_to_pay(&town.desk, order.payment).await.unwrap();
    assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    for (list, hours_ago, trouble) in [
        ("", 0, ListTrouble::Empty),
        ("0x1234\n", 0, ListTrouble::Broken),
        (OTHER, 49, ListTrouble::Old),
        (OTHER, -25, ListTrouble::Future),
    ] {
        town.publish(list, hours_ago);
        town.look().await;
        let said = screen(&town.desk, &ChainAddress(OTHER.to_owned()));
        assert!(matches!(said, Screening::Unavailable(fault) if fault.trouble == trouble), "{said:?}");
        assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    }
    town.publish(OTHER, 47);
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await.split(' ').nth(2), Some("funded"));
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_admin_decides_and_only_with_a_reason() {
    let town = Town::with(LISTED).await;
    let (order, event) = town.hit().await;
    let support = with_role(&town.desk, "Nima", Role::Support).await;
    let admin = with_role(&town.desk, "Mina", Role::Admin).await;
    for stranger in [order.buyer, order.seller, support] {
        assert_eq!(code_of(let_in(&town.desk, stranger, event, "Let me.").await), "forbidden");
    }
    assert_eq!(code_of(let_in(&town.desk, admin, event, " ").await), "required");
    let aside = admin::aside(&town.desk, support, None).await.unwrap();
    assert_eq!((aside.rows.len(), aside.rows[0].why), (1, admin::AsideFor::Listed));
    assert_eq!(code_of(admin::aside(&town.desk, order.buyer, None).await), "forbidden");
}
