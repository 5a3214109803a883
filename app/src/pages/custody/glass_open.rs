//! While the glass is broken, every page of those who keep the money says so, with the minutes that are left.

use crate::{
    lang,
    pages::loaded,
    parts::Notice,
    ssr::{desk, refuse},
    t,
};
use leptos::prelude::*;

/// Silent while signers are asked as always.
#[component]
pub(in crate::pages) fn GlassOpen() -> impl IntoView {
    let minutes = async { actions::custody::break_glass_minutes(&desk()).await.map_err(refuse) };
    loaded(minutes, |minutes| {
        let l = lang();
        let left = minutes.and_then(|minutes| u64::try_from(minutes).ok());
        left.map(|left| {
            view! {
                <Notice kind="error" title=t::glass_is_open(l)>
                    <p>{t::glass_left(l, left)} " " <a href="/admin/break-glass">{t::glass_look(l)}</a></p>
                </Notice>
            }
        })
    })
}
