//! A conversation that is open in this process, as its tabs and those who bring news see it. Who keeps it stands in `host`.

use super::{batch::Batch, host::Host, line::Line, pen::Pen};
use actions::Desk;
use app::{api::chat::wire::Tell, t::Locale};
use domain::{
    ChatId, UserId,
    chat::{Chat, Message},
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::{
    sync::mpsc,
    task::{coop, yield_now},
};

/// What a room is told.
pub(super) enum Inside {
    /// These were said, one after the other.
    Said(Arc<[Message]>),
    /// There are messages up to this number.
    Reached(u64),
    /// Something changed: marks, people.
    Changed,
    /// The message with this number is not what it was.
    Again(u64),
    /// Anything may have changed, here and elsewhere.
    Anything,
    /// Everything up to there has arrived at this person's, at a tab of this process or of another.
    Got(UserId, u64, Whence),
    /// This person writes.
    Typing(UserId, Whence),
    /// A room of this conversation was opened in another process.
    Opened,
}

/// Where somebody's tab is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whence {
    /// In this process.
    Here,
    /// In another, which has told all others.
    Elsewhere,
}

/// The room, as tabs and news see it.
pub(super) struct Room {
    pub(super) id: ChatId,
    pub(super) floor: Arc<Floor>,
    pub(super) pen: Pen,
    door: mpsc::UnboundedSender<Inside>,
}

/// How far a person is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    got: u64,
    read: u64,
}

/// What the room and its tabs share.
pub(super) struct Floor {
    chat: RwLock<Arc<Chat>>,
    /// The last number that was told.
    last: AtomicU64,
    marks: Mutex<BTreeMap<UserId, Mark>>,
    /// To every tab, by the number of its seat.
    lines: Mutex<BTreeMap<u64, Arc<Line>>>,
}

impl Room {
    /// Opens it, as it is known to whoever comes in first; what happened since is asked for at once.
    pub(super) fn open(desk: Desk, chat: Chat) -> Self {
        let (door, inbox) = mpsc::unbounded_channel();
        let id = chat.id;
        let floor = Arc::new(Floor {
            last: AtomicU64::new(chat.last_seq),
            chat: RwLock::new(Arc::new(chat)),
            marks: Mutex::default(),
            lines: Mutex::default(),
        });
        tokio::spawn(Host::of(desk, floor.clone()).keep(inbox));
        Self { id, floor, pen: Pen::default(), door }
    }

    /// Never waits.
    pub(super) fn tell(&self, news: Inside) {
        // A room that is being closed needs no news.
        let _ = self.door.send(news);
    }
}

impl Floor {
    /// Somebody comes in: whatever is told from now on is told on this line too.
    pub(super) fn take_in(&self, line: Arc<Line>) {
        self.lines().insert(line.seat.number(), line);
    }

    /// Somebody leaves; true when nobody is here any more.
    pub(super) fn let_out(&self, line: &Line) -> bool {
        let mut lines = self.lines();
        lines.remove(&line.seat.number());
        lines.is_empty()
    }

    fn lines(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Line>>> {
        self.lines.lock().expect("nobody panics with this in hand")
    }

    pub(super) fn chat(&self) -> Arc<Chat> {
        self.chat.read().expect("nobody panics with this in hand").clone()
    }

    /// Whoever came in before asking hears of everything after it.
    pub(super) fn last(&self) -> u64 {
        self.last.load(Ordering::SeqCst)
    }

    /// What somebody reads here.
    pub(super) fn read_here(&self) -> Vec<Locale> {
        let lines = self.lines();
        Locale::EVERY.iter().copied().filter(|l| lines.values().any(|line| line.l == *l)).collect()
    }

    /// Everybody is told of everybody.
    pub(super) fn is_small(&self) -> bool {
        self.chat().is_small()
    }

    /// The conversation as it is now.
    pub(super) fn knows(&self, chat: Chat) {
        *self.chat.write().expect("nobody panics with this in hand") = Arc::new(chat);
    }

    /// It stands higher in the lists since this was said; see [`Chat::moves_up`].
    pub(super) fn moves(&self, message: &Message) {
        let chat = self.chat();
        if chat.moves_up(message.created_at) {
            self.knows(Chat { last_message_at: message.created_at, ..Arc::unwrap_or_clone(chat) });
        }
    }

    /// Tells everybody. First the number, then the words: whoever comes in between asks for these words, or hears them, or
    /// both. However many there are, others have their turn on this processor.
    pub(super) async fn tell(&self, batch: Batch) {
        if let Some((_, last)) = batch.span {
            self.last.store(last, Ordering::SeqCst);
        }
        let batch = Arc::new(batch);
        let lines: Vec<Arc<Line>> = self.lines().values().cloned().collect();
        for line in lines {
            if !coop::has_budget_remaining() {
                yield_now().await;
            }
            line.tell(&batch);
        }
    }

    /// How far everybody is, for whoever comes in.
    pub(super) fn marks(&self) -> Vec<Tell> {
        let marks = self.marks.lock().expect("nobody panics with this in hand");
        marks.iter().map(|(by, mark)| mark.told(*by)).collect()
    }

    /// What has arrived at whose, where that is more than what they read: the one thing about it that stands nowhere.
    pub(super) fn arrived(&self) -> Vec<(UserId, u64)> {
        let marks = self.marks.lock().expect("nobody panics with this in hand");
        marks.iter().filter(|(_, mark)| mark.got > mark.read).map(|(by, mark)| (*by, mark.got)).collect()
    }

    /// Notes how far somebody is; what there is to tell of it.
    pub(super) fn mark(&self, by: UserId, got: u64, read: u64) -> Option<Tell> {
        let mut marks = self.marks.lock().expect("nobody panics with this in hand");
        let mark = marks.entry(by).or_default();
        let now = Mark { got: mark.got.max(got).max(read), read: mark.read.max(read) };
        (std::mem::replace(mark, now) != now).then(|| now.told(by))
    }
}

impl Mark {
    fn told(self, by: UserId) -> Tell {
        Tell::Mark { by: by.to_string(), got: self.got, read: self.read }
    }
}
