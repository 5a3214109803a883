//! A person and a Telegram user become one, and are taken apart.

use crate::town::{SARA, Town, code};
use actions::{
    identity::Proof,
    telegram::{link_of, start_link, unlink},
};
use domain::{
    Minutes, Seconds,
    identity::User,
    letters::LetterKind,
    telegram::{LinkStatus, Reply, TelegramDoor, TelegramId, TelegramLink, TelegramTicket},
};
use futures::future::join_all;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_the_address_is_linked_once_and_told_so_and_so_is_the_person() {
    let town = Town::new().await;
    let sara = town.person("Sara").await;
    let payload = town.payload(sara).await;
    assert!(payload.len() <= 64, "{payload}");
    town.ask(SARA, &format!("/start {payload}")).await;
    assert_eq!(town.ear.last(), Reply::Linked { name: "Sara".to_owned() });
    let link = link_of(&town.desk, sara).await.unwrap().unwrap();
    assert_eq!((link.id, link.user_id, link.source), (TelegramId(SARA), sara, TelegramDoor::Bot));
    let told = town.desk.store.notifications(sara, &store::NoticeFilter::default(), 9).await.unwrap();
    assert!(matches!(told[0].kind, LetterKind::TelegramLinked { .. }), "{told:?}");
    assert_eq!(told[0].expires_at, None);
    // The same address again, by the same and by another.
    town.ask(SARA, &format!("/start {payload}")).await;
    assert_eq!(town.ear.last(), Reply::Linked { name: "Sara".to_owned() });
    town.ask(99, &format!("/start {payload}")).await;
    assert_eq!(town.ear.last(), Reply::LinkNoMore);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_old_forged_or_replaced_links_nobody() {
    let town = Town::new().await;
    let (sara, omid) = (town.person("Sara").await, town.person("Omid").await);
    let replaced = town.payload(sara).await;
    town.desk.advance(Seconds(1));
    let payload = town.payload(sara).await;
    let of_omid = TelegramTicket::new(omid, town.desk.now()).payload([7; 32]);
    let changed = format!("{}{}", &payload[..payload.len() - 1], if payload.ends_with('A') { "Q" } else { "A" });
    for wrong in [replaced.as_str(), &of_omid, &changed, &payload[1..], "", "hello", &"a".repeat(200)] {
        town.ask(SARA, &format!("/start x{wrong}")).await;
        town.ask(SARA, &format!("/start {wrong}")).await;
        let refused = if wrong.is_empty() { Reply::NotLinked } else { Reply::LinkNoMore };
        assert_eq!(town.ear.last(), refused, "{wrong}");
    }
    // Its row is still there: it is refused when it is read.
    town.desk.advance(Minutes(10));
    assert!(town.desk.store.find::<TelegramTicket>(sara).await.unwrap().is_some());
    assert_eq!(town.shown(sara).await, None);
    town.ask(SARA, &format!("/start {payload}")).await;
    assert_eq!(town.ear.last(), Reply::LinkNoMore);
    assert_eq!(link_of(&town.desk, sara).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_telegram_user_is_one_person_both_ways() {
    let (town, sara) = Town::with_sara().await;
    let omid = town.person("Omid").await;
    let payload = town.payload(omid).await;
    town.ask(SARA, &format!("/start {payload}")).await;
    assert_eq!(town.ear.last(), Reply::LinkedOtherwise);
    assert_eq!(code(start_link(&town.desk, sara, Proof::FRESH).await), "telegram-linked");
    town.ask(7, &format!("/start {payload}")).await;
    assert_eq!(town.ear.last(), Reply::Linked { name: "Omid".to_owned() });
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_who_open_one_address_at_once_one_is_linked() {
    let town = Town::new().await;
    let sara = town.person("Sara").await;
    let payload = town.payload(sara).await;
    for telegram in 1..=20 {
        town.hear(&town.message(telegram, &format!("/start {payload}"))).await.unwrap();
    }
    let other = town.desk.twin();
    join_all([actions::tasks::run_due(&town.desk, "one"), actions::tasks::run_due(&other, "other")]).await;
    town.desk.run_due().await;
    let mut linked = Vec::new();
    for telegram in 1..=20 {
        linked.extend(town.desk.store.find::<TelegramLink>(TelegramId(telegram)).await.unwrap());
    }
    assert_eq!(linked.len(), 1);
    assert_eq!(town.user(sara).await.telegram, Some(linked[0].id));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_people_who_want_one_telegram_user_one_gets_them() {
    let town = Town::new().await;
    let mut people = Vec::new();
    for number in 0..20 {
        let person = town.person(&format!("Person {number}")).await;
        let payload = town.payload(person).await;
        people.push(person);
        town.hear(&town.message(SARA, &format!("/start {payload}"))).await.unwrap();
    }
    let other = town.desk.twin();
    join_all([actions::tasks::run_due(&town.desk, "one"), actions::tasks::run_due(&other, "other")]).await;
    town.desk.run_due().await;
    let users: Vec<User> = join_all(people.iter().map(|person| town.user(*person))).await;
    assert_eq!(users.iter().filter(|user| user.telegram.is_some()).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_taken_away_once_and_another_may_follow() {
    let (town, sara) = Town::with_sara().await;
    for _ in 0..2 {
        unlink(&town.desk, sara).await.unwrap();
    }
    assert_eq!((link_of(&town.desk, sara).await.unwrap(), town.user(sara).await.telegram), (None, None));
    town.ask(SARA, "/orders").await;
    assert_eq!(town.ear.last(), Reply::NotLinked);
    town.link(sara, 8).await;
    let omid = town.person("Omid").await;
    town.link(omid, SARA).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_takes_what_any_new_way_in_takes() {
    let town = Town::new().await;
    let sara = town.person("Sara").await;
    assert_eq!(code(start_link(&town.desk, sara, Proof::default()).await), "step-up-first");
    let quiet = actions::identity::begin_quiet(&town.desk, town.user(sara).await);
    town.desk.commit(store::Commit::new().save(&quiet)).await.unwrap();
    assert_eq!(code(start_link(&town.desk, sara, Proof::FRESH).await), "quiet-after-recovery");
    let none = actions::Desk { telegram: None, ..town.desk.desk.clone() };
    assert_eq!(code(start_link(&none, sara, Proof::FRESH).await), "no-bot");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stopped_the_bot_starts_it_by_writing_to_it() {
    let (town, sara) = Town::with_sara().await;
    let link = link_of(&town.desk, sara).await.unwrap().unwrap();
    let stopped = TelegramLink { status: LinkStatus::Blocked, ..link };
    town.desk.commit(store::Commit::new().save(&stopped)).await.unwrap();
    town.ask(SARA, "/start").await;
    assert_eq!(town.ear.last(), Reply::Welcome);
    assert_eq!(link_of(&town.desk, sara).await.unwrap().unwrap().status, LinkStatus::Active);
}
