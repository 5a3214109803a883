//! In by passkey. `frontend/passkey.js` asks, the browser answers, `frontend/passkey.js` brings the answer.

use crate::Fault;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A question for the browser's authenticator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What the answer must name it by.
    pub ceremony: String,
    /// The options, JSON.
    pub options: String,
}

/// Asks a newcomer's browser for a passkey.
///
/// # Errors
/// A code per field.
#[server(endpoint = "start_passkey_sign_up")]
pub async fn start_passkey_sign_up(name: String, #[server(default)] email: String) -> Result<Asked, Fault> {
    use crate::ssr;
    let form = domain::identity::SignUpForm { name, email };
    let asked = actions::identity::start_passkey_sign_up(&ssr::desk(), &form).await;
    asked_for(asked.map_err(ssr::refuse)?).await
}

/// The newcomer's browser answered. Says where to go.
///
/// # Errors
/// 401 when the answer opens nothing.
#[server(endpoint = "finish_passkey_sign_up")]
pub async fn finish_passkey_sign_up(
    ceremony: String,
    answer: String,
    #[server(default)] next: String,
) -> Result<String, Fault> {
    use super::{
        mailed::{leading_on, wait_for},
        visit::{destination, open_door, prove, take},
    };
    use crate::{lang, ssr, words::language_of};
    let (desk, name, language) = (ssr::desk(), device_words(), language_of(lang()));
    let ceremony = take(&ceremony).await?;
    let born = actions::identity::finish_passkey_sign_up(&desk, ceremony, &answer, &name, language).await;
    let (user, mailed) = born.map_err(ssr::refuse)?;
    open_door(user).await?;
    // Who has just made this account has proved all there is to prove.
    prove().await?;
    let Some(mailed) = mailed else { return Ok(destination(&next)) };
    wait_for(mailed).await?;
    Ok(leading_on("/settings/email", &destination(&next)))
}

/// Asks any browser for any passkey of ours.
///
/// # Errors
/// Only when something is broken.
#[server(endpoint = "start_passkey_sign_in")]
pub async fn start_passkey_sign_in() -> Result<Asked, Fault> {
    use crate::ssr;
    asked_for(actions::identity::start_passkey_sign_in(&ssr::desk()).map_err(ssr::refuse)?).await
}

/// The browser answered. Says where to go.
///
/// # Errors
/// 401 when the answer opens nothing.
#[server(endpoint = "finish_passkey_sign_in")]
pub async fn finish_passkey_sign_in(
    ceremony: String,
    answer: String,
    #[server(default)] next: String,
) -> Result<String, Fault> {
    use super::visit::{destination, open_door, take, trust};
    use crate::ssr;
    let ceremony = take(&ceremony).await?;
    let user = actions::identity::finish_passkey_sign_in(&ssr::desk(), ceremony, &answer).await;
    open_door(user.map_err(ssr::refuse)?).await?;
    trust().await?;
    Ok(destination(&next))
}

/// Asks the browser of a signed-in person for one more passkey.
///
/// # Errors
/// 401 for nobody; 422 when there are many already.
#[server(endpoint = "start_adding_passkey")]
pub async fn start_adding_passkey(#[server(default)] secret_current: String) -> Result<Asked, Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let asked = actions::identity::start_adding_passkey(
        &ssr::desk(),
        me.id,
        actions::identity::Proof { is_fresh: ssr::is_fresh(), password: &secret_current },
    )
    .await;
    asked_for(asked.map_err(ssr::refuse)?).await
}

/// The browser answered. Says where to go.
///
/// # Errors
/// 401 when the answer opens nothing.
#[server(endpoint = "finish_adding_passkey")]
pub async fn finish_adding_passkey(ceremony: String, answer: String) -> Result<String, Fault> {
    use super::visit::{take, trust};
    use crate::ssr;
    let me = ssr::signed_in()?;
    let ceremony = take(&ceremony).await?;
    let added = actions::identity::finish_adding_passkey(&ssr::desk(), me.id, ceremony, &answer, &device_words()).await;
    added.map_err(ssr::refuse)?;
    trust().await?;
    Ok("/settings/passkeys?done=added".to_owned())
}

#[cfg(feature = "ssr")]
async fn asked_for((options, ceremony): (String, actions::identity::Ceremony)) -> Result<Asked, Fault> {
    Ok(Asked { ceremony: super::visit::remember(ceremony).await?, options })
}

/// What a new passkey is called until the person calls it something else.
#[cfg(feature = "ssr")]
fn device_words() -> String {
    domain::identity::Device::of_user_agent(&super::agent()).words()
}
