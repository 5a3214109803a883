//! Settings in words: what each is called, its value with its unit, and what it may be.

use crate::{
    pages::house::percent,
    t::{self, Locale},
    words::{decimal, number, word},
};
use domain::{
    escrow::ChainId,
    settings::{SettingKey, SettingKind, SettingUnit, SettingValue},
};
use std::collections::BTreeMap;

/// What chains are called.
pub(in crate::pages) type Chains = BTreeMap<ChainId, String>;

/// A setting's name; with its chain, if it has one.
pub(in crate::pages) fn called(l: Locale, key: SettingKey, chains: &Chains) -> String {
    let what = word(l, "setting", key.name());
    match key.chain() {
        Some(id) => t::settings_of_chain(l, chains.get(&id).cloned().unwrap_or_else(|| id.to_string()), what),
        None => what,
    }
}

/// A value, with its unit when its kind is known.
pub(in crate::pages) fn said(l: Locale, kind: Option<&SettingKind>, value: &SettingValue) -> String {
    match (kind, value) {
        (Some(SettingKind::Whole { unit, .. }), SettingValue::Whole(value)) => counted(l, *unit, unsigned(*value)),
        (_, SettingValue::Flag(true)) => t::policy_yes(l).to_owned(),
        (_, SettingValue::Flag(false)) => t::policy_no(l).to_owned(),
        (_, value) => value.to_string(),
    }
}

/// What it may be.
pub(super) fn bounds(l: Locale, kind: &SettingKind) -> String {
    match *kind {
        SettingKind::Whole { min, max, unit } => {
            t::settings_between(l, number(l, unsigned(min)), counted(l, unit, unsigned(max)))
        }
        SettingKind::Flag => [t::policy_yes(l), t::policy_no(l)].join(t::admin_and(l)),
        SettingKind::Choice(words) => words.join(t::admin_and(l)),
        SettingKind::Text(most) => t::settings_characters(l, most as u64),
    }
}

fn counted(l: Locale, unit: SettingUnit, count: u64) -> String {
    match unit {
        SettingUnit::Blocks => t::settings_blocks(l, count),
        SettingUnit::Minutes => t::settings_minutes(l, count),
        SettingUnit::Hours => t::settings_hours(l, count),
        SettingUnit::Days => t::settings_days(l, count),
        SettingUnit::BasisPoints => {
            let percent = percent(u32::try_from(count).unwrap_or(u32::MAX));
            t::settings_basis_points(l, count, decimal(l, &percent))
        }
        SettingUnit::Hundredths => {
            t::settings_of_currency(l, decimal(l, &format!("{}.{:02}", count / 100, count % 100)))
        }
        SettingUnit::Wholes => t::settings_of_currency(l, number(l, count)),
    }
}

/// No setting is below zero.
fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}
