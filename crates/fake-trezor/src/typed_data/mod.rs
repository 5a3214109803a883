//! A signature under typed data (EIP-712), asked for and shown field by field: what every model but the first does.

mod shown;
mod types;
mod values;

use super::{
    keys::{self, typed_digest},
    screen::TrezorScreen,
    talk::{Answer, Refusal, Talk},
    unlock,
};
use signing::messages::{ButtonCode, EthereumSignTypedData, EthereumTypedDataSignature};
use types::Types;
use values::Reader;

/// The struct that says for whom the data is meant.
const DOMAIN: &str = "EIP712Domain";

pub(super) async fn sign(talk: &Talk, asked: EthereumSignTypedData) -> Answer {
    let path = &asked.address_n;
    let wallet = unlock::wallet(talk, keys::is_address_path(path)).await?;
    let address = Talk::with(&wallet, |wallet| wallet.address(path)).to_checksum(None);
    talk.confirm(TrezorScreen::new(ButtonCode::SignTx, "Signing address").line(&address)).await?;
    let primary = asked.primary_type.as_str();
    let types = Types::collected(talk, primary).await?;
    let reader = Reader { talk, types: &types, hashes_entries: asked.metamask_v4_compat.unwrap_or(true) };
    let domain = reader.domain().await?;
    let message = match primary {
        DOMAIN => {
            talk.confirm(TrezorScreen::new(ButtonCode::Other, "Confirm message").line("No message field")).await?;
            None
        }
        _ => Some(reader.message(primary).await?),
    };
    if let Some(expected) = &asked.show_message_hash {
        let hash = message.unwrap_or_default();
        if hash[..] != expected[..] {
            return Err(Refusal::data("Message hash mismatch"));
        }
        let screen = TrezorScreen::new(ButtonCode::SignTx, "Confirm message hash");
        talk.confirm(screen.line(format!("0x{}", hex::encode(hash)))).await?;
    }
    let last = TrezorScreen::new(ButtonCode::Other, "Confirm typed data");
    talk.confirm(last.line("Really sign EIP-712 typed data?")).await?;
    let digest = typed_digest(&domain, message.as_ref().map(|hash| &hash[..]));
    let signed = Talk::with(&wallet, |wallet| wallet.sign(path, &digest));
    Ok(EthereumTypedDataSignature { signature: signed.bytes(), address }.into())
}
