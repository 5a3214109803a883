//! What an order's page says while people argue about it, and afterwards.

use crate::{lang, parts::Notice, t};
use domain::escrow::Escrow;
use leptos::prelude::*;

/// The way to the room; nothing while nobody argues.
#[component]
pub fn DisputeNotice(escrow: Escrow) -> impl IntoView {
    let l = lang();
    escrow.dispute.map(|hold| {
        let href = format!("/disputes/{}", hold.dispute_id);
        view! {
            <Notice kind="warning" title=t::dispute_notice_title(l)>
                <p>{t::dispute_notice_text(l)}</p>
                <p><a class="btn btn-primary" href=href>{t::dispute_notice_link(l)}</a></p>
            </Notice>
        }
    })
}
