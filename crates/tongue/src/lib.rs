//! THE TONGUE: every word a person reads, in every language, and how each writes numbers and dates.
//!
//! Whoever speaks to people speaks through it: the pages and the letters. The texts stand in `app/locales`, a folder per
//! language; `build.rs` makes a function of each. No markup here, and nothing of what is being said.

/// A function per text, made by `build.rs` from `app/locales`.
#[allow(missing_docs)]
pub mod t {
    include!(concat!(env!("OUT_DIR"), "/t.rs"));
}

#[cfg(feature = "dates")]
pub mod dates;
#[cfg(feature = "dates")]
pub mod typed_dates;
pub mod words;
