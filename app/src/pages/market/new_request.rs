//! The wizard: four steps, each a page of its own, the draft kept between them.

use super::{
    request_fields::{DeliveryFields, DetailsFields, WhatFields},
    summary::Summary,
    unread,
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, Notice, Stepper, Submit},
    ssr, t,
    words::number,
};
use domain::market::{Category, RequestForm, Step};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const DEED: &str = "save_draft";

struct Shown {
    step: Step,
    form: RequestForm,
    version: u64,
    categories: Vec<Category>,
}

async fn load(step: Step) -> Result<Shown, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let (form, version) = actions::market::draft_for(&desk, me.id).await.map_err(ssr::refuse)?;
    let categories = desk.store.categories().await.map_err(unread)?;
    let categories = categories.into_iter().filter(|category| category.is_active).collect();
    Ok(Shown { step, form, version, categories })
}

/// A new request, one step at a time.
#[component]
pub fn NewRequest() -> impl IntoView {
    let step = use_query_map().with_untracked(|query| query.get("step")).and_then(|step| step.parse().ok());
    loaded(load(Step::of_number(step.unwrap_or(1))), |shown| view! { <Wizard shown/> })
}

#[component]
fn Wizard(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { step, form, version, categories } = shown;
    let body = match step {
        Step::What => view! { <StepForm step><WhatFields deed=DEED form categories/></StepForm> }.into_any(),
        Step::Details => view! { <StepForm step><DetailsFields deed=DEED form/></StepForm> }.into_any(),
        Step::Delivery => view! { <StepForm step><DeliveryFields deed=DEED form/></StepForm> }.into_any(),
        Step::Check => view! { <Check form version categories/> }.into_any(),
    };
    view! {
        <Title text=t::market_new_title(l)/>
        <div class="page stack" data-gap="loose">
            <div class="stack" data-gap="tight">
                <p class="hint">{t::market_new_title(l)} " · " {t::market_new_step(l, number(l, step.number().into()))}</p>
                <h1>{title(step)}</h1>
                <StepLinks here=step/>
            </div>
            {body}
            <Discard/>
        </div>
    }
}

pub(super) fn title(step: Step) -> &'static str {
    let l = lang();
    match step {
        Step::What => t::market_step_what(l),
        Step::Details => t::market_step_details(l),
        Step::Delivery => t::market_step_delivery(l),
        Step::Check => t::market_step_check(l),
    }
}

#[component]
fn StepLinks(here: Step) -> impl IntoView {
    let steps = Step::ALL.map(|step| (format!("/requests/new?step={}", step.number()), title(step).to_owned()));
    view! { <Stepper label=t::market_steps(lang()) steps=steps.to_vec() here=here.number().into()/> }
}

#[component]
fn StepForm(step: Step, children: Children) -> impl IntoView {
    let l = lang();
    let back =
        (step != Step::What).then(|| view! { <Submit label=t::market_back(l) kind="quiet" name="go" value="back"/> });
    view! {
        <DeedForm deed=DEED>
            <HiddenField name="step" value=step.number().to_string()/>
            // What the Enter key presses is a form's first button: it must be the way forward, not back.
            <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">{t::market_next(l)}</button>
            {children()}
            <div class="flex flex-wrap justify-between gap-3">
                <div>{back}</div>
                <Submit label=t::market_next(l)/>
            </div>
            <p class="hint">{t::market_draft_kept(l)}</p>
        </DeedForm>
    }
}

#[component]
fn Check(form: RequestForm, version: u64, categories: Vec<Category>) -> impl IntoView {
    let l = lang();
    let open = form.first_open_step();
    let missing = (open != Step::Check).then(|| {
        view! {
            <Notice kind="warning">
                <p>{t::market_step_open(l, title(open))}</p>
                <p><a href=format!("/requests/new?step={}", open.number())>{t::market_step_complete(l)}</a></p>
            </Notice>
        }
    });
    let publish = (open == Step::Check).then(|| {
        view! {
            <DeedForm deed="publish_request">
                <HiddenField name="version" value=version.to_string()/>
                <p class="hint">{t::market_publish_hint(l)}</p>
                <div class="flex flex-wrap justify-between gap-3">
                    <a class="btn btn-outline" href="/requests/new?step=3">{t::market_back(l)}</a>
                    <Submit label=t::market_publish(l)/>
                </div>
            </DeedForm>
        }
    });
    view! {
        {missing}
        <Summary form categories/>
        {publish}
    }
}

#[component]
fn Discard() -> impl IntoView {
    view! {
        <DeedForm deed="discard_draft">
            <div><button type="submit" class="btn btn-ghost btn-sm">{t::market_discard(lang())}</button></div>
        </DeedForm>
    }
}
