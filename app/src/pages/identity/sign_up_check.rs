//! The second step of a sign-up by password: the code from the mailbox.

use super::{
    frame::{Door, JustDone, next, other_door},
    mailed::{Again, CodeField, NothingWaits, Sent, waiting},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, Submit},
    t,
};
use domain::identity::{TempVerification, Verifies};
use leptos::{either::Either, prelude::*};

/// Where the code is typed that makes the account.
#[component]
pub fn SignUpCheck() -> impl IntoView {
    loaded(load(), |waits| view! { <Page waits/> })
}

async fn load() -> Result<Option<TempVerification>, Fault> {
    waiting(|verifies| matches!(verifies, Verifies::SignUp { .. })).await
}

#[component]
fn Page(waits: Option<TempVerification>) -> impl IntoView {
    let l = lang();
    let body = match waits {
        Some(record) => Either::Left(view! {
            <JustDone/>
            <Sent email=record.email/>
            <DeedForm deed="confirm_sign_up">
                <HiddenField name="next" value=next()/>
                <CodeField deed="confirm_sign_up"/>
                <Submit label=t::identity_mailed_sign_up(l) kind="primary"/>
            </DeedForm>
            <Again next=next()/>
            <p><a href=other_door("/sign-up")>{t::identity_mailed_other(l)}</a></p>
        }),
        None => Either::Right(view! { <NothingWaits href="/sign-up"/> }),
    };
    view! { <Door title=t::identity_mailed_title(l) lead=t::identity_mailed_lead(l)>{body}</Door> }
}
