//! A line that follows a script: what the host must say, and what the device says then.

use signing::{
    Error,
    messages::{Cancel, Failure, FailureCode, Message, Wire},
    packet::Packet,
    transport::{Transport, TransportError},
};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::{Future, pending},
    pin::pin,
    task::{Context, Poll, Waker},
};

/// One packet of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Host(Packet),
    Device(Packet),
}

#[derive(Debug)]
pub struct Line {
    script: RefCell<VecDeque<Step>>,
    /// After so many packets the plug is pulled.
    pub unplugged_after: Cell<Option<usize>>,
    passed: Cell<usize>,
    /// What a device says when everything is taken back; none where the script says it.
    end: Option<FailureCode>,
    pub cancel_count: Cell<usize>,
}

/// What the host says.
pub fn host(message: impl Into<Message>) -> Vec<Step> {
    message.into().frame().packets().into_iter().map(Step::Host).collect()
}

/// What the device says.
pub fn device(message: impl Into<Message>) -> Vec<Step> {
    message.into().frame().packets().into_iter().map(Step::Device).collect()
}

pub fn failure(code: FailureCode) -> Failure {
    Failure { code: Some(code.into()), message: None }
}

impl Line {
    pub fn new(parts: impl IntoIterator<Item = Vec<Step>>) -> Self {
        Self {
            script: RefCell::new(parts.into_iter().flatten().collect()),
            unplugged_after: Cell::new(None),
            passed: Cell::new(0),
            end: None,
            cancel_count: Cell::new(0),
        }
    }

    /// A device that answers `Cancel` wherever it comes.
    pub fn ending_with(mut self, code: FailureCode) -> Self {
        self.end = Some(code);
        self
    }

    pub fn length(&self) -> usize {
        self.script.borrow().len()
    }

    pub fn is_at_end(&self) -> bool {
        self.length() == 0
    }

    fn pass(&self) -> Result<(), TransportError> {
        if self.unplugged_after.get().is_some_and(|after| self.passed.get() >= after) {
            return Err(TransportError::Unplugged);
        }
        self.passed.set(self.passed.get() + 1);
        Ok(())
    }
}

impl Transport for Line {
    async fn write(&self, packet: &Packet) -> Result<(), TransportError> {
        self.pass()?;
        if *packet == (Cancel {}).frame().packets()[0] {
            self.cancel_count.set(self.cancel_count.get() + 1);
            if let Some(code) = self.end {
                // What it was saying it says to its end.
                let mut script = self.script.borrow_mut();
                let said = script.iter().take_while(|step| matches!(step, Step::Device(_))).count();
                script.truncate(said);
                script.extend(device(failure(code)));
                return Ok(());
            }
        }
        let expected = self.script.borrow_mut().pop_front();
        assert_eq!(expected, Some(Step::Host(*packet)), "the host says something else");
        Ok(())
    }

    async fn read(&self) -> Result<Packet, TransportError> {
        let next = self.script.borrow().front().copied();
        match next {
            Some(Step::Device(packet)) => {
                self.pass()?;
                self.script.borrow_mut().pop_front();
                Ok(packet)
            }
            _ if self.unplugged_after.get().is_some_and(|after| self.passed.get() >= after) => {
                Err(TransportError::Unplugged)
            }
            _ => pending().await,
        }
    }
}

/// Runs what waits for nobody but the script and the person: what is pending then is so for ever.
pub fn run<V>(work: impl Future<Output = V>) -> V {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for ever"),
    }
}

/// The same, where waiting for ever is one of the ends.
pub fn run_or_wait<V>(work: impl Future<Output = Result<V, Error>>) -> Option<Result<V, Error>> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
