//! The bot and a double of the Bot API: what is said arrives as it was meant, and every answer is understood for what it is.
#![allow(clippy::unwrap_used, reason = "tests")]

use domain::{
    LetterId, NotificationId, PurchaseRequestId, Timestamp,
    identity::Language,
    letters::{Letter, LetterKind, OrderStep, Reader},
    market::RequestStatus,
    notices::{Channel, NoticeCategory},
    telegram::{BotAccess, OrderLine, Reply, TelegramId},
};
use notify::telegram::{Bot, NotTold, Pressed};
use serde_json::{Value, json};
use testkit::TelegramDouble;

const TOKEN: &str = "123456789:TEST-ONLY-NOT-A-REAL-TOKEN";
const WORD: &str = "a-word-that-only-both-know";
const SARA: i64 = 7;
const ORDER: PurchaseRequestId = PurchaseRequestId::from_bytes([9; 16]);
/// 2026-03-03, 14:05 UTC.
const THEN: Timestamp = Timestamp::from_millis(1_772_546_700_000);

fn bot_with(telegram: &TelegramDouble, token: &str, origin: &str) -> Bot {
    let access = json!({"token": token, "bot": "AmanatBot", "webhook_secret": WORD, "api": telegram.url()});
    Bot::try_new(BotAccess::parse(&access.to_string()).unwrap(), origin).unwrap()
}

fn town() -> (TelegramDouble, Bot) {
    let telegram = TelegramDouble::start(TOKEN, "AmanatBot", WORD);
    telegram.open_chat(SARA);
    let bot = bot_with(&telegram, TOKEN, "https://amanat.example");
    (telegram, bot)
}

fn letter(kind: LetterKind, language: Language, person: i64) -> Letter {
    let reader = Reader { to: person.to_string(), name: "Sara".to_owned(), language };
    Letter {
        channel: Channel::Telegram,
        notification_id: Some(NotificationId::from_bytes([3; 16])),
        stop: Some("mute:orders:0".to_owned()),
        ..Letter::to(LetterId::from_bytes([1; 16]), reader, kind, THEN)
    }
}

fn paid() -> LetterKind {
    LetterKind::Order { request: ORDER, number: 57, step: OrderStep::Paid }
}

