//! The ways in that a person keeps: passkeys and a password.

use super::{
    frame::{QuietNotice, SettingsPage},
    passkey::PasskeyBox,
    step_up::StepUp,
};
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{DeedForm, Icon, Notice, Submit, TextField, When},
    ssr::{desk, is_fresh, refuse, signed_in},
    t,
};
use domain::{
    Timestamp,
    identity::{Passkey, PasswordCredential},
};
use leptos::{either::Either, prelude::*};

struct Ways {
    passkeys: Vec<Passkey>,
    password_since: Option<Timestamp>,
    has_email: bool,
    is_quiet: bool,
}

/// Passkeys with name, birth and last use; the password.
#[component]
pub fn Passkeys() -> impl IntoView {
    loaded(load(), |ways| view! { <Page ways/> })
}

async fn load() -> Result<Ways, Fault> {
    let (me, desk) = (signed_in()?, desk());
    let is_quiet = me.quiet_until.is_some_and(|until| desk.now() < until);
    let store = desk.store;
    let passkeys = store.passkeys_of(me.id).await.map_err(|error| refuse(error.into()))?;
    let password = store.find::<PasswordCredential>(me.id).await.map_err(|error| refuse(error.into()))?;
    let password_since = password.map(|password| password.changed_at);
    Ok(Ways { passkeys, password_since, has_email: me.email.is_some(), is_quiet })
}

#[component]
fn Page(ways: Ways) -> impl IntoView {
    let l = lang();
    let accepted: Vec<&str> = ways.passkeys.iter().map(|key| key.credential_id.as_str()).collect();
    let accepted = accepted.join(" ");
    let handle = ways.passkeys.first().map(|key| key.user_handle.clone());
    let only_one = ways.passkeys.len() == 1;
    let words = if ways.password_since.is_none() { t::identity_one_way_in(l) } else { t::identity_second_passkey(l) };
    let nudge = only_one.then(|| view! { <Notice kind="info"><p>{words}</p></Notice> });
    let step_up = (!ways.passkeys.is_empty()).then(|| view! { <StepUp/> });
    let asks_password = ways.password_since.is_some() && !is_fresh() && !ways.is_quiet;
    let proof = asks_password.then(|| view! { <Proof/> });
    let rows: Vec<_> = ways.passkeys.into_iter().map(|passkey| view! { <Row passkey/> }).collect();
    let list = if rows.is_empty() {
        Either::Left(view! { <p class="hint">{t::identity_passkeys_none(l)}</p> })
    } else {
        Either::Right(view! { <ul class="stack">{rows}</ul> })
    };
    view! {
        <SettingsPage title=t::identity_settings_ways_in(l) lead=t::identity_ways_in_lead(l)>
            <QuietNotice/>
            {nudge}
            {step_up}
            <section class="stack" aria-labelledby="passkeys" data-accepted=accepted data-handle=handle>
                <h2 id="passkeys">{t::identity_passkeys(l)}</h2>
                <p>{t::identity_passkey_why(l)}</p>
                {list}
                {proof}
                <PasskeyBox asks="add" label=t::identity_passkey_add(l) class="btn btn-primary"/>
                <noscript><p class="hint">{t::identity_passkey_script(l)}</p></noscript>
            </section>
            <Password since=ways.password_since has_email=ways.has_email is_quiet=ways.is_quiet/>
        </SettingsPage>
    }
}

/// The password that whoever adds a passkey must say: a found session must not add one.
#[component]
fn Proof() -> impl IntoView {
    view! {
        <div class="js-only" data-passkey-proof="true">
            <TextField deed="start_adding_passkey" name="secret_current" label=t::identity_password_current(lang())
                kind="password" required=true autocomplete="current-password" max=128/>
        </div>
    }
}

