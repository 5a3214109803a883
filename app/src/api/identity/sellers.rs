//! Becoming a seller.

use crate::Fault;
use leptos::prelude::*;

/// Asks to become a seller; once per form.
///
/// # Errors
/// A code per field; 409 when an ask waits already.
#[server(endpoint = "apply_as_seller")]
pub async fn apply_as_seller(key: String, sells: String, words: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let key = actions::FormKey::new(&key, [sells.as_str(), words.as_str()]);
    let form = domain::identity::ApplicationForm { sells, words };
    actions::identity::apply_as_seller(&ssr::desk(), me.id, &form, &key).await.map_err(ssr::refuse)?;
    ssr::done("/become-a-seller");
    Ok(())
}

/// An admin lets somebody sell.
///
/// # Errors
/// 403 for anybody but an admin; 409 when it was decided otherwise.
#[server(endpoint = "approve_seller")]
pub async fn approve_seller(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::identity::approve_seller(&ssr::desk(), me.id, id).await.map_err(ssr::refuse)?;
    ssr::done("/admin/sellers?done=approved");
    Ok(())
}

/// An admin says no, and why.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin; 409 when it was decided otherwise.
#[server(endpoint = "refuse_seller")]
pub async fn refuse_seller(which: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::identity::refuse_seller(&ssr::desk(), me.id, id, &reason).await.map_err(ssr::refuse)?;
    ssr::done("/admin/sellers?done=refused");
    Ok(())
}
