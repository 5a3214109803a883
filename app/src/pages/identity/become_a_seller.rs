//! Asking to become a seller, and what became of it.

use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, Notice, Submit, TextArea, TextField, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use domain::identity::{ApplicationStatus, Role, SellerApplication};
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::Title;

struct Standing {
    is_seller: bool,
    last: Option<SellerApplication>,
}

/// The form, or where the last ask stands.
#[component]
pub fn BecomeASeller() -> impl IntoView {
    loaded(load(), |standing| view! { <Page standing/> })
}

async fn load() -> Result<Standing, Fault> {
    let me = signed_in()?;
    let last = desk().store.last_application_of(me.id).await.map_err(|error| refuse(error.into()))?;
    Ok(Standing { is_seller: me.is(Role::Seller), last })
}

#[component]
fn Page(standing: Standing) -> impl IntoView {
    let l = lang();
    let waiting = standing.last.clone().filter(|last| last.status == ApplicationStatus::Pending);
    let body = match (standing.is_seller, waiting) {
        (true, _) => EitherOf3::A(view! { <IsSeller/> }),
        (false, Some(application)) => EitherOf3::B(view! { <Waiting application/> }),
        (false, None) => EitherOf3::C(view! { <Ask last=standing.last/> }),
    };
    view! {
        <Title text=t::identity_seller_title(l)/>
        <div class="page stack">
            <h1>{t::identity_seller_title(l)}</h1>
            <p class="lead">{t::identity_seller_lead(l)}</p>
            {body}
        </div>
    }
}

#[component]
fn IsSeller() -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="success"><p>{t::identity_seller_already(l)}</p></Notice>
        <div><a class="btn btn-primary" href="/requests">{t::identity_seller_browse(l)}</a></div>
    }
}

#[component]
fn Waiting(application: SellerApplication) -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="info"><p>{t::identity_seller_waiting(l)}</p></Notice>
        <dl class="facts">
            <div><dt>{t::identity_seller_asked(l)}</dt><dd><When at=application.created_at/></dd></div>
            <div><dt>{t::identity_seller_sells(l)}</dt><dd><bdi>{application.sells}</bdi></dd></div>
            <div><dt>{t::identity_seller_words(l)}</dt><dd><bdi>{application.words}</bdi></dd></div>
        </dl>
    }
}

#[component]
fn Ask(last: Option<SellerApplication>) -> impl IntoView {
    let l = lang();
    let reason = last.and_then(|last| last.reason).map(|reason| {
        view! {
            <Notice kind="warning" title=t::identity_seller_was_refused(l)><p dir="auto">{reason}</p></Notice>
        }
    });
    view! {
        {reason}
        <div class="card"><div class="card-body">
            <DeedForm deed="apply_as_seller">
                <TextField deed="apply_as_seller" name="sells" label=t::identity_seller_sells(l)
                    hint=t::identity_seller_sells_hint(l) required=true max=200/>
                <TextArea deed="apply_as_seller" name="words" label=t::identity_seller_words(l)
                    hint=t::identity_seller_words_hint(l) rows=6 max=1000 required=true/>
                <Submit label=t::identity_seller_ask(l) kind="primary"/>
            </DeedForm>
        </div></div>
    }
}
