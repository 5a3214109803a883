//! The card that asks once more who one is. It stands above what it protects; what was typed there waits in it.

use super::passkey::PasskeyBox;
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, LinkButton, Notice, Submit, TextField},
    ssr::{desk, here, is_fresh, refuse, signed_in, viewer},
    t,
};
use actions::identity::StepUpWays;
use leptos::{either::Either, prelude::*};

/// Nothing for whoever has just proved who they are, else a card: a passkey, or password and code. Any page with a
/// deed that needs it shows this above the form; after it the same page is there again, with what was typed.
#[component]
pub fn StepUp() -> impl IntoView {
    if is_fresh() || viewer().is_none() {
        return ().into_any();
    }
    loaded(load(), |ways| view! { <Card ways/> }).into_any()
}

async fn load() -> Result<StepUpWays, Fault> {
    let me = signed_in()?;
    actions::identity::step_up_ways(&desk(), me.id).await.map_err(refuse)
}

#[component]
fn Card(ways: StepUpWays) -> impl IntoView {
    let l = lang();
    let body = match ways.by_passkey || ways.by_password {
        true => Either::Left(view! { <Ways ways/> }),
        false => Either::Right(view! { <None/> }),
    };
    view! {
        <section class="card" aria-labelledby="step-up" data-step-up="true">
            <div class="card-body stack">
                <h2 id="step-up">{t::identity_step_up(l)}</h2>
                <p>{t::identity_step_up_why(l)}</p>
                {body}
            </div>
        </section>
    }
}

#[component]
fn Ways(ways: StepUpWays) -> impl IntoView {
    let l = lang();
    let (kept, back) = (kept(), here());
    let passkey = ways.by_passkey.then(|| {
        view! {
            <PasskeyBox asks="step-up" label=t::identity_step_up_passkey(l) class="btn btn-primary"
                kept=kept.clone() next=back.clone()/>
            <noscript><p class="hint">{t::identity_step_up_script(l)}</p></noscript>
        }
    });
    let password = ways.by_password.then(|| view! { <ByPassword kept back/> });
    view! {
        {passkey}
        {password}
    }
}

#[component]
fn ByPassword(kept: String, back: String) -> impl IntoView {
    let l = lang();
    view! {
        <DeedForm deed="step_up_by_password">
            <HiddenField name="kept" value=kept/>
            <HiddenField name="back" value=back/>
            <TextField deed="step_up_by_password" name="secret_current" label=t::identity_password(l) kind="password"
                required=true autocomplete="current-password" max=128/>
            <TextField deed="step_up_by_password" name="secret_code" label=t::identity_code(l)
                hint=t::identity_code_hint(l) required=true autocomplete="one-time-code" inputmode="numeric" max=20/>
            <Submit label=t::identity_step_up_button(l) kind="primary"/>
        </DeedForm>
    }
}

/// Only a password: a second way comes first.
#[component]
fn None() -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="warning"><p>{t::identity_step_up_none(l)}</p></Notice>
        <div class="cluster">
            <LinkButton href="/settings/passkeys" label=t::identity_passkey_add(l) kind="quiet"/>
            <LinkButton href="/settings/authenticator" label=t::identity_totp_add(l) kind="quiet"/>
        </div>
    }
}

/// What was typed into the form that was refused for want of this, to be brought back after it.
fn kept() -> String {
    let Some(refused) = use_context::<Refused>() else { return String::new() };
    if refused.deed == "step_up_by_password" {
        return refused.values.get("kept").cloned().unwrap_or_default();
    }
    let kept = Refused { fault: Fault::default(), ..refused };
    serde_json::to_string(&kept).unwrap_or_default()
}
