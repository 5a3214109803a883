//! What the pages share that wait for a code from the mailbox: the field, another letter, where it went.

use crate::{
    Fault,
    api::identity::waiting_code,
    lang,
    parts::{DeedForm, HiddenField, LinkButton, Notice, OutboxLink, Submit, TextField},
    ssr::desk,
    t, words,
};
use domain::identity::{TempVerification, Verifies};
use leptos::prelude::*;

/// The record that this browser waits with, if it is one of these.
pub(super) async fn waiting(is_it: fn(&Verifies) -> bool) -> Result<Option<TempVerification>, Fault> {
    Ok(waiting_code().await?.filter(|record| is_it(&record.verifies)))
}

/// Where the letter went, and how long its code counts.
#[component]
pub(super) fn Sent(email: String) -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="info">
            <p>{t::identity_mailed_to(l)} " " <bdi class="break-words">{email.clone()}</bdi></p>
            <p>{t::identity_mailed_how(l)}</p>
            <OutboxLink text=t::identity_mailed_outbox(l) to=email/>
        </Notice>
    }
}

/// The six digits.
#[component]
pub(super) fn CodeField(deed: &'static str) -> impl IntoView {
    let l = lang();
    view! {
        <TextField deed=deed name="secret_code" label=t::identity_mailed_code(l) hint=t::identity_mailed_code_hint(l)
            required=true autocomplete="one-time-code" inputmode="numeric" max=20/>
    }
}

/// Another letter, for whoever got none.
#[component]
pub(super) fn Again(#[prop(optional, into)] next: String) -> impl IntoView {
    let l = lang();
    view! {
        <DeedForm deed="mail_again">
            <HiddenField name="next" value=next/>
            <p class="hint">{t::identity_mailed_none(l)}</p>
            <Submit label=t::identity_mailed_again(l) kind="quiet"/>
        </DeedForm>
    }
}

/// There is nothing to wait for: it was too long ago, or in another browser.
#[component]
pub(super) fn NothingWaits(href: &'static str) -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="warning"><p>{words::code(l, "code-late", None)}</p></Notice>
        <LinkButton href=href label=t::identity_mailed_begin(l)/>
    }
}

/// Says that this house writes no letters; nothing where it does.
#[component]
pub(super) fn NoPost() -> impl IntoView {
    let is_away = desk().post.is_none();
    is_away.then(|| view! { <Notice kind="warning"><p>{words::code(lang(), "no-post", None)}</p></Notice> })
}
