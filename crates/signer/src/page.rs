//! The page that asks, as this bundle knows it: what it wants, and how it asks its person. `frontend/device.js` is it.

use js_sys::Promise;
use signing::{
    messages::ButtonCode,
    person::{Passphrase, Person, Positions, Typed},
};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// What the page wants, and its person.
    pub type Page;

    /// Devices that are none are spoken with too.
    #[wasm_bindgen(method, getter, js_name = trustsEmulators)]
    pub fn trusts_emulators(this: &Page) -> bool;
    /// Whose address signs, `m/44'/60'/0'/0/0`.
    #[wasm_bindgen(method, getter)]
    pub fn path(this: &Page) -> String;
    /// The registered address.
    #[wasm_bindgen(method, getter)]
    pub fn address(this: &Page) -> String;
    /// How the device called itself when it signed in this browser before.
    #[wasm_bindgen(method, getter, js_name = deviceId)]
    pub fn device_id(this: &Page) -> Option<String>;

    /// A device is there: what it is called, and whether it shows typed data in words.
    #[wasm_bindgen(method)]
    pub fn met(this: &Page, id: &str, shows_words: bool);
    /// The device waits for its person: for what is entered there, or for a yes to what it shows.
    #[wasm_bindgen(method)]
    fn look(this: &Page, enters: bool);
    /// Of digits that say where somebody pressed, or of null.
    #[wasm_bindgen(method, js_name = pin)]
    fn ask_pin(this: &Page) -> Promise;
    /// Of true for the one on the device, of a text for a typed one (the empty one is the standard wallet), or of null.
    #[wasm_bindgen(method, js_name = passphrase)]
    fn ask_passphrase(this: &Page, on_device: bool) -> Promise;
    /// Ends when everything is taken back.
    #[wasm_bindgen(method, getter, js_name = cancelled)]
    fn taken_back(this: &Page) -> Promise;
}

/// A page that fails to ask has taken it back.
async fn answered(asked: Promise) -> JsValue {
    JsFuture::from(asked).await.unwrap_or(JsValue::NULL)
}

impl Person for Page {
    fn look_at_device(&self, shown: Option<ButtonCode>) {
        self.look(matches!(shown, Some(ButtonCode::PinEntry | ButtonCode::PassphraseEntry)));
    }

    async fn pin(&self) -> Option<Positions> {
        Positions::parse(&answered(self.ask_pin()).await.as_string()?)
    }

    async fn passphrase(&self, on_device: bool) -> Option<Passphrase> {
        let answer = answered(self.ask_passphrase(on_device)).await;
        if answer.is_truthy() && answer.as_bool().is_some() {
            return Some(Passphrase::OnDevice);
        }
        let text = answer.as_string()?;
        if text.is_empty() { Some(Passphrase::Standard) } else { Typed::parse(&text).map(Passphrase::Typed) }
    }

    async fn cancelled(&self) {
        answered(self.taken_back()).await;
    }
}
