//! One message: who said it, when, what it answers, what others made of it, and whether it was read.

use super::{before::Before, counter::CounterCard, files::MessageFiles, load::View, message_deeds::Deeds};
use crate::{
    dates, lang,
    pages::market::delivery_time,
    t::{self, Locale},
    words::{amount, number, word},
};
use domain::{
    chat::{CounterOffer, Message, MessageKind, ReactionKind},
    machine::Word,
};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use std::sync::Arc;

/// Most characters of a message that stand above its answer.
const QUOTED: usize = 120;

/// A line of the conversation.
#[component]
pub(super) fn MessageItem(view: Arc<View>, message: Message) -> impl IntoView {
    match message.kind {
        MessageKind::System => Either::Left(view! { <Told message/> }),
        MessageKind::Text | MessageKind::CounterOffer => Either::Right(view! { <Said view message/> }),
    }
}

/// What the house tells.
#[component]
fn Told(message: Message) -> impl IntoView {
    let l = lang();
    let text = message.told.map(|told| word(l, "told", told.word()));
    let at = message.created_at;
    view! {
        <li id=format!("m{}", message.seq) class="message" data-whose="house">
            <p>{text} " " <time class="hint" datetime=at.to_string()>{dates::time(l, at)}</time></p>
        </li>
    }
}

/// What a person says.
#[component]
fn Said(view: Arc<View>, message: Message) -> impl IntoView {
    let l = lang();
    let is_own = message.author_id == Some(view.me.id);
    let (name, at) = (author(l, &view, &message), message.created_at);
    let words = match message.words() {
        Some("") => EitherOf3::C(()),
        Some(words) => EitherOf3::A(view! { <p class="message-text" dir="auto">{words.to_owned()}</p> }),
        None => EitherOf3::B(view! { <p class="hint">{t::chat_deleted(l)}</p> }),
    };
    let before = view.standing.reads_all.then(|| view! { <Before message=message.clone()/> });
    let files = view! { <MessageFiles files=message.shown_files().to_vec()/> };
    let counter = message.counter.map(|counter| {
        view! { <CounterCard view=view.clone() message=message.clone() counter/> }
    });
    let edited = (message.is_edited() && message.deleted_at.is_none())
        .then(|| view! { <span class="hint">{t::chat_edited(l)}</span> });
    let mark = is_own.then(|| view! { <Mark is_read=view.room.is_read(&message)/> });
    let reactions = reactions(l, &message);
    let whose = if is_own { "own" } else { "other" };
    let deeds = (message.deleted_at.is_none() && view.is_member())
        .then(|| view! { <Deeds view=view.clone() message=message.clone()/> });
    view! {
        <li id=format!("m{}", message.seq) class="message" data-whose=whose>
            <p class="cluster message-head">
                <strong><bdi>{name}</bdi></strong>
                <time class="hint" datetime=at.to_string()>{dates::time(l, at)}</time>
                {edited} {mark}
            </p>
            <Answered view message=message.clone()/>
            {counter.is_none().then_some(words)}
            {counter}
            {files} {before}
            {(!reactions.is_empty()).then(|| view! { <ul class="cluster message-reactions" aria-label=t::chat_reactions(l)>{reactions}</ul> })}
            {deeds}
        </li>
    }
}

/// Sent, or read by the other side; the sign never stands alone.
#[component]
fn Mark(is_read: bool) -> impl IntoView {
    let l = lang();
    let (sign, text) = if is_read { ("✓✓", t::chat_mark_seen(l)) } else { ("✓", t::chat_mark_sent(l)) };
    view! { <span class="hint message-mark"><span aria-hidden="true">{sign}</span> " " {text}</span> }
}

/// What somebody is called here: people of the house speak for it.
pub(super) fn author(l: Locale, view: &View, message: &Message) -> String {
    let Some(author) = message.author_id else { return t::chat_support_name(l).to_owned() };
    if author == view.me.id {
        return t::chat_you(l).to_owned();
    }
    let name = view.name(author).unwrap_or_default();
    let chat = &view.room.chat;
    match (chat.decides(author), chat.has(author)) {
        (true, _) => t::chat_decider_named(l, name),
        (false, true) => name,
        (false, false) => t::chat_support_named(l, name),
    }
}

/// The message that is answered, shortened, with the way to it.
#[component]
fn Answered(view: Arc<View>, message: Message) -> impl IntoView {
    let l = lang();
    let answered = message.reply_to.and_then(|id| view.room.answered.get(&id).cloned());
    answered.map(|answered| {
        let href = super::place_of(view.room.chat.id, answered.seq);
        let name = author(l, &view, &answered);
        view! { <blockquote class="message-quote"><a href=href><bdi>{name}</bdi></a> ": " <span dir="auto">{shortened(l, &answered)}</span></blockquote> }
    })
}

/// The beginning of a message, in one line.
pub(super) fn shortened(l: Locale, message: &Message) -> String {
    let words = match (message.kind, message.words()) {
        (MessageKind::System, _) => message.told.map(|told| word(l, "told", told.word())).unwrap_or_default(),
        (MessageKind::CounterOffer, _) => counter_text(l, message),
        (MessageKind::Text, None) => t::chat_deleted(l).to_owned(),
        (MessageKind::Text, Some("")) => {
            message.shown_files().first().map(|file| file.name.clone()).unwrap_or_default()
        }
        (MessageKind::Text, Some(words)) => words.replace('\n', " "),
    };
    if words.chars().count() <= QUOTED { words } else { words.chars().take(QUOTED).chain(['…']).collect() }
}

/// A counter-offer in one line.
pub(super) fn counter_text(l: Locale, message: &Message) -> String {
    let said = |counter: CounterOffer| {
        let price = format!("{} {}", amount(counter.price), counter.price.currency);
        t::chat_counter_said(l, price, delivery_time(counter.delivery_time))
    };
    message.counter.map(said).unwrap_or_default()
}

/// Each sign with how many gave it.
fn reactions(l: Locale, message: &Message) -> Vec<AnyView> {
    let count = |kind: &ReactionKind| message.reactions.iter().filter(|given| given.kind == *kind).count();
    let given = ReactionKind::ALL.iter().map(|kind| (kind, u64::try_from(count(kind)).unwrap_or(u64::MAX)));
    let given = given.filter(|(_, count)| *count > 0).map(|(kind, count)| {
        view! {
            <li class="badge badge-outline">
                <span aria-hidden="true">{kind.sign()}</span>
                <span class="visually-hidden">{word(l, "reaction", kind.word())}</span>
                " " {number(l, count)}
            </li>
        }
        .into_any()
    });
    given.collect()
}
