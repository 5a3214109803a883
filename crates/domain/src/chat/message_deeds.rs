//! What may be done with a message that was sent.

use super::{ChatError, Edit, Message, MessageKind, NewText, Reaction, ReactionKind};
use crate::{Minutes, Timestamp, UserId};

/// So long may a message be changed.
pub const EDIT_MINUTES: Minutes = Minutes(15);
/// So often may a message be changed: every version is kept.
pub const MAX_EDITS: usize = 20;

impl Message {
    /// Its author says it otherwise. The same words again change nothing.
    ///
    /// # Errors
    /// As [`Message::may_edit`].
    pub fn edited(&self, by: UserId, text: NewText, now: Timestamp) -> Result<Option<Self>, ChatError> {
        self.may_edit(by, now)?;
        let NewText { text } = text;
        if text == self.text {
            return Ok(None);
        }
        let mut edits = self.edits.clone();
        edits.push(Edit { text: self.text.clone(), at: now });
        let changed = Self { text, edits, updated_at: now, ..self.clone() };
        Ok(Some(changed.with_files(self.files.clone())))
    }

    /// Whether this person may change it now.
    ///
    /// # Errors
    /// [`ChatError`]: it is another's, not words, gone, too old, or was changed too often.
    pub fn may_edit(&self, by: UserId, now: Timestamp) -> Result<(), ChatError> {
        self.only_words_of(by)?;
        if self.deleted_at.is_some() {
            return Err(ChatError::Deleted);
        }
        if now >= self.created_at + EDIT_MINUTES {
            return Err(ChatError::TooLateToEdit);
        }
        if self.edits.len() < MAX_EDITS { Ok(()) } else { Err(ChatError::EditedTooOften) }
    }

    /// Its author takes it back: its place stays, its words are shown to nobody any more. Twice is once.
    ///
    /// # Errors
    /// [`ChatError::NotTheAuthor`], [`ChatError::Fixed`].
    pub fn deleted(&self, by: UserId, now: Timestamp) -> Result<Option<Self>, ChatError> {
        self.only_words_of(by)?;
        if self.deleted_at.is_some() {
            return Ok(None);
        }
        let (reactions, search_terms) = (Vec::new(), Vec::new());
        Ok(Some(Self { deleted_at: Some(now), reactions, search_terms, updated_at: now, ..self.clone() }))
    }

    /// Somebody answers without words, or takes such an answer back.
    ///
    /// # Errors
    /// [`ChatError::Deleted`].
    pub fn reacted(&self, by: UserId, kind: ReactionKind, now: Timestamp) -> Result<Self, ChatError> {
        if self.deleted_at.is_some() {
            return Err(ChatError::Deleted);
        }
        let given = Reaction { user_id: by, kind };
        let mut reactions = self.reactions.clone();
        match reactions.iter().position(|reaction| *reaction == given) {
            Some(place) => drop(reactions.remove(place)),
            None => reactions.push(given),
        }
        Ok(Self { reactions, updated_at: now, ..self.clone() })
    }

    fn only_words_of(&self, by: UserId) -> Result<(), ChatError> {
        match (self.kind, self.author_id) {
            (MessageKind::Text, Some(author)) if author == by => Ok(()),
            (MessageKind::Text, _) => Err(ChatError::NotTheAuthor),
            (MessageKind::System | MessageKind::CounterOffer, _) => Err(ChatError::Fixed),
        }
    }
}
