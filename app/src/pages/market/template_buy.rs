//! The form that buys from a template, and the one that puts it into the cart. Both work for who is not signed in yet:
//! what was typed is kept over the sign-in.

use super::request_fields::AddressFields;
use crate::{
    Fault, Refused, lang,
    pages::sign_in_address,
    parts::{DeedForm, HiddenField, Notice, SelectField, Submit, TextArea, TextField},
    ssr, t,
};
use actions::market::Offered;
use domain::{
    Money,
    identity::Address,
    market::{DeliveryType, OTHER_ADDRESS, RequestForm},
};
use leptos::prelude::*;

/// What the house knows of a buyer that need not be typed.
#[derive(Clone, Default)]
pub(super) struct Known {
    addresses: Vec<Address>,
    email: Option<String>,
}

impl Known {
    /// Of who reads this page; nothing of a stranger.
    pub(super) async fn load() -> Result<Self, Fault> {
        let Some(me) = ssr::viewer() else { return Ok(Self::default()) };
        let addresses = ssr::desk().store.addresses_of(me.id).await.map_err(super::unread)?;
        Ok(Self { addresses, email: me.email })
    }
}

/// What is asked for one piece, as the page shows it and the form says it back.
#[derive(Clone)]
pub(super) struct TermsNow {
    /// On top of the price.
    pub fee: Money,
    /// With everything.
    pub whole: Money,
    /// The same for the form.
    pub seen: String,
}

const BUY: &str = "buy_template";

/// Buy now, or put it into the cart.
#[component]
pub(super) fn BuyForms(offered: Offered, known: Known, terms_now: TermsNow, is_signed_in: bool) -> impl IntoView {
    let l = lang();
    let template = offered.template;
    let (id, terms) = (template.id.to_string(), template.terms);
    let (for_cart, seen) = (id.clone(), terms_now.seen.clone());
    let sign_in = (!is_signed_in).then(|| {
        let href = sign_in_address(&format!("/t/{}", template.slug));
        view! { <Notice kind="info"><p>{t::shop_sign_in(l)} " " <a href=href>{t::house_sign_in(l)}</a></p></Notice> }
    });
    // With one price for one piece the button can say the sum; of several it says so on the next page.
    let label = match terms.max_quantity {
        1 => t::shop_buy_for(l, super::amount_text(terms_now.whole)),
        _ => t::shop_buy(l).to_owned(),
    };
    let max = terms.max_quantity;
    view! {
        <section class="card p-5 stack" aria-labelledby="buy">
            <h2 id="buy">{t::shop_buy_title(l)}</h2>
            {sign_in}
            <DeedForm deed=BUY>
                <HiddenField name="template" value=id/>
                <HiddenField name="seen" value=seen/>
                <Pieces deed=BUY max/>
                <WhereTo deed=BUY physical=terms.delivery_type == DeliveryType::Physical
                    online=terms.delivery_type == DeliveryType::Online known/>
                <TextArea deed=BUY name="note" label=t::shop_note(l) hint=t::shop_note_hint(l) rows=3 max=1000/>
                <p class="hint">{t::shop_buy_hint(l)}</p>
                <Submit label/>
            </DeedForm>
            <DeedForm deed="add_to_cart">
                <HiddenField name="template" value=for_cart/>
                <Submit label=t::shop_to_cart(l) kind="quiet"/>
                <p class="hint">{t::shop_to_cart_hint(l)}</p>
            </DeedForm>
        </section>
    }
}

/// How many, where more than one may be bought at a time.
#[component]
fn Pieces(deed: &'static str, max: u32) -> impl IntoView {
    let l = lang();
    (max > 1).then(|| {
        view! {
            <TextField deed name="quantity" label=t::market_quantity(l) inputmode="numeric" value="1" required=true max=3
                hint=t::shop_at_most(l, crate::words::number(l, max.into()))/>
        }
    })
}

/// Where it goes: one of the buyer's own addresses or another one; an e-mail for what comes by wire.
#[component]
pub(super) fn WhereTo(deed: &'static str, physical: bool, online: bool, known: Known) -> impl IntoView {
    let l = lang();
    let Known { addresses, email } = known;
    let parcel = physical.then(|| view! { <Parcel deed addresses/> });
    let wire = online.then(|| {
        view! {
            <TextField deed name="delivery_email" kind="email" label=t::market_delivery_email(l)
                value=email.unwrap_or_default() required=true autocomplete="email" max=254/>
        }
    });
    view! { {parcel} {wire} }
}

#[component]
fn Parcel(deed: &'static str, addresses: Vec<Address>) -> impl IntoView {
    let l = lang();
    let typed = Refused::of(deed).and_then(|refused| refused.values.get("recipient").cloned()).unwrap_or_default();
    let own: Vec<(String, String)> = addresses
        .iter()
        .map(|address| (address.id.to_string(), format!("{}: {}, {}", address.label, address.street, address.city)))
        .chain([(OTHER_ADDRESS.to_owned(), t::shop_other_address(l).to_owned())])
        .collect();
    let primary = addresses.iter().find(|address| address.is_primary).or(addresses.first());
    let chosen = primary.filter(|_| typed.is_empty()).map_or(OTHER_ADDRESS.to_owned(), |one| one.id.to_string());
    let is_other = chosen == OTHER_ADDRESS;
    if addresses.is_empty() {
        return view! { <AddressFields deed form=RequestForm::default() required=true/> }.into_any();
    }
    view! {
        <SelectField deed name="address" label=t::shop_address(l) options=own value=chosen required=true/>
        <details open=is_other>
            <summary>{t::shop_other_address(l)}</summary>
            <div class="pt-3"><AddressFields deed form=RequestForm::default() required=true/></div>
        </details>
    }
    .into_any()
}
