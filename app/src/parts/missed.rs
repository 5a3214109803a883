//! A deed that was refused and whose form is not on the page any more: it is said all the same.

use super::Notice;
use crate::{Refused, lang, t};
use leptos::prelude::*;

/// The words of this refusal; nothing when the page is not shown because of one. For the place where its form would be.
pub fn missed(deed: &str) -> Option<AnyView> {
    let l = lang();
    let text = Refused::of(deed)?.fault.sentence(l);
    Some(view! { <Notice kind="error" title=t::house_form_refused(l) first=true><p>{text}</p></Notice> }.into_any())
}
