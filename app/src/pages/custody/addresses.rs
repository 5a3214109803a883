//! The addresses that a person's money may leave to: each with where it stands and what speaks for it, one more, and the
//! way off the list.

use crate::{
    Fault, Refused, lang,
    pages::{
        identity::{PasskeyBox, SettingsPage, StepUp},
        loaded,
    },
    parts::{Address, DeedForm, HiddenField, Submit, TextArea, TextField, When},
    ssr::{desk, is_fresh, refuse, signed_in},
    t,
};
use actions::{custody::payout_addresses, identity::step_up_ways};
use domain::{
    Timestamp,
    custody::{AddressStanding, PayoutAddress},
};
use leptos::{either::Either, prelude::*};

const ADD: &str = "add_payout_address";
const PROVE: &str = "prove_payout_address";
const REMOVE: &str = "remove_payout_address";

/// What the page knows.
struct Known {
    rows: Vec<PayoutAddress>,
    /// They say yes with a passkey; else they prove otherwise who they are.
    by_passkey: bool,
    now: Timestamp,
}

/// Page `/settings/payout-addresses`.
#[component]
pub fn PayoutAddresses() -> impl IntoView {
    loaded(load(), |known| view! { <Page known/> })
}

async fn load() -> Result<Known, Fault> {
    let (viewer, desk) = (signed_in()?, desk());
    Ok(Known {
        rows: payout_addresses(&desk, viewer.id).await.map_err(refuse)?,
        by_passkey: step_up_ways(&desk, viewer.id).await.map_err(refuse)?.by_passkey,
        now: desk.now(),
    })
}

#[component]
fn Page(known: Known) -> impl IntoView {
    let l = lang();
    let Known { rows, by_passkey, now } = known;
    let none = rows.iter().all(|row| row.removed_at.is_some());
    // Whoever has just proved who they are, or could not, is on the way to add one.
    let proves = !by_passkey && (is_fresh() || Refused::of("step_up_by_password").is_some());
    let open = none || proves || Refused::of(ADD).is_some();
    let rows: Vec<_> = rows.into_iter().map(|address| view! { <Row address now/> }).collect();
    view! {
        <SettingsPage title=t::addresses_title(l) lead=t::addresses_lead(l)>
            {none.then(|| view! { <p class="hint">{t::addresses_none(l)}</p> })}
            <ul class="stack">{rows}</ul>
            <details open=open>
                <summary class="btn btn-primary">{t::addresses_add(l)}</summary>
                <div class="pt-3 stack"><Add by_passkey/></div>
            </details>
            <p><a href="/wallet/withdraw">{t::addresses_to_withdraw(l)}</a></p>
        </SettingsPage>
    }
}

/// One more. Who has a passkey says yes with it to what stands in the form; else the fresh proof is asked for above it.
#[component]
fn Add(by_passkey: bool) -> impl IntoView {
    let l = lang();
    let above = (!by_passkey).then(|| {
        view! {
            <p class="hint">{t::addresses_without_passkey(l)}</p>
            <StepUp/>
        }
    });
    let send = if by_passkey {
        Either::Left(view! {
            <HiddenField name="secret_ceremony" value=""/>
            <HiddenField name="secret_answer" value=""/>
            <PasskeyBox asks="act" label=t::addresses_add_by_passkey(l) class="btn btn-primary"/>
            <noscript><p class="hint">{t::identity_act_script(l)}</p></noscript>
        })
    } else {
        Either::Right(view! { <Submit label=t::addresses_add_do(l) kind="primary"/> })
    };
    view! {
        <p>{t::addresses_add_text(l)}</p>
        {above}
        <DeedForm deed=ADD>
            <TextField deed=ADD name="address" label=t::addresses_address(l) hint=t::custody_address_hint(l)
                required=true autocomplete="off" max=64/>
            <TextField deed=ADD name="label" label=t::addresses_label(l) hint=t::addresses_label_hint(l) required=true
                autocomplete="off" max=60/>
            {send}
        </DeedForm>
    }
}

#[component]
fn Row(address: PayoutAddress, now: Timestamp) -> impl IntoView {
    let l = lang();
    let standing = address.standing(now);
    let (class, word) = match standing {
        AddressStanding::Waits => ("badge badge-warning", t::addresses_waits(l)),
        AddressStanding::Usable => ("badge badge-success", t::addresses_usable(l)),
        AddressStanding::Removed => ("badge", t::addresses_removed(l)),
    };
    let until = (standing == AddressStanding::Waits).then(|| {
        view! { <div><dt>{t::addresses_usable_from(l)}</dt><dd><When at=address.usable_from/></dd></div> }
    });
    let removed = address.removed_at.map(|at| {
        view! { <div><dt>{t::addresses_removed_at(l)}</dt><dd><When at/></dd></div> }
    });
    let speaks = if address.act.is_some() { t::addresses_by_passkey(l) } else { t::addresses_by_fresh(l) };
    let proof = if address.proof.is_some() { t::addresses_proved(l) } else { t::addresses_not_proved(l) };
    let ways = (standing != AddressStanding::Removed).then(|| view! { <Ways address=address.clone()/> });
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h2 class="cluster text-lg"><bdi>{address.label.clone()}</bdi> <span class=class>{word}</span></h2>
            <p><Address address=address.address.clone()/></p>
            <dl class="facts">
                <div><dt>{t::addresses_since(l)}</dt><dd><When at=address.created_at/></dd></div>
                {until}
                {removed}
            </dl>
            <p class="hint">{speaks} " " {proof}</p>
            {ways}
        </div></li>
    }
}

/// What can be done with one that is on the list.
#[component]
fn Ways(address: PayoutAddress) -> impl IntoView {
    let l = lang();
    let id = address.id.to_string();
    let is_open = |deed: &str| Refused::of(deed).is_some_and(|refused| refused.values.get("which") == Some(&id));
    let (proving, removing) = (is_open(PROVE), is_open(REMOVE));
    let prove = address.proof.is_none().then(|| view! { <Prove address open=proving/> });
    view! {
        {prove}
        <details open=removing>
            <summary class="btn btn-ghost btn-sm">{t::addresses_remove(l)}</summary>
            <div class="stack pt-3">
                <p>{t::addresses_remove_text(l)}</p>
                <DeedForm deed=REMOVE which=id>
                    <Submit label=t::addresses_remove(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}

/// The words for its wallet, and where the signature goes.
#[component]
fn Prove(address: PayoutAddress, open: bool) -> impl IntoView {
    let l = lang();
    let (id, text) = (address.id.to_string(), address.challenge());
    view! {
        <details open=open>
            <summary class="btn btn-ghost btn-sm">{t::addresses_prove(l)}</summary>
            <div class="stack pt-3">
                <p>{t::addresses_prove_text(l)}</p>
                <pre class="words" dir="ltr" tabindex="0" aria-label=t::signers_words(l)>{text}</pre>
                <DeedForm deed=PROVE which=id>
                    <TextArea deed=PROVE name="signature" label=t::signers_signature(l)
                        hint=t::signers_signature_hint(l) rows=3 max=200 required=true/>
                    <Submit label=t::addresses_prove_do(l) kind="primary"/>
                </DeedForm>
            </div>
        </details>
    }
}
