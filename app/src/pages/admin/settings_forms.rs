//! A form per setting, folded until it is wanted. It carries the number of the decision that was looked at, so that of
//! two admins at once the second is told.

use super::settings_said::{Chains, bounds, called, said};
use crate::{
    Refused, lang,
    parts::{DeedForm, HiddenField, SelectField, Submit, TextArea, TextField},
    t,
};
use actions::settings::SettingLine;
use domain::settings::{SettingKey, SettingKind};
use leptos::{either::Either, prelude::*};

/// The deed of these forms.
pub(super) const CHANGE: &str = "change_setting";

/// True when the form of this deed about this setting was refused.
pub(super) fn was_refused(deed: &str, key: SettingKey) -> bool {
    Refused::of(deed).is_some_and(|refused| refused.values.get("which") == Some(&key.to_string()))
}

/// The forms, in the order of the table.
#[component]
pub(super) fn Forms(lines: Vec<SettingLine>, chains: Chains) -> impl IntoView {
    lines.into_iter().map(|line| view! { <Form line chains=chains.clone()/> }).collect::<Vec<_>>()
}

#[component]
fn Form(line: SettingLine, chains: Chains) -> impl IntoView {
    let l = lang();
    let which = line.rule.key.to_string();
    let is_refused = was_refused(CHANGE, line.rule.key);
    let seen = line.decided.as_ref().map_or(0, |decided| decided.number);
    let locked = line.rule.key.is_locked();
    let (reason_hint, submit) = match locked {
        true => (t::settings_public_hint(l), t::settings_announce(l)),
        false => (t::settings_reason_hint(l), t::settings_change(l)),
    };
    view! {
        <details open=is_refused>
            <summary class="btn btn-outline">{called(l, line.rule.key, &chains)}</summary>
            <div class="pt-3">
                <DeedForm deed=CHANGE which>
                    <HiddenField name="seen" value=seen.to_string()/>
                    <Value line/>
                    {locked.then(|| view! { <p class="hint">{t::settings_waits_day(l)}</p> })}
                    <TextArea deed=CHANGE name="reason" label=t::admin_reason(l) hint=reason_hint rows=3 max=500
                        required=true/>
                    <Submit label=submit kind="primary"/>
                </DeedForm>
            </div>
        </details>
    }
}

/// The field that fits the kind.
#[component]
fn Value(line: SettingLine) -> impl IntoView {
    let l = lang();
    let (kind, value) = (line.rule.kind, line.present.to_string());
    let hint = t::settings_value_hint(l, bounds(l, &kind), said(l, Some(&kind), &line.present));
    let options = match kind {
        SettingKind::Whole { .. } => {
            return Either::Left(view! {
                <TextField deed=CHANGE name="value" label=t::settings_value(l) hint value inputmode="numeric" required=true
                    max=20/>
            });
        }
        SettingKind::Text(most) => {
            return Either::Left(view! {
                <TextField deed=CHANGE name="value" label=t::settings_value(l) hint value inputmode="text" required=true
                    max=u32::try_from(most).unwrap_or(u32::MAX)/>
            });
        }
        SettingKind::Flag => {
            vec![("yes".to_owned(), t::policy_yes(l).to_owned()), ("no".to_owned(), t::policy_no(l).to_owned())]
        }
        SettingKind::Choice(words) => words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect(),
    };
    Either::Right(view! {
        <SelectField deed=CHANGE name="value" label=t::settings_value(l) hint options value required=true/>
    })
}