#[component]
fn Row(passkey: Passkey) -> impl IntoView {
    let l = lang();
    let kind = if passkey.is_synced { t::identity_passkey_synced(l) } else { t::identity_passkey_bound(l) };
    let warning = passkey.suspected_at.map(|at| {
        view! { <Notice kind="warning"><p>{t::identity_passkey_suspected(l)} " (" <When at/> ")"</p></Notice> }
    });
    let used = match passkey.last_used_at {
        Some(at) => Either::Left(view! { <When at/> }),
        None => Either::Right(t::identity_never(l)),
    };
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h3 class="cluster">
                <Icon name="key-round"/><bdi>{passkey.name.clone()}</bdi>
                <span class="badge badge-outline">{kind}</span>
            </h3>
            {warning}
            <dl class="facts">
                <div><dt>{t::identity_added(l)}</dt><dd><When at=passkey.created_at/></dd></div>
                <div><dt>{t::identity_last_used(l)}</dt><dd>{used}</dd></div>
            </dl>
            <Change id=passkey.id.to_string() name=passkey.name/>
        </div></li>
    }
}

/// Rename or remove, folded away until asked for or refused.
#[component]
fn Change(id: String, name: String) -> impl IntoView {
    let l = lang();
    let refused = Refused::of("rename_passkey").or_else(|| Refused::of("remove_passkey"));
    let open = refused.is_some_and(|refused| refused.values.get("which") == Some(&id));
    view! {
        <details open=open>
            <summary class="btn btn-ghost btn-sm">{t::identity_change(l)}</summary>
            <div class="stack pt-3">
                <DeedForm deed="rename_passkey" which=id.clone()>
                    <TextField deed="rename_passkey" name="name" label=t::identity_passkey_name(l) value=name
                        required=true max=40/>
                    <Submit label=t::identity_rename(l) kind="quiet"/>
                </DeedForm>
                <DeedForm deed="remove_passkey" which=id>
                    <p class="hint">{t::identity_passkey_remove_hint(l)}</p>
                    <Submit label=t::identity_passkey_remove(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}

#[component]
fn Password(since: Option<Timestamp>, has_email: bool, is_quiet: bool) -> impl IntoView {
    let l = lang();
    let state = match since {
        Some(at) => Either::Left(view! { <p>{t::identity_password_since(l)} " " <When at/></p> }),
        None => Either::Right(view! { <p class="hint">{t::identity_password_none(l)}</p> }),
    };
    let form = (since.is_some() || has_email)
        .then(|| view! { <PasswordForm is_change=since.is_some() asks_current=since.is_some() && !is_quiet/> });
    let remove = since.is_some().then(|| {
        view! {
            <DeedForm deed="remove_password">
                <Submit label=t::identity_password_remove(l) kind="danger"/>
            </DeedForm>
        }
    });
    view! {
        <section class="stack" aria-labelledby="password">
            <h2 id="password">{t::identity_password(l)}</h2>
            {state}
            {form}
            {remove}
        </section>
    }
}

#[component]
fn PasswordForm(is_change: bool, asks_current: bool) -> impl IntoView {
    let l = lang();
    let current = asks_current.then(|| {
        view! {
            <TextField deed="set_password" name="secret_current" label=t::identity_password_current(l) kind="password"
                required=true autocomplete="current-password"/>
        }
    });
    view! {
        <details open=Refused::of("set_password").is_some()>
            <summary class="btn btn-outline btn-sm">
                {if is_change { t::identity_password_change(l) } else { t::identity_password_set(l) }}
            </summary>
            <div class="pt-3">
                <DeedForm deed="set_password">
                    {current}
                    <TextField deed="set_password" name="secret_password" label=t::identity_password_new(l)
                        hint=t::identity_password_hint(l) kind="password" required=true autocomplete="new-password"
                        max=128/>
                    <p class="hint">{t::identity_password_ends_others(l)}</p>
                    <Submit label=t::identity_save(l) kind="primary"/>
                </DeedForm>
            </div>
        </details>
    }
}
