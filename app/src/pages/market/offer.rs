//! A seller makes an offer, or writes the live one anew.

use super::{
    card::BudgetView,
    choices, id_here,
    offer_price::{cut, fee_now, fee_sentence, isolated},
    security::{self, Security},
    unread, visible,
};
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{DeedForm, HiddenField, MoneyView, SelectField, Submit, TextArea, TextField},
    ssr,
    t::{self, Calendar},
    typed_dates,
};
use domain::{
    Currency, Days, Money, PurchaseRequestId,
    escrow::FeeRates,
    identity::User,
    market::{DeliveryUnit, OfferForm, PurchaseRequest, SellerOffer},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

type Shown = (PurchaseRequest, Option<SellerOffer>, Around);

/// What the form says beside its fields.
#[derive(Clone)]
struct Around {
    fee: FeeRates,
    /// What the seller can set aside, with what stands behind the live offer.
    have: Vec<Money>,
}

async fn load(id: Result<PurchaseRequestId, Fault>) -> Result<Shown, Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let fee = fee_now().await?;
    let request = visible(id?, Some(me.id)).await?;
    let live = desk.store.live_offer(request.id, me.id).await.map_err(unread)?;
    let live = live.filter(|offer| !offer.is_past(desk.now()));
    let person: User = desk.store.get(me.id).await.map_err(unread)?;
    // Whoever came here by a form that was refused sees the form and its reason, not a page for the same fault.
    if live.is_none() && Refused::of(MAKE).is_none() && Refused::of(EDIT).is_none() {
        request.may_offer(&person).map_err(|error| ssr::refuse(error.into()))?;
    }
    let have = security::have(&desk, me.id, live.as_ref()).await.map_err(ssr::refuse)?;
    Ok((request, live, Around { fee, have }))
}

const MAKE: &str = "make_offer";
const EDIT: &str = "edit_offer";

/// The page of an offer.
#[component]
pub fn Offer() -> impl IntoView {
    loaded(load(id_here()), |(request, live, shown)| view! { <Form request live shown/> })
}

#[component]
fn Form(request: PurchaseRequest, live: Option<SellerOffer>, shown: Around) -> impl IntoView {
    let l = lang();
    let title = if live.is_some() { t::market_offer_edit(l) } else { t::market_offer_new(l) };
    let form = match live {
        Some(offer) => Either::Left(view! {
            <DeedForm deed=EDIT>
                <HiddenField name="offer" value=offer.id.to_string()/>
                <Fields deed=EDIT form=OfferForm::of(&offer) shown/>
                <Submit label=t::market_offer_save(l)/>
            </DeedForm>
        }),
        None => Either::Right(view! {
            <DeedForm deed=MAKE>
                <HiddenField name="request" value=request.id.to_string()/>
                <Fields deed=MAKE form=OfferForm::default() shown/>
                <Submit label=t::market_offer_send(l)/>
            </DeedForm>
        }),
    };
    view! {
        <Title text=title/>
        <div class="page stack">
            <h1>{title}</h1>
            <p>
                <a href=format!("/requests/{}", request.id)><bdi>{request.title}</bdi></a>
                " · " {t::market_budget(l)} ": " <BudgetView budget=request.budget/>
            </p>
            {form}
        </div>
    }
}

#[component]
fn Fields(deed: &'static str, form: OfferForm, shown: Around) -> impl IntoView {
    let (l, Around { fee, have }) = (lang(), shown);
    let units = choices::<DeliveryUnit>("delivery_unit");
    let unit = if form.delivery_unit.is_empty() { DeliveryUnit::Days.to_string() } else { form.delivery_unit.clone() };
    view! {
        <TextField deed name="title" label=t::market_offer_name(l) value=form.title.clone() required=true max=200/>
        <TextArea deed name="description" label=t::market_offer_description(l) value=form.description.clone() rows=5
            max=1000/>
        <Price deed form=form.clone() terms=fee/>
        <Security deed value=form.deposit have/>
        <div class="grid gap-4 sm:grid-cols-2">
            <TextField deed name="delivery_amount" label=t::market_offer_delivery_amount(l) inputmode="numeric"
                hint=t::market_offer_delivery_hint(l) value=form.delivery_amount required=true max=6/>
            <SelectField deed name="delivery_unit" label=t::market_offer_delivery_unit(l) required=true
                options=units value=unit/>
        </div>
        <LastDay deed value=form.valid_until/>
        <TextArea deed name="private_notes" label=t::market_offer_notes(l) hint=t::market_offer_notes_hint(l)
            value=form.private_notes rows=3 max=1000/>
    }
}

/// The browser's own calendar is the Gregorian one. Readers of another type the day in theirs.
#[component]
fn LastDay(deed: &'static str, value: String) -> impl IntoView {
    let l = lang();
    let kind = if l.calendar() == Calendar::Gregorian { "date" } else { "text" };
    let value = typed_dates::typed_by(l, &value);
    let hint = t::market_offer_valid_hint(l, typed_dates::to_type(l, ssr::desk().now() + Days(30)));
    view! { <TextField deed name="valid_until" kind label=t::market_offer_valid_until(l) hint value/> }
}

#[component]
fn Price(deed: &'static str, form: OfferForm, terms: FeeRates) -> impl IntoView {
    let l = lang();
    let priced = actions::prices::priced(&ssr::desk());
    let currencies = priced.iter().map(|currency| (currency.to_string(), currency.to_string())).collect();
    let receive = typed_price(deed, &form).map(|price| {
        let (fee, receive) = cut(terms, price);
        view! {
            <p>
                {t::market_offer_receive(l)} " " <strong><MoneyView money=receive/></strong> " "
                <span class="hint">{t::market_offer_receive_hint(l, isolated(fee))}</span>
            </p>
        }
    });
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <TextField deed name="price" label=t::market_offer_price(l) inputmode="decimal" value=form.price
                hint=fee_sentence(terms) required=true max=40/>
            <SelectField deed name="currency" label=t::market_offer_currency(l) options=currencies required=true
                value=form.currency/>
        </div>
        {receive}
    }
}

/// The price as it stands in the form, when it can be read.
fn typed_price(deed: &str, form: &OfferForm) -> Option<Money> {
    let refused = Refused::of(deed);
    let typed = |name: &str, kept: &str| {
        refused.as_ref().and_then(|refused| refused.values.get(name).cloned()).unwrap_or_else(|| kept.to_owned())
    };
    let currency = typed("currency", &form.currency).parse().unwrap_or(Currency::USDT);
    Money::parse(&typed("price", &form.price), currency).ok().filter(|price| price.is_positive())
}
