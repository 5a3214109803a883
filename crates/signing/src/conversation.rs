//! One call after another: what is asked, what the device asks back, and how either side takes it back. Which calls there are
//! is not known here. No call has a time limit: a person stands at the device.

use crate::{
    Error,
    messages::{
        ButtonAck, ButtonCode, ButtonRequest, Cancel, Failure, Features, Initialize, PassphraseAck, PassphraseRequest,
        PinKind, PinMatrixAck, PinMatrixRequest, Wire, read,
    },
    packet::{Assembler, Frame, Packet},
    person::{Passphrase, Person},
    transport::Transport,
};
use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::Poll,
};

/// More packets than an abandoned message leaves behind are no accident.
const STRAY_LIMIT: usize = 1 << 10;
/// More questions than any call has.
const TURN_LIMIT: usize = 1 << 12;

/// A line with a person beside it.
#[derive(Debug)]
pub(crate) struct Conversation<T, P> {
    transport: T,
    person: P,
    /// The device has keys for a passphrase.
    pub(crate) takes_passphrase: bool,
}

/// Where a call stands: once it has been taken back, nothing but the device's word for it ends it.
#[derive(Default)]
struct Call {
    ended_by: Option<Error>,
}

impl<T: Transport, P: Person> Conversation<T, P> {
    pub(crate) fn new(transport: T, person: P) -> Self {
        Self { transport, person, takes_passphrase: false }
    }

    /// Begins. What an earlier conversation left in the line is passed over, also its end.
    pub(crate) async fn initialize(&self, request: &Initialize) -> Result<Features, Error> {
        let mut call = Call::default();
        self.send(&request.frame()).await?;
        for _ in 0..TURN_LIMIT {
            let heard = self.hear(&mut call).await?;
            match (heard.id, &call.ended_by) {
                (Failure::ID, Some(reason)) => return Err(reason.clone()),
                (Features::ID, None) => return Ok(read(&heard)?),
                (Failure::ID, None) => match Error::from(read::<Failure>(&heard)?) {
                    Error::CancelledOnDevice | Error::PinCancelled => {}
                    error => return Err(error),
                },
                _ => {}
            }
        }
        Err(Error::Hostile("everything but what it is"))
    }

    /// Asks, and waits for the one answer there is.
    pub(crate) async fn ask<M: Wire>(&self, request: &impl Wire) -> Result<M, Error> {
        let heard = self.call(request).await?;
        match read(&heard) {
            Ok(message) => Ok(message),
            Err(unread) => self.give_up(unread.into()).await,
        }
    }

    /// Asks, and waits for whatever the call answers with. The device's questions to its person are answered on the way.
    pub(crate) async fn call(&self, request: &impl Wire) -> Result<Frame, Error> {
        let mut call = Call::default();
        self.send(&request.frame()).await?;
        for _ in 0..TURN_LIMIT {
            let heard = self.hear(&mut call).await?;
            if let Some(reason) = &call.ended_by {
                if heard.id == Failure::ID {
                    return Err(reason.clone());
                }
                continue;
            }
            match heard.id {
                ButtonRequest::ID => self.show(&heard).await?,
                PinMatrixRequest::ID => self.ask_pin(&heard, &mut call).await?,
                PassphraseRequest::ID => self.ask_passphrase(&mut call).await?,
                Failure::ID => return Err(read::<Failure>(&heard)?.into()),
                _ => return Ok(heard),
            }
        }
        match call.ended_by {
            Some(reason) => Err(reason),
            None => self.give_up(Error::Hostile("questions without end")).await,
        }
    }

    /// Takes back what the device is in the middle of, for this reason.
    pub(crate) async fn give_up<V>(&self, reason: Error) -> Result<V, Error> {
        let mut call = Call::default();
        self.end(&mut call, reason.clone()).await?;
        for _ in 0..TURN_LIMIT {
            if self.hear(&mut call).await?.id == Failure::ID {
                break;
            }
        }
        Err(reason)
    }

    async fn show(&self, heard: &Frame) -> Result<(), Error> {
        let request = read::<ButtonRequest>(heard)?;
        self.person.look_at_device(request.code.and_then(|code| ButtonCode::try_from(code).ok()));
        self.send(&ButtonAck {}.frame()).await
    }

    async fn ask_pin(&self, heard: &Frame, call: &mut Call) -> Result<(), Error> {
        let kind = read::<PinMatrixRequest>(heard)?.kind;
        if kind.is_some_and(|kind| kind != i32::from(PinKind::Current)) {
            return self.end(call, Error::Hostile("a question for a new PIN")).await;
        }
        let asked = pin!(self.person.pin());
        match self.unless_cancelled(asked).await.flatten() {
            Some(positions) => self.send(&PinMatrixAck { pin: positions.into_text() }.frame()).await,
            None => self.end(call, Error::PinCancelled).await,
        }
    }

    async fn ask_passphrase(&self, call: &mut Call) -> Result<(), Error> {
        let asked = pin!(self.person.passphrase(self.takes_passphrase));
        let answer = match self.unless_cancelled(asked).await.flatten() {
            Some(Passphrase::Standard) => PassphraseAck { passphrase: Some(String::new()), on_device: None },
            Some(Passphrase::Typed(typed)) => PassphraseAck { passphrase: Some(typed.into_text()), on_device: None },
            Some(Passphrase::OnDevice) if self.takes_passphrase => {
                PassphraseAck { passphrase: None, on_device: Some(true) }
            }
            Some(Passphrase::OnDevice) => return self.end(call, Error::NotSupported).await,
            None => return self.end(call, Error::CancelledInPage).await,
        };
        self.send(&answer.frame()).await
    }

    async fn end(&self, call: &mut Call, reason: Error) -> Result<(), Error> {
        call.ended_by = Some(reason);
        self.send(&Cancel {}.frame()).await
    }

    async fn send(&self, frame: &Frame) -> Result<(), Error> {
        for packet in frame.packets() {
            self.transport.write(&packet).await?;
        }
        Ok(())
    }

    async fn hear(&self, call: &mut Call) -> Result<Frame, Error> {
        let mut assembler = Assembler::default();
        let mut stray_count = 0;
        loop {
            let packet = self.packet(call).await?;
            if let Some(frame) = assembler.take(&packet)? {
                return Ok(frame);
            }
            stray_count += usize::from(assembler.is_idle());
            if stray_count > STRAY_LIMIT {
                return Err(Error::Hostile("packets of no message"));
            }
        }
    }

    /// The next packet. The person may take the call back meanwhile; the read that is pending goes on, since a browser cannot
    /// take one back, and what it brings is part of what the device still has to say.
    async fn packet(&self, call: &mut Call) -> Result<Packet, Error> {
        let mut reading = pin!(self.transport.read());
        if call.ended_by.is_none() {
            match self.unless_cancelled(reading.as_mut()).await {
                Some(packet) => return Ok(packet?),
                None => self.end(call, Error::CancelledInPage).await?,
            }
        }
        Ok(reading.await?)
    }

    /// `None` where the person took it back before it came.
    async fn unless_cancelled<V>(&self, mut coming: Pin<&mut impl Future<Output = V>>) -> Option<V> {
        let mut cancelled = pin!(self.person.cancelled());
        poll_fn(|context| match cancelled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => coming.as_mut().poll(context).map(Some),
        })
        .await
    }
}
