//! The door for whoever forgot the password: the e-mail, and a code goes there.

use super::{frame::Door, mailed::NoPost};
use crate::{
    lang,
    parts::{DeedForm, Notice, Submit, TextField},
    t,
};
use leptos::prelude::*;

/// Asks for the e-mail; the answer is the same whether anybody has it.
#[component]
pub fn ForgotPassword() -> impl IntoView {
    let l = lang();
    view! {
        <Door title=t::identity_forgot(l) lead=t::identity_forgot_lead(l)>
            <NoPost/>
            <DeedForm deed="forgot_password">
                <TextField deed="forgot_password" name="email" label=t::identity_email(l) kind="email" required=true
                    autocomplete="username" inputmode="email" max=254/>
                <Notice kind="info"><p>{t::identity_recover_quiet(l)}</p></Notice>
                <Submit label=t::identity_forgot_button(l) kind="primary"/>
            </DeedForm>
            <p><a href="/recover">{t::identity_recover_link(l)}</a></p>
            <p><a href="/sign-in">{t::identity_sign_in_title(l)}</a></p>
        </Door>
    }
}
