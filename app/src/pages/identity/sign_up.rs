//! The door for newcomers. One form: the passkey needs its name, the password all of it.

use super::{
    frame::{Door, next, other_door},
    passkey::PasskeyBox,
};
use crate::{
    lang,
    parts::{DeedForm, HiddenField, Submit, TextField, missed},
    t,
};
use leptos::prelude::*;

/// Name, e-mail, and a password or a passkey.
#[component]
pub fn SignUp() -> impl IntoView {
    let l = lang();
    // The script sends the form here when the passkey's question was refused: same fields, same sentences.
    let refusal = missed("start_passkey_sign_up");
    let deed = if refusal.is_some() { "start_passkey_sign_up" } else { "sign_up" };
    view! {
        <Door title=t::identity_sign_up_title(l) lead=t::identity_sign_up_lead(l)>
            {refusal}
            <DeedForm deed="sign_up">
                <HiddenField name="next" value=next()/>
                <TextField deed=deed name="name" label=t::identity_name(l) hint=t::identity_name_hint(l) required=true
                    autocomplete="name" max=60/>
                <TextField deed=deed name="email" label=t::identity_email(l) hint=t::identity_email_hint(l) kind="email"
                    required=true autocomplete="email" inputmode="email" max=254/>
                <PasskeyBox asks="sign-up" label=t::identity_passkey_sign_up(l) next=next()/>
                <div class="divider" data-passkey-or="true">{t::identity_or(l)}</div>
                <TextField deed=deed name="secret_password" label=t::identity_password(l)
                    hint=t::identity_password_hint(l) kind="password" required=true autocomplete="new-password" max=128/>
                <Submit label=t::identity_sign_up_button(l) kind="primary"/>
            </DeedForm>
            <p>{t::identity_have_account(l)} " " <a href=other_door("/sign-in")>{t::identity_sign_in_title(l)}</a></p>
        </Door>
    }
}
