//! The asks to become a seller that wait for an admin.

use super::{frame::JustDone, step_up::StepUp};
use crate::{
    Fault, Refused, lang,
    pages::{admin::AdminPage, loaded},
    parts::{DeedForm, Empty, Person, Submit, TextArea, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use domain::identity::{SellerApplication, User};
use leptos::{either::Either, prelude::*};

/// Oldest first, each with its two answers.
#[component]
pub fn AdminSellers() -> impl IntoView {
    loaded(load(), |waiting| view! { <Page waiting/> })
}

async fn load() -> Result<Vec<(SellerApplication, User)>, Fault> {
    let me = signed_in()?;
    actions::identity::waiting_sellers(&desk(), me.id).await.map_err(refuse)
}

#[component]
fn Page(waiting: Vec<(SellerApplication, User)>) -> impl IntoView {
    let l = lang();
    let count = waiting.len() as u64;
    let rows: Vec<_> = waiting.into_iter().map(|(application, user)| view! { <Row application user/> }).collect();
    let step_up = (!rows.is_empty()).then(|| view! { <StepUp/> });
    let body = if rows.is_empty() {
        Either::Left(view! {
            <Empty title=t::identity_admin_none(l) text=t::identity_admin_none_text(l)/>
        })
    } else {
        Either::Right(view! { <ul class="stack">{rows}</ul> })
    };
    view! {
        <AdminPage title=t::house_nav_sellers(l) lead=t::identity_admin_waiting(l, count)>
            <JustDone/>
            {step_up}
            {body}
        </AdminPage>
    }
}

#[component]
fn Row(application: SellerApplication, user: User) -> impl IntoView {
    let l = lang();
    let id = application.id.to_string();
    let open = Refused::of("refuse_seller").is_some_and(|refused| refused.values.get("which") == Some(&id));
    view! {
        <li class="card"><div class="card-body stack">
            <h2><Person name=user.display_name id=user.id/></h2>
            <dl class="facts">
                <div><dt>{t::identity_admin_sells(l)}</dt><dd><bdi>{application.sells}</bdi></dd></div>
                <div><dt>{t::identity_admin_words(l)}</dt><dd><bdi>{application.words}</bdi></dd></div>
                <div><dt>{t::identity_seller_asked(l)}</dt><dd><When at=application.created_at/></dd></div>
                <div><dt>{t::identity_member_since(l)}</dt><dd><When at=user.created_at date_only=true/></dd></div>
            </dl>
            <DeedForm deed="approve_seller" which=id.clone()>
                <Submit label=t::identity_admin_approve(l) kind="primary"/>
            </DeedForm>
            <details open=open>
                <summary class="btn btn-outline btn-error">{t::identity_admin_refuse(l)}</summary>
                <div class="pt-3">
                    <DeedForm deed="refuse_seller" which=id>
                        <TextArea deed="refuse_seller" name="reason" label=t::identity_admin_reason(l)
                            hint=t::identity_admin_reason_hint(l) rows=3 max=500 required=true/>
                        <Submit label=t::identity_admin_refuse_now(l) kind="danger"/>
                    </DeedForm>
                </div>
            </details>
        </div></li>
    }
}
