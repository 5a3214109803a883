//! What looking somebody up in a list said, kept as evidence beside the transfer: which list it was, how old, and the
//! row that was found.

use crate::{Timestamp, UserId, words};
use serde::{Deserialize, Serialize};

words! {
    /// What came of it.
    pub enum ScreenedAs {
        /// Not on the list.
        Clear = "clear",
        /// On the list.
        Hit = "hit",
        /// The list could not be asked: nothing moves until it can.
        Waiting = "waiting",
    }
}

words! {
    /// What an admin says of money that was withheld.
    pub enum Ruling {
        /// It counts as it would have.
        LetIn = "let_in",
        /// It stays where it is.
        Keep = "keep",
    }
}

/// Which list it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListStamp {
    /// The file's name.
    pub name: String,
    /// SHA-256 of its text.
    pub hash: String,
    /// When it was written last.
    pub dated: Timestamp,
}

/// An admin's word about a hit, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRuling {
    /// The word.
    pub ruling: Ruling,
    /// Whose.
    pub by: UserId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// One look into a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screened {
    /// What came of it.
    pub verdict: ScreenedAs,
    /// Which list; none when it could not be asked.
    pub list: Option<ListStamp>,
    /// The row of the list that names the address.
    pub entry: Option<String>,
    /// When it was looked up.
    pub at: Timestamp,
    /// What an admin has said of a hit last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<StaffRuling>,
}

impl Screened {
    /// True while a hit keeps the money from everybody.
    pub fn withholds(&self) -> bool {
        match self.verdict {
            ScreenedAs::Hit => self.ruling.as_ref().is_none_or(|said| said.ruling == Ruling::Keep),
            ScreenedAs::Clear | ScreenedAs::Waiting => false,
        }
    }
}
