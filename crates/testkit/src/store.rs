//! A database of one test's own: the engine in memory, over a file with `AMANAT_TEST_ON_DISK`, or a database of its own
//! name on the server that `AMANAT_TEST_URI` names. Gone at the end.

use std::{
    ops::Deref,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
    thread,
};
use store::{Place, Store};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A store and what must go with it.
pub struct TestStore {
    store: Store,
    on_server: Option<(String, String)>,
    _folder: Option<tempfile::TempDir>,
}

impl Deref for TestStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

/// An empty database.
///
/// # Panics
/// When none can be had: a test cannot go on without.
pub async fn store() -> TestStore {
    let folder = tempfile::tempdir().expect("a test may write into the temporary folder");
    match std::env::var("AMANAT_TEST_URI") {
        Ok(uri) => {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("test_{}_{number}", std::process::id());
            let store = Store::open_named(&uri, &name).await.expect("AMANAT_TEST_URI names a server that answers");
            TestStore { store, on_server: Some((uri, name)), _folder: Some(folder) }
        }
        Err(_) => {
            let opened = match std::env::var_os("AMANAT_TEST_ON_DISK") {
                Some(_) => Store::open(Place::Folder(folder.path())).await,
                None => Store::in_memory(folder.path()).await,
            };
            let store = opened.expect("the engine starts over an empty folder");
            TestStore { store, on_server: None, _folder: Some(folder) }
        }
    }
}

/// The database in this folder, which stays when the test ends: what was written is there for the next process.
///
/// # Panics
/// When it cannot be opened.
pub async fn store_in(folder: &Path) -> TestStore {
    let store = Store::open(Place::Folder(folder)).await.expect("the engine opens what it has written");
    TestStore { store, on_server: None, _folder: None }
}

impl Drop for TestStore {
    /// On a thread with a runtime of its own: the test's may be ending.
    fn drop(&mut self) {
        let Some((uri, name)) = self.on_server.take() else { return };
        let tidy = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(Store::drop_named(&uri, &name)))
        });
        let _ = tidy.join();
    }
}
