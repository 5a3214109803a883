//! The buyer changes a request: every field on one page.

use super::{
    id_here,
    request_fields::{DeliveryFields, DetailsFields, WhatFields},
    unread, visible,
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, Submit},
    ssr, t,
};
use domain::{
    PurchaseRequestId,
    market::{Category, PurchaseRequest, RequestForm},
};
use leptos::prelude::*;
use leptos_meta::Title;

const DEED: &str = "edit_request";

async fn load(id: Result<PurchaseRequestId, Fault>) -> Result<(PurchaseRequest, Vec<Category>), Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let request = visible(id?, Some(me.id)).await?;
    request.may_edit(me.id).map_err(|error| ssr::refuse(error.into()))?;
    let categories = desk.store.categories().await.map_err(unread)?;
    Ok((request, categories))
}

/// Other words for a request.
#[component]
pub fn EditRequest() -> impl IntoView {
    loaded(load(id_here()), |(request, categories)| view! { <Form request categories/> })
}

#[component]
fn Form(request: PurchaseRequest, categories: Vec<Category>) -> impl IntoView {
    let l = lang();
    let form = RequestForm::of(&request);
    view! {
        <Title text=t::market_edit_title(l)/>
        <div class="page stack">
            <h1>{t::market_edit_title(l)}</h1>
            <p class="hint">{t::market_edit_hint(l)}</p>
            <DeedForm deed=DEED>
                <HiddenField name="request" value=request.id.to_string()/>
                <WhatFields deed=DEED form=form.clone() categories/>
                <DetailsFields deed=DEED form=form.clone()/>
                <DeliveryFields deed=DEED form/>
                <div class="cluster">
                    <Submit label=t::market_save(l)/>
                    <a class="btn btn-outline" href=format!("/requests/{}", request.id)>{t::market_back(l)}</a>
                </div>
            </DeedForm>
        </div>
    }
}
