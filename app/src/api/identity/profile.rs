//! What a person says of themselves.

use crate::Fault;
use leptos::prelude::*;

/// Changes name, words, language, colours and currency. The next page shows all of it.
///
/// # Errors
/// A code per field.
#[server(endpoint = "change_profile")]
pub async fn change_profile(
    name: String,
    #[server(default)] about: String,
    language: String,
    theme: String,
    currency: String,
) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form = domain::identity::ProfileForm { name, about, language, theme, currency };
    let user = actions::identity::change_profile(&ssr::desk(), me.id, &form).await.map_err(ssr::refuse)?;
    super::visit::remember_choices(user.language, user.theme);
    ssr::done("/settings?done=saved");
    Ok(())
}
