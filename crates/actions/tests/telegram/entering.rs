//! In through Telegram: by what it signed a moment ago, once, for whoever is linked.

use crate::town::{SARA, TOKEN, Town, code};
use actions::{Clock, telegram::sign_in};
use domain::{
    Hours, Minutes, Seconds, Timestamp,
    identity::{User, UserStatus},
    telegram::TelegramDoor,
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, telegram_mini_app, telegram_widget};

fn mini_app(telegram: i64, at: Timestamp) -> String {
    telegram_mini_app(TOKEN, telegram, at.millis() / 1_000)
}

fn widget(telegram: i64, at: Timestamp) -> String {
    telegram_widget(TOKEN, telegram, at.millis() / 1_000)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_linked_comes_in_by_either_way_once() {
    let (town, sara) = Town::with_sara().await;
    let now = town.desk.clock.now();
    for (door, said) in [(TelegramDoor::MiniApp, mini_app(SARA, now)), (TelegramDoor::LoginWidget, widget(SARA, now))] {
        assert_eq!(sign_in(&town.desk, door, &said).await.unwrap(), sara);
        assert_eq!(code(sign_in(&town.desk, door, &said).await), "telegram-used");
        // Spelt otherwise, it is the same.
        let anew = said.replace("Sara", "%53ara");
        assert_eq!(code(sign_in(&town.desk, door, &anew).await), "telegram-used");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_who_bring_the_same_at_once_one_comes_in() {
    let (town, sara) = Town::with_sara().await;
    let said = mini_app(SARA, town.desk.clock.now());
    let tries = join_all((0..20).map(|_| sign_in(&town.desk, TelegramDoor::MiniApp, &said))).await;
    let inside: Vec<_> = tries.iter().filter_map(|tried| tried.as_ref().ok()).collect();
    assert_eq!(inside, [&sara]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_born_or_found_by_it_who_is_not_linked() {
    let town = Town::new().await;
    let sara = Given::person(&town.desk, "Sara").await;
    let said = mini_app(SARA, town.desk.clock.now());
    assert_eq!(code(sign_in(&town.desk, TelegramDoor::MiniApp, &said).await), "telegram-unknown");
    assert_eq!(town.user(sara).await.telegram, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_forged_old_or_of_tomorrow_opens_nothing() {
    let (town, _) = Town::with_sara().await;
    let now = town.desk.clock.now();
    let enter = async |door, said: String| code(sign_in(&town.desk, door, &said).await);
    let (app, by_widget) = (TelegramDoor::MiniApp, TelegramDoor::LoginWidget);
    let before = |seconds: i64| Timestamp::from_millis(now.millis() - seconds * 1_000);
    assert_eq!(enter(app, mini_app(SARA, before(301))).await, "telegram-too-old");
    assert_eq!(enter(app, mini_app(SARA, now + Seconds(61))).await, "telegram-too-old");
    assert_eq!(enter(by_widget, widget(SARA, before(601))).await, "telegram-too-old");
    assert_eq!(enter(app, mini_app(SARA, now).replace("279058397", "279058398")).await, "telegram-refused");
    assert_eq!(enter(app, widget(SARA, now)).await, "telegram-refused");
    assert_eq!(enter(by_widget, mini_app(SARA, now)).await, "telegram-refused");
    assert_eq!(enter(TelegramDoor::Bot, widget(SARA, now)).await, "telegram-refused");
    assert_eq!(enter(app, String::new()).await, "telegram-refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_used_stays_used_when_it_has_run_out_and_before_it_is_swept() {
    let (town, _) = Town::with_sara().await;
    let said = widget(SARA, town.desk.clock.now());
    sign_in(&town.desk, TelegramDoor::LoginWidget, &said).await.unwrap();
    for later in [Minutes(9), Minutes(1), Minutes(60)] {
        town.desk.advance(later);
        let code = code(sign_in(&town.desk, TelegramDoor::LoginWidget, &said).await);
        assert!(["telegram-used", "telegram-too-old"].contains(&code), "{code}");
    }
    town.desk.advance(Hours(48));
    assert_eq!(code(sign_in(&town.desk, TelegramDoor::LoginWidget, &said).await), "telegram-too-old");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_kept_out_stays_out() {
    let (town, sara) = Town::with_sara().await;
    let locked = User { status: UserStatus::Locked, ..town.user(sara).await };
    town.desk.commit(Commit::new().save(&locked)).await.unwrap();
    let said = mini_app(SARA, town.desk.clock.now());
    assert_eq!(code(sign_in(&town.desk, TelegramDoor::MiniApp, &said).await), "account-locked");
}
