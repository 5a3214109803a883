//! One instruction: what a signer reads, compares and signs, who has signed, and where the signature goes.

use super::{
    device::DeviceOrder,
    instruction_words::{Decided, Elsewhere, Hashes, OrderLines, Posts},
    instructions::{Signatures, counted, standing},
    wallet::WalletOrder,
};
use crate::{
    Fault, lang,
    pages::{admin::AdminPage, identity::PasskeyBox, loaded},
    parts::{Address, DeedForm, HiddenField, Notice, TextArea, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::custody::{Case, InstructionFile, instruction_file};
use domain::{InstructionId, UserId, custody::InstructionStatus};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

/// Page `/admin/instructions/{id}`.
#[component]
pub fn Instruction() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), |(file, me)| view! { <Page file me/> })
}

async fn load(id: String) -> Result<(InstructionFile, UserId), Fault> {
    let me = signed_in()?;
    let id: InstructionId = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    Ok((instruction_file(&desk(), me.id, id).await.map_err(refuse)?, me.id))
}

#[component]
fn Page(file: InstructionFile, me: UserId) -> impl IntoView {
    let l = lang();
    let instruction = file.instruction.clone();
    let badge = standing(l, &instruction, file.now);
    let owner = file.case.owner().map(|id| file.names.get(&id).cloned().unwrap_or_else(|| id.to_string()));
    let decided = match &file.case {
        Case::Payout(_) => None,
        Case::Leg(leg) => Some(view! { <Decided leg=(**leg).clone() names=file.names.clone()/> }),
    };
    let signed = counted(l, &instruction);
    view! {
        <AdminPage title=t::instructions_one(l)>
            <p><a href="/admin/instructions">{t::instructions_to_all(l)}</a> " " {badge}</p>
            <section class="card p-5 stack" aria-labelledby="order">
                <h2 id="order">{t::instructions_order(l)}</h2>
                <p>{t::instructions_order_text(l)}</p>
                <OrderLines order=instruction.order.clone()/>
                {owner.map(|name| view! { <p>{t::custody_whose(l)} ": " <bdi>{name}</bdi></p> })}
                <Hashes hashes=file.hashes.clone()/>
            </section>
            {decided}
            <section class="stack" aria-labelledby="posts">
                <h2 id="posts">{t::instructions_posts(l)}</h2>
                <Posts posts=file.posts.clone()/>
            </section>
            <section class="stack" aria-labelledby="signatures">
                <h2 id="signatures">{t::instructions_signatures(l)}</h2>
                <p>{signed} " · " {t::instructions_until(l)} " " <When at=instruction.expires_at/></p>
                <Signatures instruction names=file.names.clone()/>
            </section>
            <Sign file me/>
        </AdminPage>
    }
}

/// Where this one's signature goes, or why it is not asked for.
#[component]
fn Sign(file: InstructionFile, me: UserId) -> impl IntoView {
    let l = lang();
    let instruction = &file.instruction;
    let is_open = instruction.status == InstructionStatus::Open && file.now < instruction.expires_at;
    let (waits, is_leg) = (file.case.waits(), matches!(file.case, Case::Leg(_)));
    let why = if !is_open && waits && instruction.status != InstructionStatus::Approved {
        Some(if is_leg { t::instructions_over_leg(l) } else { t::instructions_over(l) })
    } else if !is_open || !waits {
        return ().into_any();
    } else if file.case.about().is_of(me) {
        Some(if is_leg { t::instructions_own_leg(l) } else { t::custody_own(l) })
    } else if instruction.approvals.iter().any(|it| it.user_id == me) {
        Some(t::instructions_signed_by_you(l))
    } else if file.mine.is_empty() {
        Some(t::instructions_no_device(l))
    } else {
        None
    };
    match why {
        Some(why) => Either::Left(view! { <Notice kind="info"><p>{why}</p></Notice> }),
        None => Either::Right(view! { <Form file/> }),
    }
    .into_any()
}

#[component]
fn Form(file: InstructionFile) -> impl IntoView {
    let l = lang();
    let deed = "sign_instruction";
    let mine: Vec<_> = file
        .mine
        .iter()
        .map(
            |signer| view! { <li><bdi>{signer.label.clone()}</bdi> " " <Address address=signer.address.clone()/></li> },
        )
        .collect();
    view! {
        <section class="card p-5 stack" aria-labelledby="sign">
            <h2 id="sign">{t::instructions_sign(l)}</h2>
            <p>{t::instructions_sign_text(l)}</p>
            <ul>{mine}</ul>
            <DeviceOrder order=file.instruction.order.clone() mine=file.mine.clone()/>
            <WalletOrder typed_data=file.typed_data.clone() chain=file.instruction.order.chain_id.0 mine=file.mine/>
            <Elsewhere typed_data=file.typed_data/>
            <DeedForm deed which=file.instruction.id.to_string()>
                <TextArea deed name="signature" label=t::signers_signature(l) hint=t::signers_signature_hint(l) rows=3
                    max=200 required=true/>
                <HiddenField name="secret_ceremony" value=""/>
                <HiddenField name="secret_answer" value=""/>
                <PasskeyBox asks="act" label=t::instructions_sign_now(l) class="btn btn-primary"/>
                <noscript><p class="hint">{t::identity_act_script(l)}</p></noscript>
            </DeedForm>
        </section>
    }
}
