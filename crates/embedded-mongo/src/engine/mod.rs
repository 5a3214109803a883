//! The engine: the catalog, the ledger, the sessions and the open cursors of one data folder.

mod cursors;
mod ddl;
#[cfg(feature = "fail-points")]
mod fail_points;
mod open;
mod retry;
mod session;
mod sweep;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use bson::Timestamp;
use parking_lot::{ArcRwLockReadGuard, RawRwLock, RwLock, RwLockReadGuard, RwLockWriteGuard};

pub(crate) use cursors::{Cursor, CursorOwner, Cursors};
#[cfg(feature = "fail-points")]
pub(crate) use fail_points::{Death, FailPoints, Fault, Mode};
pub(crate) use open::make_private_folder;
pub use open::{Engine, OpenError};
pub(crate) use retry::{Remembered, Statement};
pub(crate) use session::{OpenTransaction, Session, Sessions, TransactionState, no_such_transaction};

use crate::{
    catalog::{Catalog, Collection, Namespace},
    error::Outcome,
    mvcc::{Ledger, View},
    storage::Storage,
};

/// How the clock of the engine turns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// How often expired documents are looked for.
    pub(crate) sweep_every: Duration,
    /// After this a transaction is aborted.
    pub(crate) transaction_lifetime: Duration,
    /// After this an idle cursor is closed.
    pub(crate) cursor_lifetime: Duration,
    /// After this an idle session and its remembered answers are forgotten.
    pub(crate) session_lifetime: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sweep_every: Duration::from_secs(60),
            transaction_lifetime: Duration::from_secs(60),
            cursor_lifetime: Duration::from_secs(600),
            session_lifetime: Duration::from_secs(1800),
        }
    }
}

/// Collections and indexes stay as they are while this is kept.
pub(crate) type SteadySchema = ArcRwLockReadGuard<RawRwLock, ()>;

/// Shared by all connections.
pub(crate) struct Core {
    pub(crate) ledger: Ledger,
    pub(crate) catalog: Catalog,
    pub(crate) sessions: Sessions,
    pub(crate) cursors: Cursors,
    pub(crate) settings: Settings,
    #[cfg(feature = "fail-points")]
    pub(crate) fail_points: FailPoints,
    /// Held for reading while documents are written, for writing while collections and indexes change.
    schema: Arc<RwLock<()>>,
    clock: AtomicU64,
}

impl Core {
    pub(crate) fn start(storage: Arc<dyn Storage>) -> Outcome<Self> {
        let ledger = Ledger::start(storage);
        let catalog = Catalog::load(&ledger.view()?)?;
        Ok(Self {
            ledger,
            catalog,
            sessions: Sessions::default(),
            cursors: Cursors::default(),
            settings: Settings::default(),
            #[cfg(feature = "fail-points")]
            fail_points: FailPoints::default(),
            schema: Arc::default(),
            clock: AtomicU64::new(0),
        })
    }

    /// Collections and indexes stay as they are while this is held.
    pub(crate) fn steady_schema(&self) -> RwLockReadGuard<'_, ()> {
        self.schema.read()
    }

    /// The same for a thread that must not wait, to be let go of by another one.
    pub(crate) fn steady_schema_at_once(&self) -> Option<SteadySchema> {
        self.schema.try_read_arc()
    }

    fn changing_schema(&self) -> RwLockWriteGuard<'_, ()> {
        self.schema.write()
    }

    /// What is committed now, and the collection as it is in that state.
    pub(crate) fn view_of(&self, namespace: &Namespace) -> Outcome<(View, Option<Arc<Collection>>)> {
        let _steady = self.steady_schema();
        Ok((self.ledger.view()?, self.catalog.find(namespace)))
    }

    /// The next cluster time: grows with every answer, close to the wall clock.
    pub(crate) fn tick(&self) -> Timestamp {
        let secs = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let next = |last: u64| Some((last + 1).max((secs << 32) | 1));
        let last = self.clock.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or(0);
        let now = next(last).unwrap_or(last);
        let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        Timestamp { time: half(now >> 32), increment: half(now) }
    }
}
