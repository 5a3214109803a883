//! Who is told of what was decided: everybody who keeps the books, who decided it too, because it may have been somebody
//! else in their name.

use crate::{ActionError, Desk, letters};
use domain::{identity::KEEP_BOOKS, letters::LetterKind, settings::ConfigSetting};
use store::Commit;

/// A decision that waits is told; what holds at once stands in the log.
pub(super) async fn tell_of(
    commit: Commit,
    desk: &Desk,
    setting: &ConfigSetting,
    reason: &str,
) -> Result<Commit, ActionError> {
    if !setting.waits(desk.now()) {
        return Ok(commit);
    }
    let kind = LetterKind::SettingAnnounced {
        setting: setting.id,
        from: setting.value_before.to_string(),
        to: setting.value.to_string(),
        reason: reason.to_owned(),
        holds_at: setting.effective_at,
    };
    tell_keepers(commit, desk, &kind).await
}

/// An item of the inbox and a letter for each of them, in the commit of what happened.
pub(crate) async fn tell_keepers(commit: Commit, desk: &Desk, kind: &LetterKind) -> Result<Commit, ActionError> {
    let keepers = desk.store.people_of_the_house(&KEEP_BOOKS).await?;
    Ok(keepers.iter().fold(commit, |commit, keeper| letters::add(commit, desk, keeper, kind.clone())))
}
