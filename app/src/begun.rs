//! Work that goes on whatever a page waits for first. What a page loads is begun here and nowhere else.
//!
//! A view is written from its beginning to its end: each of its futures is asked once, then one after the other until it
//! is done. One that is not asked any more still holds what it was given meanwhile, a connection to the database among
//! it; a dozen pages at once would then hold all connections between them and wait for one for ever. A task of its own
//! takes what it is given, and gives it back. It also means that a page waits for the slowest of its parts and not for
//! their sum.

use leptos::reactive::computed::ScopedFuture;
use std::{future::Future, panic::resume_unwind};
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument;

/// Begins this, with the page's context; it ends early when nobody waits for it any more.
pub fn begun<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send {
    let task = AbortOnDropHandle::new(tokio::spawn(ScopedFuture::new_untracked(work).in_current_span()));
    async move {
        match task.await {
            Ok(done) => done,
            // Nobody else ends it: what broke in it breaks the page, whose layer answers for that.
            Err(broken) => resume_unwind(broken.into_panic()),
        }
    }
}
