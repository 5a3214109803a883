//! Blocking and reporting: who hears whom, what goes on all the same, and what the house makes of a report.

use crate::world::{World, asker, refusal, say_at, says, typed};
use actions::{chat, escrow, market};
use domain::{
    UserId,
    chat::{Asker, Block, ChatType, MessageKind, ReactionKind, Report, ReportForm, ReportStatus, Told},
    identity::{Role, User},
    market::CounterForm,
};
use futures::future::join_all;
use store::{Commit, LogFilter};
use testkit::{Given, TestDesk};

fn form(reason: &str) -> ReportForm {
    ReportForm { reason: reason.to_owned(), words: "He wants me to pay elsewhere.".to_owned() }
}

async fn of_the_house(desk: &TestDesk, role: Role) -> UserId {
    let id = Given::person(desk, "Helper").await;
    let user: User = desk.store.get(id).await.unwrap();
    desk.commit(Commit::new().save(&User { roles: vec![Role::Buyer, role], ..user })).await.unwrap();
    id
}

async fn logged(desk: &TestDesk, deed: &str) -> usize {
    let filter = LogFilter { deed: Some(deed.to_owned()), ..LogFilter::default() };
    desk.store.log_rows(&filter, 100).await.unwrap().len()
}

#[tokio::test]
async fn nothing_is_said_between_two_of_whom_one_has_blocked_the_other() {
    let world = World::new().await;
    let first = world.say(world.seller, "one", "Pay me outside.").await;
    for _ in 0..2 {
        chat::block_person(&world.desk, world.buyer, world.chat).await.unwrap();
    }
    assert_eq!(logged(&world.desk, "block_person").await, 1);
    let counter =
        CounterForm { price: "11".to_owned(), delivery_amount: "2".to_owned(), delivery_unit: "days".to_owned() };
    for (who, code) in [(world.seller, "chat-blocked"), (world.buyer, "chat-blocked-by-you")] {
        let (desk, room) = (&world.desk, world.chat);
        let brought = chat::begin_files(desk, who, room).await.unwrap();
        for (deed, refused) in [
            ("send", refusal(chat::send(desk, who, room, &typed("x", "Hello?")).await)),
            ("files", refusal(chat::send_files(desk, who, room, &typed("y", "Look."), &brought).await)),
            ("counter", refusal(chat::make_counter_offer(desk, who, room, &counter, "z").await)),
            ("edit", refusal(chat::edit_message(desk, who, first.id, "Pay me!").await)),
            ("react", refusal(chat::react_to_message(desk, who, first.id, ReactionKind::Love).await)),
        ] {
            assert_eq!(refused, says(409, code), "{deed}");
        }
    }
    assert_eq!(world.say(world.seller, "one", "Pay me outside.").await, first, "what was said before is still said");
    assert_eq!(world.numbers().await, [1]);
    chat::delete_message(&world.desk, world.seller, first.id).await.unwrap();
    for _ in 0..2 {
        chat::unblock_person(&world.desk, world.buyer, world.chat).await.unwrap();
    }
    world.say(world.seller, "two", "Sorry.").await;
    assert_eq!(logged(&world.desk, "unblock_person").await, 1);
}

#[tokio::test]
async fn a_block_holds_in_every_conversation_of_the_two_and_in_no_other() {
    let world = World::new().await;
    let request = Given::request(&world.desk, world.buyer.id).await;
    Given::offer(&world.desk, world.seller.id, request).await;
    let other = domain::chat::Chat::direct_id(request, world.seller.id);
    chat::block_person(&world.desk, world.buyer, world.chat).await.unwrap();
    let said = say_at(&world.desk, world.seller, other, "one", "Hello?").await;
    assert_eq!(refusal(said), says(409, "chat-blocked"));
    let rival = Given::seller(&world.desk, "Sara").await;
    Given::offer(&world.desk, rival, request).await;
    say_at(&world.desk, asker(rival), domain::chat::Chat::direct_id(request, rival), "one", "Hello.").await.unwrap();
    let house = chat::start_support(&world.desk, world.seller.id).await.unwrap();
    say_at(&world.desk, world.seller, house, "one", "I am blocked.").await.unwrap();
    let refused = chat::block_person(&world.desk, world.seller, house).await;
    assert_eq!(refusal(refused), says(409, "chat-nobody-to-block"));
}

#[tokio::test]
async fn what_happens_to_the_money_is_told_to_both_whoever_has_blocked_whom() {
    let (desk, chain) = testkit::desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let room = domain::chat::Chat::direct_id(order.request, order.seller);
    chat::block_person(&desk, asker(order.buyer), room).await.unwrap();
    chat::block_person(&desk, asker(order.seller), room).await.unwrap();
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    let all = desk.store.messages_after(room, 0, 100).await.unwrap();
    let told: Vec<_> = all.iter().filter(|one| one.kind == MessageKind::System).filter_map(|one| one.told).collect();
    assert_eq!(told, [Told::Opened, Told::Paid, Told::Sent, Told::Refunded]);
}

