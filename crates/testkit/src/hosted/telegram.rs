//! A double of the Bot API and of what Telegram delivers: it keeps conversations, takes what Telegram takes and refuses what
//! Telegram refuses, in its words.

use super::{
    HostedDelivery,
    server::{Heard, HostedServer, Said},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard},
};

/// What Telegram knows.
#[derive(Default)]
struct Known {
    /// Conversations that people have begun with the bot, and what it says in them.
    chats: BTreeMap<i64, Vec<Value>>,
    /// People who have stopped the bot.
    blocked: BTreeSet<i64>,
    /// Buttons that were pressed and wait for an answer.
    queries: BTreeSet<String>,
    /// Every call, in order: the method and what it said.
    calls: Vec<(String, Value)>,
    messages: i64,
}

/// The service.
pub struct TelegramDouble {
    server: HostedServer,
    word: String,
    known: Arc<Mutex<Known>>,
}

impl Deref for TelegramDouble {
    type Target = HostedServer;

    fn deref(&self) -> &HostedServer {
        &self.server
    }
}

impl TelegramDouble {
    /// With the token that it accepts, the bot's name, and the word that its updates carry.
    pub fn start(token: &str, name: &str, word: &str) -> Self {
        let known = Arc::new(Mutex::new(Known::default()));
        let (kept, token, name) = (Arc::clone(&known), token.to_owned(), name.to_owned());
        let server = HostedServer::start(move |heard| answer(heard, (&token, &name), &mut locked(&kept)));
        Self { server, word: word.to_owned(), known }
    }

    /// Answers the next call with a flood's refusal.
    pub fn flood_next(&self, seconds: u32) {
        let body = json!({
            "ok": false, "error_code": 429, "description": format!("Too Many Requests: retry after {seconds}"),
            "parameters": {"retry_after": seconds},
        });
        self.answer_next(429, &body.to_string());
    }

    /// This person begins a conversation, or begins it again.
    pub fn open_chat(&self, person: i64) {
        let mut known = locked(&self.known);
        known.blocked.remove(&person);
        known.chats.entry(person).or_default();
    }

    /// This person stops the bot.
    pub fn block(&self, person: i64) {
        locked(&self.known).blocked.insert(person);
    }

    /// What the bot says to this person, as it stands now.
    pub fn conversation(&self, person: i64) -> Vec<Value> {
        locked(&self.known).chats.get(&person).cloned().unwrap_or_default()
    }

    /// What was called by this name, in order.
    pub fn calls(&self, method: &str) -> Vec<Value> {
        let known = locked(&self.known);
        known.calls.iter().filter(|(called, _)| called == method).map(|(_, body)| body.clone()).collect()
    }

    /// Somebody writes to the bot.
    pub fn write(&self, update: i64, person: i64, text: &str) -> HostedDelivery {
        self.open_chat(person);
        let from = someone(person);
        self.deliver(&json!({
            "update_id": update,
            "message": {"message_id": 1_000 + update, "date": 1, "from": from, "chat": {"id": person, "type": "private"}, "text": text},
        }))
    }

    /// Somebody presses the button under the last message, whose label begins so.
    ///
    /// # Panics
    /// When there is no such button.
    pub fn press(&self, update: i64, person: i64, label: &str) -> HostedDelivery {
        let message = self.conversation(person).pop().expect("the bot has said something");
        let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        let mut buttons = rows.iter().filter_map(Value::as_array).flatten();
        let named = |button: &&Value| button["text"].as_str().is_some_and(|text| text.starts_with(label));
        let data = buttons.find(named).expect("there is such a button")["callback_data"].clone();
        self.press_as(update, person, message["message_id"].as_i64().unwrap_or_default(), &data)
    }

    /// Somebody presses a button of this message that carries this, whether it is there or not.
    pub fn press_as(&self, update: i64, person: i64, message: i64, data: &Value) -> HostedDelivery {
        let query = format!("query-{update}");
        locked(&self.known).queries.insert(query.clone());
        self.deliver(&json!({
            "update_id": update,
            "callback_query": {
                "id": query, "from": someone(person), "chat_instance": "1", "data": data,
                "message": {"message_id": message, "date": 1, "chat": {"id": person, "type": "private"}},
            },
        }))
    }

    /// Any body, with the word.
    pub fn deliver(&self, body: &Value) -> HostedDelivery {
        let headers = vec![("x-telegram-bot-api-secret-token", self.word.clone())];
        HostedDelivery { headers, body: body.to_string() }
    }
}

fn someone(person: i64) -> Value {
    json!({"id": person, "is_bot": false, "first_name": format!("Person {person}"), "language_code": "fa"})
}

