//! How the living end of a conversation shows a message: one that was said, one that is on its way.

use super::{Live, Waiting, files};
use crate::{api::chat::SaidNow, lang, t};
use leptos::prelude::*;

/// What was said.
pub(super) fn item(said: SaidNow, read_to: u64) -> impl IntoView {
    let l = lang();
    let is_own = said.whose == "own";
    let mark =
        is_own.then(|| if said.seq <= read_to { ("✓✓", t::chat_mark_seen(l)) } else { ("✓", t::chat_mark_sent(l)) });
    let mark =
        mark.map(|(sign, text)| view! { <span class="hint"><span aria-hidden="true">{sign}</span> " " {text}</span> });
    view! {
        <li id=format!("m{}", said.seq) class="message" data-whose=said.whose>
            <p class="cluster message-head">
                <strong><bdi>{said.name}</bdi></strong>
                <time class="hint" datetime=said.at>{said.time}</time>
                {mark}
            </p>
            {said.answers.map(|answers| view! { <blockquote class="message-quote" dir="auto">{answers}</blockquote> })}
            {(!said.text.is_empty()).then(|| view! { <p class="message-text" dir="auto">{said.text}</p> })}
            {files::list(said.files)}
            {said.look.map(|href| view! { <p><a href=href>{t::chat_counter_look(l)}</a></p> })}
        </li>
    }
}

/// One's own words on their way.
#[component]
pub(super) fn Pending(waiting: Waiting, live: Live) -> impl IntoView {
    let l = lang();
    let typed = waiting.typed.clone();
    let again = waiting.is_late.then(|| {
        view! { <button type="button" class="btn btn-outline btn-sm" on:click=move |_| live.send(typed.clone())>{t::chat_send_again(l)}</button> }
    });
    let state = if waiting.is_late { t::chat_not_sent(l) } else { t::chat_sending(l) };
    view! {
        <li class="message" data-whose="own" data-state="waiting">
            <p class="cluster message-head"><strong>{t::chat_you(l)}</strong> <span class="hint">{state}</span></p>
            <p class="message-text" dir="auto">{waiting.typed.text}</p>
            {again}
        </li>
    }
}
