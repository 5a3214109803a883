//! Codes of an authenticator app: a second way to say who one is, also without scripts.

use super::{
    frame::{QuietNotice, SettingsPage},
    step_up::StepUp,
};
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{DeedForm, LinkButton, Notice, Qr, Submit, TextField, When},
    ssr::{desk, is_fresh, refuse, shows_a_secret, signed_in},
    t,
};
use actions::identity::AppOffer;
use domain::{Timestamp, identity::PasswordCredential};
use leptos::{either::EitherOf3, prelude::*};

struct State {
    since: Option<Timestamp>,
    offer: Option<AppOffer>,
    has_password: bool,
    codes_left: Option<usize>,
}

/// Setting one up, or what is set up.
#[component]
pub fn Authenticator() -> impl IntoView {
    loaded(load(), |state| view! { <Page state/> })
}

async fn load() -> Result<State, Fault> {
    let (me, desk) = (signed_in()?, desk());
    let app = actions::identity::confirmed_app(&desk, me.id).await.map_err(refuse)?;
    let offer = actions::identity::offered_totp(&desk, me.id).await.map_err(refuse)?;
    let password: Option<PasswordCredential> = desk.store.find(me.id).await.map_err(|error| refuse(error.into()))?;
    let codes_left = actions::identity::recovery_codes_left(&desk, me.id).await.map_err(refuse)?;
    let since = app.and_then(|app| app.confirmed_at);
    Ok(State { since, offer, has_password: password.is_some(), codes_left })
}

#[component]
fn Page(state: State) -> impl IntoView {
    let l = lang();
    let no_codes = state.since.is_some() && state.codes_left.unwrap_or_default() == 0;
    let codes = no_codes.then(|| {
        view! {
            <Notice kind="info"><p>{t::identity_codes_nudge(l)}</p></Notice>
            <div><LinkButton href="/settings/recovery-codes" label=t::identity_codes(l) kind="quiet"/></div>
        }
    });
    let body = match (state.since, state.offer) {
        (Some(since), _) => EitherOf3::A(view! { <There since/> }),
        (None, Some(offer)) => EitherOf3::B(view! { <Offer offer/> }),
        (None, None) => EitherOf3::C(view! { <Start has_password=state.has_password/> }),
    };
    view! {
        <SettingsPage title=t::identity_totp(l) lead=t::identity_totp_lead(l)>
            <QuietNotice/>
            {codes}
            {body}
        </SettingsPage>
    }
}

#[component]
fn Start(has_password: bool) -> impl IntoView {
    let l = lang();
    let asks_password = has_password && !is_fresh();
    let password = asks_password.then(|| {
        view! {
            <TextField deed="start_totp" name="secret_current" label=t::identity_password_current(l) kind="password"
                required=true autocomplete="current-password" max=128/>
        }
    });
    let step_up = (!has_password).then(|| view! { <StepUp/> });
    view! {
        {step_up}
        <div class="card"><div class="card-body">
            <DeedForm deed="start_totp">
                <p>{t::identity_totp_how(l)}</p>
                {password}
                <Submit label=t::identity_totp_add(l) kind="primary"/>
            </DeedForm>
        </div></div>
    }
}

/// The secret as a code to scan and as text, and a field for the app's first code.
#[component]
fn Offer(offer: AppOffer) -> impl IntoView {
    let l = lang();
    shows_a_secret();
    let groups: Vec<_> = offer.groups.into_iter().map(|group| view! { <span>{group}</span> }).collect();
    view! {
        <div class="card"><div class="card-body stack">
            <h2>{t::identity_totp_scan(l)}</h2>
            <Qr svg=payments::qr_svg(&offer.uri) label=t::identity_totp_qr(l)/>
            <p>{t::identity_totp_type(l)}</p>
            <p><bdi class="address" translate="no" dir="ltr" data-totp-secret="true">{groups}</bdi></p>
            <DeedForm deed="confirm_totp">
                <TextField deed="confirm_totp" name="secret_code" label=t::identity_code(l)
                    hint=t::identity_code_hint(l) required=true autocomplete="one-time-code" inputmode="numeric" max=20/>
                <Submit label=t::identity_totp_confirm(l) kind="primary"/>
            </DeedForm>
        </div></div>
    }
}

#[component]
fn There(since: Timestamp) -> impl IntoView {
    let l = lang();
    let open = Refused::of("remove_totp").is_some();
    view! {
        <p>{t::identity_totp_since(l)} " " <When at=since/></p>
        <StepUp/>
        <details open=open>
            <summary class="btn btn-ghost btn-sm">{t::identity_change(l)}</summary>
            <div class="pt-3">
                <DeedForm deed="remove_totp">
                    <p class="hint">{t::identity_totp_remove_hint(l)}</p>
                    <Submit label=t::identity_totp_remove(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}
