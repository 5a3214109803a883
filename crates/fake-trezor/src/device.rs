//! The device itself: what it knows, the one flow that is running, and the packets that go in and come out.

use crate::{
    person::TrezorPerson,
    screen::TrezorScreen,
    session::{self, Session},
    setup::{TrezorModel, TrezorSetup},
    talk::{Answer, Refusal, Talk, failure},
};
use signing::{
    messages::{FailureCode, Message, Unread},
    packet::{Assembler, Packet},
};
use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

/// What the device knows while it has power, and who holds it.
pub(crate) struct State {
    pub(crate) setup: TrezorSetup,
    pub(crate) person: TrezorPerson,
    pub(crate) sessions: Vec<Session>,
    /// Which of them the host speaks in.
    pub(crate) current: Option<Vec<u8>>,
    /// Sessions that were begun, for their names.
    pub(crate) begun: u32,
    pub(crate) is_unlocked: bool,
    /// The scrambled digits on the screen of the first model.
    pub(crate) matrix: Option<String>,
    /// Matrices that were shown.
    pub(crate) matrices: u32,
    /// What the host said and the flow has not yet read.
    pub(crate) heard: Option<Message>,
    /// What a hesitating person has pressed at last.
    pub(crate) pressed: Option<bool>,
    /// Every screen, in order.
    pub(crate) screens: Vec<TrezorScreen>,
    /// Screens since the person has the device.
    shown: u32,
    said: VecDeque<Packet>,
}

impl State {
    /// The screen is on; answers with its number.
    pub(crate) fn shows(&mut self, screen: TrezorScreen) -> u32 {
        self.screens.push(screen);
        self.shown += 1;
        self.pressed = None;
        self.shown
    }

    pub(crate) fn say(&mut self, message: &Message) {
        self.said.extend(message.frame().packets());
    }
}

type Flow = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A device: with power, or without.
pub(crate) struct Device {
    state: Arc<Mutex<State>>,
    assembler: Assembler,
    flow: Option<Flow>,
    is_plugged: bool,
    /// Packets since the person has the device.
    packets: u32,
}

impl Device {
    pub(crate) fn new(setup: TrezorSetup) -> Self {
        let is_unlocked = setup.pin.is_none();
        let state = State {
            setup,
            person: TrezorPerson::default(),
            sessions: Vec::new(),
            current: None,
            begun: 0,
            is_unlocked,
            matrix: None,
            matrices: 0,
            heard: None,
            pressed: None,
            screens: Vec::new(),
            shown: 0,
            said: VecDeque::new(),
        };
        let state = Arc::new(Mutex::new(state));
        Self { state, assembler: Assembler::default(), flow: None, is_plugged: true, packets: 0 }
    }

    /// Looks at what the device knows, or changes it.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut Talk::new(&self.state).state())
    }

    pub(crate) fn is_plugged(&self) -> bool {
        self.is_plugged
    }

    /// Without power everything that is not on its flash is forgotten.
    pub(crate) fn unplug(&mut self) {
        self.is_plugged = false;
        self.flow = None;
        self.assembler = Assembler::default();
        self.with(|state| {
            (state.sessions, state.current) = (Vec::new(), None);
            (state.heard, state.pressed, state.matrix) = (None, None, None);
            state.said.clear();
        });
    }

    pub(crate) fn plug(&mut self) {
        self.is_plugged = true;
        self.with(|state| state.is_unlocked = state.setup.pin.is_none());
    }

    /// Becomes another device, as one that was just plugged in.
    pub(crate) fn becomes(&mut self, setup: TrezorSetup) {
        self.unplug();
        self.with(|state| state.setup = setup);
        self.plug();
    }

    pub(crate) fn hand_to(&mut self, person: TrezorPerson) {
        self.packets = 0;
        self.with(|state| (state.person, state.shown) = (person, 0));
    }

    /// Takes a packet. False when nobody hears it: the device has no power, or has lost it just now.
    pub(crate) fn hear(&mut self, packet: &Packet) -> bool {
        self.packets += 1;
        if self.with(|state| state.person.unplugs_at) == Some(self.packets) {
            self.unplug();
        }
        if !self.is_plugged {
            return false;
        }
        if self.with(|state| state.setup.model) == TrezorModel::Safe7 {
            if packet.starts_with(b"?##") {
                let other =
                    signing::messages::Failure { code: Some(FailureCode::InvalidProtocol.into()), message: None };
                self.with(|state| state.say(&other.into()));
            }
            return true;
        }
        // What breaks off is forgotten: firmware waits for the next beginning as well.
        if let Ok(Some(frame)) = self.assembler.take(packet) {
            match Message::read(&frame) {
                Ok(message) => self.take(message),
                Err(Unread::Number(_)) => self.refuse(FailureCode::UnexpectedMessage, "Unexpected message"),
                Err(Unread::Fields(_)) => self.refuse(FailureCode::DataError, "Failed to decode message"),
            }
        }
        true
    }

    /// The person, who has hesitated, presses a button.
    pub(crate) fn press(&mut self, yes: bool) {
        self.with(|state| state.pressed = Some(yes));
        self.go_on();
    }

    pub(crate) fn next_packet(&self) -> Option<Packet> {
        self.with(|state| state.said.pop_front())
    }

    fn take(&mut self, message: Message) {
        if self.flow.is_none() {
            return self.begin(message);
        }
        self.with(|state| state.heard = Some(message));
        self.go_on();
    }

    fn begin(&mut self, message: Message) {
        self.flow = Some(Box::pin(session::serve(Talk::new(&self.state), message)));
        self.go_on();
    }

    fn go_on(&mut self) {
        let Some(flow) = &mut self.flow else { return };
        let Poll::Ready(answer) = flow.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { return };
        self.flow = None;
        self.with(|state| state.matrix = None);
        match answer {
            Ok(message) => self.with(|state| state.say(&message)),
            Err(Refusal::Because(code, text)) => self.with(|state| state.say(&failure(code, text))),
            Err(Refusal::Instead(message)) => self.begin(*message),
        }
    }

    fn refuse(&mut self, code: FailureCode, text: &str) {
        self.flow = None;
        self.with(|state| state.say(&failure(code, text)));
    }
}
