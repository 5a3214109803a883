//! THE SPARK: wakes the islands of a page, all but a conversation's. Nothing else lives here.
#![cfg(target_arch = "wasm32")]

/// Called once by `loader.js` after the bundle has loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    use app as _;
    leptos::mount::hydrate_islands();
}
