//! The device in a test's hands: many may hold it, one of them plays the host.

use crate::{device::Device, person::TrezorPerson, screen::TrezorScreen, setup::TrezorSetup, unlock};
use signing::packet::Packet;
use std::{
    sync::{Arc, Mutex, MutexGuard},
    task::{Poll, Waker},
};

/// There is nobody at the other end of the cable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unplugged;

/// What brings packets to a host that cannot wait for them.
type Outlet = Box<dyn Fn(&Packet) + Send>;

struct Bench {
    device: Device,
    outlet: Option<Outlet>,
    waiting: Vec<Waker>,
}

/// A device, the person who holds it, and the cable.
#[derive(Clone)]
pub struct TrezorDouble(Arc<Mutex<Bench>>);

impl TrezorDouble {
    /// Plugged in, in the hands of somebody who says yes to everything.
    pub fn new(setup: TrezorSetup) -> Self {
        Self(Arc::new(Mutex::new(Bench { device: Device::new(setup), outlet: None, waiting: Vec::new() })))
    }

    /// A packet of the host.
    ///
    /// # Errors
    /// [`Unplugged`], before this packet or by it.
    pub fn hear(&self, packet: &Packet) -> Result<(), Unplugged> {
        let mut bench = self.bench();
        let is_heard = bench.device.hear(packet);
        bench.deliver();
        if is_heard { Ok(()) } else { Err(Unplugged) }
    }

    /// The next packet for the host, if there is one now.
    pub fn next_packet(&self) -> Option<Packet> {
        self.bench().device.next_packet()
    }

    /// The next packet for the host, once there is one.
    ///
    /// # Errors
    /// [`Unplugged`].
    pub async fn packet(&self) -> Result<Packet, Unplugged> {
        std::future::poll_fn(|context| {
            let mut bench = self.bench();
            match bench.device.next_packet() {
                Some(packet) => Poll::Ready(Ok(packet)),
                None if !bench.device.is_plugged() => Poll::Ready(Err(Unplugged)),
                None => {
                    bench.waiting.push(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// From now on packets are not kept, but brought.
    pub(crate) fn bring_to(&self, outlet: impl Fn(&Packet) + Send + 'static) {
        let mut bench = self.bench();
        bench.outlet = Some(Box::new(outlet));
        bench.deliver();
    }

    /// Hands the device to somebody; screens and packets are counted anew.
    pub fn hand_to(&self, person: TrezorPerson) {
        self.bench().device.hand_to(person);
    }

    /// Somebody who hesitates presses a button at last.
    pub fn press(&self, yes: bool) {
        let mut bench = self.bench();
        bench.device.press(yes);
        bench.deliver();
    }

    /// Everything that was shown, in order.
    pub fn screens(&self) -> Vec<TrezorScreen> {
        self.bench().device.with(|state| state.screens.clone())
    }

    /// The scrambled digits on the screen of the first model; the first stands at position 1, the bottom left of a keypad.
    pub fn pin_matrix(&self) -> Option<String> {
        self.bench().device.with(|state| state.matrix.clone())
    }

    /// Where somebody presses who knows this PIN and sees the screen: what the host is told instead of it.
    pub fn positions_of(&self, pin: &str) -> Option<String> {
        self.pin_matrix().map(|matrix| unlock::positions(&matrix, pin))
    }

    /// Pulls the cable: what is not kept without power is forgotten.
    pub fn unplug(&self) {
        let mut bench = self.bench();
        bench.device.unplug();
        bench.deliver();
    }

    /// Plugs it in again.
    pub fn plug(&self) {
        self.bench().device.plug();
    }

    /// Has it power?
    pub fn is_plugged(&self) -> bool {
        self.bench().device.is_plugged()
    }

    /// Another device is plugged in instead.
    pub fn becomes(&self, setup: TrezorSetup) {
        let mut bench = self.bench();
        bench.device.becomes(setup);
        bench.deliver();
    }

    fn bench(&self) -> MutexGuard<'_, Bench> {
        self.0.lock().expect("no test panics while it holds the device")
    }
}

impl Bench {
    /// Brings what is said to whoever waits for it.
    fn deliver(&mut self) {
        if let Some(outlet) = &self.outlet {
            while let Some(packet) = self.device.next_packet() {
                outlet(&packet);
            }
        }
        self.waiting.drain(..).for_each(Waker::wake);
    }
}
