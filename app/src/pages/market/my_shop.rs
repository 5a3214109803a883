//! What a seller decides about the shop.

use crate::{
    Fault, lang,
    pages::loaded,
    parts::{CheckField, DeedForm, Notice, Submit},
    ssr, t,
};
use domain::market::ShopSettings;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const DEED: &str = "change_shop";

async fn load() -> Result<ShopSettings, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    actions::market::shop_settings(&desk, me.id).await.map_err(ssr::refuse)
}

/// Page `/my/shop`.
#[component]
pub fn MyShop() -> impl IntoView {
    loaded(load(), |shop| view! { <Form shop/> })
}

#[component]
fn Form(shop: ShopSettings) -> impl IntoView {
    let l = lang();
    let is_done = use_query_map().with_untracked(|query| query.get("done")).as_deref() == Some(DEED);
    view! {
        <Title text=t::shop_settings(l)/>
        <div class="page stack">
            <h1>{t::shop_settings(l)}</h1>
            <p class="lead">{t::shop_settings_lead(l)}</p>
            {is_done.then(|| view! { <Notice kind="success"><p>{t::shop_settings_done(l)}</p></Notice> })}
            <DeedForm deed=DEED>
                <CheckField deed=DEED name="sellers" label=t::shop_takes_seller(l) checked=shop.allow_seller_reviews/>
                <CheckField deed=DEED name="templates" label=t::shop_takes_template(l)
                    checked=shop.allow_template_reviews/>
                <Submit label=t::identity_save(l)/>
            </DeedForm>
            <p class="cluster">
                <a href=format!("/people/{}", shop.id)>{t::identity_see_public(l)}</a>
                <a href="/my/templates">{t::shop_mine(l)}</a>
            </p>
        </div>
    }
}
