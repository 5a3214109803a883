//! Telegram: whom the bot tells this person's news, how somebody is linked, and how the link is taken away.

use crate::{
    Fault, lang,
    pages::identity::{SettingsPage, StepUp},
    parts::{DeedForm, LinkButton, Notice, Qr, Submit, TextField, When},
    ssr::{desk, is_fresh, refuse, shows_a_secret, signed_in},
    t,
};
use actions::telegram::{Invitation, invitation, link_of};
use domain::{
    identity::PasswordCredential,
    telegram::{LinkStatus, TelegramLink},
};
use leptos::{either::EitherOf4, prelude::*};

struct State {
    has_bot: bool,
    link: Option<TelegramLink>,
    invitation: Option<Invitation>,
    has_password: bool,
}

/// Page `/settings/telegram`.
#[component]
pub fn TelegramSettings() -> impl IntoView {
    crate::pages::loaded(load(), |state| view! { <Page state/> })
}

async fn load() -> Result<State, Fault> {
    let (me, desk) = (signed_in()?, desk());
    let link = link_of(&desk, me.id).await.map_err(refuse)?;
    let invitation = invitation(&desk, me.id).await.map_err(refuse)?;
    let password: Option<PasswordCredential> = desk.store.find(me.id).await.map_err(|error| refuse(error.into()))?;
    Ok(State { has_bot: desk.telegram.is_some(), link, invitation, has_password: password.is_some() })
}

#[component]
fn Page(state: State) -> impl IntoView {
    let l = lang();
    let State { has_bot, link, invitation, has_password } = state;
    let body = match (link, invitation) {
        (Some(link), _) => EitherOf4::A(view! { <Linked link/> }),
        (None, _) if !has_bot => EitherOf4::B(view! { <Notice kind="info"><p>{t::telegram_no_bot(l)}</p></Notice> }),
        (None, Some(invitation)) => EitherOf4::C(view! { <Open invitation/> }),
        (None, None) => EitherOf4::D(view! { <Start has_password/> }),
    };
    view! {
        <SettingsPage title=t::telegram_title(l) lead=t::telegram_lead(l)>
            {body}
            <p><LinkButton href="/settings/notifications" label=t::notices_settings(l) kind="plain"/></p>
        </SettingsPage>
    }
}

#[component]
fn Start(has_password: bool) -> impl IntoView {
    let l = lang();
    let asks_password = has_password && !is_fresh();
    let password = asks_password.then(|| {
        view! {
            <TextField deed="start_telegram_link" name="secret_current" label=t::identity_password_current(l)
                kind="password" required=true autocomplete="current-password" max=128/>
        }
    });
    let step_up = (!has_password).then(|| view! { <StepUp/> });
    view! {
        {step_up}
        <div class="card"><div class="card-body">
            <DeedForm deed="start_telegram_link">
                <p>{t::telegram_how(l)}</p>
                {password}
                <Submit label=t::telegram_start(l) kind="primary"/>
            </DeedForm>
        </div></div>
    }
}

/// The address, to be opened here or scanned by the phone that has Telegram.
#[component]
fn Open(invitation: Invitation) -> impl IntoView {
    let l = lang();
    shows_a_secret();
    let Invitation { address, until } = invitation;
    view! {
        <div class="card"><div class="card-body stack">
            <h2>{t::telegram_open_bot(l)}</h2>
            <p>{t::telegram_open_text(l)}</p>
            <p>
                <a class="btn btn-primary" href=address.clone() rel="external noopener noreferrer" data-telegram-link="true">
                    {t::telegram_open_here(l)}
                </a>
            </p>
            <Qr svg=payments::qr_svg(&address) label=t::telegram_qr(l)/>
            <p class="hint">{t::telegram_open_until(l)} " " <When at=until/></p>
            <p><LinkButton href="/settings/telegram" label=t::telegram_look_again(l) kind="quiet"/></p>
        </div></div>
    }
}

#[component]
fn Linked(link: TelegramLink) -> impl IntoView {
    let l = lang();
    let stopped = (link.status == LinkStatus::Blocked)
        .then(|| view! { <Notice kind="warning"><p>{t::telegram_stopped(l)}</p></Notice> });
    view! {
        <div class="card"><div class="card-body stack">
            <h2><bdi>{link.profile.called()}</bdi></h2>
            {stopped}
            <dl class="facts">
                <div><dt>{t::telegram_linked_at(l)}</dt><dd><When at=link.linked_at/></dd></div>
                <div><dt>{t::telegram_seen_at(l)}</dt><dd><When at=link.last_seen_at/></dd></div>
            </dl>
            <p>{t::telegram_no_money(l)}</p>
            <DeedForm deed="unlink_telegram">
                <Submit label=t::telegram_unlink(l) kind="danger"/>
            </DeedForm>
        </div></div>
    }
}
