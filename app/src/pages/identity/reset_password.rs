//! The code from the mailbox and another password.

use super::{
    frame::{Door, JustDone},
    mailed::{Again, CodeField, NothingWaits, Sent, waiting},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, Submit, TextField},
    t,
};
use domain::identity::{TempVerification, Verifies};
use leptos::{either::Either, prelude::*};

/// Where the code and another password are typed.
#[component]
pub fn ResetPassword() -> impl IntoView {
    loaded(load(), |waits| view! { <Page waits/> })
}

async fn load() -> Result<Option<TempVerification>, Fault> {
    waiting(|verifies| *verifies == Verifies::Password).await
}

#[component]
fn Page(waits: Option<TempVerification>) -> impl IntoView {
    let l = lang();
    let body = match waits {
        Some(record) => Either::Left(view! {
            <JustDone/>
            <Sent email=record.email/>
            <DeedForm deed="reset_password">
                <CodeField deed="reset_password"/>
                <TextField deed="reset_password" name="secret_password" label=t::identity_password_new(l)
                    hint=t::identity_password_hint(l) kind="password" required=true autocomplete="new-password" max=128/>
                <Submit label=t::identity_reset_button(l) kind="primary"/>
            </DeedForm>
            <Again/>
        }),
        None => Either::Right(view! { <NothingWaits href="/forgot-password"/> }),
    };
    view! { <Door title=t::identity_reset(l) lead=t::identity_reset_lead(l)>{body}</Door> }
}
