//! The e-mail of a person: which it is, whether it is proved, and how it becomes another one.

use super::{
    frame::{QuietNotice, SettingsPage, next},
    mailed::{Again, CodeField, NoPost, Sent, waiting},
    step_up::StepUp,
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, Notice, Submit, TextField, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use domain::{
    Timestamp,
    identity::{TempVerification, User, Verifies, own_path},
};
use leptos::{either::EitherOf3, prelude::*};

struct Here {
    email: Option<String>,
    verified_at: Option<Timestamp>,
    waits: Option<TempVerification>,
}

/// The e-mail, the code that is waited for, and the form for another one.
#[component]
pub fn EmailPage() -> impl IntoView {
    loaded(load(), |here| view! { <Page here/> })
}

async fn load() -> Result<Here, Fault> {
    let me = signed_in()?;
    let user: User = desk().store.get(me.id).await.map_err(|error| refuse(error.into()))?;
    let waits = waiting(|verifies| matches!(verifies, Verifies::Email { .. })).await?;
    let waits = waits.filter(|record| record.verifies == Verifies::Email { user: me.id });
    Ok(Here { email: user.email, verified_at: user.email_verified_at, waits })
}

#[component]
fn Page(here: Here) -> impl IntoView {
    let l = lang();
    let waits = here.waits.map(|record| view! { <Waits record/> });
    view! {
        <SettingsPage title=t::identity_email(l) lead=t::identity_email_lead(l)>
            <QuietNotice/>
            {waits}
            <Now email=here.email.clone() verified_at=here.verified_at/>
            <NoPost/>
            <StepUp/>
            <section class="card" aria-labelledby="change-email"><div class="card-body">
                <DeedForm deed="change_email">
                    <h2 id="change-email">{t::identity_email_change(l)}</h2>
                    <TextField deed="change_email" name="email" label=t::identity_email_new(l)
                        hint=t::identity_email_change_hint(l) kind="email" required=true autocomplete="email"
                        inputmode="email" max=254/>
                    <Submit label=t::identity_forgot_button(l) kind="primary"/>
                </DeedForm>
            </div></section>
        </SettingsPage>
    }
}

#[component]
fn Now(email: Option<String>, verified_at: Option<Timestamp>) -> impl IntoView {
    let l = lang();
    match (email, verified_at) {
        (Some(email), Some(at)) => EitherOf3::A(view! {
            <p><bdi class="break-words">{email}</bdi> " · " {t::identity_email_proved(l)} " " <When at/></p>
        }),
        (Some(email), None) => EitherOf3::B(view! {
            <Notice kind="warning">
                <p><bdi class="break-words">{email}</bdi></p><p>{t::identity_email_unproved(l)}</p>
            </Notice>
        }),
        (None, _) => EitherOf3::C(view! { <Notice kind="info"><p>{t::identity_email_none(l)}</p></Notice> }),
    }
}

#[component]
fn Waits(record: TempVerification) -> impl IntoView {
    let l = lang();
    let next = next();
    let later = own_path(&next).map(|path| view! { <p><a href=path.to_owned()>{t::identity_mailed_later(l)}</a></p> });
    let after = next.clone();
    view! {
        <section class="card" aria-labelledby="email-code"><div class="card-body stack">
            <h2 id="email-code">{t::identity_mailed_title(l)}</h2>
            <Sent email=record.email/>
            <DeedForm deed="confirm_email">
                <HiddenField name="next" value=next/>
                <CodeField deed="confirm_email"/>
                <Submit label=t::identity_email_button(l) kind="primary"/>
            </DeedForm>
            <Again next=after/>
            {later}
        </div></section>
    }
}