fn labels(message: &Value) -> Vec<String> {
    let rows = message["reply_markup"]["inline_keyboard"].as_array().unwrap();
    rows.iter().flat_map(|row| row.as_array().unwrap()).map(|key| key["text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn news_arrive_in_both_languages_with_what_may_be_done_about_them() {
    let (telegram, bot) = town();
    for (language, wanted) in [
        (Language::En, ["Open", "Mark as read", "No messages like this"]),
        (Language::Fa, ["باز کردن", "خواندم", "از این خبرها نفرست"]),
    ] {
        bot.send(&letter(paid(), language, SARA)).await.unwrap();
        let said = telegram.conversation(SARA).pop().unwrap();
        assert_eq!(labels(&said), wanted);
        assert!(said["text"].as_str().unwrap().contains("R-000057"), "{said}");
        let place = &said["reply_markup"]["inline_keyboard"][0][0]["url"];
        assert_eq!(*place, format!("https://amanat.example/orders/{ORDER}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_typed_is_shown_and_does_nothing() {
    let (telegram, bot) = town();
    let title = "<a href=\"https://evil.example\">free</a> & <script>".to_owned();
    bot.send(&letter(LetterKind::OfferCame { request: ORDER, title }, Language::En, SARA)).await.unwrap();
    let text = telegram.conversation(SARA).pop().unwrap()["text"].as_str().unwrap().to_owned();
    assert!(!text.contains("<a ") && !text.contains("<script") && text.contains("&amp;"), "{text}");
    let order = OrderLine { id: ORDER, number: 57, title: "<b>x</b>".into(), status: RequestStatus::Delivery };
    for language in [Language::En, Language::Fa] {
        bot.say(TelegramId(SARA), language, &Reply::Orders(vec![order.clone()])).await.unwrap();
        let text = telegram.conversation(SARA).pop().unwrap()["text"].as_str().unwrap().to_owned();
        assert!(text.contains("R-000057") && !text.contains("<b>x"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reply_is_something_that_telegram_takes() {
    let (telegram, bot) = town();
    let name = "<Sara>".to_owned();
    let marked = Reply::Marked { kind: paid(), then: THEN };
    let replies = [
        Reply::Welcome,
        Reply::NotLinked,
        Reply::Linked { name },
        Reply::LinkNoMore,
        Reply::LinkedOtherwise,
        Reply::Locked,
        Reply::Help,
        Reply::Orders(Vec::new()),
        Reply::Balance(Vec::new()),
        Reply::Balance(vec![domain::Money::new(12_500_000, domain::Currency::USDT)]),
        marked,
        Reply::Muted(NoticeCategory::Orders),
        Reply::Spent,
        Reply::Unknown,
    ];
    for (reply, language) in replies.iter().flat_map(|reply| [(reply, Language::En), (reply, Language::Fa)]) {
        bot.say(TelegramId(SARA), language, reply).await.unwrap();
    }
    assert_eq!(telegram.conversation(SARA).len(), 2 * replies.len());
    // On a machine of one's own there are no buttons to pages, and the same words.
    let here = bot_with(&telegram, TOKEN, "http://localhost:3000");
    for reply in &replies {
        here.say(TelegramId(SARA), Language::En, reply).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pressed_button_is_answered_and_gone() {
    let (telegram, bot) = town();
    bot.send(&letter(paid(), Language::En, SARA)).await.unwrap();
    let message = telegram.conversation(SARA)[0]["message_id"].as_i64().unwrap();
    telegram.press(1, SARA, "Mark");
    let pressed = Pressed { query: "query-1", message };
    let marked = Reply::Marked { kind: paid(), then: THEN };
    bot.answer(TelegramId(SARA), Language::En, pressed, &marked).await.unwrap();
    let said = telegram.conversation(SARA).remove(0);
    assert_eq!(labels(&said), ["Open"]);
    assert!(said["text"].as_str().unwrap().ends_with("✓ Marked as read."), "{said}");
    // A second time: Telegram says that nothing changed, and that the question is old. Both are fine.
    bot.answer(TelegramId(SARA), Language::En, pressed, &marked).await.unwrap();
    bot.answer(TelegramId(SARA), Language::En, pressed, &Reply::Spent).await.unwrap();
    assert!(telegram.conversation(SARA)[0]["reply_markup"].is_null());
    assert_eq!(telegram.calls("answerCallbackQuery").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_understood_for_what_it_is() {
    let (telegram, bot) = town();
    let send = async |bot: &Bot, person| bot.send(&letter(paid(), Language::En, person)).await.unwrap_err();
    assert_eq!(send(&bot, 99).await, NotTold::Never("400 Bad Request: chat not found".to_owned()));
    telegram.block(SARA);
    assert_eq!(send(&bot, SARA).await, NotTold::Stopped("403 Forbidden: bot was blocked by the user".to_owned()));
    telegram.open_chat(SARA);
    telegram.flood_next(35);
    assert_eq!(send(&bot, SARA).await, NotTold::After(35, "429 Too Many Requests: retry after 35".to_owned()));
    let stranger = bot_with(&telegram, "123456789:NOT-THE-TOKEN-OF-THIS-BOT", "https://amanat.example");
    assert_eq!(send(&stranger, SARA).await, NotTold::Later("401 Unauthorized".to_owned()));
    telegram.answer_next(502, "<html>Bad Gateway</html>");
    assert!(matches!(send(&bot, SARA).await, NotTold::Later(_)));
    telegram.answer_next(200, "<html>Welcome to the hotel's network</html>");
    assert!(matches!(send(&bot, SARA).await, NotTold::Unclear(_)));
    telegram.set_down(true);
    assert!(matches!(send(&bot, SARA).await, NotTold::Later(_)));
    assert!(telegram.conversation(SARA).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_listens_nothing_has_left_and_no_complaint_tells_the_token() {
    let access = json!({"token": TOKEN, "bot": "AmanatBot", "webhook_secret": WORD, "api": "http://127.0.0.1:1"});
    let bot = Bot::try_new(BotAccess::parse(&access.to_string()).unwrap(), "https://amanat.example").unwrap();
    let refused = bot.send(&letter(paid(), Language::En, SARA)).await.unwrap_err();
    let NotTold::Later(why) = &refused else { panic!("{refused:?}") };
    assert!(!why.contains("TEST-ONLY") && !format!("{bot:?}").contains("TEST-ONLY"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn telegram_is_told_where_the_bot_listens_and_another_bot_is_noticed() {
    let (telegram, bot) = town();
    bot.settle().await.unwrap();
    let hook = telegram.calls("setWebhook").pop().unwrap();
    assert_eq!(hook["url"], "https://amanat.example/webhooks/telegram");
    assert_eq!(
        (&hook["secret_token"], &hook["allowed_updates"]),
        (&json!(WORD), &json!(["message", "callback_query"]))
    );
    let languages: Vec<_> = telegram.calls("setMyCommands").iter().map(|call| call["language_code"].clone()).collect();
    assert!(languages.contains(&json!("en")) && languages.contains(&json!("fa")), "{languages:?}");
    let plain = bot_with(&telegram, TOKEN, "http://localhost:3000").settle().await.unwrap_err();
    assert!(matches!(plain, NotTold::Never(_)));
    let other = TelegramDouble::start(TOKEN, "OtherBot", WORD);
    let refused = bot_with(&other, TOKEN, "https://amanat.example").settle().await.unwrap_err();
    assert!(matches!(refused, NotTold::Never(_)) && other.calls("setWebhook").is_empty());
}
