//! A line within one process: two ends, and what one writes the other reads. Whoever drops or unplugs an end ends it for both.

use super::{Transport, TransportError};
use crate::packet::Packet;
use std::{
    collections::VecDeque,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

/// One end of a line.
#[derive(Debug)]
pub struct End {
    mine: Arc<Mutex<Side>>,
    theirs: Arc<Mutex<Side>>,
}

/// What has arrived at one end.
#[derive(Debug, Default)]
struct Side {
    packets: VecDeque<Packet>,
    is_over: bool,
    reader: Option<Waker>,
}

/// Two ends of a new line.
pub fn pair() -> (End, End) {
    let (one, other) = (Arc::<Mutex<Side>>::default(), Arc::<Mutex<Side>>::default());
    (End { mine: one.clone(), theirs: other.clone() }, End { mine: other, theirs: one })
}

impl End {
    /// Pulls the plug: what has not been read is lost.
    pub fn unplug(&self) {
        for side in [&self.mine, &self.theirs] {
            let mut side = locked(side);
            side.packets.clear();
            side.is_over = true;
            wake(&mut side);
        }
    }

    /// Gives a packet to the other end, now.
    ///
    /// # Errors
    /// [`TransportError::Unplugged`].
    pub fn give(&self, packet: &Packet) -> Result<(), TransportError> {
        let mut side = locked(&self.theirs);
        if side.is_over {
            return Err(TransportError::Unplugged);
        }
        side.packets.push_back(*packet);
        wake(&mut side);
        Ok(())
    }

    /// What has arrived, if anything has.
    ///
    /// # Errors
    /// [`TransportError::Unplugged`].
    pub fn take(&self) -> Result<Option<Packet>, TransportError> {
        taken(&mut locked(&self.mine))
    }
}

impl Transport for End {
    async fn write(&self, packet: &Packet) -> Result<(), TransportError> {
        self.give(packet)
    }

    async fn read(&self) -> Result<Packet, TransportError> {
        poll_fn(|context| {
            let mut side = locked(&self.mine);
            match taken(&mut side).transpose() {
                Some(arrived) => Poll::Ready(arrived),
                None => {
                    side.reader = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

impl Drop for End {
    fn drop(&mut self) {
        self.unplug();
    }
}

fn taken(side: &mut Side) -> Result<Option<Packet>, TransportError> {
    if side.is_over { Err(TransportError::Unplugged) } else { Ok(side.packets.pop_front()) }
}

fn wake(side: &mut Side) {
    if let Some(reader) = side.reader.take() {
        reader.wake();
    }
}

/// A thread that broke with the lock in its hand leaves a queue of whole packets behind.
fn locked(side: &Mutex<Side>) -> MutexGuard<'_, Side> {
    side.lock().unwrap_or_else(PoisonError::into_inner)
}
