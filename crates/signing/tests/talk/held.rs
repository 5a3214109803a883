//! A read that is pending when everything is taken back is not dropped: a browser could not take it back, and the next packet
//! would be lost with it.

use crate::{
    line::{Line, device, failure, host},
    people::{path, safe_5},
};
use futures::executor::block_on;
use signing::{
    Connected, Error, Trust,
    messages::*,
    packet::Packet,
    person::{Passphrase, Person, Positions},
    transport::{Transport, TransportError},
};
use std::{
    cell::Cell,
    future::{pending, poll_fn},
    task::Poll,
};

/// Lets everything else have its turn, once.
async fn later() {
    let mut has_waited = false;
    poll_fn(|context| {
        if has_waited {
            return Poll::Ready(());
        }
        has_waited = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Waits a turn before each packet, and counts the reads that were begun and dropped.
struct Slow {
    line: Line,
    dropped: Cell<usize>,
}

struct Begun<'a>(Option<&'a Cell<usize>>);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if let Some(dropped) = self.0 {
            dropped.set(dropped.get() + 1);
        }
    }
}

impl Transport for Slow {
    async fn write(&self, packet: &Packet) -> Result<(), TransportError> {
        self.line.write(packet).await
    }

    async fn read(&self) -> Result<Packet, TransportError> {
        let mut begun = Begun(Some(&self.dropped));
        later().await;
        let packet = self.line.read().await;
        begun.0 = None;
        packet
    }
}

/// Takes it back in the middle of the second wait.
struct Hasty(Cell<usize>);

impl Person for Hasty {
    fn look_at_device(&self, _: Option<ButtonCode>) {}

    async fn pin(&self) -> Option<Positions> {
        None
    }

    async fn passphrase(&self, _: bool) -> Option<Passphrase> {
        None
    }

    async fn cancelled(&self) {
        let wait = self.0.replace(self.0.get() + 1);
        if wait < 4 {
            pending::<()>().await;
        }
        later().await;
    }
}

#[test]
fn the_read_that_is_pending_brings_the_devices_last_word() {
    let request = EthereumGetAddress { address_n: path(0).address_n(), show_display: Some(true), ..Default::default() };
    let waits = device(safe_5()).len();
    let script = [
        host(Initialize::default()),
        device(safe_5()),
        host(request),
        host(Cancel {}),
        device(failure(FailureCode::ActionCancelled)),
    ];
    let slow = Slow { line: Line::new(script), dropped: Cell::new(0) };
    let person = Hasty(Cell::new(4 - waits));
    let asked =
        block_on(async { Connected::open(&slow, &person, None, Trust::Official).await?.show_address(path(0)).await });
    assert_eq!(asked, Err(Error::CancelledInPage));
    assert!(slow.line.is_at_end());
    assert_eq!(slow.dropped.get(), 0);
}
