//! What was decided and does not hold yet: from when on it will, and the form by which any admin takes it back. What is about
//! to hold has no form any more.

use super::{
    log_rows::{Names, person},
    settings_forms::was_refused,
    settings_said::{Chains, called, said},
};
use crate::{
    lang,
    pages::identity::StepUp,
    parts::{DeedForm, HiddenField, Notice, Submit, TextArea, When, missed},
    t,
};
use actions::settings::SettingLine;
use domain::{Timestamp, settings::ConfigSetting};
use leptos::{either::Either, prelude::*};

const DEED: &str = "cancel_setting";

/// A card for each, and the proof of who one is, which every form of the page asks for.
#[component]
pub(super) fn Waiting(lines: Vec<SettingLine>, names: Names, chains: Chains, now: Timestamp) -> impl IntoView {
    let l = lang();
    let is_empty = lines.is_empty();
    let has_form = |line: &SettingLine| line.decided.as_ref().is_some_and(|decided| decided.can_be_cancelled(now));
    let is_said = lines.iter().any(|line| has_form(line) && was_refused(DEED, line.rule.key));
    let refusal = (!is_said).then(|| missed(DEED)).flatten();
    let cards: Vec<_> = lines
        .into_iter()
        .filter_map(|line| {
            let decided = line.decided.clone()?;
            Some(view! { <Card line decided names=names.clone() chains=chains.clone() now/> })
        })
        .collect();
    let list = (!is_empty).then(|| {
        view! {
            <section class="stack" aria-labelledby="waiting">
                <h2 id="waiting">{t::settings_waiting(l)}</h2>
                <p class="hint">{t::settings_waiting_text(l)} " " <a href="/changes">{t::changes_title(l)}</a></p>
                {cards}
            </section>
        }
    });
    view! {
        <StepUp/>
        {refusal}
        {list}
    }
}

#[component]
fn Card(line: SettingLine, decided: ConfigSetting, names: Names, chains: Chains, now: Timestamp) -> impl IntoView {
    let l = lang();
    let kind = line.rule.kind;
    let (from, to) = (said(l, Some(&kind), &line.present), said(l, Some(&kind), &decided.value));
    let form = match decided.can_be_cancelled(now) {
        true => Either::Left(view! { <TakeBack decided=decided.clone()/> }),
        false => Either::Right(view! { <Notice kind="info"><p>{t::settings_last_minute(l)}</p></Notice> }),
    };
    view! {
        <article class="card p-5 stack" data-gap="tight">
            <h3>{called(l, line.rule.key, &chains)}</h3>
            <p>{t::settings_from_to(l, from, to)}</p>
            <p>{t::settings_holds_from(l)} " " <strong><When at=decided.effective_at/></strong></p>
            <p class="hint">{person(decided.changed_by, &names)} ", " <When at=decided.changed_at/></p>
            {form}
        </article>
    }
}

#[component]
fn TakeBack(decided: ConfigSetting) -> impl IntoView {
    let l = lang();
    let which = decided.id.to_string();
    let is_refused = was_refused(DEED, decided.id);
    view! {
        <details open=is_refused>
            <summary class="btn btn-outline btn-error">{t::settings_cancel(l)}</summary>
            <div class="pt-3">
                <DeedForm deed=DEED which>
                    <HiddenField name="seen" value=decided.number.to_string()/>
                    <TextArea deed=DEED name="reason" label=t::admin_reason(l) hint=t::settings_public_hint(l) rows=3
                        max=500 required=true/>
                    <Submit label=t::settings_cancel(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}
