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

    /// Whether its element of this name says something else than ours; none when it has no such element.
    pub(in crate::islands) fn says_otherwise(&self, name: &str) -> Option<bool> {
        let new = self.0.get_element_by_id(name)?;
        let old = document().get_element_by_id(name);
        Some(old.is_some_and(|old| old.text_content() != new.text_content()))
    }

    /// Its element of this name stands where ours did: as open as that was, and with the focus if that had it.
    pub(in crate::islands) fn stands_for(&self, name: &str) {
        let (Some(new), Some(old)) = (self.0.get_element_by_id(name), document().get_element_by_id(name)) else {
            return;
        };
        let use_of_it = Use::of(&old);
        let _ = old.replace_with_with_node_1(&new);
        use_of_it.goes_on_at(&new);
    }

    /// Its elements of these names stand at the end of what was drawn, in the same use as ours; false when one of them is
    /// missing, and then none does.
    pub(in crate::islands) fn goes_on_with(&self, names: &[String]) -> bool {
        let found: Option<Vec<Element>> = names.iter().map(|name| self.0.get_element_by_id(name)).collect();
        let (Some(drawn), Some(found)) = (drawn(), found) else { return false };
        for (name, new) in names.iter().zip(found) {
            // Two have this name from here on, until ours goes.
            let use_of_it = document().get_element_by_id(name).map(|old| Use::of(&old));
            let _ = drawn.append_child(&new);
            if let Some(use_of_it) = use_of_it {
                use_of_it.goes_on_at(&new);
            }
        }
        true
    }
}

/// What somebody does at an element: another one that takes its place is found as they left it.
struct Use {
    is_open: bool,
    has_focus: bool,
}

impl Use {
    fn of(element: &Element) -> Self {
        let is_open = matches!(element.query_selector("details[open]"), Ok(Some(_)));
        Self { is_open, has_focus: element.contains(document().active_element().as_deref()) }
    }

    fn goes_on_at(&self, element: &Element) {
        if self.is_open
            && let Ok(Some(fold)) = element.query_selector("details")
        {
            let _ = fold.set_attribute("open", "");
        }
        let heading = self.has_focus.then(|| element.query_selector("summary").ok().flatten()).flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            let _ = heading.focus();
        }
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
