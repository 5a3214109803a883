//! What people ask the bot, and what its buttons do.

use crate::town::{Did, SARA, Town, paid};
use actions::{
    letters::NotTaken,
    notices::{switch_notifications, told_of},
    providers::Heard,
    telegram::hear,
};
use domain::{
    Hours, Minutes,
    identity::{Language, User, UserStatus},
    notices::{Channel, NoticeCategory},
    telegram::Reply,
};
use store::{Commit, NoticeFilter};
use testkit::Given;

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_told_in_their_language_how_to_be_known_and_nothing_else() {
    let town = Town::new().await;
    for text in ["/start", "/orders", "/balance", "/help", "hello"] {
        town.ask(55, text).await;
        let said = town.ear.did().pop().unwrap();
        assert_eq!(said, Did::Said(55, Language::Fa, Reply::NotLinked), "{text}");
    }
    assert_eq!(town.press(55, "mute:orders:0").await, Reply::NotLinked);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_known_is_told_what_they_ask() {
    let (town, sara) = Town::with_sara().await;
    for (text, wanted) in [
        ("/start", Reply::Welcome),
        ("/help", Reply::Help),
        ("/orders", Reply::Orders(Vec::new())),
        ("/balance", Reply::Balance(Vec::new())),
        ("/transfer 100 omid", Reply::Unknown),
    ] {
        town.ask(SARA, text).await;
        assert_eq!(town.ear.last(), wanted, "{text}");
    }
    let seller = Given::seller(&town.desk, "Kaveh").await;
    let request = Given::request(&town.desk, sara).await;
    let offer = Given::offer(&town.desk, seller, request).await;
    actions::market::accept_offer(&town.desk, sara, offer).await.unwrap();
    town.link(seller, 8).await;
    for telegram in [SARA, 8] {
        town.ask(telegram, "/orders").await;
        let Reply::Orders(orders) = town.ear.last() else { panic!("{:?}", town.ear.last()) };
        assert_eq!(orders.iter().map(|order| order.id).collect::<Vec<_>>(), [request]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_kept_out_learns_nothing() {
    let (town, sara) = Town::with_sara().await;
    let locked = User { status: UserStatus::Locked, ..town.user(sara).await };
    town.desk.commit(Commit::new().save(&locked)).await.unwrap();
    for text in ["/orders", "/balance", "/start"] {
        town.ask(SARA, text).await;
        assert_eq!(town.ear.last(), Reply::Locked, "{text}");
    }
    assert_eq!(town.press(SARA, "mute:orders:0").await, Reply::Locked);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_is_told_twice_is_answered_once() {
    let (town, _) = Town::with_sara().await;
    let before = town.ear.did().len();
    let update = town.message(SARA, "/help");
    assert_eq!(town.hear(&update).await.unwrap(), Heard::New);
    for _ in 0..20 {
        assert_eq!(town.hear(&update).await.unwrap(), Heard::Before);
    }
    town.desk.run_due().await;
    assert_eq!(town.hear(&update).await.unwrap(), Heard::Before);
    town.desk.run_due().await;
    assert_eq!(town.ear.did().len(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_carry_the_word_is_nobodys() {
    let town = Town::new().await;
    let body = town.message(SARA, "/start");
    for (word, code) in [
        (None, "telegram-webhook-unsigned"),
        (Some("a-word"), "telegram-webhook-forged"),
        (Some(""), "telegram-webhook-forged"),
    ] {
        let header = |name: &str| word.filter(|_| name == "x-telegram-bot-api-secret-token");
        assert_eq!(hear(&town.desk, header, body.as_bytes()).await.unwrap(), Heard::Forged(code));
    }
    let none = actions::Desk { telegram: None, ..town.desk.desk.clone() };
    assert_eq!(hear(&none, |_| Some("x"), body.as_bytes()).await.unwrap(), Heard::Nobody);
    assert_eq!(town.hear("[]").await.unwrap(), Heard::Unreadable("telegram-webhook-body"));
    assert_eq!(town.hear(r#"{"update_id":9,"poll":{}}"#).await.unwrap(), Heard::New);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_marks_ones_own_item_and_nobody_elses() {
    let (town, sara) = Town::with_sara().await;
    let omid = town.person("Omid").await;
    for person in [sara, omid] {
        town.tell(person, paid()).await;
    }
    let item = async |person| town.desk.store.notifications(person, &NoticeFilter::default(), 1).await.unwrap()[0].id;
    let (own, others) = (item(sara).await, item(omid).await);
    let count = async |person| town.desk.store.unread_count(person, 9).await.unwrap();
    let before = (count(sara).await, count(omid).await);
    assert_eq!(town.press(SARA, &format!("read:{others}")).await, Reply::Spent);
    for _ in 0..2 {
        assert!(matches!(town.press(SARA, &format!("read:{own}")).await, Reply::Marked { .. }));
    }
    assert_eq!((count(sara).await, count(omid).await), (before.0 - 1, before.1));
    for rubbish in ["", "pay:1", "read:x", "mute:security:0", "mute:orders:5"] {
        assert_eq!(town.press(SARA, rubbish).await, Reply::Spent, "{rubbish}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_stops_its_kind_once_and_does_nothing_after_it_was_wanted_again() {
    let (town, sara) = Town::with_sara().await;
    let wants = async |channel| {
        let (chosen, _) = told_of(&town.desk, sara).await.unwrap();
        chosen.wants(NoticeCategory::Orders, channel)
    };
    for _ in 0..2 {
        assert_eq!(town.press(SARA, "mute:orders:0").await, Reply::Muted(NoticeCategory::Orders));
    }
    assert!(!wants(Channel::Telegram).await && wants(Channel::Email).await);
    switch_notifications(&town.desk, sara, "orders.telegram", true).await.unwrap();
    assert_eq!(town.press(SARA, "mute:orders:0").await, Reply::Spent);
    assert!(wants(Channel::Telegram).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_waits_for_telegram_a_while_and_is_not_given_a_day_late() {
    let (town, _) = Town::with_sara().await;
    let before = town.ear.did().len();
    town.ear.complaints.lock().unwrap().push_back(NotTaken::Later("away".into()));
    town.ask(SARA, "/help").await;
    assert_eq!(town.ear.did().len(), before);
    town.desk.advance(Minutes(1));
    town.desk.run_due().await;
    assert_eq!((town.ear.last(), town.ear.did().len()), (Reply::Help, before + 1));
    town.ear.complaints.lock().unwrap().push_back(NotTaken::Later("away".into()));
    town.ask(SARA, "/orders").await;
    town.desk.advance(Hours(20));
    town.desk.run_due().await;
    assert_eq!(town.ear.did().len(), before + 1);
}
