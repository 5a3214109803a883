//! What admins do to a person's standing, and to the settings of the house.

use crate::Fault;
use leptos::prelude::*;

/// Keeps somebody out, and says why.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin.
#[server(endpoint = "lock_user")]
pub async fn lock_user(which: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, user) = whom(&which)?;
    actions::admin::lock_user(&ssr::desk(), me, user, &reason).await.map_err(ssr::refuse)?;
    back_to(user, "locked")
}

/// Lets somebody in again.
///
/// # Errors
/// 403 for anybody but an admin.
#[server(endpoint = "unlock_user")]
pub async fn unlock_user(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, user) = whom(&which)?;
    actions::admin::unlock_user(&ssr::desk(), me, user).await.map_err(ssr::refuse)?;
    back_to(user, "unlocked")
}

/// Says how well somebody is known, and why.
///
/// # Errors
/// Codes at `level` and `reason`; 403 for anybody but an admin.
#[server(endpoint = "set_verification_level")]
pub async fn set_verification_level(which: String, level: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, user) = whom(&which)?;
    let done = actions::admin::set_verification_level(&ssr::desk(), me, user, &level, &reason).await;
    done.map_err(ssr::refuse)?;
    back_to(user, "level")
}

/// Gives somebody a role.
///
/// # Errors
/// A code at `role`; 403 for anybody but an admin.
#[server(endpoint = "grant_role")]
pub async fn grant_role(which: String, role: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, user) = whom(&which)?;
    actions::admin::grant_role(&ssr::desk(), me, user, &role).await.map_err(ssr::refuse)?;
    back_to(user, "roles")
}

/// Takes a role back.
///
/// # Errors
/// A code at `role`; 403 for anybody but an admin; 409 for one's own admin role.
#[server(endpoint = "revoke_role")]
pub async fn revoke_role(which: String, role: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, user) = whom(&which)?;
    actions::admin::revoke_role(&ssr::desk(), me, user, &role).await.map_err(ssr::refuse)?;
    back_to(user, "roles")
}

/// Signs somebody out everywhere.
///
/// # Errors
/// 403 for anybody but an admin.
#[server(endpoint = "end_user_sessions")]
pub async fn end_user_sessions(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, user) = whom(&which)?;
    actions::admin::end_user_sessions(&ssr::desk(), me, user).await.map_err(ssr::refuse)?;
    back_to(user, "sessions")
}

/// Decides anew about a setting of the house.
///
/// # Errors
/// Codes at `value` and `reason`; 403 for anybody but an admin; 404 for no setting; 409 `setting-changed-meanwhile` and
/// `setting-waits`.
#[server(endpoint = "change_setting")]
pub async fn change_setting(which: String, value: String, seen: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form = actions::settings::SettingForm { key: which, value, seen, reason };
    let key = actions::settings::change_setting(&ssr::desk(), me.id, &form).await.map_err(ssr::refuse)?;
    let done = if key.is_locked() { "setting_announced" } else { "setting" };
    ssr::done(&format!("/admin/settings?done={done}"));
    Ok(())
}

/// Takes back what was decided about a setting and does not hold yet.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin; 404 for no setting; 409 `setting-changed-meanwhile` and
/// `setting-holds`.
#[server(endpoint = "cancel_setting")]
pub async fn cancel_setting(which: String, seen: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form = actions::settings::CancelForm { key: which, seen, reason };
    actions::settings::cancel_setting(&ssr::desk(), me.id, &form).await.map_err(ssr::refuse)?;
    ssr::done("/admin/settings?done=setting_cancelled");
    Ok(())
}

/// Who asks, and about whom.
#[cfg(feature = "ssr")]
fn whom(which: &str) -> Result<(domain::UserId, domain::UserId), Fault> {
    let me = crate::ssr::signed_in()?;
    Ok((me.id, which.parse().map_err(|_| Fault::new(404, "not-found"))?))
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends every deed here")]
fn back_to(user: domain::UserId, done: &str) -> Result<(), Fault> {
    crate::ssr::done(&format!("/admin/users/{user}?done={done}"));
    Ok(())
}
