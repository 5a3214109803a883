//! A conversation that goes on by itself: what others say appears, what one says stands there at once and is sent until it
//! has arrived. What it shows is put into words by the server; without it the page is whole.

mod files;
mod line;
mod shown;

use self::shown::{Pending, item};
use super::browser::{self, Line, Said};
use crate::{
    api::chat::{ChatNow, chat_since, mark_chat_read, send_message, wire::Ask},
    lang, t,
};
use leptos::prelude::*;
use std::time::Duration;

/// Asked again this often while there is no socket: a proxy may swallow events.
const ASK_AGAIN: Duration = Duration::from_secs(20);

/// What somebody typed into the form of this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    /// What this browser calls the message.
    pub key: String,
    pub text: String,
    pub reply_to: String,
}

/// A message that is not known to have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    typed: Typed,
    /// The house has it, under a number.
    is_sent: bool,
    /// The last try failed; it is tried again.
    is_late: bool,
    /// Refused for a reason of its own: it is not tried again by itself.
    is_refused: bool,
}

/// The living end of a conversation; its child is the form.
#[island]
pub fn ChatLive(
    /// The conversation: the feed's topic too.
    chat: String,
    /// The last number that the page shows above.
    after: u64,
    children: Children,
) -> impl IntoView {
    let l = lang();
    let live = Live {
        chat: StoredValue::new(chat),
        now: RwSignal::new(ChatNow { read_to: 0, messages: Vec::new() }),
        waiting: RwSignal::new(Vec::new()),
        is_lost: RwSignal::new(false),
        shown: StoredValue::new(after),
        is_asking: StoredValue::new(false),
        is_dirty: StoredValue::new(false),
        read: StoredValue::new(0),
        got_to: RwSignal::new(0),
        typing: RwSignal::new(None),
        typing_count: StoredValue::new(0),
        typed_at: StoredValue::new(i64::MIN / 2),
        me: StoredValue::new(String::new()),
        line: StoredValue::new(None),
        is_heard: StoredValue::new(false),
        tries: StoredValue::new(0),
        is_on_feed: StoredValue::new(false),
    };
    Effect::new(move || live.follow());
    let send = move |event: leptos::ev::SubmitEvent| {
        if let Some(typed) = browser::take_typed(&event, "send_message") {
            live.say(typed);
        }
    };
    let type_into = move |event: leptos::ev::Event| {
        if browser::is_typing_into(&event, "send_message") {
            live.types();
        }
    };
    view! {
        <div role="log" aria-live="polite" aria-label=t::chat_live(l)>
            <ol class="chat-log">
                {move || live.now.get().messages.into_iter().map(|said| item(said, live.now.read().read_to, live.got_to.get())).collect_view()}
                {move || live.waiting.get().into_iter().map(|waiting| view! { <Pending waiting live/> }).collect_view()}
            </ol>
        </div>
        <p class="hint" role="status"><span hidden=move || !live.is_lost.get()>{t::chat_lost(l)}</span></p>
        <p class="hint chat-typing" role="status">{move || live.typing.get().map(|name| t::chat_typing(l, name))}</p>
        <div on:submit=send on:input=type_into>{children()}</div>
    }
}

/// Everything that changes while the page is open.
#[derive(Clone, Copy)]
struct Live {
    chat: StoredValue<String>,
    now: RwSignal<ChatNow>,
    waiting: RwSignal<Vec<Waiting>>,
    is_lost: RwSignal<bool>,
    /// The last number that is shown.
    shown: StoredValue<u64>,
    is_asking: StoredValue<bool>,
    is_dirty: StoredValue<bool>,
    /// The last number that was said to be read.
    read: StoredValue<u64>,
    /// The last number that has arrived at somebody else's.
    got_to: RwSignal<u64>,
    /// Who writes.
    typing: RwSignal<Option<String>>,
    typing_count: StoredValue<u32>,
    /// When the house was last told that somebody writes here, in the page's age.
    typed_at: StoredValue<i64>,
    /// Who looks, as the house knows them.
    me: StoredValue<String>,
    line: StoredValue<Option<Line>>,
    /// The line is open and the house has spoken.
    is_heard: StoredValue<bool>,
    /// How often a line was refused.
    tries: StoredValue<u32>,
    is_on_feed: StoredValue<bool>,
}

