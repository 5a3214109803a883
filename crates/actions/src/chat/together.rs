//! What several people say in a conversation of many at the same moment, written as one.

use super::{
    block::only_open,
    send::{must_answer_here, send_in},
};
use crate::{ActionError, Desk};
use domain::chat::{Asker, Chat, Message, TypedMessage};
use std::sync::Arc;
use store::{Commit, SaidNumber};

/// What somebody says.
pub struct Spoken {
    /// The desk that they speak at.
    pub desk: Desk,
    /// Who says it.
    pub who: Asker,
    /// As it was typed.
    pub typed: TypedMessage,
}

/// Says all of it in one commit, in its order, in a conversation that stood at this number a moment ago. Whatever cannot be
/// said so (it stands elsewhere by now, somebody takes part no more, one of them was said before) is said as [`send_in`] says
/// it, each alone: what becomes of one is nothing to the others. An answer for each, in their order.
pub async fn send_together(known: &Chat, stands_at: u64, all: &[Spoken]) -> Vec<Result<Message, ActionError>> {
    let mut messages = Vec::with_capacity(all.len());
    for spoken in all {
        messages.push(drafted(known, spoken).await.ok());
    }
    let written: Vec<&Message> = messages.iter().flatten().collect();
    let said = match all.first() {
        Some(first) => write(&first.desk, known, stands_at, &written).await,
        None => Vec::new(),
    };
    let mut said = said.into_iter();
    let mut answers = Vec::with_capacity(all.len());
    for (spoken, message) in all.iter().zip(messages) {
        answers.push(match message.and_then(|_| said.next()) {
            Some(said) => Ok(said),
            None => send_in(&spoken.desk, spoken.who, known, &spoken.typed).await,
        });
    }
    answers
}

/// The message, if nothing that is known here stands in its way.
async fn drafted(known: &Chat, spoken: &Spoken) -> Result<Message, ActionError> {
    let Spoken { desk, who, typed } = spoken;
    let form = typed.read()?;
    known.only_members(*who)?;
    only_open(desk, *who, known).await?;
    must_answer_here(desk, known, &form).await?;
    Ok(Message::said(desk.new_id(), known.id, who.id, form, desk.now()))
}

/// Those that were written: all of them, or none.
async fn write(desk: &Desk, known: &Chat, stands_at: u64, messages: &[&Message]) -> Vec<Message> {
    // Words about a request may move it, and in a room of few everybody's other pages are told.
    if messages.is_empty() || known.request_id.is_some() || known.is_small() {
        return Vec::new();
    }
    let numbers: Vec<SaidNumber> = messages.iter().map(|_| SaidNumber::default()).collect();
    let numbered: Vec<(&Message, &SaidNumber)> = messages.iter().copied().zip(&numbers).collect();
    if desk.commit(Commit::new().say_together(known, stands_at, &numbered)).await.is_err() {
        return Vec::new();
    }
    let said = |(message, number): &(&Message, &SaidNumber)| Message { seq: number.given(), ..(*message).clone() };
    let said: Vec<Message> = numbered.iter().map(said).collect();
    desk.feed.say(Arc::from(said.as_slice()));
    said
}
