//! The post of a demo: takes every letter and carries none away. The rows are the letters, and `/outbox` shows them.

use actions::letters::{NotTaken, Post};
use domain::letters::Letter;
use futures::future::BoxFuture;

/// Takes everything.
pub struct Outbox;

impl Post for Outbox {
    fn take<'a>(&'a self, _: &'a Letter, _: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        Box::pin(async { Ok(()) })
    }

    fn keeps_letters(&self) -> bool {
        true
    }
}
