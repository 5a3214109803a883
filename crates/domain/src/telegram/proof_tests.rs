//! The vectors of aiogram 3.31, and everything that is nearly them.

use super::*;
use crate::{Minutes, Seconds, Span, Timestamp};

const TOKEN: &str = "123456789:TEST-ONLY-NOT-A-REAL-TOKEN";
/// The moment of the vectors.
const SAID: Timestamp = Timestamp::from_millis(1_700_000_000_000);
const INIT_DATA: &str = "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vlad%20%2B%20-%20%3F%20%2F%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22en%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%7D&auth_date=1700000000&hash=68960d50c56857be1a6607e8f19f12f0d30e9e1cbb22eb9013b81d68e26bee39";
const WIDGET: &str = "id=279058397&first_name=Vlad&username=vdkfrost&auth_date=1700000000&hash=4d9c360c788ca113ac9285abd53b4b217ef3be8a91be500f1db77bc42057e406";

fn mini_app(text: &str, now: Timestamp) -> Result<Proven, NotProven> {
    BotToken::parse(TOKEN).unwrap().read(TelegramDoor::MiniApp, text, now)
}

fn widget(text: &str, now: Timestamp) -> Result<Proven, NotProven> {
    BotToken::parse(TOKEN).unwrap().read(TelegramDoor::LoginWidget, text, now)
}

fn after(span: impl Span) -> Timestamp {
    SAID + span
}

#[test]
fn what_telegram_signed_is_believed_and_says_who() {
    let proven = mini_app(INIT_DATA, SAID).unwrap();
    assert_eq!((proven.profile.id, proven.profile.called().as_str()), (TelegramId(279_058_397), "@vdkfrost"));
    assert_eq!(proven.profile.first_name, "Vlad + - ? /");
    let proven = widget(WIDGET, SAID).unwrap();
    assert_eq!((proven.profile.id, proven.door), (TelegramId(279_058_397), TelegramDoor::LoginWidget));
}

#[test]
fn a_signature_of_a_third_party_in_it_is_signed_too() {
    let (data, _) = INIT_DATA.split_once("&hash=").unwrap();
    let hash = "9ac874ae1417367d22caa768cabe07a0a6306905222596a0913bce09f6d72640";
    assert!(mini_app(&format!("{data}&signature=abc&hash={hash}"), SAID).is_ok());
    assert_eq!(mini_app(&format!("{data}&hash={hash}"), SAID), Err(NotProven::Forged));
}

#[test]
fn what_is_nearly_it_is_forged() {
    for wrong in [
        INIT_DATA.replace("279058397", "279058398"),
        INIT_DATA.replace("auth_date=1700000000", "auth_date=1700000001"),
        INIT_DATA.replace("hash=6", "hash=7"),
        INIT_DATA.replace("hash=68960d50", "hash=68960D50"),
        INIT_DATA.replace("&hash=", "&hash=00&hash="),
        INIT_DATA.replace("&hash=", "&extra=1&hash="),
        INIT_DATA.replace("&auth_date=1700000000", ""),
        INIT_DATA.split_once("&hash=").unwrap().0.to_owned(),
        format!("{INIT_DATA}&id=1"),
        String::new(),
        "hash=".to_owned(),
    ] {
        assert_eq!(mini_app(&wrong, SAID), Err(NotProven::Forged), "{wrong}");
    }
    let other = BotToken::parse("123456789:ANOTHER-BOT-OF-ANOTHER-HOUSE").unwrap();
    assert_eq!(other.read(TelegramDoor::MiniApp, INIT_DATA, SAID), Err(NotProven::Forged));
}

#[test]
fn what_is_signed_for_one_door_opens_no_other() {
    assert_eq!(widget(INIT_DATA, SAID), Err(NotProven::Forged));
    assert_eq!(mini_app(WIDGET, SAID), Err(NotProven::Forged));
    let bot = BotToken::parse(TOKEN).unwrap().read(TelegramDoor::Bot, WIDGET, SAID);
    assert_eq!(bot, Err(NotProven::Forged));
}

#[test]
fn it_is_believed_to_its_last_second_and_not_from_tomorrow() {
    assert!(mini_app(INIT_DATA, after(Minutes(5))).is_ok());
    assert_eq!(mini_app(INIT_DATA, after(Seconds(301))), Err(NotProven::TooOld));
    assert!(widget(WIDGET, after(Minutes(10))).is_ok());
    assert_eq!(widget(WIDGET, after(Seconds(601))), Err(NotProven::TooOld));
    let before = |seconds: i64| Timestamp::from_millis(SAID.millis() - seconds * 1_000);
    assert!(mini_app(INIT_DATA, before(60)).is_ok() && widget(WIDGET, before(60)).is_ok());
    assert_eq!(mini_app(INIT_DATA, before(61)), Err(NotProven::TooOld));
    assert_eq!(widget(WIDGET, before(61)), Err(NotProven::TooOld));
}

#[test]
fn every_spelling_of_what_was_said_has_one_fingerprint() {
    let first = mini_app(INIT_DATA, SAID).unwrap().fingerprint;
    let (head, hash) = INIT_DATA.split_once("&auth_date").unwrap();
    let turned = format!("auth_date{}", hash.replace("&hash", &format!("&{head}&hash")));
    for spelling in [INIT_DATA.replace("%20", "+"), INIT_DATA.replace("query_id", "%71uery_id"), turned] {
        assert_eq!(mini_app(&spelling, SAID).unwrap().fingerprint, first, "{spelling}");
    }
}
