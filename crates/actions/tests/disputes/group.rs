//! The conversation of a dispute: there from its first moment, for its two sides and who decides, and told every step.

use crate::{
    accept, asks, assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says},
    open, propose,
};
use actions::{
    Desk, FormKey,
    attachments::open_file,
    chat::{self, Whence},
    disputes,
};
use domain::{
    ChatId, DisputeId, UserId,
    chat::{Asker, Chat, MessageKind, Told, TypedMessage},
};
use store::Commit;
use testkit::{Given, OrderIds, TestDesk, desk_with_chain};

async fn begun() -> (TestDesk, OrderIds, DisputeId, ChatId) {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    (desk, order, id, Chat::group_id(id))
}

async fn told(desk: &Desk, chat: ChatId) -> Vec<Told> {
    let all = desk.store.messages_after(chat, 0, 1_000).await.unwrap();
    let numbers: Vec<u64> = all.iter().map(|message| message.seq).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    all.into_iter().filter(|message| message.kind == MessageKind::System).filter_map(|message| message.told).collect()
}

async fn speaks(desk: &Desk, who: UserId, chat: ChatId) -> String {
    let text = desk.new_id::<domain::EventId>().to_string();
    let typed = TypedMessage { client_id: text.clone(), text, reply_to: String::new() };
    code_of(chat::send(desk, Asker { id: who, helps: true }, chat, &typed).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_begins_with_the_dispute_for_its_two_sides_and_nobody_else() {
    let (desk, order, _, chat) = begun().await;
    let room: Chat = desk.store.get(chat).await.unwrap();
    assert_eq!(room.participants, [order.buyer, order.seller]);
    let resolver = Given::person(&desk, "Parisa").await;
    for (who, said) in [(order.buyer, "done"), (order.seller, "done"), (resolver, "chat-not-a-member")] {
        assert_eq!(speaks(&desk, who, chat).await, said);
    }
    let asker = Asker { id: resolver, helps: true };
    assert_eq!(code_of(chat::open_chat(&desk, asker, chat, Whence::End).await), "chat-not-a-member");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_the_dispute_is_told_there_once_and_the_order_has_its_own_words() {
    let (desk, order, id, chat) = begun().await;
    propose(&desk, order.seller, id, asks("split", "5")).await;
    let brought = disputes::begin_evidence(&desk, order.buyer, id).await.unwrap();
    disputes::lay_evidence(&desk, order.buyer, id, ("No lid.", &brought), "a").await.unwrap();
    let standing = found(&desk, id).await.proposal.unwrap().id;
    disputes::drop_outcome(&desk, order.buyer, id, standing, "").await.unwrap();
    disputes::ask_the_house(&desk, order.buyer, id).await.unwrap();
    propose(&desk, order.seller, id, asks("split", "6")).await;
    accept(&desk, order.buyer, id).await;
    let steps = [
        Told::DisputeOpened,
        Told::Proposed,
        Told::EvidenceLaid,
        Told::ProposalDropped,
        Told::WithTheHouse,
        Told::Proposed,
        Told::Agreed,
        Told::DisputeClosed,
    ];
    assert_eq!(told(&desk, chat).await, steps);
    let order = told(&desk, Chat::direct_id(order.request, order.seller)).await;
    assert_eq!(order, [Told::Opened, Told::Paid, Told::Sent, Told::Disputed, Told::Shared]);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_decides_joins_reads_everything_and_leaves_again() {
    let (desk, order, id, chat) = begun().await;
    assert_eq!(speaks(&desk, order.buyer, chat).await, "done");
    let (dispute, resolver) = (found(&desk, id).await, Given::person(&desk, "Parisa").await);
    for _ in 0..2 {
        desk.commit(chat::join(&desk, Commit::new(), &dispute, resolver)).await.unwrap();
    }
    let room: Chat = desk.store.get(chat).await.unwrap();
    assert_eq!(room.participants, [order.buyer, order.seller, resolver]);
    assert!(room.decides(resolver) && !room.decides(order.buyer) && !room.decides(order.seller));
    assert_eq!(chat::unread_of(&desk, resolver).await.unwrap(), 2, "all of it is new to them");
    assert_eq!(speaks(&desk, resolver, chat).await, "done");
    for _ in 0..2 {
        desk.commit(chat::leave(&desk, Commit::new(), &dispute, resolver)).await.unwrap();
    }
    assert_eq!(speaks(&desk, resolver, chat).await, "chat-not-a-member");
    desk.commit(chat::leave(&desk, Commit::new(), &dispute, order.buyer)).await.unwrap();
    assert_eq!(speaks(&desk, order.buyer, chat).await, "done", "a side stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_on_it_takes_part_also_without_taking_it_on_first_and_no_longer_than_that() {
    let (desk, chain) = house().await;
    let (judge, other) = (resolver(&desk, "Judge").await, resolver(&desk, "Other").await);
    let (order, id) = asked(&desk, &chain).await;
    let (form, key) = (asks("split", "5"), FormKey::new("a", []));
    disputes::mediate_dispute(&desk, judge, id, &form, &key).await.unwrap();
    assert_eq!(takes_part(&desk, id).await, [order.buyer, order.seller, judge]);
    assert_eq!(speaks(&desk, judge, Chat::group_id(id)).await, "done");
    let standing = found(&desk, id).await.proposal.unwrap().id;
    disputes::drop_outcome(&desk, order.buyer, id, standing, "Too little.").await.unwrap();
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    assert_eq!(takes_part(&desk, id).await, [order.buyer, order.seller], "it is decided");
    let which = found(&desk, id).await.decisions[0].id;
    let why = "The second picture was not looked at: the lid is in the box there.";
    disputes::appeal_decision(&desk, order.buyer, id, which, why).await.unwrap();
    disputes::claim_dispute(&desk, other, id).await.unwrap();
    assert_eq!(takes_part(&desk, id).await, [order.buyer, order.seller, other]);
    disputes::let_go_dispute(&desk, other, id).await.unwrap();
    assert_eq!(takes_part(&desk, id).await, [order.buyer, order.seller]);
    assert_books_are_right(&desk).await;
}

async fn takes_part(desk: &Desk, id: DisputeId) -> Vec<UserId> {
    desk.store.get::<Chat>(Chat::group_id(id)).await.unwrap().participants
}

#[tokio::test(flavor = "multi_thread")]
async fn who_decides_reads_what_was_changed_and_deleted_and_writes_nothing_where_they_take_no_part() {
    let (desk, order, id, group) = begun().await;
    let room = Chat::direct_id(order.request, order.seller);
    let seller = Asker { id: order.seller, helps: false };
    let typed =
        TypedMessage { text: "No lid, sorry.".to_owned(), client_id: "one".to_owned(), ..TypedMessage::default() };
    let mut brought = chat::begin_files(&desk, seller, room).await.unwrap();
    brought.add(&desk, "lid.txt", b"the lid".to_vec()).await.unwrap();
    let said = chat::send_files(&desk, seller, room, &typed, &brought).await.unwrap();
    chat::edit_message(&desk, seller, said.id, "It had a lid.").await.unwrap();
    chat::delete_message(&desk, seller, said.id).await.unwrap();
    let (dispute, resolver) = (found(&desk, id).await, Given::person(&desk, "Parisa").await);
    let asker = Asker { id: resolver, helps: true };
    let look = async || code_of(chat::open_chat(&desk, asker, room, Whence::End).await);
    let opens = async |who| code_of(open_file(&desk, (who, &[]), said.files[0].id).await);
    assert_eq!((look().await.as_str(), opens(resolver).await.as_str()), ("chat-not-a-member", "not-found"));
    desk.commit(chat::join(&desk, Commit::new(), &dispute, resolver)).await.unwrap();
    assert_eq!((look().await.as_str(), opens(resolver).await.as_str()), ("done", "done"));
    for chat_id in [room, group] {
        let chat: Chat = desk.store.get(chat_id).await.unwrap();
        assert!(chat::reads_all(&desk, resolver, &chat).await.unwrap());
        assert!(!chat::reads_all(&desk, order.buyer, &chat).await.unwrap(), "a side never does");
    }
    let found = chat::open_chat(&desk, asker, room, Whence::End).await.unwrap();
    let message = found.messages.iter().find(|message| message.id == said.id).unwrap();
    let kept = (message.edits[0].text.as_str(), message.text.as_str(), message.files.len());
    assert_eq!(kept, ("No lid, sorry.", "It had a lid.", 1));
    assert_eq!(opens(order.buyer).await, "not-found", "deleted is deleted for everybody else");
    assert_eq!(speaks(&desk, resolver, room).await, "chat-not-a-member", "reading is not writing");
    desk.commit(chat::leave(&desk, Commit::new(), &dispute, resolver)).await.unwrap();
    assert_eq!((look().await.as_str(), opens(resolver).await.as_str()), ("chat-not-a-member", "not-found"));
    let other = Given::request(&desk, order.buyer).await;
    Given::offer(&desk, order.seller, other).await;
    desk.commit(chat::join(&desk, Commit::new(), &dispute, resolver)).await.unwrap();
    let elsewhere = chat::open_chat(&desk, asker, Chat::direct_id(other, order.seller), Whence::End).await;
    assert_eq!(code_of(elsewhere), "chat-not-a-member", "another request is none of their business");
}

/// Everybody writes, joins and argues at once: the numbers have no gap, and nobody is lost.
#[tokio::test(flavor = "multi_thread")]
async fn twenty_who_write_while_somebody_joins_and_evidence_comes_lose_nothing() {
    let (desk, order, id, chat) = begun().await;
    let (dispute, resolver) = (found(&desk, id).await, Given::person(&desk, "Parisa").await);
    let twins: Vec<Desk> = (0..20).map(|_| desk.twin()).collect();
    let writes = twins.iter().enumerate().map(|(number, twin)| {
        let who = if number % 2 == 0 { order.buyer } else { order.seller };
        speaks(twin, who, chat)
    });
    let brought = disputes::begin_evidence(&desk, order.seller, id).await.unwrap();
    let (said, joined, laid) = futures::join!(
        futures::future::join_all(writes),
        desk.commit(chat::join(&desk, Commit::new(), &dispute, resolver)),
        disputes::lay_evidence(&desk, order.seller, id, ("Packed.", &brought), "a"),
    );
    assert!(said.iter().all(|said| said == "done"), "{said:?}");
    joined.unwrap();
    laid.unwrap();
    assert_eq!(told(&desk, chat).await, [Told::DisputeOpened, Told::EvidenceLaid]);
    assert_eq!(desk.store.get::<Chat>(chat).await.unwrap().last_seq, 22);
    assert_books_are_right(&desk).await;
}
