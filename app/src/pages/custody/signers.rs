//! The house's hardware signers: who holds which device, from when on it counts, and the form for another one.

use super::device::DeviceKey;
use crate::{
    Fault, lang,
    pages::{admin::AdminPage, identity::StepUp, loaded},
    parts::{Address, DeedForm, Empty, Submit, TextField, When},
    ssr::{desk, refuse, signed_in},
    t::{self, Locale},
    words,
};
use actions::custody::Signers as Found;
use domain::{
    UserId,
    custody::{SignerStatus, TrezorAccount},
};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

/// What an account's public key looks like: a browser sends nothing else, a private key least of all.
const XPUB: &str = r"\s*xpub[1-9A-HJ-NP-Za-km-z]{100,112}\s*";

/// Page `/admin/signers`.
#[component]
pub fn Signers() -> impl IntoView {
    loaded(load(), |found| view! { <Page found/> })
}

async fn load() -> Result<Found, Fault> {
    let me = signed_in()?;
    actions::custody::signers(&desk(), me.id).await.map_err(refuse)
}

/// The status as a badge, with its word.
pub(super) fn standing(l: Locale, status: SignerStatus) -> impl IntoView + use<> {
    let class = match status {
        SignerStatus::Active => "badge badge-success",
        SignerStatus::Asked => "badge badge-warning",
        SignerStatus::Revoked => "badge",
    };
    view! { <span class=class>{words::word(l, "signer_status", &status.to_string())}</span> }
}

#[component]
fn Page(found: Found) -> impl IntoView {
    let l = lang();
    let Found { rows, names } = found;
    let list = if rows.is_empty() {
        Either::Left(view! { <Empty title=t::signers_none(l) text=t::signers_none_text(l)/> })
    } else {
        let rows: Vec<_> = rows.into_iter().map(|signer| view! { <Row signer names=names.clone()/> }).collect();
        Either::Right(view! { <ul class="stack">{rows}</ul> })
    };
    view! {
        <AdminPage title=t::signers_title(l) lead=t::signers_lead(l)>
            {list}
            <section class="card p-5 stack" aria-labelledby="register">
                <h2 id="register">{t::signers_register(l)}</h2>
                <p>{t::signers_register_text(l)}</p>
                <StepUp/>
                <DeviceKey/>
                <DeedForm deed="begin_signer">
                    <TextField deed="begin_signer" name="label" label=t::signers_label(l) hint=t::signers_label_hint(l)
                        required=true autocomplete="off" max=60/>
                    <TextField deed="begin_signer" name="xpub" label=t::signers_xpub(l) hint=t::signers_xpub_hint(l)
                        required=true autocomplete="off" max=200 pattern=XPUB/>
                    <Submit label=t::signers_begin(l) kind="primary"/>
                </DeedForm>
            </section>
        </AdminPage>
    }
}

#[component]
fn Row(signer: TrezorAccount, names: BTreeMap<UserId, String>) -> impl IntoView {
    let l = lang();
    let holder = names.get(&signer.user_id).cloned().unwrap_or_else(|| signer.user_id.to_string());
    let counts = signer.counts_from.filter(|_| signer.status == SignerStatus::Active).map(|from| {
        view! { <div><dt>{t::signers_counts_from(l)}</dt><dd><When at=from/></dd></div> }
    });
    view! {
        <li class="card"><div class="card-body stack">
            <h2>
                <a href=format!("/admin/signers/{}", signer.id)><bdi>{signer.label.clone()}</bdi></a>
                " " {standing(l, signer.status)}
            </h2>
            <dl class="facts">
                <div><dt>{t::signers_holder(l)}</dt><dd><bdi>{holder}</bdi></dd></div>
                <div><dt>{t::signers_address(l)}</dt><dd><Address address=signer.address/></dd></div>
                {counts}
            </dl>
        </div></li>
    }
}
