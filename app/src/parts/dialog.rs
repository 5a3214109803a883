//! A question before something that is hard to take back. The browser opens, closes and gives the focus back by
//! itself: no script has to be there.

use super::button::button_class;
use crate::{lang, t};
use leptos::prelude::*;

/// A button and the dialog it opens; inside stands the form that does it. Escape and the last button close it.
#[component]
pub fn Dialog(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// On the button that opens it.
    #[prop(into)]
    open: String,
    /// What is asked.
    #[prop(into)]
    title: String,
    /// Of the button that opens it: `primary`, `quiet`, `danger` or `plain`.
    #[prop(optional)]
    kind: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let (named, opens, closes) = (title_id.clone(), id.clone(), id.clone());
    view! {
        <button type="button" class=button_class(kind) popovertarget=opens aria-haspopup="dialog">{open}</button>
        <dialog id=id popover="auto" class="dialog" aria-labelledby=named>
            <div class="stack">
                <h2 id=title_id>{title}</h2>
                {children()}
                <div>
                    <button type="button" class="btn btn-ghost" popovertarget=closes popovertargetaction="hide">
                        {t::parts_not_now(lang())}
                    </button>
                </div>
            </div>
        </dialog>
    }
}
