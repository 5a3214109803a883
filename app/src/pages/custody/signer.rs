//! One hardware signer: what is known of it, the challenge while it waits for its holder's signature, and its end.

use super::{device::DeviceWords, signers::standing, wallet::WalletWords};
use crate::{
    Fault, Refused, lang,
    pages::{
        admin::AdminPage,
        identity::{PasskeyBox, StepUp},
        loaded,
    },
    parts::{Address, DeedForm, HiddenField, Notice, Qr, Submit, TextArea, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use domain::{
    Timestamp, TrezorAccountId, UserId,
    custody::{SignerStatus, TrezorAccount},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Page `/admin/signers/{id}`.
#[component]
pub fn Signer() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), |(signer, me, now)| view! { <Page signer me now/> })
}

async fn load(id: String) -> Result<(TrezorAccount, UserId, Timestamp), Fault> {
    let (desk, me) = (desk(), signed_in()?);
    let id: TrezorAccountId = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    Ok((actions::custody::signer(&desk, me.id, id).await.map_err(refuse)?, me.id, desk.now()))
}

#[component]
fn Page(signer: TrezorAccount, me: UserId, now: Timestamp) -> impl IntoView {
    let l = lang();
    let waits = signer.status == SignerStatus::Asked;
    let prove = waits.then(|| view! { <Waits signer=signer.clone() me now/> });
    let later = signer.counts_from.filter(|from| signer.status == SignerStatus::Active && now < *from).map(|from| {
        view! { <Notice kind="info"><p>{t::signers_counts_later(l)} " " <When at=from/></p></Notice> }
    });
    let ended = signer.revoked.clone().map(|end| {
        view! {
            <Notice kind="warning" title=t::signers_revoked(l)>
                <p><When at=end.at/> ": " <bdi>{end.why}</bdi></p>
            </Notice>
        }
    });
    view! {
        <AdminPage title=signer.label.clone()>
            <p><a href="/admin/signers">{t::signers_to_all(l)}</a> " " {standing(l, signer.status)}</p>
            {later}
            {ended}
            <dl class="facts">
                <div><dt>{t::signers_address(l)}</dt><dd><Address address=signer.address.clone()/></dd></div>
                <div><dt>{t::signers_path(l)}</dt><dd><bdi dir="ltr">{signer.path.clone()}"/0/0"</bdi></dd></div>
                <div><dt>{t::signers_fingerprint(l)}</dt><dd><bdi dir="ltr">{signer.fingerprint.clone()}</bdi></dd></div>
                <div><dt>{t::signers_since(l)}</dt><dd><When at=signer.created_at/></dd></div>
            </dl>
            {prove}
            {(signer.status != SignerStatus::Revoked).then(|| view! { <Revoke id=signer.id/> })}
        </AdminPage>
    }
}

/// The challenge, for its holder and in time; everybody else is told who signs it.
#[component]
fn Waits(signer: TrezorAccount, me: UserId, now: Timestamp) -> impl IntoView {
    let l = lang();
    if signer.is_forgotten(now) {
        return view! { <Notice kind="warning"><p>{t::signers_too_late(l)}</p></Notice> }.into_any();
    }
    if signer.user_id != me {
        return view! { <Notice kind="info"><p>{t::signers_other_holder(l)}</p></Notice> }.into_any();
    }
    view! { <Prove signer/> }.into_any()
}

/// The words to sign, as text and as a code for a device that is not on this machine, and where the signature goes.
#[component]
fn Prove(signer: TrezorAccount) -> impl IntoView {
    let l = lang();
    let text = signer.challenge();
    let svg = payments::qr_svg(&text);
    view! {
        <section class="card p-5 stack" aria-labelledby="prove">
            <h2 id="prove">{t::signers_prove(l)}</h2>
            <p>{t::signers_prove_text(l)} " " <When at=signer.prove_by/></p>
            <pre class="words" dir="ltr" tabindex="0" aria-label=t::signers_words(l) data-compare="words">{text}</pre>
            <details>
                <summary>{t::signers_code(l)}</summary>
                <Qr svg label=t::signers_code(l)/>
            </details>
            <DeviceWords signer=signer.clone()/>
            <WalletWords signer=signer.clone()/>
            <DeedForm deed="prove_signer" which=signer.id.to_string()>
                <TextArea deed="prove_signer" name="signature" label=t::signers_signature(l)
                    hint=t::signers_signature_hint(l) rows=3 max=200 required=true/>
                <HiddenField name="secret_ceremony" value=""/>
                <HiddenField name="secret_answer" value=""/>
                <PasskeyBox asks="act" label=t::signers_prove_now(l) class="btn btn-primary"/>
                <noscript><p class="hint">{t::identity_act_script(l)}</p></noscript>
            </DeedForm>
        </section>
    }
}

#[component]
fn Revoke(id: TrezorAccountId) -> impl IntoView {
    let l = lang();
    let deed = "revoke_signer";
    view! {
        <StepUp/>
        <details open=Refused::of(deed).is_some()>
            <summary class="btn btn-outline btn-error">{t::signers_revoke(l)}</summary>
            <div class="pt-3">
                <DeedForm deed which=id.to_string()>
                    <TextArea deed name="reason" label=t::admin_reason(l) hint=t::signers_revoke_hint(l) rows=3 max=500
                        required=true/>
                    <Submit label=t::signers_revoke(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}
