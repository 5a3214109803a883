//! The bot of a running house, from the page to the database and back: over real HTTP, with a double of Telegram.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

#[path = "../world/mod.rs"]
mod world;

use domain::telegram::TelegramLink;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{HostedDelivery, TelegramDouble, telegram_mini_app, telegram_widget};
use world::{Who, World};

const TOKEN: &str = "123456789:TEST-ONLY-NOT-A-REAL-TOKEN";
const WORD: &str = "a-word-that-only-both-know";
const PLACE: &str = "/webhooks/telegram";
const SARA: i64 = 279_058_397;

struct Town {
    world: World,
    telegram: TelegramDouble,
}

impl Town {
    async fn new() -> Self {
        let telegram = TelegramDouble::start(TOKEN, "AmanatBot", WORD);
        let bot = json!({"token": TOKEN, "bot": "AmanatBot", "webhook_secret": WORD, "api": telegram.url()});
        Self { world: World::start_with("warn", &[("AMANAT_TELEGRAM", bot.to_string())]).await, telegram }
    }

    async fn deliver(&self, told: &HostedDelivery) -> u16 {
        let mut ask = self.world.http.post(format!("http://{}{PLACE}", self.world.address)).body(told.body.clone());
        for (name, value) in &told.headers {
            ask = ask.header(*name, value);
        }
        ask.send().await.unwrap().status().as_u16()
    }

    /// The bot has said so much to this person; the worker of the house does it by itself.
    async fn said(&self, person: i64, count: usize) -> Vec<Value> {
        for _ in 0..600 {
            let said = self.telegram.conversation(person);
            if said.len() >= count {
                return said;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the bot said {:?}", self.telegram.conversation(person));
    }

    async fn sign_in(&self, door: &str, said: &str) -> (u16, String) {
        let form = [("door", door), ("secret_said", said)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let answer = self.world.deed("", "sign_in_by_telegram", &form).await;
        (answer.status, answer.code())
    }
}

fn now() -> i64 {
    use actions::Clock;
    actions::SystemClock.now().millis() / 1_000
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_linked_from_the_page_told_answered_let_in_and_unlinked() {
    let town = Town::new().await;
    forged(&town).await;
    let payload = shown_payload(&town).await;
    assert_eq!(town.deliver(&town.telegram.write(1, SARA, &format!("/start {payload}"))).await, 200);
    town.said(SARA, 1).await;
    let page = town.world.page_as(Who::Buyer, "/settings/telegram").await;
    assert!(page.text.contains("?deed=unlink_telegram") && !page.text.contains("t.me/"), "{}", page.text);
    let link: TelegramLink = town.world.desk.store.find(domain::telegram::TelegramId(SARA)).await.unwrap().unwrap();
    assert_eq!(link.user_id, town.world.things.buyer);
    asked(&town).await;
    entered(&town).await;
    let unlinked = town.world.deed_as(Who::Buyer, "unlink_telegram", &[]).await;
    assert_eq!(unlinked.status, 200, "{}", unlinked.text);
    assert_eq!(town.sign_in("miniapp", &telegram_mini_app(TOKEN, SARA, now())).await.1, "telegram-unknown");
    assert!(!town.world.log().contains("TEST-ONLY"), "the log tells the token");
}

/// Without the word, with a wrong one, with two: 401. Nonsense of Telegram's own is taken, so that it is not told for ever.
async fn forged(town: &Town) {
    let right = town.telegram.write(900, 900, "/start");
    let without = HostedDelivery { headers: Vec::new(), ..right.clone() };
    let mut wrong = right.clone();
    wrong.headers[0].1 = format!("{WORD}x");
    let mut twice = right.clone();
    twice.headers.push(("x-telegram-bot-api-secret-token", WORD.to_owned()));
    for forged in [&without, &wrong, &twice] {
        assert_eq!(town.deliver(forged).await, 401);
    }
    assert_eq!(town.deliver(&town.telegram.deliver(&json!(["nonsense"]))).await, 200);
    let long = HostedDelivery { body: "x".repeat(70_000), ..right };
    assert_eq!(town.deliver(&long).await, 413);
    assert!(town.telegram.conversation(900).is_empty());
}

/// What stands behind `?start=` on the buyer's page.
async fn shown_payload(town: &Town) -> String {
    let started = town.world.deed_as(Who::Buyer, "start_telegram_link", &[]).await;
    assert_eq!(started.status, 200, "{}", started.text);
    let page = town.world.page_as(Who::Buyer, "/settings/telegram").await;
    let (_, rest) = page.text.split_once("https://t.me/AmanatBot?start=").unwrap();
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect()
}

async fn asked(town: &Town) {
    let before = town.telegram.conversation(SARA).len();
    let orders = town.telegram.write(2, SARA, "/orders");
    for _ in 0..5 {
        assert_eq!(town.deliver(&orders).await, 200);
    }
    let said = town.said(SARA, before + 1).await;
    assert!(said.last().unwrap()["text"].as_str().unwrap().contains("/orders/req_"), "{said:?}");
}

/// In by either way, once each, as somebody whom money asks for another proof.
async fn entered(town: &Town) {
    for (door, said) in
        [("miniapp", telegram_mini_app(TOKEN, SARA, now())), ("login_widget", telegram_widget(TOKEN, SARA, now()))]
    {
        let (status, code) = town.sign_in(door, &said).await;
        assert_eq!(status, 200, "{door}: {code}");
        assert_eq!(town.sign_in(door, &said).await, (422, "telegram-used".to_owned()));
    }
    assert_eq!(town.sign_in("bot", "").await.1, "telegram-refused");
    assert_eq!(town.sign_in("", "").await.1, "telegram-refused");
    let page = town.world.page("", "/sign-in/telegram").await;
    assert!(
        page.status == 200 && page.text.contains("https://oauth.telegram.org/auth?bot_id=123456789"),
        "{}",
        page.text
    );
}
