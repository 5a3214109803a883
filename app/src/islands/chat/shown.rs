//! How the living end of a conversation shows a message: one that was said, one that is on its way.

use super::{Live, Waiting, deeds, files};
use crate::{api::chat::SaidNow, lang, t};
use leptos::prelude::*;

/// What was said.
pub(super) fn item(said: SaidNow, live: Live) -> impl IntoView {
    let l = lang();
    let is_own = said.whose == "own";
    let (read_to, got_to) = (live.now.read().read_to, live.got_to.get());
    let fold = (said.whose != "house").then(|| deeds::fold(&said, &live.chat.get_value()));
    let mark = is_own.then(|| match said.seq {
        seq if seq <= read_to => mark("✓✓", t::chat_mark_seen(l)),
        seq if seq <= got_to => mark("✓✓", t::chat_mark_got(l)),
        _ => mark("✓", t::chat_mark_sent(l)),
    });
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
            {fold}
        </li>
    }
}

/// How far it came; the sign never stands alone.
fn mark(sign: &'static str, text: &'static str) -> impl IntoView {
    view! { <span class="hint"><span aria-hidden="true">{sign}</span> " " {text}</span> }
}

/// One's own words on their way.
#[component]
pub(super) fn Pending(waiting: Waiting, live: Live) -> impl IntoView {
    let l = lang();
    let typed = waiting.typed.clone();
    let key = typed.key.clone();
    let again = (waiting.is_late && !waiting.is_sent).then(|| {
        view! {
            <p class="cluster">
                <button type="button" class="btn btn-outline btn-sm" on:click=move |_| live.send(typed.clone())>{t::chat_send_again(l)}</button>
                <button type="button" class="btn btn-ghost btn-sm" on:click=move |_| live.forget(|it| it == key)>{t::chat_delete(l)}</button>
            </p>
        }
    });
    let state = match waiting {
        _ if waiting.is_sent => mark("✓", t::chat_mark_sent(l)),
        _ if waiting.is_late => mark("⚠", t::chat_not_sent(l)),
        _ => mark("🕓", t::chat_sending(l)),
    };
    let why = waiting.refused.map(|why| view! { <p class="field-error" role="alert">{why}</p> });
    view! {
        <li class="message" data-whose="own" data-state="waiting">
            <p class="cluster message-head"><strong>{t::chat_you(l)}</strong> {state}</p>
            <p class="message-text" dir="auto">{waiting.typed.text}</p>
            {why} {again}
        </li>
    }
}
