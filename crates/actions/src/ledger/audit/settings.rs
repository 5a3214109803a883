//! What the house decided: each decision about money could be seen for its day, one after the other, and what holds is what
//! its newest decision says.

use super::{next_readable, report::Findings};
use crate::{ActionError, Desk};
use domain::settings::{ConfigSetting, ConfigSettingHistory, SettingKey};
use std::collections::BTreeMap;

const CHECK: &str = "settings";

pub(super) async fn check(desk: &Desk, findings: &mut Findings) -> Result<(), ActionError> {
    let mut settings = Vec::new();
    let mut rows = desk.store.every::<ConfigSetting>().await?;
    while let Some(setting) = next_readable(&mut rows, "setting", findings).await? {
        settings.push(setting);
    }
    let mut decisions: BTreeMap<SettingKey, Vec<ConfigSettingHistory>> = BTreeMap::new();
    let mut rows = desk.store.every::<ConfigSettingHistory>().await?;
    while let Some(row) = next_readable(&mut rows, "decision", findings).await? {
        waited(&row, findings);
        decisions.entry(row.key).or_default().push(row);
    }
    for (key, rows) in &mut decisions {
        rows.sort_by_key(|row| row.number);
        let numbered = (1..).zip(rows.iter()).all(|(number, row)| row.number == number);
        findings.must(CHECK, numbered, key, || "a decision is missing or there twice".to_owned());
        for two in rows.windows(2) {
            let ended = two[0].cancelled_at.unwrap_or(two[0].effective_at);
            findings.must(CHECK, ended <= two[1].changed_at, two[1].id, || {
                format!("it was decided while number {} waited", two[0].number)
            });
        }
    }
    for setting in &settings {
        let newest = decisions.get(&setting.id).and_then(|rows| rows.last());
        findings.must(CHECK, newest.is_some_and(|row| says(row, setting)), setting.id, || {
            "it is not what its newest decision says".to_owned()
        });
    }
    Ok(())
}

/// Long enough, and taken back before it held, if at all.
fn waited(row: &ConfigSettingHistory, findings: &mut Findings) {
    let waited = row.before_lock || row.effective_at >= row.changed_at + row.key.waits();
    findings.must(CHECK, waited, row.id, || format!("{} holds sooner than a day after it was decided", row.key));
    let in_time = row.cancelled_at.is_none_or(|at| row.changed_at <= at && at < row.effective_at);
    findings.must(CHECK, in_time, row.id, || format!("{} was taken back after it held", row.key));
}

fn says(row: &ConfigSettingHistory, setting: &ConfigSetting) -> bool {
    let decided = (row.number, &row.old_value, &row.new_value, row.changed_at, row.effective_at, row.cancelled_at);
    let kept = (
        setting.number,
        &setting.value_before,
        &setting.value,
        setting.changed_at,
        setting.effective_at,
        setting.cancelled_at,
    );
    decided == kept && row.changed_by == setting.changed_by
}
