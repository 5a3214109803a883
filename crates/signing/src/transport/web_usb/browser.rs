//! What a browser offers of USB, declared by ourselves: `web-sys` has it only behind a flag of the compiler that would have to
//! stand in every build of every bundle, and that an environment's own flags switch off again. Names and shapes are those of
//! the WebUSB standard.

use js_sys::{DataView, Promise, Uint8Array};
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// `navigator`, in a window and in a worker.
    pub(super) type Browser;
    #[wasm_bindgen(method, getter)]
    pub(super) fn navigator(this: &Browser) -> JsValue;

    /// `navigator.usb`.
    #[derive(Clone)]
    pub(super) type Usb;
    #[wasm_bindgen(method, catch, js_name = requestDevice)]
    pub(super) fn request_device(this: &Usb, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getDevices)]
    pub(super) fn get_devices(this: &Usb) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, js_name = addEventListener)]
    pub(super) fn listen(this: &Usb, name: &str, listener: &Closure<dyn Fn(Happened)>);
    #[wasm_bindgen(method, js_name = removeEventListener)]
    pub(super) fn forget(this: &Usb, name: &str, listener: &Closure<dyn Fn(Happened)>);

    /// A `USBConnectionEvent`.
    pub(super) type Happened;
    #[wasm_bindgen(method, getter)]
    pub(super) fn device(this: &Happened) -> JsValue;

    /// A `USBDevice`.
    #[derive(Clone)]
    pub(super) type UsbDevice;
    #[wasm_bindgen(method, getter, js_name = vendorId)]
    pub(super) fn vendor_id(this: &UsbDevice) -> u16;
    #[wasm_bindgen(method, getter, js_name = productId)]
    pub(super) fn product_id(this: &UsbDevice) -> u16;
    #[wasm_bindgen(method, getter)]
    pub(super) fn configuration(this: &UsbDevice) -> Option<Configuration>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn open(this: &UsbDevice) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn close(this: &UsbDevice) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn reset(this: &UsbDevice) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = selectConfiguration)]
    pub(super) fn select_configuration(this: &UsbDevice, value: u8) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = claimInterface)]
    pub(super) fn claim_interface(this: &UsbDevice, number: u8) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = releaseInterface)]
    pub(super) fn release_interface(this: &UsbDevice, number: u8) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = transferOut)]
    pub(super) fn transfer_out(this: &UsbDevice, endpoint: u8, bytes: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = transferIn)]
    pub(super) fn transfer_in(this: &UsbDevice, endpoint: u8, length: u32) -> Result<Promise, JsValue>;

    /// A `USBConfiguration`.
    pub(super) type Configuration;
    #[wasm_bindgen(method, getter, js_name = configurationValue)]
    pub(super) fn value(this: &Configuration) -> u8;

    /// A `USBInTransferResult`, or the result of a transfer out.
    pub(super) type Transferred;
    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &Transferred) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(super) fn data(this: &Transferred) -> Option<DataView>;
    #[wasm_bindgen(method, getter, js_name = bytesWritten)]
    pub(super) fn bytes_written(this: &Transferred) -> Option<u32>;

    /// A `DOMException`.
    pub(super) type Refusal;
    #[wasm_bindgen(method, getter)]
    pub(super) fn name(this: &Refusal) -> Option<String>;
}
