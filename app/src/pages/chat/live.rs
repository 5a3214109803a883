//! What an open conversation is told while it is looked at: the words a page would have.

use super::{
    files::said_files,
    load::{Wanted, load},
    message::{author, shortened},
};
use crate::{
    Fault,
    api::chat::{ChatNow, SaidNow},
    dates, lang,
    t::Locale,
};
use domain::{
    ChatId,
    chat::{Message, MessageKind},
};

/// What was said after this number, for who takes part.
pub(crate) async fn load_since(chat: ChatId, after: u64) -> Result<ChatNow, Fault> {
    let l = lang();
    let view = load(Ok(chat), Wanted { after: Some(after), ..Wanted::default() }).await?;
    let others = view.room.marks.iter().filter(|mark| mark.user_id != view.me.id);
    let read_to = others.map(|mark| mark.read_seq).max().unwrap_or(0);
    let messages = view.room.messages.iter().map(|message| said(l, &view, message)).collect();
    Ok(ChatNow { read_to, messages })
}

pub(super) fn said(l: Locale, view: &super::load::View, message: &Message) -> SaidNow {
    let is_own = message.author_id == Some(view.me.id);
    let whose = match message.kind {
        MessageKind::System => "house",
        MessageKind::Text | MessageKind::CounterOffer if is_own => "own",
        MessageKind::Text | MessageKind::CounterOffer => "other",
    };
    let answered = message.reply_to.and_then(|id| view.room.answered.get(&id));
    SaidNow {
        seq: message.seq,
        id: message.id.to_string(),
        client_id: is_own.then(|| message.client_id.clone()),
        whose: whose.to_owned(),
        name: author(l, view, message),
        at: message.created_at.to_string(),
        time: dates::time(l, message.created_at),
        answers: answered.map(|answered| shortened(l, answered)),
        text: text(l, message),
        files: said_files(message),
        look: message.counter.map(|_| super::place_of(view.room.chat.id, message.seq)),
    }
}

fn text(l: Locale, message: &Message) -> String {
    match (message.kind, message.words()) {
        (MessageKind::Text, Some(words)) => words.to_owned(),
        (MessageKind::Text | MessageKind::System | MessageKind::CounterOffer, _) => shortened(l, message),
    }
}
