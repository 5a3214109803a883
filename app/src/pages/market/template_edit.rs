//! A seller writes a template, or changes it.

use super::{category_choices, choices, id_here, offer_price::fee_sentence, templates_mine::Link, unread};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, Dialog, HiddenField, Notice, RadioField, SelectField, Submit, TextArea, TextField},
    ssr, t,
};
use domain::{
    Currency, TemplateId,
    escrow::FeeRates,
    market::{
        Category, DeliveryType, DeliveryUnit, MAX_QUANTITY, ProductType, RequestTemplate, TemplateForm, TemplateUses,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

const NEW: &str = "create_template";
const EDIT: &str = "edit_template";

async fn around() -> Result<(Vec<Category>, FeeRates), Fault> {
    let categories = ssr::desk().store.categories().await.map_err(unread)?;
    Ok((categories, super::offer_price::fee_now().await?))
}

async fn load(
    id: Result<TemplateId, Fault>,
) -> Result<(RequestTemplate, TemplateUses, Vec<Category>, FeeRates), Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let (template, uses) = actions::market::own_template(&desk, me.id, id?).await.map_err(ssr::refuse)?;
    let (categories, fee) = around().await?;
    Ok((template, uses, categories, fee))
}

/// Page `/my/templates/new`.
#[component]
pub fn NewTemplate() -> impl IntoView {
    loaded(around(), |(categories, fee)| {
        let l = lang();
        view! {
            <Title text=t::shop_new(l)/>
            <div class="page stack">
                <h1>{t::shop_new(l)}</h1>
                <p class="lead">{t::shop_new_lead(l)}</p>
                <DeedForm deed=NEW>
                    <Fields deed=NEW form=TemplateForm::default() categories fee/>
                    <Submit label=t::shop_create(l)/>
                </DeedForm>
            </div>
        }
    })
}

/// Page `/my/templates/{id}`.
#[component]
pub fn EditTemplate() -> impl IntoView {
    loaded(load(id_here()), |(template, uses, categories, fee)| {
        let l = lang();
        let (id, form) = (template.id, TemplateForm::of(&template, &uses));
        view! {
            <Title text=t::shop_edit(l)/>
            <div class="page stack">
                <h1><bdi>{template.terms.title.clone()}</bdi></h1>
                <Link id=id.to_string() slug=template.slug.clone()/>
                <p><a href=format!("/t/{}", template.slug)>{t::shop_look(l)}</a></p>
                <Notice kind="info"><p>{t::shop_edit_hint(l)}</p></Notice>
                <DeedForm deed=EDIT>
                    <HiddenField name="template" value=id.to_string()/>
                    <Fields deed=EDIT form categories fee/>
                    <Submit label=t::market_save(l)/>
                </DeedForm>
                <div>
                    <Dialog id="delete" open=t::shop_delete(l) title=t::shop_delete_title(l) kind="danger">
                        <p>{t::shop_delete_hint(l)}</p>
                        <DeedForm deed="delete_template">
                            <HiddenField name="template" value=id.to_string()/>
                            <Submit label=t::shop_delete(l) kind="danger"/>
                        </DeedForm>
                    </Dialog>
                </div>
            </div>
        }
    })
}

#[component]
fn Fields(deed: &'static str, form: TemplateForm, categories: Vec<Category>, fee: FeeRates) -> impl IntoView {
    let l = lang();
    let mut branches = category_choices(&categories, |category| category.id.to_string());
    branches.insert(0, (String::new(), t::market_choose(l).to_owned()));
    let kinds = choices::<ProductType>("product_type");
    view! {
        <TextField deed name="title" label=t::market_title(l) hint=t::shop_title_hint(l) value=form.title.clone()
            required=true max=200/>
        <TextArea deed name="description" label=t::market_description(l) hint=t::shop_description_hint(l)
            value=form.description.clone() required=true rows=6 max=2000/>
        <div class="grid gap-4 sm:grid-cols-2">
            <SelectField deed name="category" label=t::market_category(l) options=branches value=form.category.clone()
                required=true/>
            <SelectField deed name="product_type" label=t::market_product_type(l) required=true options=kinds
                value=form.product_type.clone()/>
        </div>
        <Money deed form=form.clone() fee/>
        <Delivery deed form=form.clone()/>
        <More deed form/>
    }
}

#[component]
fn Money(deed: &'static str, form: TemplateForm, fee: FeeRates) -> impl IntoView {
    let l = lang();
    let currencies = Currency::PAYABLE.map(|currency| (currency.to_string(), currency.to_string())).to_vec();
    let pieces = if form.max_quantity.is_empty() { "1".to_owned() } else { form.max_quantity };
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <TextField deed name="price" label=t::shop_price_one(l) inputmode="decimal" value=form.price
                hint=fee_sentence(fee) required=true max=40/>
            <SelectField deed name="currency" label=t::market_offer_currency(l) options=currencies required=true
                value=form.currency/>
            <TextField deed name="max_quantity" label=t::shop_max_quantity(l) inputmode="numeric" value=pieces
                hint=t::shop_at_most(l, crate::words::number(l, MAX_QUANTITY.into())) required=true max=3/>
            <TextField deed name="max_uses" label=t::shop_max_uses(l) inputmode="numeric" value=form.max_uses
                hint=t::shop_max_uses_hint(l) max=9/>
        </div>
    }
}

#[component]
fn Delivery(deed: &'static str, form: TemplateForm) -> impl IntoView {
    let l = lang();
    let ways = choices::<DeliveryType>("delivery_type");
    let way = if form.delivery_type.is_empty() { DeliveryType::Physical.to_string() } else { form.delivery_type };
    let units = choices::<DeliveryUnit>("delivery_unit");
    let unit = if form.delivery_unit.is_empty() { DeliveryUnit::Days.to_string() } else { form.delivery_unit };
    view! {
        <RadioField deed name="delivery_type" label=t::shop_delivery(l) options=ways value=way
            hint=t::shop_delivery_hint(l)/>
        <div class="grid gap-4 sm:grid-cols-2">
            <TextField deed name="delivery_amount" label=t::market_offer_delivery_amount(l) inputmode="numeric"
                hint=t::market_offer_delivery_hint(l) value=form.delivery_amount required=true max=6/>
            <SelectField deed name="delivery_unit" label=t::market_offer_delivery_unit(l) required=true options=units
                value=unit/>
        </div>
    }
}

/// What need not be said.
#[component]
fn More(deed: &'static str, form: TemplateForm) -> impl IntoView {
    let l = lang();
    view! {
        <TextArea deed name="proposal" label=t::shop_proposal(l) hint=t::shop_proposal_hint(l) value=form.proposal
            rows=3 max=1000/>
        <TextField deed name="tags" label=t::shop_tags(l) hint=t::shop_tags_hint(l) value=form.tags max=400/>
        <TextField deed name="product_link" kind="url" label=t::shop_more(l) value=form.product_link max=2000/>
        <div class="grid gap-4 sm:grid-cols-3">
            <TextField deed name="brand" label=t::market_brand(l) value=form.brand max=100/>
            <TextField deed name="size" label=t::market_size(l) value=form.size max=100/>
            <TextField deed name="color" label=t::market_color(l) value=form.color max=100/>
        </div>
        <TextArea deed name="specifications" label=t::market_specifications(l) hint=t::market_specifications_hint(l)
            value=form.specifications rows=4/>
    }
}
