//! What a flow may do: ask the host, and show something to the person. A flow is an `async` function; it waits for nothing
//! but a message or a button, and whoever brings one wakes it.

use crate::{device::State, keys::Wallet, screen::TrezorScreen};
use signing::messages::{ButtonAck, ButtonRequest, Failure, FailureCode, Message, Wire, read};
use std::{
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard},
    task::Poll,
};

/// Why a flow ended without its answer.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The host is told so.
    Because(FailureCode, &'static str),
    /// The host has begun something else.
    Instead(Box<Message>),
}

pub(crate) type Answer = Result<Message, Refusal>;

impl Refusal {
    pub(crate) fn data(text: &'static str) -> Self {
        Self::Because(FailureCode::DataError, text)
    }

    pub(crate) fn cancelled() -> Self {
        Self::Because(FailureCode::ActionCancelled, "Cancelled")
    }

    pub(crate) fn unexpected() -> Self {
        Self::Because(FailureCode::UnexpectedMessage, "Unexpected message")
    }
}

pub(crate) fn failure(code: FailureCode, text: &str) -> Message {
    // The models of today say why in words; so does the first one.
    Failure { code: Some(code.into()), message: Some(text.to_owned()) }.into()
}

/// A flow's end of the device.
#[derive(Clone)]
pub(crate) struct Talk(Arc<Mutex<State>>);

impl Talk {
    pub(crate) fn new(state: &Arc<Mutex<State>>) -> Self {
        Self(Arc::clone(state))
    }

    /// What the device knows. Never held while something is waited for.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics while it holds what the device knows")
    }

    /// Says this to the host and waits for the answer that belongs to it.
    pub(crate) async fn ask<M: Wire>(&self, question: impl Into<Message>) -> Result<M, Refusal> {
        self.state().say(&question.into());
        let heard = poll_fn(|_| self.state().heard.take().map_or(Poll::Pending, Poll::Ready)).await;
        read(&heard.frame()).map_err(|_| instead(heard))
    }

    /// Shows this until the person says yes.
    pub(crate) async fn confirm(&self, screen: TrezorScreen) -> Result<(), Refusal> {
        let code = screen.code;
        let number = self.state().shows(screen);
        let request = ButtonRequest { code: Some(code.into()), ..Default::default() };
        let ButtonAck {} = self.ask(request).await?;
        match poll_fn(|_| self.state().pressed(number).map_or(Poll::Pending, Poll::Ready)).await? {
            true => Ok(()),
            false => Err(Refusal::cancelled()),
        }
    }

    /// Shows this until the person says yes. True when they want to read more of it.
    pub(crate) async fn offer(&self, screen: TrezorScreen) -> Result<bool, Refusal> {
        self.confirm(screen).await?;
        Ok(self.state().person.reads_all)
    }

    /// Does something with the keys of a wallet.
    pub(crate) fn with<T>(wallet: &Mutex<Wallet>, work: impl FnOnce(&mut Wallet) -> T) -> T {
        work(&mut wallet.lock().expect("no test panics while it holds a wallet"))
    }
}

impl State {
    /// What the person does at this screen, unless the host has said something before.
    fn pressed(&mut self, screen: u32) -> Option<Result<bool, Refusal>> {
        if let Some(message) = self.heard.take() {
            return Some(Err(instead(message)));
        }
        let person = &self.person;
        if person.refuses_at == Some(screen) {
            return Some(Ok(false));
        }
        match person.hesitates_at.is_some_and(|first| screen >= first) {
            true => self.pressed.take().map(Ok),
            false => Some(Ok(true)),
        }
    }
}

/// Something else than was asked for ends what was begun.
fn instead(message: Message) -> Refusal {
    match message {
        Message::Cancel(_) => Refusal::cancelled(),
        other => Refusal::Instead(Box::new(other)),
    }
}
