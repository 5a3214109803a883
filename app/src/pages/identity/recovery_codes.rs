//! Ten codes for the day everything else is lost: shown after they are made, and then only counted.

use super::{
    frame::{QuietNotice, SettingsPage},
    step_up::StepUp,
};
use crate::{
    Fault,
    api::identity::shown_codes,
    islands::CopyButton,
    lang,
    pages::loaded,
    parts::{DeedForm, Notice, Submit},
    ssr::{desk, refuse, shows_a_secret, signed_in},
    t,
};
use leptos::{either::Either, prelude::*};

struct State {
    left: Option<usize>,
    shown: Option<Vec<String>>,
    has_email: bool,
}

/// New codes to keep, or how many are left.
#[component]
pub fn RecoveryCodesPage() -> impl IntoView {
    loaded(load(), |state| view! { <Page state/> })
}

async fn load() -> Result<State, Fault> {
    let me = signed_in()?;
    let left = actions::identity::recovery_codes_left(&desk(), me.id).await.map_err(refuse)?;
    Ok(State { left, shown: shown_codes(me.id).await?, has_email: me.email.is_some() })
}

#[component]
fn Page(state: State) -> impl IntoView {
    let l = lang();
    let no_email = (!state.has_email).then(|| {
        view! { <Notice kind="info"><p>{t::identity_codes_need_email(l)}</p></Notice> }
    });
    let body = match state.shown {
        Some(codes) => Either::Left(view! { <Fresh codes/> }),
        None => Either::Right(view! { <Left left=state.left/> }),
    };
    view! {
        <SettingsPage title=t::identity_codes(l) lead=t::identity_codes_lead(l)>
            <QuietNotice/>
            {no_email}
            {body}
        </SettingsPage>
    }
}

/// The codes themselves, to print, copy or keep as a file.
#[component]
fn Fresh(codes: Vec<String>) -> impl IntoView {
    let l = lang();
    shows_a_secret();
    let text = codes.join("\n");
    let file = format!("data:text/plain;charset=utf-8,{}", leptos_router::location::Url::escape(&format!("{text}\n")));
    let rows: Vec<_> =
        codes.into_iter().map(|code| view! { <li><bdi dir="ltr" translate="no">{code}</bdi></li> }).collect();
    view! {
        <section class="card" aria-labelledby="new-codes"><div class="card-body stack">
            <h2 id="new-codes">{t::identity_codes_new(l)}</h2>
            <p>{t::identity_codes_keep(l)}</p>
            <ol class="font-mono list-decimal ps-8" data-recovery-codes="true">{rows}</ol>
            <div class="cluster">
                <CopyButton text label=t::identity_codes_copy(l).to_owned() done=t::identity_codes_copied(l).to_owned()/>
                <a class="btn btn-outline" href=file download="amanat-recovery-codes.txt">{t::identity_codes_file(l)}</a>
            </div>
            <DeedForm deed="hide_recovery_codes">
                <Submit label=t::identity_codes_kept(l) kind="primary"/>
            </DeedForm>
        </div></section>
    }
}

#[component]
fn Left(left: Option<usize>) -> impl IntoView {
    let l = lang();
    let state = match left {
        Some(left) => Either::Left(t::identity_codes_left(l, left as u64)),
        None => Either::Right(t::identity_codes_none(l)),
    };
    let label = if left.is_some() { t::identity_codes_renew(l) } else { t::identity_codes_make(l) };
    let hint = left.map(|_| view! { <p class="hint">{t::identity_codes_renew_hint(l)}</p> });
    view! {
        <p data-codes-left=left.unwrap_or_default().to_string()>{state}</p>
        <StepUp/>
        <DeedForm deed="new_recovery_codes">
            {hint}
            <Submit label kind="primary"/>
        </DeedForm>
    }
}
