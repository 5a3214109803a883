//! The browsers a person is signed in with.

use super::frame::SettingsPage;
use crate::{
    Fault,
    api::identity::this_session,
    lang,
    pages::loaded,
    parts::{DeedForm, Icon, Submit, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use domain::{Timestamp, identity::Device};
use leptos::{either::Either, prelude::*};
use store::OpenSession;

/// Browser, since when, last seen; this one is marked.
#[component]
pub fn Sessions() -> impl IntoView {
    loaded(load(), |(here, sessions)| view! { <Page here sessions/> })
}

async fn load() -> Result<(String, Vec<OpenSession>), Fault> {
    let me = signed_in()?;
    let here = this_session().await?;
    let mut sessions = desk().store.sessions_of(me.id).await.map_err(|error| refuse(error.into()))?;
    sessions.sort_by_key(|session| (session.handle != here, std::cmp::Reverse(session.seen_at)));
    Ok((here, sessions))
}

#[component]
fn Page(here: String, sessions: Vec<OpenSession>) -> impl IntoView {
    let l = lang();
    let are_others = sessions.iter().any(|session| session.handle != here);
    let rows: Vec<_> = sessions
        .into_iter()
        .map(|session| {
            let is_here = session.handle == here;
            view! { <Row session is_here/> }
        })
        .collect();
    let end_others = are_others.then(|| {
        view! {
            <DeedForm deed="end_other_sessions">
                <Submit label=t::identity_end_others(l) kind="danger"/>
            </DeedForm>
        }
    });
    view! {
        <SettingsPage title=t::identity_settings_sessions(l) lead=t::identity_sessions_lead(l)>
            <ul class="stack">{rows}</ul>
            {end_others}
        </SettingsPage>
    }
}

#[component]
fn Row(session: OpenSession, is_here: bool) -> impl IntoView {
    let l = lang();
    let words = Device::of_user_agent(&session.agent).words();
    let words = if words.is_empty() { t::identity_unknown_browser(l).to_owned() } else { words };
    let end = if is_here {
        Either::Left(view! { <span class="badge badge-success">{t::identity_this_browser(l)}</span> })
    } else {
        Either::Right(view! {
            <DeedForm deed="end_session" which=session.handle>
                <Submit label=t::identity_end_session(l) kind="quiet"/>
            </DeedForm>
        })
    };
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h2 class="cluster text-lg"><Icon name="globe"/><bdi>{words}</bdi></h2>
            <dl class="facts">
                <div><dt>{t::identity_signed_in_at(l)}</dt><dd><Moment at=session.signed_in_at/></dd></div>
                <div><dt>{t::identity_seen_at(l)}</dt><dd><Moment at=session.seen_at/></dd></div>
            </dl>
            <div class="cluster">{end}</div>
        </div></li>
    }
}

#[component]
fn Moment(at: Option<Timestamp>) -> impl IntoView {
    match at {
        Some(at) => Either::Left(view! { <When at/> }),
        None => Either::Right(t::identity_unknown(lang())),
    }
}
