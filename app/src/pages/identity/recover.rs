//! The door for whoever lost every other way: e-mail and a recovery code.

use super::frame::Door;
use crate::{
    lang,
    parts::{DeedForm, Notice, Submit, TextField},
    t,
};
use leptos::prelude::*;

/// E-mail and code; a quiet day follows, and says so before.
#[component]
pub fn Recover() -> impl IntoView {
    let l = lang();
    view! {
        <Door title=t::identity_recover(l) lead=t::identity_recover_lead(l)>
            <DeedForm deed="recover">
                <TextField deed="recover" name="email" label=t::identity_email(l) kind="email" required=true
                    autocomplete="username" inputmode="email" max=254/>
                <TextField deed="recover" name="secret_code" label=t::identity_recovery_code(l)
                    hint=t::identity_recovery_code_hint(l) required=true autocomplete="off" max=40/>
                <Notice kind="info"><p>{t::identity_recover_quiet(l)}</p></Notice>
                <Submit label=t::identity_recover_button(l) kind="primary"/>
            </DeedForm>
            <p><a href="/sign-in">{t::identity_sign_in_title(l)}</a></p>
        </Door>
    }
}
