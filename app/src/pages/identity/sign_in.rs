//! The door for people who have been here.

use super::{
    frame::{Door, next, other_door},
    passkey::PasskeyBox,
};
use crate::{
    lang,
    parts::{DeedForm, HiddenField, Submit, TextField},
    ssr::{desk, viewer},
    t,
};
use domain::identity::own_path;
use leptos::prelude::*;

/// E-mail and password, or a passkey without typing anything.
#[component]
pub fn SignIn() -> impl IntoView {
    let l = lang();
    let next = next();
    if viewer().is_some() && !next.is_empty() {
        // Already in: straight to where the link was meant to lead.
        leptos_axum::redirect(own_path(&next).unwrap_or("/"));
    }
    let by_telegram = desk().telegram.is_some().then(|| {
        view! { <p><a href=other_door("/sign-in/telegram")>{t::telegram_sign_in(l)}</a></p> }
    });
    view! {
        <Door title=t::identity_sign_in_title(l) lead=t::identity_sign_in_lead(l)>
            <PasskeyBox asks="sign-in" label=t::identity_passkey_sign_in(l) next=next.clone()/>
            <div class="divider" data-passkey-or="true">{t::identity_or(l)}</div>
            <DeedForm deed="sign_in">
                <HiddenField name="next" value=next/>
                <TextField deed="sign_in" name="email" label=t::identity_email(l) kind="email" required=true
                    autocomplete="username webauthn" inputmode="email" max=254/>
                <TextField deed="sign_in" name="secret_password" label=t::identity_password(l) kind="password"
                    required=true autocomplete="current-password"/>
                <Submit label=t::identity_sign_in_button(l) kind="primary"/>
            </DeedForm>
            {by_telegram}
            <p><a href="/forgot-password">{t::identity_forgot(l)}</a></p>
            <p><a href="/recover">{t::identity_recover_link(l)}</a></p>
            <p>{t::identity_no_account(l)} " " <a href=other_door("/sign-up")>{t::identity_to_sign_up(l)}</a></p>
        </Door>
    }
}
