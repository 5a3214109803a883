//! One person as an admin sees them: facts, standing, browsers, ways in, history. No secret is shown, because none is
//! loaded.

use super::{
    frame::AdminPage,
    log_rows::{LogTable, Names},
    people::{Status, roles_said},
    person_deeds::Deeds,
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Empty, When},
    ssr::{desk, refuse, signed_in},
    t,
    words::number,
};
use actions::admin::PersonFile;
use domain::{
    UserId,
    identity::{Device, Passkey, User},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;
use store::OpenSession;

/// The person of this address.
#[component]
pub fn Person() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), |(me, file, names)| view! { <Page me file names/> })
}

async fn load(id: String) -> Result<(UserId, PersonFile, Names), Fault> {
    let (desk, me) = (desk(), signed_in()?);
    let id = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let file = actions::admin::person_file(&desk, me.id, id).await.map_err(refuse)?;
    let names = actions::admin::names_in(&desk, &file.history).await.map_err(refuse)?;
    Ok((me.id, file, names))
}

#[component]
fn Page(me: UserId, file: PersonFile, names: Names) -> impl IntoView {
    let l = lang();
    let PersonFile { user, sessions, passkeys, password_since, history } = file;
    let has_sessions = !sessions.is_empty();
    let sessions: Vec<_> = sessions.into_iter().map(|session| view! { <Browser session/> }).collect();
    let passkeys: Vec<_> = passkeys.into_iter().map(|passkey| view! { <Key passkey/> }).collect();
    let password = password_since.map(|at| {
        view! { <li>{t::admin_password_since(l)} ": " <When at date_only=true/></li> }
    });
    let log = format!("/admin/log?person={}", user.id);
    view! {
        <AdminPage title=user.display_name.clone()>
            <div class="card"><div class="card-body stack"><Facts user=user.clone()/></div></div>
            <Deeds is_me=me == user.id user has_sessions/>
            <section class="stack" data-gap="tight">
                <h2>{t::admin_sessions(l)}</h2>
                {if has_sessions {
                    Either::Left(view! { <ul class="stack" data-gap="tight">{sessions}</ul> })
                } else {
                    Either::Right(view! { <p class="hint">{t::admin_no_sessions(l)}</p> })
                }}
            </section>
            <section class="stack" data-gap="tight">
                <h2>{t::admin_ways_in(l)}</h2>
                <ul class="stack" data-gap="tight">{password} {passkeys}</ul>
            </section>
            <section class="stack" data-gap="tight">
                <h2>{t::admin_history(l)}</h2>
                {if history.is_empty() {
                    Either::Left(view! { <Empty title=t::admin_log_none(l) text=t::admin_log_none_text(l)/> })
                } else {
                    Either::Right(view! { <LogTable rows=history names/> })
                }}
                <p><a href=log>{t::admin_history_all(l)}</a></p>
            </section>
        </AdminPage>
    }
}

#[component]
fn Facts(user: User) -> impl IntoView {
    let l = lang();
    let level = number(l, u64::from(user.verification_level.get()));
    let verified = match user.email_verified_at {
        Some(at) => Either::Left(view! { <When at date_only=true/> }),
        None => Either::Right(t::admin_not_yet(l)),
    };
    let reason = user.status_reason.map(|reason| {
        view! { <div><dt>{t::admin_reason(l)}</dt><dd><bdi>{reason}</bdi></dd></div> }
    });
    let warned = (user.warning_count > 0).then(|| {
        view! { <div><dt>{t::admin_warned(l)}</dt><dd>{number(l, u64::from(user.warning_count))}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{t::admin_id(l)}</dt><dd><bdi>{user.id.to_string()}</bdi></dd></div>
            <div><dt>{t::admin_email(l)}</dt><dd><bdi>{user.email}</bdi></dd></div>
            <div><dt>{t::admin_email_verified(l)}</dt><dd>{verified}</dd></div>
            <div><dt>{t::admin_status(l)}</dt><dd><Status status=user.status/></dd></div>
            {reason}
            {warned}
            <div><dt>{t::admin_roles(l)}</dt><dd>{roles_said(&user.roles)}</dd></div>
            <div><dt>{t::admin_level(l)}</dt><dd>{level}</dd></div>
            <div><dt>{t::admin_since(l)}</dt><dd><When at=user.created_at/></dd></div>
        </dl>
    }
}

#[component]
fn Browser(session: OpenSession) -> impl IntoView {
    let l = lang();
    let words = Device::of_user_agent(&session.agent).words();
    let words = if words.is_empty() { t::identity_unknown_browser(l).to_owned() } else { words };
    let seen = session.seen_at.map(|at| view! { " · " {t::identity_seen_at(l)} " " <When at/> });
    view! { <li><bdi>{words}</bdi> {seen}</li> }
}

#[component]
fn Key(passkey: Passkey) -> impl IntoView {
    let l = lang();
    let used = passkey.last_used_at.map(|at| view! { " · " {t::admin_key_used(l)} " " <When at date_only=true/> });
    view! { <li>{t::admin_passkey(l)} ": " <bdi>{passkey.name}</bdi> {used}</li> }
}
