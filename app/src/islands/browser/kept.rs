//! What a tab keeps for itself: it goes with the tab, and with the session.

use leptos::prelude::window;
use web_sys::Storage;

/// What was kept under this name.
pub(in crate::islands) fn kept(name: &str) -> Option<String> {
    shelf()?.get_item(name).ok().flatten()
}

/// Keeps it; nothing is nothing to keep.
pub(in crate::islands) fn keep(name: &str, text: &str) {
    let Some(shelf) = shelf() else { return };
    // A browser that keeps nothing is as good as one without a shelf.
    let _ = if text.is_empty() { shelf.remove_item(name) } else { shelf.set_item(name, text) };
}

fn shelf() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
