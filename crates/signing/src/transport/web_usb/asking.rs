//! How a browser is asked, and what its refusals mean.

use super::browser::{Browser, Refusal, Transferred, Usb, UsbDevice};
use crate::transport::TransportError;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const VENDOR: u16 = 0x1209;
/// With firmware, and waiting for it: the second one is chosen too, so that it can be told why it signs nothing.
const PRODUCTS: [u16; 2] = [0x53c1, 0x53c0];

/// What was being done when the browser refused.
#[derive(Clone, Copy)]
pub(super) enum Doing {
    Choosing,
    Opening,
    Speaking,
}

/// Whether a device is one that this protocol is spoken with.
pub(super) fn is_ours(device: &UsbDevice) -> bool {
    device.vendor_id() == VENDOR && PRODUCTS.contains(&device.product_id())
}

/// The browser's way to devices.
pub(super) fn usb() -> Result<Usb, TransportError> {
    let navigator = js_sys::global().unchecked_into::<Browser>().navigator();
    let usb = Reflect::get(&navigator, &"usb".into()).ok().filter(JsValue::is_object);
    usb.map(JsCast::unchecked_into).ok_or(TransportError::NoWay)
}

/// Which devices the person chooses from.
pub(super) fn chooses() -> JsValue {
    let filter = |product: u16| of([("vendorId", VENDOR.into()), ("productId", product.into())]);
    of([("filters", PRODUCTS.into_iter().map(filter).collect::<Array>().into())])
}

fn of<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let pairs = fields.into_iter().map(|(name, value)| Array::of2(&name.into(), &value));
    // Pairs of a name and a value always make an object.
    Object::from_entries(&pairs.collect::<Array>()).map_or(JsValue::NULL, JsValue::from)
}

/// Waits for what was begun.
pub(super) async fn done(begun: Result<Promise, JsValue>, doing: Doing) -> Result<JsValue, TransportError> {
    let ended = match begun {
        Ok(promise) => JsFuture::from(promise).await,
        Err(refusal) => Err(refusal),
    };
    ended.map_err(|refusal| meant(&refusal, doing))
}

pub(super) fn is_good(transferred: &Transferred) -> bool {
    transferred.status().as_deref() == Some("ok")
}

/// Browsers say the same word for different things; what was being done tells them apart.
pub(super) fn meant(refusal: &JsValue, doing: Doing) -> TransportError {
    let name = refusal.dyn_ref::<Object>().and_then(|refusal| refusal.unchecked_ref::<Refusal>().name());
    match (name.as_deref(), doing) {
        (Some("SecurityError"), _) => TransportError::Denied,
        (Some("NotFoundError"), Doing::Choosing) => TransportError::NoneChosen,
        (Some("NotFoundError"), _) => TransportError::Unplugged,
        (Some("NetworkError" | "InvalidStateError"), Doing::Opening) => TransportError::Claimed,
        _ => TransportError::Broke,
    }
}
