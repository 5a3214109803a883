//! A passkey's yes to one act: the question is asked for what a form says, and the answer comes with the form.

use super::Asked;
use crate::Fault;
use leptos::prelude::*;

/// Asks for one of this person's own passkeys to say yes to what the form of `deed` says.
///
/// # Errors
/// 404 for a deed that is not done so; 409 `no-passkey`.
#[server(endpoint = "start_act")]
pub async fn start_act(
    deed: String,
    #[server(default)] which: String,
    #[server(default)] signature: String,
    #[server(default)] address: String,
    #[server(default)] label: String,
    #[server(default)] reason: String,
) -> Result<Asked, Fault> {
    use super::visit::remember;
    use crate::ssr;
    let me = ssr::signed_in()?;
    let unknown = || Fault::new(404, "not-found");
    let act = match deed.as_str() {
        "prove_signer" => actions::custody::proving_signer(which.parse().map_err(|_| unknown())?, &signature),
        "sign_instruction" => actions::custody::signing_instruction(which.parse().map_err(|_| unknown())?, &signature),
        "add_payout_address" => actions::custody::listing_address(&actions::custody::AddressForm { label, address }),
        "choose_deposit_account" => actions::custody::choosing_deposit_account(which.parse().map_err(|_| unknown())?),
        "ask_break_glass" => actions::custody::asking_break_glass(&reason),
        "confirm_break_glass" => actions::custody::confirming_break_glass(which.parse().map_err(|_| unknown())?),
        _ => return Err(unknown()),
    };
    let (options, ceremony) = actions::identity::start_act(&ssr::desk(), me.id, &act).await.map_err(ssr::refuse)?;
    Ok(Asked { ceremony: remember(ceremony).await?, options })
}

/// What came with a form: the question it names, taken out of the session, and the answer. Empty without scripts.
#[cfg(feature = "ssr")]
pub(crate) async fn act_answer(ceremony: &str, answer: String) -> Result<actions::identity::ActAnswer, Fault> {
    let ceremony = if ceremony.is_empty() { None } else { Some(super::visit::take(ceremony).await?) };
    Ok(actions::identity::ActAnswer { ceremony, answer })
}
