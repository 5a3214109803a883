//! What I sell again and again.

use super::unread;
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, Empty, HiddenField, MoneyView, Submit},
    ssr, t,
    words::{number, word},
};
use domain::{
    TemplateId,
    machine::Word,
    market::{RequestTemplate, TemplateStatus, TemplateUses},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use std::collections::BTreeMap;

type Shown = (Vec<RequestTemplate>, BTreeMap<TemplateId, TemplateUses>);

async fn load() -> Result<Shown, Fault> {
    let (store, me) = (ssr::desk().store, ssr::signed_in()?);
    let templates = store.templates_of(me.id).await.map_err(unread)?;
    let ids: Vec<TemplateId> = templates.iter().map(|template| template.id).collect();
    Ok((templates, store.uses_of(&ids).await.map_err(unread)?))
}

/// Page `/my/templates`.
#[component]
pub fn MyTemplates() -> impl IntoView {
    loaded(load(), |(templates, uses)| view! { <List templates uses/> })
}

#[component]
fn List(templates: Vec<RequestTemplate>, uses: BTreeMap<TemplateId, TemplateUses>) -> impl IntoView {
    let l = lang();
    let list = if templates.is_empty() {
        Either::Left(view! {
            <Empty title=t::shop_mine_empty(l) text=t::shop_mine_empty_text(l)>
                <a class="btn btn-primary" href="/my/templates/new">{t::shop_new(l)}</a>
            </Empty>
        })
    } else {
        let lines: Vec<_> = templates
            .into_iter()
            .map(|template| {
                let uses = uses.get(&template.id).cloned();
                view! { <Line template uses/> }
            })
            .collect();
        Either::Right(view! { <ul class="grid gap-4 lg:grid-cols-2 list-none p-0">{lines}</ul> })
    };
    view! {
        <Title text=t::shop_mine(l)/>
        <div class="page-wide stack">
            <div class="flex flex-wrap items-center justify-between gap-3">
                <h1>{t::shop_mine(l)}</h1>
                <span class="cluster">
                    <a class="btn btn-outline" href="/my/shop">{t::shop_settings(l)}</a>
                    <a class="btn btn-primary" href="/my/templates/new">{t::shop_new(l)}</a>
                </span>
            </div>
            <p class="lead">{t::shop_mine_lead(l)}</p>
            {list}
        </div>
    }
}

#[component]
fn Line(template: RequestTemplate, uses: Option<TemplateUses>) -> impl IntoView {
    let l = lang();
    let sold = uses.as_ref().map_or(0, |uses| uses.count);
    let left = uses.and_then(|uses| uses.left()).map(|left| {
        view! { <div><dt>{t::shop_left(l)}</dt><dd>{number(l, left)}</dd></div> }
    });
    let (id, href) = (template.id.to_string(), format!("/t/{}", template.slug));
    view! {
        <li class="card p-5 stack" data-gap="tight">
            <h2 class="cluster text-lg">
                <a href=href><bdi>{template.terms.title}</bdi></a>
                <span class="badge badge-outline">{word(l, "request_template_status", template.status.word())}</span>
            </h2>
            <dl class="facts">
                <div><dt>{t::market_offer_price(l)}</dt><dd><MoneyView money=template.terms.price/></dd></div>
                <div><dt>{t::shop_sold_count(l)}</dt><dd>{number(l, sold)}</dd></div>
                {left}
            </dl>
            <Link id=id.clone() slug=template.slug/>
            <div class="cluster">
                <a class="btn btn-outline" href=format!("/my/templates/{id}")>{t::shop_edit(l)}</a>
                <Standing id status=template.status/>
            </div>
        </li>
    }
}

/// The link as text: what a seller sends to people.
#[component]
pub(super) fn Link(id: String, slug: String) -> impl IntoView {
    let l = lang();
    let link = format!("{}/t/{slug}", ssr::desk().settings.origin);
    let (field, hint) = (format!("link-{id}"), format!("link-{id}-hint"));
    view! {
        <div class="field">
            <label for=field.clone()>{t::shop_link(l)}</label>
            <input class="input" id=field type="url" dir="ltr" readonly=true value=link aria-describedby=hint.clone()/>
            <p class="hint" id=hint>{t::shop_link_hint(l)}</p>
        </div>
    }
}

/// Pause or resume.
#[component]
fn Standing(id: String, status: TemplateStatus) -> impl IntoView {
    let l = lang();
    let (deed, label) = match status {
        TemplateStatus::Active => ("pause_template", t::shop_pause(l)),
        TemplateStatus::Paused | TemplateStatus::Deleted => ("resume_template", t::shop_resume(l)),
    };
    view! {
        <DeedForm deed which=id.clone()>
            <HiddenField name="template" value=id/>
            <Submit label kind="quiet"/>
        </DeedForm>
    }
}
