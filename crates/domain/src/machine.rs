//! What every state machine shares: the refusal of an illegal move, and how a machine shows itself.

use serde::{Deserialize, Serialize};

/// An illegal move. Answers 409 and names where the thing stands and what was tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{noun} is {from}: {deed} is not possible")]
pub struct Refused {
    /// Which machine, e.g. `escrow`.
    pub noun: String,
    /// The state it is in, as stored.
    pub from: String,
    /// The deed that was tried, as stored.
    pub deed: String,
}

impl Refused {
    /// Stable code, translated by the face.
    pub const CODE: &'static str = "illegal-move";
}

/// An enum whose variants are stored and translated as snake-case words.
pub trait Word: Copy + 'static {
    /// Every variant, in the order people meet them.
    const ALL: &'static [Self];
    /// The stored word.
    fn word(self) -> &'static str;
    /// The variant of a stored word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|variant| variant.word() == word)
    }
}

/// Declares an enum of words: serde form, `Word`, `Display` and `FromStr` from one list.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }
        impl $crate::machine::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];
            fn word(self) -> &'static str { match self { $(Self::$variant => $word,)* } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::machine::Word::word(*self))
            }
        }
        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> { $crate::machine::Word::from_word(text).ok_or(()) }
        }
    };
}
