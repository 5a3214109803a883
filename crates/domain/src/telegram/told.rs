//! Reading an update from its bytes.

use super::{Asked, Button, PAYLOAD_MOST, TelegramId, TelegramProfile, TelegramUpdate, UpdateId};
use crate::{Days, Timestamp};
use serde::Deserialize;

/// Telegram tells nothing again after a day.
const KEPT: Days = Days(3);
/// Longest text of Telegram's that is kept.
const LONGEST: usize = 256;

/// The bytes are no update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

#[derive(Deserialize)]
struct Told {
    update_id: i64,
    message: Option<Message>,
    callback_query: Option<Callback>,
}

#[derive(Deserialize)]
struct Message {
    message_id: i64,
    from: Option<Person>,
    chat: Chat,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Callback {
    id: String,
    from: Person,
    message: Option<Message>,
    data: Option<String>,
}

#[derive(Deserialize)]
struct Chat {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Person {
    id: i64,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
}

impl TelegramUpdate {
    /// Reads one. None for what the bot has nothing to say to: groups, channels, edits, and whatever comes next year.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(body: &[u8], now: Timestamp) -> Result<Option<Self>, Unreadable> {
        let told: Told = serde_json::from_slice(body).map_err(|_| Unreadable)?;
        let asked = match (told.message, told.callback_query) {
            (Some(message), None) => in_private(&message).then(|| said(message)).flatten(),
            (None, Some(callback)) => pressed(callback),
            (Some(_), Some(_)) | (None, None) => None,
        };
        Ok(asked.map(|(from, asked)| Self {
            id: UpdateId(told.update_id),
            version: 0,
            from: profile(from),
            asked,
            heard_at: now,
            answered_at: None,
            expire_at: now + KEPT,
        }))
    }
}

fn in_private(message: &Message) -> bool {
    message.chat.kind == "private"
}

fn said(message: Message) -> Option<(Person, Asked)> {
    let text = message.text.unwrap_or_default();
    let mut words = text.split_whitespace();
    // In a private conversation too a command may name its bot.
    let command = words.next().unwrap_or_default().split('@').next().unwrap_or_default().to_ascii_lowercase();
    let asked = match command.as_str() {
        "/start" => Asked::Start(words.next().map(|payload| payload.chars().take(PAYLOAD_MOST + 1).collect())),
        "/help" => Asked::Help,
        "/orders" => Asked::Orders,
        "/balance" => Asked::Balance,
        _ => Asked::Something,
    };
    Some((message.from?, asked))
}

fn pressed(callback: Callback) -> Option<(Person, Asked)> {
    let message = callback.message.filter(in_private)?.message_id;
    let button = callback.data.as_deref().and_then(Button::parse);
    (callback.id.len() <= LONGEST).then_some((callback.from, Asked::Pressed { query: callback.id, message, button }))
}

fn profile(person: Person) -> TelegramProfile {
    let short = |text: String| text.chars().take(LONGEST).collect::<String>();
    TelegramProfile {
        id: TelegramId(person.id),
        first_name: short(person.first_name),
        last_name: person.last_name.map(short),
        username: person.username.map(short),
        language_code: person.language_code.map(short),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::NoticeCategory;
    use serde_json::{Value, json};

    const NOW: Timestamp = Timestamp::from_millis(1_000);

    fn message(kind: &str, text: &str) -> Value {
        let from = json!({"id": 7, "is_bot": false, "first_name": "Sara", "language_code": "fa"});
        json!({"update_id": 1, "message": {"message_id": 5, "date": 1, "from": from, "chat": {"id": 7, "type": kind}, "text": text}})
    }

    fn asked(told: &Value) -> Option<Asked> {
        TelegramUpdate::read(told.to_string().as_bytes(), NOW).unwrap().map(|update| update.asked)
    }

    #[test]
    fn commands_are_known_however_they_are_written() {
        for (text, wanted) in [
            ("/start", Asked::Start(None)),
            ("/start abc-_9", Asked::Start(Some("abc-_9".to_owned()))),
            ("/START@AmanatBot  abc", Asked::Start(Some("abc".to_owned()))),
            ("/help", Asked::Help),
            ("/orders now", Asked::Orders),
            ("/balance", Asked::Balance),
            ("/transfer 100", Asked::Something),
            ("hello", Asked::Something),
            ("", Asked::Something),
        ] {
            assert_eq!(asked(&message("private", text)), Some(wanted), "{text:?}");
        }
    }

    #[test]
    fn groups_edits_and_what_is_new_are_left_alone_and_rubbish_is_unreadable() {
        assert_eq!(asked(&message("group", "/orders")), None);
        assert_eq!(asked(&json!({"update_id": 2, "edited_message": {"message_id": 5}})), None);
        assert_eq!(asked(&json!({"update_id": 3})), None);
        for wrong in ["", "[]", "{}", "{\"update_id\":\"1\"}", "\u{0}"] {
            assert_eq!(TelegramUpdate::read(wrong.as_bytes(), NOW), Err(Unreadable), "{wrong:?}");
        }
    }

    #[test]
    fn a_pressed_button_says_under_which_message_it_stands() {
        let told = |data: &str| {
            let from = json!({"id": 7, "is_bot": false, "first_name": "Sara"});
            json!({"update_id": 1, "callback_query": {
                "id": "99", "from": from, "data": data,
                "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}},
            }})
        };
        let pressed = |button| Some(Asked::Pressed { query: "99".to_owned(), message: 5, button });
        assert_eq!(asked(&told("mute:orders:2")), pressed(Some(Button::Mute(NoticeCategory::Orders, 2))));
        assert_eq!(asked(&told("drop table")), pressed(None));
    }
}
