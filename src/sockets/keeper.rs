//! Who sits at a socket or listens to a feed, and until when: a seat ends with its session, with its person's right to be
//! here, and with the process.

use crate::{stop::Stop, watch::metrics};
use domain::UserId;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use store::{OpenFor, Store, Welcome};
use tokio::sync::Notify;

/// How often it is asked whether everybody may still be here. Who signs out or is locked hears nothing after two seconds.
const LOOK: Duration = Duration::from_secs(1);
/// Of the processor's time, at most one part in so many goes into asking.
const SHARE: u32 = 10;
/// Sockets and feeds of one person.
const MOST_OF_ONE: usize = 250;

/// Who sits somewhere.
pub(super) struct Guest {
    pub(super) person: UserId,
    /// Came in by a role of the house.
    pub(super) helps: bool,
    /// What the database calls the session.
    pub(super) session: String,
}

/// Why a socket must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The process stops.
    Restart,
    /// The session has ended, or the person may not come in any more.
    NotAnyMore,
}

/// A place at a socket or a feed, taken until it is dropped.
pub(crate) struct Seat {
    number: u64,
    chair: Arc<Chair>,
    seats: Arc<Seats>,
}

struct Chair {
    guest: Guest,
    why: AtomicU8,
    told: Notify,
}

#[derive(Default)]
struct Taken {
    chairs: HashMap<u64, Arc<Chair>>,
    of_one: HashMap<UserId, usize>,
}

#[derive(Default)]
struct Seats {
    taken: Mutex<Taken>,
    next: AtomicU64,
    /// One when the process stops: nobody sits down any more.
    stops: AtomicU8,
    emptied: Notify,
}

/// All seats.
#[derive(Default)]
pub(super) struct Keeper(Arc<Seats>);

impl Keeper {
    /// A seat; none when the process stops or this person has enough of them.
    pub(super) fn seat(&self, guest: Guest) -> Option<Seat> {
        let seats = self.0.clone();
        let mut taken = seats.taken.lock().expect("nobody panics with this in hand");
        let of_one = taken.of_one.get(&guest.person).copied().unwrap_or(0);
        if of_one >= MOST_OF_ONE || seats.stops.load(Ordering::SeqCst) == 1 {
            return None;
        }
        taken.of_one.insert(guest.person, of_one + 1);
        let number = seats.next.fetch_add(1, Ordering::Relaxed);
        let chair = Arc::new(Chair { guest, why: AtomicU8::new(0), told: Notify::new() });
        taken.chairs.insert(number, chair.clone());
        metrics::sockets(taken.chairs.len());
        drop(taken);
        Some(Seat { number, chair, seats })
    }

    /// Ends sockets as they must end, until the process stops; then all of them.
    pub(super) async fn keep(&self, store: &Store, stop: &Stop) {
        let (mut wait, mut welcome) = (LOOK, Welcome::default());
        while !stop.within(wait).await {
            let began = Instant::now();
            if let Err(error) = self.look(store, &mut welcome).await {
                // A database that is away locks nobody out.
                tracing::debug!(%error, "whose sockets these are is not known");
            }
            wait = LOOK.max(began.elapsed() * SHARE);
        }
        self.0.stops.store(1, Ordering::SeqCst);
        for chair in self.chairs() {
            chair.end(Why::Restart);
        }
    }

    async fn look(&self, store: &Store, welcome: &mut Welcome) -> Result<(), store::StoreError> {
        let chairs = self.chairs();
        let asked = |chair: &Arc<Chair>| OpenFor {
            session: chair.guest.session.clone(),
            person: chair.guest.person,
            helps: chair.guest.helps,
        };
        let over = store.sessions_over(&chairs.iter().map(asked).collect::<Vec<_>>(), welcome).await?;
        for chair in chairs.iter().zip(over).filter(|(_, over)| *over).map(|(chair, _)| chair) {
            chair.end(Why::NotAnyMore);
        }
        Ok(())
    }

    /// Waits until nobody sits here any more.
    pub(super) async fn empty(&self) {
        loop {
            let emptied = self.0.emptied.notified();
            if self.chairs().is_empty() {
                return;
            }
            emptied.await;
        }
    }

    fn chairs(&self) -> Vec<Arc<Chair>> {
        self.0.taken.lock().expect("nobody panics with this in hand").chairs.values().cloned().collect()
    }
}

impl Chair {
    fn end(&self, why: Why) {
        let word = match why {
            Why::Restart => 1,
            Why::NotAnyMore => 2,
        };
        self.why.store(word, Ordering::SeqCst);
        self.told.notify_one();
    }

    fn why(&self) -> Option<Why> {
        match self.why.load(Ordering::SeqCst) {
            1 => Some(Why::Restart),
            2 => Some(Why::NotAnyMore),
            _ => None,
        }
    }
}

impl Seat {
    /// Its number: no other seat of this process has it.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// Why whoever sits here must go, if they must.
    pub(super) fn why(&self) -> Option<Why> {
        self.chair.why()
    }

    /// Waits until whoever sits here must go.
    pub(crate) async fn ended(&self) -> Why {
        loop {
            if let Some(why) = self.chair.why() {
                return why;
            }
            self.chair.told.notified().await;
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().expect("nobody panics with this in hand");
        taken.chairs.remove(&self.number);
        let person = self.chair.guest.person;
        match taken.of_one.get_mut(&person) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(taken.of_one.remove(&person)),
        }
        metrics::sockets(taken.chairs.len());
        if taken.chairs.is_empty() {
            self.seats.emptied.notify_waiters();
        }
    }
}
