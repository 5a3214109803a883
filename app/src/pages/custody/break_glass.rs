//! The broken glass: what it is and what it costs, the one that is asked for or open now, and the form for another. All there
//! ever were stand in `break_glass_rows`.

use super::break_glass_rows::Rows;
use crate::{
    Fault, lang,
    pages::{
        admin::{AdminPage, Onward, asked},
        identity::PasskeyBox,
        loaded,
    },
    parts::{DeedForm, HiddenField, Notice, Submit, TextArea, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::custody::{BreakGlassFile, break_glass_file};
use domain::{
    Timestamp,
    custody::{BreakGlass as Glass, BreakGlassStatus},
    identity::{Role, User},
};
use leptos::{either::Either, prelude::*};

/// Page `/admin/break-glass`.
#[component]
pub fn BreakGlass() -> impl IntoView {
    let before = asked("before");
    loaded(load(before.clone()), move |file| view! { <Page file before/> })
}

async fn load(before: String) -> Result<BreakGlassFile, Fault> {
    let me = signed_in()?;
    break_glass_file(&desk(), me.id, &before).await.map_err(refuse)
}

#[component]
fn Page(file: BreakGlassFile, before: String) -> impl IntoView {
    let l = lang();
    let BreakGlassFile { part, present, names, payouts, viewer, now } = file;
    let is_admin = viewer.is(Role::Admin);
    let older_than = part.rows.last().filter(|_| part.and_more).map(|last| last.id.to_string());
    let present = match present {
        Some(glass) => {
            let who = names.get(&glass.asked.by).cloned().unwrap_or_else(|| glass.asked.by.to_string());
            Either::Left(view! { <Present glass who viewer now/> })
        }
        None => Either::Right(is_admin.then(|| view! { <Ask/> })),
    };
    let read_only = (!is_admin).then(|| view! { <p class="hint">{t::glass_admins_only(l)}</p> });
    view! {
        <AdminPage title=t::glass_title(l) lead=t::glass_lead(l)>
            <section class="stack" aria-labelledby="what">
                <h2 id="what">{t::glass_what(l)}</h2>
                <ul>
                    <li>{t::glass_what_two(l)}</li>
                    <li>{t::glass_what_hour(l)}</li>
                    <li>{t::glass_what_own(l)}</li>
                    <li>{t::glass_what_alarm(l)}</li>
                    <li>{t::glass_what_cost(l)}</li>
                    <li>{t::glass_what_disputes(l)}</li>
                </ul>
                {read_only}
            </section>
            {present}
            <section class="stack" aria-labelledby="all">
                <h2 id="all">{t::glass_all(l)}</h2>
                <Rows rows=part.rows names payouts/>
            </section>
            <Onward path="/admin/break-glass" query=Vec::new() older_than is_onward=!before.is_empty()/>
        </AdminPage>
    }
}

/// The form: a reason, and a passkey's yes to it.
#[component]
fn Ask() -> impl IntoView {
    let l = lang();
    let deed = "ask_break_glass";
    view! {
        <section class="card p-5 stack" aria-labelledby="ask">
            <h2 id="ask">{t::glass_ask(l)}</h2>
            <p>{t::glass_ask_text(l)}</p>
            <DeedForm deed>
                <TextArea deed name="reason" label=t::glass_reason(l) hint=t::glass_reason_hint(l) rows=4 min=20 max=500
                    required=true/>
                <HiddenField name="secret_ceremony" value=""/>
                <HiddenField name="secret_answer" value=""/>
                <PasskeyBox asks="act" label=t::glass_ask_now(l) class="btn btn-error"/>
                <noscript><p class="hint">{t::identity_act_script(l)}</p></noscript>
            </DeedForm>
        </section>
    }
}

/// The one that is asked for, or open.
#[component]
fn Present(glass: Glass, who: String, viewer: User, now: Timestamp) -> impl IntoView {
    let is_admin = viewer.is(Role::Admin);
    if glass.status == BreakGlassStatus::Open {
        Either::Left(view! { <Open glass is_admin now/> })
    } else {
        let may_confirm = is_admin && glass.asked.by != viewer.id;
        Either::Right(view! { <Waits glass who is_admin may_confirm/> })
    }
}

#[component]
fn Open(glass: Glass, is_admin: bool, now: Timestamp) -> impl IntoView {
    let l = lang();
    let left = glass.minutes_left(now).and_then(|left| u64::try_from(left).ok()).unwrap_or_default();
    let close = is_admin.then(|| {
        view! {
            <DeedForm deed="close_break_glass" which=glass.id.to_string()>
                <Submit label=t::glass_close(l) kind="danger"/>
            </DeedForm>
        }
    });
    view! {
        <section class="stack" aria-labelledby="open">
            <h2 id="open">{t::glass_is_open(l)}</h2>
            <Notice kind="error" title=t::glass_left(l, left)>
                <p>{t::glass_open_until(l)} " " {glass.ends_at.map(|at| view! { <When at/> })}</p>
                <p><a href="/admin/payouts?status=draft">{t::glass_to_payouts(l)}</a></p>
            </Notice>
            {close}
        </section>
    }
}

#[component]
fn Waits(glass: Glass, who: String, is_admin: bool, may_confirm: bool) -> impl IntoView {
    let l = lang();
    let which = glass.id.to_string();
    let confirm = may_confirm.then(|| {
        view! {
            <p>{t::glass_confirm_text(l)}</p>
            <DeedForm deed="confirm_break_glass" which=which.clone()>
                <HiddenField name="secret_ceremony" value=""/>
                <HiddenField name="secret_answer" value=""/>
                <PasskeyBox asks="act" label=t::glass_confirm_now(l) class="btn btn-error"/>
                <noscript><p class="hint">{t::identity_act_script(l)}</p></noscript>
            </DeedForm>
        }
    });
    let other = (is_admin && !may_confirm).then(|| view! { <p>{t::glass_other_confirms(l)}</p> });
    let refuse = is_admin.then(|| {
        let label = if may_confirm { t::glass_refuse(l) } else { t::glass_take_back(l) };
        view! {
            <DeedForm deed="refuse_break_glass" which>
                <Submit label kind="quiet"/>
            </DeedForm>
        }
    });
    view! {
        <section class="card p-5 stack" aria-labelledby="waits">
            <h2 id="waits">{t::glass_waits(l)}</h2>
            <dl class="facts">
                <div><dt>{t::glass_asked_by(l)}</dt><dd><bdi>{who}</bdi></dd></div>
                <div><dt>{t::glass_reason(l)}</dt><dd><bdi>{glass.reason}</bdi></dd></div>
                <div><dt>{t::glass_confirm_by(l)}</dt><dd><When at=glass.confirm_by/></dd></div>
            </dl>
            {confirm}
            {other}
            {refuse}
        </section>
    }
}
