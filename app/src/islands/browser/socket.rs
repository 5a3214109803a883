//! A socket of this page. It is opened again by whoever opened it.

use js_sys::JsString;
use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, prelude::Closure},
};
use send_wrapper::SendWrapper;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// What a socket says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::islands) enum Heard {
    /// A frame of words.
    Words(String),
    /// It is closed, with this number. It said something before, or not.
    Closed { code: u16, was_open: bool },
}

/// A line to the house. The server renders a page on many threads, so what an island keeps may go from one to another; in
/// the browser there is one.
#[derive(Clone)]
pub(in crate::islands) struct Line(SendWrapper<WebSocket>);

impl Line {
    /// Opens a line to a path of ours. Nothing comes of it where there are no sockets.
    pub(in crate::islands) fn open(path: &str, hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let page = window().location();
        let scheme = if page.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let socket = WebSocket::new(&format!("{scheme}://{}{path}", page.host().ok()?)).ok()?;
        let was_open = std::rc::Rc::new(std::cell::Cell::new(false));
        let (hears, is_open) = (hear.clone(), was_open.clone());
        let words = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            is_open.set(true);
            if let Ok(text) = event.data().dyn_into::<JsString>() {
                hears(Heard::Words(text.into()));
            }
        });
        let closed = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            hear(Heard::Closed { code: event.code(), was_open: was_open.get() });
        });
        socket.set_onmessage(Some(words.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        // They live as long as the page: a line is opened anew a few times a day.
        words.forget();
        closed.forget();
        Some(Self(SendWrapper::new(socket)))
    }

    /// Says it; false when the line is not open.
    pub(in crate::islands) fn say(&self, words: &str) -> bool {
        self.0.ready_state() == WebSocket::OPEN && self.0.send_with_str(words).is_ok()
    }
}

/// Something between nought and this, drawn anew each time.
pub(in crate::islands) fn drawn(below: u32) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between nought and what fits")]
    let drawn = (js_sys::Math::random() * f64::from(below)) as u32;
    drawn
}
