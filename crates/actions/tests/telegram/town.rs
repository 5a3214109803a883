//! A house with a bot that notes what it is asked to say, and people who write to it.

use actions::{
    ActionError,
    identity::Proof,
    letters::{self, NotTaken, Post},
    providers::Heard,
    telegram::{Bot, Pressed, Voice, hear, invitation, link_of, start_link},
};
use domain::{
    PurchaseRequestId, UserId,
    identity::{Language, User},
    letters::{Letter, LetterKind, OrderStep},
    telegram::{BotAccess, Reply, TelegramId},
};
use futures::future::BoxFuture;
use serde_json::json;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};
use store::Commit;
use testkit::{Given, TestDesk};

pub const TOKEN: &str = "123456789:TEST-ONLY-NOT-A-REAL-TOKEN";
const WORD: &str = "a-word-that-only-both-know";
/// Sara's Telegram.
pub const SARA: i64 = 279_058_397;

/// What the bot did.
#[derive(Clone, Debug, PartialEq)]
pub enum Did {
    /// It brought news.
    Told(i64, LetterKind),
    /// It said something.
    Said(i64, Language, Reply),
    /// It answered a button.
    Answered(i64, String, Reply),
}

/// Notes what it is asked to say; complains first, when a test wants it to.
#[derive(Default)]
pub struct Ear {
    did: Mutex<Vec<Did>>,
    pub complaints: Mutex<VecDeque<NotTaken>>,
    pub stops: Mutex<Vec<Option<String>>>,
}

impl Ear {
    fn note(&self, did: Did) -> BoxFuture<'static, Result<(), NotTaken>> {
        let complaint = self.complaints.lock().unwrap().pop_front();
        if complaint.is_none() {
            self.did.lock().unwrap().push(did);
        }
        Box::pin(async move { complaint.map_or(Ok(()), Err) })
    }

    pub fn did(&self) -> Vec<Did> {
        self.did.lock().unwrap().clone()
    }

    /// The last thing it said or answered.
    pub fn last(&self) -> Reply {
        match self.did().pop().unwrap() {
            Did::Said(_, _, reply) | Did::Answered(_, _, reply) => reply,
            Did::Told(_, kind) => panic!("it told {kind:?}"),
        }
    }

    /// How often it brought these news.
    pub fn told(&self, kind: &LetterKind) -> usize {
        self.did().iter().filter(|did| matches!(did, Did::Told(_, told) if told == kind)).count()
    }
}

impl Post for Ear {
    fn take<'a>(&'a self, letter: &'a Letter, _: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        self.stops.lock().unwrap().push(letter.stop.clone());
        self.note(Did::Told(letter.to.parse().unwrap(), letter.kind.clone()))
    }
}

impl Voice for Ear {
    fn say<'a>(&'a self, to: TelegramId, l: Language, reply: &'a Reply) -> BoxFuture<'a, Result<(), NotTaken>> {
        self.note(Did::Said(to.0, l, reply.clone()))
    }

    fn answer<'a>(
        &'a self,
        to: TelegramId,
        _: Language,
        pressed: &'a Pressed,
        reply: &'a Reply,
    ) -> BoxFuture<'a, Result<(), NotTaken>> {
        self.note(Did::Answered(to.0, pressed.query.clone(), reply.clone()))
    }

    fn settle(&self) -> BoxFuture<'_, Result<(), NotTaken>> {
        Box::pin(async { Ok(()) })
    }
}

/// A house with a bot.
pub struct Town {
    pub desk: TestDesk,
    pub ear: Arc<Ear>,
    updates: AtomicI64,
}

impl Town {
    pub async fn new() -> Self {
        let mut desk = testkit::desk().await;
        let access = json!({"token": TOKEN, "bot": "AmanatBot", "webhook_secret": WORD});
        let ear = Arc::new(Ear::default());
        let bot = Bot { access: BotAccess::parse(&access.to_string()).unwrap(), voice: ear.clone() };
        desk.desk.telegram = Some(Arc::new(bot));
        Self { desk, ear, updates: AtomicI64::new(1) }
    }

    /// A town in which Sara is linked.
    pub async fn with_sara() -> (Self, UserId) {
        let town = Self::new().await;
        let sara = town.person("Sara").await;
        town.link(sara, SARA).await;
        (town, sara)
    }

    pub async fn person(&self, name: &str) -> UserId {
        Given::person(&self.desk, name).await
    }

    pub async fn user(&self, id: UserId) -> User {
        self.desk.store.get(id).await.unwrap()
    }

    /// What stands behind `?start=` of the address this person is shown.
    pub async fn payload(&self, person: UserId) -> String {
        start_link(&self.desk, person, Proof::FRESH).await.unwrap();
        self.shown(person).await.unwrap()
    }

    pub async fn shown(&self, person: UserId) -> Option<String> {
        let shown = invitation(&self.desk, person).await.unwrap()?;
        Some(shown.address.strip_prefix("https://t.me/AmanatBot?start=").unwrap().to_owned())
    }

    pub async fn link(&self, person: UserId, telegram: i64) {
        let payload = self.payload(person).await;
        assert_eq!(self.ask(telegram, &format!("/start {payload}")).await, Heard::New);
        assert!(link_of(&self.desk, person).await.unwrap().is_some());
    }

    /// Somebody writes to the bot, and the worker answers.
    pub async fn ask(&self, telegram: i64, text: &str) -> Heard {
        let heard = self.hear(&self.message(telegram, text)).await.unwrap();
        self.desk.run_due().await;
        heard
    }

    /// Somebody presses a button that carries this.
    pub async fn press(&self, telegram: i64, data: &str) -> Reply {
        let number = self.updates.fetch_add(1, Ordering::SeqCst);
        let update = json!({"update_id": number, "callback_query": {
            "id": format!("q{number}"), "from": {"id": telegram, "is_bot": false, "first_name": "Sara"}, "data": data,
            "message": {"message_id": 5, "date": 1, "chat": {"id": telegram, "type": "private"}},
        }});
        self.hear(&update.to_string()).await.unwrap();
        self.desk.run_due().await;
        self.ear.last()
    }

    pub fn message(&self, telegram: i64, text: &str) -> String {
        let number = self.updates.fetch_add(1, Ordering::SeqCst);
        let from = json!({"id": telegram, "is_bot": false, "first_name": "Sara", "language_code": "fa-IR"});
        let chat = json!({"id": telegram, "type": "private"});
        json!({"update_id": number, "message": {"message_id": 5, "date": 1, "from": from, "chat": chat, "text": text}})
            .to_string()
    }

    pub async fn hear(&self, body: &str) -> Result<Heard, ActionError> {
        hear(&self.desk, |name| (name == "x-telegram-bot-api-secret-token").then_some(WORD), body.as_bytes()).await
    }

    /// Something happens to an order of this person's.
    pub async fn tell(&self, person: UserId, kind: LetterKind) {
        let user = self.user(person).await;
        self.desk.commit(letters::add(Commit::new(), &self.desk, &user, kind)).await.unwrap();
    }
}

pub fn paid() -> LetterKind {
    LetterKind::Order { request: PurchaseRequestId::from_bytes([1; 16]), number: 7, step: OrderStep::Paid }
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(refused: Result<T, ActionError>) -> &'static str {
    match refused {
        Err(ActionError::Refused { code, .. }) => code,
        other => panic!("not refused: {other:?}"),
    }
}
