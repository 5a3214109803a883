//! In through Telegram: opened inside of it as a Mini App, or come back to after saying to Telegram who one is. What it
//! signed stands behind the `#` of the address, which no server sees; `frontend/telegram.js` puts it into the form, and the
//! person presses the button.

use super::frame::{Door, next, other_door};
use crate::{
    Refused, lang,
    parts::{DeedForm, HiddenField, Notice, Submit},
    ssr::{AssetBase, desk, viewer},
    t,
};
use domain::{identity::own_path, telegram::BotAccess};
use leptos::{either::Either, prelude::*};
use leptos_router::location::Url;

/// Page `/sign-in/telegram`.
#[component]
pub fn SignInTelegram() -> impl IntoView {
    let l = lang();
    let next = next();
    if viewer().is_some() && !next.is_empty() {
        leptos_axum::redirect(own_path(&next).unwrap_or("/"));
    }
    let desk = desk();
    let body = match desk.telegram.as_ref() {
        Some(bot) => {
            let away = asks_telegram(&bot.access, &desk.settings.origin);
            Either::Left(view! { <Ways next=next.clone() away/> })
        }
        None => Either::Right(view! { <Notice kind="info"><p>{t::telegram_no_bot(l)}</p></Notice> }),
    };
    view! {
        <Door title=t::telegram_sign_in(l) lead=t::telegram_sign_in_lead(l)>
            {body}
            <p><a href=other_door("/sign-in")>{t::telegram_other_way(l)}</a></p>
        </Door>
    }
}

#[component]
fn Ways(next: String, away: String) -> impl IntoView {
    let l = lang();
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    // Refused, the form says why; what was refused is not sent again.
    let is_refused = Refused::of("sign_in_by_telegram").is_some();
    view! {
        <div data-telegram="form" hidden=!is_refused>
            <DeedForm deed="sign_in_by_telegram">
                <HiddenField name="next" value=next/>
                <HiddenField name="door" value=""/>
                <HiddenField name="secret_said" value=""/>
                <div class="stack" data-telegram="button" hidden=is_refused>
                    <p>{t::telegram_as(l)} " " <bdi data-telegram="name"></bdi></p>
                    <Submit label=t::telegram_sign_in_button(l) kind="primary"/>
                </div>
            </DeedForm>
        </div>
        <div class="stack" data-telegram="away">
            <p>{t::telegram_only_linked(l)}</p>
            <p><a class="btn btn-outline btn-block" href=away rel="external">{t::telegram_ask(l)}</a></p>
            <noscript><p class="hint">{t::telegram_script(l)}</p></noscript>
        </div>
        <script type="module" src=format!("{base}/pkg/telegram.js") nonce=use_nonce()></script>
    }
}

/// Where Telegram asks its user whether they want to come in here, and sends them back from.
fn asks_telegram(bot: &BotAccess, origin: &str) -> String {
    let back = Url::escape(&format!("{origin}/sign-in/telegram"));
    let number = bot.token.bot_id();
    format!("https://oauth.telegram.org/auth?bot_id={number}&origin={}&return_to={back}", Url::escape(origin))
}
