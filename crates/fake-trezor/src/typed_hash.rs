//! A signature under typed data by its two hashes: all that the first model can show.

use crate::{
    keys::{self, typed_digest},
    screen::TrezorScreen,
    talk::{Answer, Refusal, Talk},
    unlock,
};
use signing::messages::{ButtonCode, EthereumSignTypedHash, EthereumTypedDataSignature};

pub(crate) async fn sign(talk: &Talk, asked: EthereumSignTypedHash) -> Answer {
    unlock::unlock(talk).await?;
    let (domain, message) = (&asked.domain_separator_hash, asked.message_hash.as_deref());
    if domain.len() != 32 || message.is_some_and(|hash| hash.len() != 32) {
        return Err(Refusal::data("Invalid hash length"));
    }
    let path = &asked.address_n;
    let wallet = unlock::wallet(talk, keys::is_address_path(path)).await?;
    let address = Talk::with(&wallet, |wallet| wallet.address(path)).to_checksum(None);
    let warning = TrezorScreen::new(ButtonCode::ProtectCall, "Unable to show EIP-712 data.");
    talk.confirm(warning.line("Sign at your own risk.")).await?;
    talk.confirm(TrezorScreen::new(ButtonCode::Other, "Confirm address?").line(&address)).await?;
    talk.confirm(TrezorScreen::new(ButtonCode::Other, "EIP-712 domain hash").line(shown(domain))).await?;
    if let Some(hash) = message {
        talk.confirm(TrezorScreen::new(ButtonCode::Other, "EIP-712 message hash").line(shown(hash))).await?;
    }
    let signed = Talk::with(&wallet, |wallet| wallet.sign(path, &typed_digest(domain, message)));
    Ok(EthereumTypedDataSignature { signature: signed.bytes(), address }.into())
}

fn shown(hash: &[u8]) -> String {
    hex::encode_upper(hash)
}
