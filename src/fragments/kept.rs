//! A kept page: its text without the nonce, what it was made of, and the bounded place where such pages lie.

use super::asked::Key;
use axum::{
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use domain::{Minutes, Timestamp};
use moka::sync::Cache;
use std::sync::Arc;
use store::Marks;

/// Together the copies take no more of the memory than this.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// A copy and its place in the table, beside its text.
const ROOM: usize = 512;
/// Whatever was written past a commit (by hand, by an older process that knows no marks) shows after this long.
const OLDEST: Minutes = Minutes(1);

/// The text of a page between the places where the nonce stands.
#[derive(Debug)]
pub struct Text(Box<[Box<str>]>);

impl Text {
    /// A page that was rendered with `nonce`.
    pub fn of(page: &str, nonce: &str) -> Self {
        Self(page.split(nonce).map(Box::from).collect())
    }

    /// The page with this nonce.
    pub fn with(&self, nonce: &str) -> String {
        self.0.join(nonce)
    }

    /// True when this stands in it.
    pub fn says(&self, words: &str) -> bool {
        self.0.iter().any(|part| part.contains(words))
    }

    fn len(&self) -> usize {
        self.0.iter().map(|part| part.len()).sum()
    }
}

/// A page and what it was made of.
#[derive(Debug)]
pub struct Kept {
    /// The page.
    pub text: Text,
    /// What the data was marked with before it was read.
    pub marks: Marks,
    /// When it was read.
    pub at: Timestamp,
}

impl Kept {
    /// True while the data is what it was, and for a minute at most.
    fn is_fresh(&self, marks: &Marks, now: Timestamp) -> bool {
        self.marks == *marks && self.at <= now && now < self.at + OLDEST
    }
}

/// Every kept page of this process. Cheap to clone. What is asked for often stays, what was asked for once goes first.
#[derive(Clone, Debug)]
pub struct Fragments(Cache<Key, Arc<Kept>>);

impl Default for Fragments {
    fn default() -> Self {
        let weight =
            |key: &Key, kept: &Arc<Kept>| u32::try_from(ROOM + key.address.len() + kept.text.len()).unwrap_or(u32::MAX);
        Self(Cache::builder().weigher(weight).max_capacity(MOST_BYTES).build())
    }
}

impl Fragments {
    /// The copy under this key, if it still shows what there is.
    pub fn find(&self, key: &Key, marks: &Marks, now: Timestamp) -> Option<Arc<Kept>> {
        self.0.get(key).filter(|kept| kept.is_fresh(marks, now))
    }

    /// Keeps a copy in the place of an older one.
    pub fn keep(&self, key: Key, kept: Kept) {
        self.0.insert(key, Arc::new(kept));
    }

    /// Bytes kept.
    #[cfg(test)]
    pub fn bytes(&self) -> u64 {
        self.0.run_pending_tasks();
        self.0.weighted_size()
    }
}

/// A page that stands for itself.
pub fn answer(page: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_248_000_000);

    /// What everybody asks for.
    const BUSY: &str = "/";

    async fn kept() -> Kept {
        let marks = testkit::store().await.marks(&[]).await.unwrap().unwrap();
        Kept { text: Text::of("page", "nonce"), marks, at: NOW }
    }

    #[tokio::test]
    async fn a_thousand_questions_fill_no_more_than_their_room_and_push_out_no_page_that_everybody_reads() {
        let (fragments, marks) = (Fragments::default(), kept().await.marks);
        let copy = || Kept { text: Text::of(&"b".repeat(40_000), "nonce"), marks: marks.clone(), at: NOW };
        fragments.keep(Key::of_address(BUSY), copy());
        for n in 0..1_000 {
            fragments.keep(Key::of_address(&format!("/requests?text={n}")), copy());
            assert!(fragments.find(&Key::of_address(BUSY), &marks, NOW).is_some(), "gone after {n}");
        }
        let bytes = fragments.bytes();
        assert!(bytes > MOST_BYTES / 2 && bytes <= MOST_BYTES, "{bytes}");
    }

    #[test]
    fn a_page_is_cut_where_its_nonce_stood_and_nowhere_else() {
        let text = Text::of("<script nonce=\"abc\">abcd</script> ab", "abc");
        assert_eq!(text.with("xyz"), "<script nonce=\"xyz\">xyzd</script> ab");
        assert!(text.says("</script> ab") && !text.says("abc"));
    }

    #[tokio::test]
    async fn a_copy_is_shown_for_a_minute_and_never_before_it_was_made() {
        let (kept, minute) = (kept().await, Minutes(1));
        let at = |at: Timestamp| kept.is_fresh(&kept.marks, at);
        assert!(at(NOW) && !at(NOW + minute) && !at(NOW + Minutes(-1)));
    }
}
