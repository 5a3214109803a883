//! The signer's tongue for a page: one call from the browser's list of devices to what the page wants of one, in a bundle that
//! is fetched when somebody opens it. Nothing else lives here: no words, no markup, no network. What comes out is checked by
//! the server as if it had been pasted.
#![cfg(target_arch = "wasm32")]

mod page;
mod transaction;

use page::Page;
use signing::{
    AccountPath, Address, Connected, Error, EscrowOrder, HashScreen, KeyPath, Paired, Registered, Trust,
    transport::web_usb::WebUsb,
};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

type Device<'a> = Connected<&'a WebUsb, &'a Page>;

/// The public key of an account (`xpub…`). Called while the browser answers to a click, as all of these. Refused with a code
/// of [`Error::code`].
#[wasm_bindgen(js_name = accountKey)]
pub async fn account_key(page: Page, account: u32) -> Result<String, JsValue> {
    with_device(&page, async |mut device| device.account_key(AccountPath::try_new(account)?).await).await
}

/// The signature of the registered address under a text (EIP-191), as hex.
#[wasm_bindgen(js_name = signWords)]
pub async fn sign_words(page: Page, words: String) -> Result<String, JsValue> {
    with_device(&page, async |mut device| {
        let mut paired = paired(&mut device, &page).await?;
        Ok(paired.sign_text(KeyPath::parse(&page.path())?, &words).await?.text())
    })
    .await
}

/// The signature of the registered address under an order, as hex. `lines`: action, order, amount, recipient, transfer,
/// expires, as the order has them.
#[wasm_bindgen(js_name = signOrder)]
pub async fn sign_order(page: Page, chain_id: u32, lines: Vec<String>) -> Result<String, JsValue> {
    with_device(&page, async |mut device| {
        let order = order(lines).ok_or(Error::NotAccepted)?.typed(u64::from(chain_id));
        let mut paired = paired(&mut device, &page).await?;
        Ok(paired.sign_typed(KeyPath::parse(&page.path())?, &order, HashScreen::Left).await?.text())
    })
    .await
}

/// The signature of the key at the page's path under a transaction of EIP-1559, as hex (r, s, 27 or 28). `fields`: chain, nonce,
/// tip, fee, gas, to, value, data, as the plan has them.
#[wasm_bindgen(js_name = signTransaction)]
pub async fn sign_transaction(page: Page, fields: Vec<String>) -> Result<String, JsValue> {
    with_device(&page, async |mut device| {
        let transaction = transaction::read(fields).ok_or(Error::NotAccepted)?;
        let mut paired = paired(&mut device, &page).await?;
        let signed = paired.sign_transaction(KeyPath::parse(&page.path())?, &transaction).await?;
        Ok(transaction::text(&signed))
    })
    .await
}

/// Lets a device be chosen, does it, and gives the device back whatever came of it.
async fn with_device<'a>(
    page: &'a Page,
    deed: impl AsyncFnOnce(Device<'_>) -> Result<String, Error>,
) -> Result<String, JsValue> {
    let trust = if page.trusts_emulators() { Trust::Emulators } else { Trust::Official };
    let done = async {
        let usb = WebUsb::choose().await?;
        let done = async {
            let device = Connected::open(&usb, page, None, trust).await?;
            page.met(&device.device().id, device.device().model.reads_typed_data());
            deed(device).await
        };
        let done = done.await;
        usb.close().await;
        done
    };
    done.await.map_err(|reason: Error| JsValue::from_str(reason.code()))
}

/// Another device, or another of its wallets, is refused before it is asked to sign anything.
async fn paired<'a, 'b>(device: &'a mut Device<'b>, page: &Page) -> Result<Paired<'a, &'b WebUsb, &'b Page>, Error> {
    let address = Address::parse(&page.address()).ok_or(Error::ForbiddenPath)?;
    let path = KeyPath::parse(&page.path())?;
    device.pair(&Registered { device_id: page.device_id(), path, address, fingerprint: None }).await
}

fn order(lines: Vec<String>) -> Option<EscrowOrder> {
    let [action, order, amount, recipient, transfer, expires] = lines.try_into().ok()?;
    let recipient = Address::parse(&recipient)?;
    Some(EscrowOrder { action, order, amount, recipient, transfer: hash(&transfer)?, expires })
}

/// `0x` and 64 digits.
fn hash(text: &str) -> Option<[u8; 32]> {
    let digits = text.strip_prefix("0x").filter(|digits| digits.len() == 64 && digits.is_ascii())?;
    let mut hash = [0; 32];
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(hash)
}
