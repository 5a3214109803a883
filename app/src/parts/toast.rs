//! A word that floats: something was done. What went wrong, is offline or is old is said in place, by a notice.

use crate::{lang, parts::Icon, t};
use leptos::prelude::*;

/// Said once, and gone when the reader closes it; the browser closes it without a script.
#[component]
pub fn Toast(children: Children) -> impl IntoView {
    let l = lang();
    view! {
        <dialog class="toast-note" open=true aria-label=t::parts_done(l)>
            <form method="dialog" class="cluster">
                <Icon name="check"/>
                <div role="status">{children()}</div>
                <button class="btn btn-ghost btn-sm" data-push="">{t::parts_close(l)}</button>
            </form>
        </dialog>
    }
}
