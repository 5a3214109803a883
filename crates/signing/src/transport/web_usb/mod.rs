//! The line of a browser to a device (WebUSB). One tab has it at a time. A read that was begun cannot be taken back: where its
//! future is dropped it stays here, and the next read goes on with it.

mod asking;
mod browser;

use self::{
    asking::{Doing, chooses, done, is_good, is_ours, meant, usb},
    browser::{Happened, Transferred, Usb, UsbDevice},
};
use super::{Transport, TransportError};
use crate::packet::{PACKET_SIZE, Packet};
use js_sys::{Array, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

const CONFIGURATION: u8 = 1;
const INTERFACE: u8 = 0;
const ENDPOINT: u8 = 1;
const DISCONNECT: &str = "disconnect";

/// A device that this page has to itself until it is closed or dropped.
pub struct WebUsb {
    usb: Usb,
    device: UsbDevice,
    /// The read that is pending.
    reading: RefCell<Option<JsFuture>>,
    plug: Rc<Plug>,
    listener: Closure<dyn Fn(Happened)>,
    is_closed: Cell<bool>,
}

/// Whether it is still there, and who wants to know.
#[derive(Default)]
struct Plug {
    is_pulled: Cell<bool>,
    reader: RefCell<Option<Waker>>,
}

impl WebUsb {
    /// True where the browser has a way to devices.
    pub fn is_there() -> bool {
        usb().is_ok()
    }

    /// Lets the person choose a device, in the browser's own words, and opens it. Browsers allow that only while they answer
    /// to a click or a key.
    ///
    /// # Errors
    /// [`TransportError`].
    pub async fn choose() -> Result<Self, TransportError> {
        let usb = usb()?;
        let chosen = done(usb.request_device(&chooses()), Doing::Choosing).await?;
        Self::open(usb, chosen.unchecked_into()).await
    }

    /// Opens a device that was chosen before and is plugged in; none where there is none.
    ///
    /// # Errors
    /// [`TransportError`].
    pub async fn known() -> Result<Option<Self>, TransportError> {
        let usb = usb()?;
        let devices: Array = done(usb.get_devices(), Doing::Choosing).await?.unchecked_into();
        let mut devices = devices.iter().map(UsbDevice::unchecked_from_js);
        match devices.find(is_ours) {
            Some(device) => Self::open(usb, device).await.map(Some),
            None => Ok(None),
        }
    }

    /// Gives the device back, so that another tab or program can have it.
    pub async fn close(self) {
        self.is_closed.set(true);
        shut(self.device.clone()).await;
    }

    async fn open(usb: Usb, device: UsbDevice) -> Result<Self, TransportError> {
        let plug = Rc::<Plug>::default();
        let listener = listener(&device, &plug);
        usb.listen(DISCONNECT, &listener);
        // From here on dropping it closes the device and ends the listening.
        let line = Self { usb, device, reading: RefCell::new(None), plug, listener, is_closed: Cell::new(false) };
        let device = &line.device;
        done(device.open(), Doing::Opening).await?;
        if device.configuration().is_none_or(|chosen| chosen.value() != CONFIGURATION) {
            done(device.select_configuration(CONFIGURATION), Doing::Opening).await?;
        }
        // What an abandoned conversation left in the line goes; not every system can do it.
        let _ = done(device.reset(), Doing::Opening).await;
        done(device.claim_interface(INTERFACE), Doing::Opening).await?;
        Ok(line)
    }

    fn refused(&self, refusal: &JsValue, doing: Doing) -> TransportError {
        if self.plug.is_pulled.get() { TransportError::Unplugged } else { meant(refusal, doing) }
    }

    /// Begins to read where nothing is being read, and waits for it or for the plug.
    fn poll_read(&self, context: &mut Context<'_>) -> Poll<Result<JsValue, TransportError>> {
        let mut reading = self.reading.borrow_mut();
        let length = u32::try_from(PACKET_SIZE).unwrap_or(u32::MAX);
        if self.plug.is_pulled.get() {
            *reading = None;
            return Poll::Ready(Err(TransportError::Unplugged));
        }
        self.plug.reader.replace(Some(context.waker().clone()));
        let pending = match reading.as_mut() {
            Some(pending) => pending,
            None => match self.device.transfer_in(ENDPOINT, length) {
                Ok(promise) => reading.insert(JsFuture::from(promise)),
                Err(refusal) => return Poll::Ready(Err(self.refused(&refusal, Doing::Speaking))),
            },
        };
        let Poll::Ready(ended) = Pin::new(pending).poll(context) else { return Poll::Pending };
        *reading = None;
        Poll::Ready(ended.map_err(|refusal| self.refused(&refusal, Doing::Speaking)))
    }
}

impl Transport for WebUsb {
    async fn write(&self, packet: &Packet) -> Result<(), TransportError> {
        if self.plug.is_pulled.get() {
            return Err(TransportError::Unplugged);
        }
        // A copy: the browser reads it later, and this program's memory may have moved by then.
        let begun = self.device.transfer_out(ENDPOINT, &Uint8Array::from(packet.as_slice()));
        let ended = match begun {
            Ok(promise) => JsFuture::from(promise).await,
            Err(refusal) => Err(refusal),
        };
        let sent: Transferred = ended.map_err(|refusal| self.refused(&refusal, Doing::Speaking))?.unchecked_into();
        let is_whole = sent.bytes_written().is_some_and(|count| usize::try_from(count) == Ok(PACKET_SIZE));
        if is_good(&sent) && is_whole { Ok(()) } else { Err(TransportError::Broke) }
    }

    async fn read(&self) -> Result<Packet, TransportError> {
        loop {
            let came: Transferred = poll_fn(|context| self.poll_read(context)).await?.unchecked_into();
            let data = came.data().filter(|_| is_good(&came)).ok_or(TransportError::Broke)?;
            let bytes = Uint8Array::new_with_byte_offset_and_length(
                &data.buffer(),
                u32::try_from(data.byte_offset()).map_err(|_| TransportError::Broke)?,
                u32::try_from(data.byte_length()).map_err(|_| TransportError::Broke)?,
            );
            // Some systems say an empty word first.
            if bytes.length() > 0 {
                return bytes.to_vec().try_into().map_err(|_| TransportError::Broke);
            }
        }
    }
}

/// Whoever leaves in the middle of a conversation leaves the device to others.
impl Drop for WebUsb {
    fn drop(&mut self) {
        self.usb.forget(DISCONNECT, &self.listener);
        if !self.is_closed.get() {
            spawn_local(shut(self.device.clone()));
        }
    }
}

impl fmt::Debug for WebUsb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebUsb")
    }
}

fn listener(device: &UsbDevice, plug: &Rc<Plug>) -> Closure<dyn Fn(Happened)> {
    let (device, plug) = (JsValue::from(device.clone()), plug.clone());
    Closure::new(move |happened: Happened| {
        if happened.device() != device {
            return;
        }
        plug.is_pulled.set(true);
        if let Some(reader) = plug.reader.take() {
            reader.wake();
        }
    })
}

async fn shut(device: UsbDevice) {
    // Either fails where the device is gone; then there is nothing to give back.
    let _ = done(device.release_interface(INTERFACE), Doing::Speaking).await;
    let _ = done(device.close(), Doing::Speaking).await;
}
