//! `Evidence`: words and files that somebody lays before a dispute. Everybody who sees the dispute sees the same, and
//! nobody changes it or takes it back: there is no deed for that.

use super::{Dispute, DisputeError};
use crate::{
    DisputeId, EvidenceId, FieldErrors, Timestamp, UserId,
    attachments::AttachedFile,
    identity::{DECIDE_DISPUTES, User},
    words,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The longest words of one piece.
pub const EVIDENCE_WORDS_MAX: usize = 2_000;
/// Pieces that one person lays before one dispute.
pub const EVIDENCE_MAX: u32 = 20;

words! {
    /// What kind of thing a file is to those who judge it.
    pub enum EvidenceType {
        /// A picture.
        Image = "image",
        /// A paper, or plain text.
        Document = "document",
        /// A film.
        Video = "video",
    }
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: EvidenceId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Before which dispute.
    pub dispute_id: DisputeId,
    /// Who laid it there.
    pub by: UserId,
    /// Which of their places it has, 0..20: the unique index holds the limit, however many come at once.
    pub place: u32,
    /// What they say with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// SHA-256 of these words in UTF-8, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words_hash: Option<String>,
    /// What they show, each with the hash of what is stored.
    #[serde(default)]
    pub files: Vec<AttachedFile>,
    /// When it was laid there.
    pub created_at: Timestamp,
}

/// Words and files that may be laid before a dispute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEvidence {
    words: Option<String>,
    files: Vec<AttachedFile>,
}

impl NewEvidence {
    /// As typed, with the files that came along.
    ///
    /// # Errors
    /// A code at `evidence`: too long, or nothing at all.
    pub fn read(typed: &str, files: Vec<AttachedFile>) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let words = errors.optional_text("evidence", typed, EVIDENCE_WORDS_MAX);
        if words.is_none() && files.is_empty() {
            errors.add("evidence", "evidence-nothing");
        }
        errors.into_result().map(|()| Self { words, files })
    }

    /// The same beside a complaint, which may come without.
    ///
    /// # Errors
    /// A code at `evidence`.
    pub fn beside(typed: &str, files: Vec<AttachedFile>) -> Result<Option<Self>, FieldErrors> {
        let is_nothing = typed.trim().is_empty() && files.is_empty();
        if is_nothing { Ok(None) } else { Self::read(typed, files).map(Some) }
    }
}

impl Evidence {
    /// This, laid before this dispute at a free place.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::Over`]; [`DisputeError::EvidenceFull`].
    pub fn laid(
        id: EvidenceId,
        (dispute, by): (&Dispute, UserId),
        new: NewEvidence,
        taken: &[u32],
        now: Timestamp,
    ) -> Result<Self, DisputeError> {
        dispute.may_lay_evidence(by)?;
        let place = place_for(id, taken).ok_or(DisputeError::EvidenceFull)?;
        let NewEvidence { words, files } = new;
        let words_hash = words.as_deref().map(hash_of);
        Ok(Self { id, version: 0, dispute_id: dispute.id, by, place, words, words_hash, files, created_at: now })
    }

    /// Every hash of it: that of the words, then those of the files in their order.
    pub fn hashes(&self) -> Vec<String> {
        self.words_hash.iter().chain(self.files.iter().map(|file| &file.hash)).cloned().collect()
    }

    /// True when the words are those that were hashed.
    pub fn is_whole(&self) -> bool {
        self.words.as_deref().map(hash_of) == self.words_hash
    }
}

impl Dispute {
    /// Whether this person can lay something before it now.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::Over`] once it is settled.
    pub fn may_lay_evidence(&self, who: UserId) -> Result<(), DisputeError> {
        if self.takes_evidence_of(who) {
            return Ok(());
        }
        Err(if self.status.is_argued() { DisputeError::NotAParty } else { DisputeError::Over })
    }

    /// Who sees what was laid before it: its two sides, and those who decide.
    pub fn shows_evidence_to(&self, who: &User) -> bool {
        self.is_party(who.id) || DECIDE_DISPUTES.iter().any(|role| who.is(*role))
    }
}

impl AttachedFile {
    /// What kind of thing it is.
    pub const fn evidence_type(&self) -> EvidenceType {
        use crate::attachments::FileKind as K;
        match self.kind {
            K::Jpeg | K::Png | K::Webp => EvidenceType::Image,
            K::Pdf | K::Text => EvidenceType::Document,
            K::Mp4 => EvidenceType::Video,
        }
    }
}

/// One of the free places, by the chance in the id: many that come at once seldom want the same one.
fn place_for(id: EvidenceId, taken: &[u32]) -> Option<u32> {
    let free: Vec<u32> = (0..EVIDENCE_MAX).filter(|place| !taken.contains(place)).collect();
    let [.., chance] = id.to_bytes();
    free.get(usize::from(chance).checked_rem(free.len())?).copied()
}

fn hash_of(words: &str) -> String {
    hex::encode(Sha256::digest(words.as_bytes()))
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