impl Live {
    /// Listens over a socket; what waits is sent again when the line is back.
    fn follow(self) {
        set_interval(
            move || {
                self.read();
                if !self.has_line() {
                    self.ask();
                    self.send_late();
                }
            },
            ASK_AGAIN,
        );
        let looks_again = move |_| self.read();
        window_event_listener_untyped("visibilitychange", looks_again);
        self.connect();
    }

    /// Without a socket: listens to the feed, and asks whenever something changed.
    fn fall_back(self) {
        if self.is_on_feed.get_value() {
            return;
        }
        self.is_on_feed.set_value(true);
        browser::listen(&self.chat.get_value(), move |said| match said {
            _ if self.has_line() => {}
            Said::Open | Said::Change => {
                self.is_lost.set(false);
                self.ask();
                self.send_late();
            }
            Said::Lost => self.is_lost.set(true),
        });
    }

    /// Takes what was said since. News that comes while an answer is on its way may be newer than that answer.
    fn ask(self) {
        self.is_dirty.set_value(true);
        if self.is_asking.get_value() {
            return;
        }
        self.is_asking.set_value(true);
        leptos::task::spawn_local(async move {
            while self.is_dirty.get_value() {
                self.is_dirty.set_value(false);
                let after = self.shown.get_value();
                match chat_since(self.chat.get_value(), after.to_string()).await {
                    Ok(fresh) => self.take(fresh),
                    Err(_) => self.is_lost.set(true),
                }
            }
            self.is_asking.set_value(false);
        });
    }

    fn take(self, fresh: ChatNow) {
        self.is_lost.set(false);
        let came = fresh.messages.iter().filter_map(|said| said.client_id.clone()).collect::<Vec<_>>();
        self.waiting.update(|waiting| waiting.retain(|one| !came.contains(&one.typed.key)));
        let is_more = fresh.is_more();
        if let Some(last) = fresh.messages.last() {
            self.shown.set_value(last.seq);
        }
        if !fresh.messages.is_empty() || fresh.read_to != self.now.read_untracked().read_to {
            self.now.update(|now| now.follow_with(fresh));
        }
        if is_more {
            self.is_dirty.set_value(true);
        }
        self.read();
    }

    /// What a person has before their eyes is read.
    fn read(self) {
        let shown = self.shown.get_value();
        if shown <= self.read.get_value() {
            return;
        }
        if !browser::is_looked_at() {
            // It has arrived, and nobody has seen it yet.
            self.ask_over_line(&Ask::Got { seq: shown });
            return;
        }
        self.read.set_value(shown);
        if !self.ask_over_line(&Ask::Read { seq: shown }) {
            let (chat, seen) = (self.chat.get_value(), shown.to_string());
            leptos::task::spawn_local(async move {
                if mark_chat_read(chat, seen).await.is_err() {
                    // Not heard: the next look says it again.
                    self.read.set_value(0);
                }
            });
        }
    }

    fn say(self, typed: Typed) {
        self.waiting.update(|all| {
            all.push(Waiting { typed: typed.clone(), is_sent: false, is_late: false, is_refused: false })
        });
        self.stops_typing();
        self.send(typed);
    }

    fn send_late(self) {
        let late = self
            .waiting
            .read_untracked()
            .iter()
            .filter(|one| one.is_late && !one.is_refused)
            .cloned()
            .collect::<Vec<_>>();
        for one in late {
            self.send(one.typed);
        }
    }

    /// Under its own name: however often it is sent, it is said once.
    fn send(self, typed: Typed) {
        let Typed { key, text, reply_to } = typed.clone();
        if self.ask_over_line(&Ask::Send { key, text, reply_to }) {
            return self.note(&typed.key, |one| one.is_late = false);
        }
        leptos::task::spawn_local(async move {
            let Typed { key, text, reply_to } = typed;
            let (chat, seen) = (self.chat.get_value(), self.shown.get_value().to_string());
            let sent = send_message(key.clone(), chat, text, reply_to, seen).await;
            match sent {
                Ok(()) => self.ask(),
                Err(fault) => self.note(&key, |one| {
                    one.is_late = true;
                    one.is_refused = fault.status < 500;
                }),
            }
        });
    }

    /// What became of a message that waits.
    fn note(self, key: &str, became: impl Fn(&mut Waiting)) {
        self.waiting.update(|all| all.iter_mut().filter(|one| one.typed.key == key).for_each(became));
    }
}
