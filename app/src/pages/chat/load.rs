//! What the page of a conversation shows, loaded once. A stranger is refused before anything is read.

use crate::{
    Fault,
    api::{chat::asker, market::known},
    ssr::{desk, refuse},
};
use actions::chat::{Room, Whence, blocked_in, open_chat, reads_all, search};
use domain::{
    MessageId, Timestamp, UserId,
    chat::{Asker, Blocked, Chat, ChatType, Message},
    identity::User,
    market::{PurchaseRequest, SellerOffer},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::collections::BTreeMap;

/// What an address asks of a conversation.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub before: Option<u64>,
    pub after: Option<u64>,
    /// Words that are looked for.
    pub query: Option<String>,
    /// The message that is to be answered.
    pub reply: Option<MessageId>,
    /// The message that is to be changed.
    pub edit: Option<MessageId>,
    /// The message that is to be reported.
    pub report: Option<MessageId>,
    /// What was just done.
    pub done: Option<String>,
}

/// How the reader stands to a conversation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    /// Decides a dispute about it: reads what was changed and deleted.
    pub reads_all: bool,
    /// Who of two does not want to hear the other.
    pub blocked: Blocked,
}

/// A conversation as its page shows it.
pub(super) struct View {
    pub me: Asker,
    pub room: Room,
    pub people: BTreeMap<UserId, User>,
    pub request: Option<PurchaseRequest>,
    /// The open offer that is talked about.
    pub offer: Option<SellerOffer>,
    pub wanted: Wanted,
    /// The message that is to be answered, changed or reported.
    pub taken_up: Option<Message>,
    pub standing: Standing,
    pub now: Timestamp,
}

impl Wanted {
    /// Of this page's address.
    pub(super) fn here() -> Self {
        let query = use_query_map().get_untracked();
        let text = |name: &str| query.get(name).filter(|text| !text.trim().is_empty());
        Self {
            before: text("before").and_then(|seq| seq.parse().ok()),
            after: text("after").and_then(|seq| seq.parse().ok()),
            query: text("q"),
            reply: text("reply").and_then(|id| id.parse().ok()),
            edit: text("edit").and_then(|id| id.parse().ok()),
            report: text("report").and_then(|id| id.parse().ok()),
            done: text("done"),
        }
    }

    const fn from(&self) -> Whence {
        match (self.before, self.after) {
            (Some(seq), _) => Whence::Before(seq),
            (None, Some(seq)) => Whence::After(seq),
            (None, None) => Whence::End,
        }
    }
}

/// The conversation in this page's address.
pub(super) fn id_here() -> Result<domain::ChatId, Fault> {
    known(&use_params_map().get_untracked().get("id").unwrap_or_default())
}

pub(super) async fn load(id: Result<domain::ChatId, Fault>, wanted: Wanted) -> Result<View, Fault> {
    let (desk, me, id) = (desk(), asker()?, id?);
    let room = match &wanted.query {
        Some(query) => search(&desk, me, id, query).await,
        None => open_chat(&desk, me, id, wanted.from()).await,
    };
    let room = room.map_err(refuse)?;
    let store = &desk.store;
    let request = match room.chat.request_id {
        Some(request) => store.find::<PurchaseRequest>(request).await.map_err(|error| refuse(error.into()))?,
        None => None,
    };
    let offer = match (room.chat.request_id, room.chat.seller_id) {
        (Some(request), Some(seller)) => {
            store.live_offer(request, seller).await.map_err(|error| refuse(error.into()))?
        }
        _ => None,
    };
    let offer = offer.filter(|offer| !offer.is_past(desk.now()));
    let authors = room.messages.iter().chain(room.answered.values()).filter_map(|message| message.author_id);
    let ids: Vec<UserId> = authors.chain(room.chat.participants.iter().copied()).collect();
    let people = store.users_by_ids(&ids).await.map_err(|error| refuse(error.into()))?;
    let taken_up = match wanted.reply.or(wanted.edit).or(wanted.report) {
        Some(message) => store.find::<Message>(message).await.map_err(|error| refuse(error.into()))?,
        None => None,
    };
    // A message of another conversation is nobody's business here.
    let taken_up = taken_up.filter(|message| message.chat_id == room.chat.id);
    let standing = Standing {
        reads_all: reads_all(&desk, me.id, &room.chat).await.map_err(refuse)?,
        blocked: blocked_in(&desk, me.id, &room.chat).await.map_err(refuse)?,
    };
    Ok(View { me, people, request, offer, wanted, taken_up, standing, now: desk.now(), room })
}

impl View {
    /// What somebody is called; the house has no name of a person.
    pub(super) fn name(&self, person: UserId) -> Option<String> {
        self.people.get(&person).map(|user| user.display_name.clone())
    }

    /// Whom one talks to, where that is one person.
    pub(super) fn other(&self) -> Option<UserId> {
        let chat: &Chat = &self.room.chat;
        match chat.chat_type {
            ChatType::Direct => chat.other_side(self.me.id),
            ChatType::Group => None,
            ChatType::Support => chat.other_side(self.me.id).filter(|_| self.me.helps),
        }
    }

    /// True for who writes here too, and does not only read.
    pub(super) fn is_member(&self) -> bool {
        self.room.chat.only_members(self.me).is_ok()
    }

    /// The last number that this page shows.
    pub(super) fn seen(&self) -> u64 {
        self.room.messages.last().map_or(0, |message| message.seq)
    }

    /// How far this reader had read before.
    pub(super) fn read_seq(&self) -> u64 {
        self.room.mark_of(self.me.id).map_or(u64::MAX, |mark| mark.read_seq)
    }
}
