//! A signature under a text (EIP-191): the person reads whose it will be, and the text.

use crate::{
    keys::{self, message_digest},
    screen::TrezorScreen,
    setup::TrezorModel,
    talk::{Answer, Refusal, Talk},
    unlock,
};
use signing::messages::{ButtonCode, EthereumMessageSignature, EthereumSignMessage};

/// What fits on a screen of the first model.
const PAGE: usize = 72;

pub(crate) async fn sign(talk: &Talk, asked: EthereumSignMessage) -> Answer {
    let path = &asked.address_n;
    let wallet = unlock::wallet(talk, keys::is_address_path(path)).await?;
    let address = Talk::with(&wallet, |wallet| wallet.address(path)).to_checksum(None);
    show(talk, &address, &asked.message).await?;
    let signed = Talk::with(&wallet, |wallet| wallet.sign(path, &message_digest(&asked.message)));
    Ok(EthereumMessageSignature { signature: signed.bytes(), address }.into())
}

async fn show(talk: &Talk, address: &str, message: &[u8]) -> Result<(), Refusal> {
    let is_one = talk.state().setup.model == TrezorModel::One;
    let title = if is_one { "Confirm address?" } else { "Signing address" };
    talk.confirm(TrezorScreen::new(ButtonCode::Other, title).line(address)).await?;
    let (title, text) = match std::str::from_utf8(message).ok().filter(|text| !is_one || is_plain(text)) {
        Some(text) => ("Sign message?", text.to_owned()),
        None => ("Sign binary message?", hex::encode(message)),
    };
    let page = if is_one { PAGE } else { usize::MAX };
    let letters: Vec<char> = text.chars().collect();
    // Nothing at all is shown as well: somebody says yes to it.
    let pages = letters.len().div_ceil(page).max(1);
    for number in 0..pages {
        let here: String = letters.iter().skip(number * page).take(page).collect();
        talk.confirm(TrezorScreen::new(ButtonCode::Other, title).line(here)).await?;
    }
    Ok(())
}

/// Letters that the first model has.
fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| letter == '\n' || letter.is_ascii_graphic() || letter == ' ')
}
