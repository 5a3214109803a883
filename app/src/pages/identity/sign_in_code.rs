//! The second step of a sign-in by password.

use super::frame::{Door, next, other_door};
use crate::{
    Fault,
    api::identity::half_in,
    lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, LinkButton, Notice, Submit, TextField},
    t, words,
};
use leptos::{either::Either, prelude::*};

/// A code of the app, or a recovery code in its place.
#[component]
pub fn SignInCode() -> impl IntoView {
    loaded(load(), |is_in_time| view! { <Page is_in_time/> })
}

async fn load() -> Result<bool, Fault> {
    Ok(half_in().await.is_ok())
}

#[component]
fn Page(is_in_time: bool) -> impl IntoView {
    let l = lang();
    let body = match is_in_time {
        true => Either::Left(view! { <Code/> }),
        false => Either::Right(view! {
            <Notice kind="warning"><p>{words::code(l, "second-step-late", None)}</p></Notice>
            <LinkButton href=other_door("/sign-in") label=t::identity_sign_in_title(l)/>
        }),
    };
    view! { <Door title=t::identity_second_step(l) lead=t::identity_second_step_lead(l)>{body}</Door> }
}

#[component]
fn Code() -> impl IntoView {
    let l = lang();
    view! {
        <DeedForm deed="sign_in_code">
            <HiddenField name="next" value=next()/>
            <TextField deed="sign_in_code" name="secret_code" label=t::identity_code(l)
                hint=t::identity_second_step_hint(l) required=true autocomplete="one-time-code" max=40/>
            <Submit label=t::identity_sign_in_button(l) kind="primary"/>
        </DeedForm>
    }
}
