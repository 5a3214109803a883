//! What the house drew, drawn again: parts of a page that no island draws.

use js_sys::Promise;
use leptos::{prelude::document, wasm_bindgen::JsCast};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, XmlHttpRequest, XmlHttpRequestResponseType};

/// What the house drew of a conversation, before the part that is alive.
const DRAWN: &str = "ol.chat-log:not(leptos-island *)";

/// A page of ours that is not shown.
pub(in crate::islands) struct Page(Document);

impl Page {
    /// Asks for it; none when it does not come. Nothing in it runs.
    pub(in crate::islands) async fn of(path: &str) -> Option<Self> {
        let request = XmlHttpRequest::new().ok()?;
        request.open("GET", path).ok()?;
        request.set_response_type(XmlHttpRequestResponseType::Document);
        let sent = Promise::new(&mut |came, failed| {
            request.set_onload(Some(&came));
            request.set_onerror(Some(&failed));
            request.set_onabort(Some(&failed));
            let _ = request.send();
        });
        JsFuture::from(sent).await.ok()?;
        let is_it = request.status().is_ok_and(|status| status == 200);
        is_it.then(|| request.response().ok()?.dyn_into().ok()).flatten().map(Self)
    }

    /// Its element of this name stands where ours did: as open as that was, and with the focus if that had it.
    pub(in crate::islands) fn stands_for(&self, name: &str) {
        let page = document();
        let (Some(new), Some(old)) = (self.0.get_element_by_id(name), page.get_element_by_id(name)) else { return };
        let has_focus = old.contains(page.active_element().as_deref());
        if let (Ok(Some(_)), Ok(Some(fold))) = (old.query_selector("details[open]"), new.query_selector("details")) {
            let _ = fold.set_attribute("open", "");
        }
        let _ = old.replace_with_with_node_1(&new);
        let heading = has_focus.then(|| new.query_selector("summary").ok().flatten()).flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            let _ = heading.focus();
        }
    }

    /// Its elements of these names stand at the end of what was drawn; false when one of them is missing, and then none does.
    pub(in crate::islands) fn goes_on_with(&self, names: &[String]) -> bool {
        let found: Option<Vec<Element>> = names.iter().map(|name| self.0.get_element_by_id(name)).collect();
        let (Some(drawn), Some(found)) = (drawn(), found) else { return false };
        found.iter().for_each(|element| drop(drawn.append_child(element)));
        true
    }
}

/// Where it stands; on a page that began without a message, before the part that is alive.
fn drawn() -> Option<Element> {
    let page = document();
    if let Some(drawn) = page.query_selector(DRAWN).ok()? {
        return Some(drawn);
    }
    let alive = page.query_selector("ol.chat-log").ok()??;
    let list = page.create_element("ol").ok()?;
    list.set_class_name(&alive.class_name());
    alive.closest("leptos-island").ok()??.before_with_node_1(&list).ok()?;
    Some(list)
}

/// True when this page has an element of this name.
pub(in crate::islands) fn is_there(name: &str) -> bool {
    document().get_element_by_id(name).is_some()
}