#[tokio::test]
async fn of_twenty_who_block_at_once_there_is_one_block_and_a_stranger_blocks_nobody() {
    let world = World::new().await;
    let twins: Vec<_> = (0..20).map(|_| world.desk.twin()).collect();
    let tries = twins.iter().map(|twin| chat::block_person(twin, world.buyer, world.chat));
    assert!(join_all(tries).await.iter().all(Result::is_ok));
    let id = Block::id_of(world.buyer.id, world.seller.id);
    assert!(world.desk.store.find::<Block>(id).await.unwrap().is_some());
    let stranger = Asker { id: Given::person(&world.desk, "Omid").await, helps: true };
    for refused in [
        chat::block_person(&world.desk, stranger, world.chat).await,
        chat::unblock_person(&world.desk, stranger, world.chat).await,
    ] {
        assert_eq!(refusal(refused), says(403, "chat-not-a-member"));
    }
}

#[tokio::test]
async fn a_report_keeps_what_was_said_and_comes_once() {
    let world = World::new().await;
    let message = world.say(world.seller, "one", "Pay me outside.").await;
    let twins: Vec<_> = (0..20).map(|_| world.desk.twin()).collect();
    let tries = twins
        .iter()
        .map(|twin| async { chat::report_message(twin, world.buyer, message.id, &form("elsewhere")).await });
    assert!(join_all(tries).await.iter().all(Result::is_ok));
    chat::edit_message(&world.desk, world.seller, message.id, "Pay me here.").await.unwrap();
    chat::delete_message(&world.desk, world.seller, message.id).await.unwrap();
    let helper = of_the_house(&world.desk, Role::Support).await;
    let reports = chat::reports(&world.desk, helper).await.unwrap();
    let seen: Vec<_> = reports.open.iter().map(|one| (&*one.said, one.by, one.against)).collect();
    assert_eq!(seen, [("Pay me outside.", world.buyer.id, world.seller.id)]);
    assert_eq!(logged(&world.desk, "report_message").await, 1);
}

#[tokio::test]
async fn what_cannot_be_reported_is_refused() {
    let world = World::new().await;
    let message = world.say(world.seller, "one", "Hello.").await;
    let desk = &world.desk;
    let bad = chat::report_message(desk, world.buyer, message.id, &ReportForm::default()).await;
    assert_eq!(refusal(bad), says(422, "reason"));
    let own = chat::report_message(desk, world.seller, message.id, &form("spam")).await;
    assert_eq!(refusal(own), says(409, "chat-own-message"));
    let stranger = Asker { id: Given::person(desk, "Omid").await, helps: true };
    let strange = chat::report_message(desk, stranger, message.id, &form("spam")).await;
    assert_eq!(refusal(strange), says(403, "chat-not-a-member"));
    let offer = desk.store.live_offer(world.request, world.seller.id).await.unwrap().unwrap();
    market::accept_offer(desk, world.buyer.id, offer.id).await.unwrap();
    let told = desk.store.messages_after(world.chat, 1, 10).await.unwrap().remove(0);
    let fixed = chat::report_message(desk, world.buyer, told.id, &form("spam")).await;
    assert_eq!(refusal(fixed), says(409, "chat-fixed"));
    chat::delete_message(desk, world.seller, message.id).await.unwrap();
    let gone = chat::report_message(desk, world.buyer, message.id, &form("spam")).await;
    assert_eq!(refusal(gone), says(409, "chat-deleted"));
    assert_eq!(desk.store.get::<domain::chat::Chat>(world.chat).await.unwrap().chat_type, ChatType::Direct);
}

#[tokio::test]
async fn of_two_who_decide_otherwise_one_is_told_and_only_the_house_decides() {
    let world = World::new().await;
    let message = world.say(world.seller, "one", "Pay me outside.").await;
    chat::report_message(&world.desk, world.buyer, message.id, &form("elsewhere")).await.unwrap();
    let id = Report::id_of(message.id, world.buyer.id);
    for who in [
        world.buyer.id,
        world.seller.id,
        of_the_house(&world.desk, Role::Resolver).await,
        of_the_house(&world.desk, Role::Treasurer).await,
    ] {
        assert_eq!(refusal(chat::reports(&world.desk, who).await), says(403, "forbidden"));
        let decided = chat::decide_report(&world.desk, who, id, (ReportStatus::Dismissed, "")).await;
        assert_eq!(refusal(decided), says(403, "forbidden"));
    }
    let (admin, helper) =
        (of_the_house(&world.desk, Role::Admin).await, of_the_house(&world.desk, Role::Support).await);
    let (one, other) = (world.desk.twin(), world.desk.twin());
    let (handled, dismissed) = futures::join!(
        chat::decide_report(&one, admin, id, (ReportStatus::Handled, "Warned.")),
        chat::decide_report(&other, helper, id, (ReportStatus::Dismissed, "Nothing in it.")),
    );
    assert_ne!(handled.is_ok(), dismissed.is_ok(), "one of them decides");
    let refused = if handled.is_ok() { dismissed } else { handled };
    assert_eq!(refusal(refused), says(409, "chat-report-decided"));
    let report: Report = world.desk.store.get(id).await.unwrap();
    chat::decide_report(&world.desk, admin, id, (report.status, "again")).await.unwrap();
    let after: Report = world.desk.store.get(id).await.unwrap();
    assert_eq!(after, report, "the same decision again changes nothing");
    assert_eq!(logged(&world.desk, "handle_report").await + logged(&world.desk, "dismiss_report").await, 1);
}
