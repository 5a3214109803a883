//! What an admin may do to a person. What they may not do to themselves is not offered; the deed refuses it anyway.

use super::people::levels;
use crate::{
    Refused, lang,
    pages::identity::StepUp,
    parts::{DeedForm, HiddenField, SelectField, Submit, TextArea},
    t,
    words::word,
};
use domain::{
    identity::{Role, User, UserStatus},
    machine::Word,
};
use leptos::{either::Either, prelude::*};

/// Lock or unlock, level, roles, sessions.
#[component]
pub(super) fn Deeds(user: User, is_me: bool, has_sessions: bool) -> impl IntoView {
    let l = lang();
    if user.status == UserStatus::Closed {
        return Either::Left(view! { <p class="hint">{t::admin_closed(l)}</p> });
    }
    let which = user.id.to_string();
    let standing = (!is_me).then(|| view! { <Standing status=user.status which=which.clone()/> });
    let level = (!is_me).then(|| view! { <Level now=user.verification_level.get() which=which.clone()/> });
    let end = has_sessions.then(|| {
        view! {
            <DeedForm deed="end_user_sessions" which=which.clone()>
                <Submit label=t::admin_end_sessions(l) kind="danger"/>
            </DeedForm>
        }
    });
    Either::Right(view! {
        <section class="stack" aria-labelledby="deeds">
            <h2 id="deeds">{t::admin_deeds(l)}</h2>
            <StepUp/>
            {standing}
            {level}
            <Roles roles=user.roles is_me which/>
            {end}
        </section>
    })
}

/// A form that asks for more than a button: folded until it is wanted, open when it was refused.
#[component]
fn Fold(deed: &'static str, #[prop(into)] label: String, children: Children) -> impl IntoView {
    let open = Refused::of(deed).is_some();
    view! {
        <details open=open>
            <summary class="btn btn-outline">{label}</summary>
            <div class="pt-3">{children()}</div>
        </details>
    }
}

#[component]
fn Standing(status: UserStatus, which: String) -> impl IntoView {
    let l = lang();
    match status {
        UserStatus::Locked => Either::Left(view! {
            <DeedForm deed="unlock_user" which>
                <Submit label=t::admin_unlock(l) kind="primary"/>
            </DeedForm>
        }),
        UserStatus::Active | UserStatus::Closed => Either::Right(view! {
            <Fold deed="lock_user" label=t::admin_lock(l)>
                <DeedForm deed="lock_user" which>
                    <p>{t::admin_lock_text(l)}</p>
                    <TextArea deed="lock_user" name="reason" label=t::admin_reason(l) hint=t::admin_reason_hint(l)
                        rows=3 max=500 required=true/>
                    <Submit label=t::admin_lock_now(l) kind="danger"/>
                </DeedForm>
            </Fold>
        }),
    }
}

#[component]
fn Level(now: u8, which: String) -> impl IntoView {
    let l = lang();
    view! {
        <Fold deed="set_verification_level" label=t::admin_level_change(l)>
            <DeedForm deed="set_verification_level" which>
                <SelectField deed="set_verification_level" name="level" label=t::admin_level(l) options=levels()
                    value=now.to_string() required=true/>
                <TextArea deed="set_verification_level" name="reason" label=t::admin_reason(l)
                    hint=t::admin_reason_hint(l) rows=3 max=500 required=true/>
                <Submit label=t::admin_level_now(l) kind="primary"/>
            </DeedForm>
        </Fold>
    }
}

#[component]
fn Roles(roles: Vec<Role>, is_me: bool, which: String) -> impl IntoView {
    let l = lang();
    let named = |role: &Role| (role.word().to_owned(), word(l, "role", role.word()));
    let missing: Vec<_> = Role::ALL.iter().filter(|role| !roles.contains(role)).map(named).collect();
    let granted_to = which.clone();
    let grant = (!missing.is_empty()).then(|| {
        view! {
            <Fold deed="grant_role" label=t::admin_role_give(l)>
                <DeedForm deed="grant_role" which=granted_to.clone()>
                    <SelectField deed="grant_role" name="role" label=t::admin_role(l) options=missing required=true/>
                    <Submit label=t::admin_role_give_now(l) kind="primary"/>
                </DeedForm>
            </Fold>
        }
    });
    let revoke: Vec<_> = roles
        .into_iter()
        .filter(|role| *role != Role::Buyer && !(is_me && *role == Role::Admin))
        .map(|role| {
            let label = t::admin_role_take(l, word(l, "role", role.word()));
            view! {
                <DeedForm deed="revoke_role" which=which.clone()>
                    <HiddenField name="role" value=role.word()/>
                    <Submit label kind="quiet"/>
                </DeedForm>
            }
        })
        .collect();
    view! {
        {grant}
        <div class="cluster">{revoke}</div>
    }
}