fn locked(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().expect("no test panics while it holds what Telegram knows")
}

fn answer(heard: &Heard, (token, name): (&str, &str), known: &mut Known) -> Said {
    let Some((bot, method)) = heard.line.strip_prefix("POST /bot").and_then(|path| path.split_once('/')) else {
        return refused(404, "Not Found");
    };
    if bot != token {
        return refused(401, "Unauthorized");
    }
    let body = &heard.body;
    let said = match method {
        "getMe" => Ok(json!({"id": 123_456_789, "is_bot": true, "first_name": "Amanat", "username": name})),
        "setWebhook" => webhook(body),
        "setMyCommands" => Ok(json!(true)),
        "sendMessage" => say(known, body),
        "editMessageText" | "editMessageReplyMarkup" => edit(known, body, method == "editMessageText"),
        "answerCallbackQuery" => match known.queries.remove(body["callback_query_id"].as_str().unwrap_or_default()) {
            true => Ok(json!(true)),
            false => Err((
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid".to_owned(),
            )),
        },
        _ => Err((404, "Not Found".to_owned())),
    };
    known.calls.push((method.to_owned(), body.clone()));
    match said {
        Ok(result) => (200, json!({"ok": true, "result": result}).to_string()),
        Err((code, why)) => refused(code, &why),
    }
}

type Answered = Result<Value, (u16, String)>;

fn bad(why: &str) -> (u16, String) {
    (400, format!("Bad Request: {why}"))
}

fn refused(code: u16, why: &str) -> Said {
    (code, json!({"ok": false, "error_code": code, "description": why}).to_string())
}

fn webhook(body: &Value) -> Answered {
    if !body["url"].as_str().is_some_and(|url| url.starts_with("https://")) {
        return Err(bad("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    Ok(json!(true))
}

/// The person a call speaks to, if they may be spoken to.
fn chat_of(known: &Known, body: &Value) -> Result<i64, (u16, String)> {
    let chat = body["chat_id"].as_i64().or_else(|| body["chat_id"].as_str()?.parse().ok());
    let chat = chat.filter(|chat| known.chats.contains_key(chat)).ok_or_else(|| bad("chat not found"))?;
    match known.blocked.contains(&chat) {
        true => Err((403, "Forbidden: bot was blocked by the user".to_owned())),
        false => Ok(chat),
    }
}

fn say(known: &mut Known, body: &Value) -> Answered {
    let chat = chat_of(known, body)?;
    check(body)?;
    known.messages += 1;
    let mut message = body.clone();
    message["message_id"] = json!(known.messages);
    known.chats.entry(chat).or_default().push(message.clone());
    Ok(message)
}

fn edit(known: &mut Known, body: &Value, is_text: bool) -> Answered {
    let chat = chat_of(known, body)?;
    if is_text {
        check(body)?;
    }
    let said = known.chats.entry(chat).or_default();
    let wanted = said.iter_mut().find(|message| message["message_id"] == body["message_id"]);
    let message = wanted.ok_or_else(|| bad("message to edit not found"))?;
    let before = message.clone();
    if is_text {
        message["text"] = body["text"].clone();
    }
    message["reply_markup"] = body["reply_markup"].clone();
    match *message == before {
        true => {
            Err(bad("message is not modified: specified new message content and reply markup are exactly the same"))
        }
        false => Ok(message.clone()),
    }
}

/// What Telegram looks at in a message.
fn check(body: &Value) -> Result<(), (u16, String)> {
    let text = body["text"].as_str().unwrap_or_default();
    if text.is_empty() {
        return Err(bad("message text is empty"));
    }
    if text.chars().count() > 4_096 {
        return Err(bad("message is too long"));
    }
    let mut rest = text.replace("<b>", "").replace("</b>", "").replace("</a>", "");
    while let Some((before, after)) = rest.split_once("<a href=\"") {
        let (_, after) = after.split_once("\">").ok_or_else(|| bad("can't parse entities"))?;
        rest = format!("{before}{after}");
    }
    if body["parse_mode"] == "HTML" && rest.contains(['<', '>']) {
        return Err(bad("can't parse entities: Unsupported start tag"));
    }
    let rows = body["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    for button in rows.iter().filter_map(Value::as_array).flatten() {
        if button["url"].as_str().is_some_and(|url| !url.starts_with("https://") || url.contains("localhost")) {
            return Err(bad("inline keyboard button URL is invalid: Wrong HTTP URL"));
        }
        if button["callback_data"].as_str().is_some_and(|data| data.is_empty() || data.len() > 64) {
            return Err(bad("BUTTON_DATA_INVALID"));
        }
    }
    Ok(())
}
