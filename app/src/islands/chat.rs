//! A conversation that goes on by itself: what others say appears, what one says stands there at once and is sent until it
//! has arrived. What it shows is put into words by the server; without it the page is whole.

mod again;
mod asking;
mod deeds;
mod files;
mod kept;
mod line;
mod sending;
mod shown;

use self::shown::{Pending, item};
use super::browser::{self, Line, Said};
use crate::{api::chat::ChatNow, lang, t};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};

/// Asked again this often while there is no socket: a proxy may swallow events.
const ASK_AGAIN: Duration = Duration::from_secs(20);

/// The form that says something, and the one that sends files.
const SAYS: &str = "send_message";
const SENDS_FILES: &str = "send_files";

/// What somebody typed into the form of this page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Refused for a reason of its own, in the reader's words: it is not tried again by itself.
    refused: Option<String>,
}

/// The living end of a conversation; its child is the form.
#[island]
pub fn ChatLive(
    /// The conversation: the feed's topic too.
    chat: String,
    /// Who looks.
    me: String,
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
        me: StoredValue::new(me),
        line: StoredValue::new(None),
        is_heard: StoredValue::new(false),
        tries: StoredValue::new(0),
        is_on_feed: StoredValue::new(false),
        is_posting: StoredValue::new(false),
        changed: StoredValue::new(BTreeSet::new()),
        is_drawing: StoredValue::new(false),
        was_cut: StoredValue::new(false),
    };
    Effect::new(move || live.follow());
    Effect::new(move || live.keep());
    let send = move |event: leptos::ev::SubmitEvent| {
        if let Some(typed) = browser::take_typed(&event, SAYS) {
            live.say(typed);
        }
    };
    let type_into = move |event: leptos::ev::Event| {
        if let Some(words) = browser::typed_into(&event, SAYS) {
            live.types(&words);
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| browser::send_by_keys(&event, SAYS);
    view! {
        <div role="log" aria-live="polite" aria-label=t::chat_live(l)>
            <ol class="chat-log">
                {move || live.now.get().messages.into_iter().map(|said| item(said, live)).collect_view()}
                {move || live.waiting.get().into_iter().map(|waiting| view! { <Pending waiting live/> }).collect_view()}
            </ol>
        </div>
        <p class="hint" role="status"><span hidden=move || !live.is_lost.get()>{t::chat_lost(l)}</span></p>
        <p class="hint chat-typing" role="status">{move || live.typing.get().map(|name| t::chat_typing(l, name))}</p>
        <div on:submit=send on:input=type_into on:keydown=press>{children()}</div>
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
    /// What waits is being posted.
    is_posting: StoredValue<bool>,
    /// The numbers of messages that are not what is shown.
    changed: StoredValue<BTreeSet<u64>>,
    /// They are being drawn again.
    is_drawing: StoredValue<bool>,
    /// Nobody told for a while what changed.
    was_cut: StoredValue<bool>,
}

impl Live {
    /// Listens over a socket; what waits is sent again when the line is back.
    fn follow(self) {
        self.recall();
        for event in ["paste", "dragover", "drop"] {
            window_event_listener_untyped(event, |event| browser::take_files(&event, SENDS_FILES, SAYS));
        }
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
                self.draw_again(Vec::new());
            }
            Said::Lost => self.is_lost.set(true),
        });
    }
}
