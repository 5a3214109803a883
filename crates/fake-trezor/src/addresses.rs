//! Public keys and addresses: shown on the device when the host wants the person to compare.

use crate::{
    keys::{self, Wallet},
    screen::TrezorScreen,
    setup::TrezorModel,
    talk::{Answer, Refusal, Talk},
    unlock,
};
use signing::messages::{
    ButtonCode, EthereumAddress, EthereumGetAddress, EthereumGetPublicKey, EthereumPublicKey, GetPublicKey, HdNode,
    PublicKey,
};

/// Of any path: the device does not care which.
pub(crate) async fn public_key(talk: &Talk, asked: GetPublicKey) -> Answer {
    if asked.ecdsa_curve_name.as_deref().is_some_and(|curve| curve != "secp256k1") {
        return Err(Refusal::data("Unsupported curve"));
    }
    let wallet = unlock::wallet(talk, true).await?;
    let ((node, xpub), root) = Talk::with(&wallet, |wallet| (node(wallet, &asked.address_n), wallet.fingerprint()));
    show_key(talk, asked.show_display, &xpub).await?;
    Ok(PublicKey { node, xpub, root_fingerprint: Some(root), descriptor: None }.into())
}

/// Of an account that people have.
pub(crate) async fn account_key(talk: &Talk, asked: EthereumGetPublicKey) -> Answer {
    let path = &asked.address_n;
    let wallet = unlock::wallet(talk, keys::is_account_path(path) || keys::is_address_path(path)).await?;
    let (node, xpub) = Talk::with(&wallet, |wallet| node(wallet, path));
    show_key(talk, asked.show_display, &xpub).await?;
    Ok(EthereumPublicKey { node, xpub }.into())
}

pub(crate) async fn address(talk: &Talk, asked: EthereumGetAddress) -> Answer {
    let path = &asked.address_n;
    let wallet = unlock::wallet(talk, keys::is_address_path(path)).await?;
    let address = Talk::with(&wallet, |wallet| wallet.address(path)).to_checksum(None);
    if asked.show_display == Some(true) {
        let is_one = talk.state().setup.model == TrezorModel::One;
        let title = if is_one { "Address:" } else { "Receive address" };
        let screen = TrezorScreen::new(ButtonCode::Address, title);
        talk.confirm(screen.line(&address).line(keys::path_text(path))).await?;
    }
    Ok(EthereumAddress { address: Some(address), ..Default::default() }.into())
}

async fn show_key(talk: &Talk, shown: Option<bool>, xpub: &str) -> Result<(), Refusal> {
    match shown {
        Some(true) => talk.confirm(TrezorScreen::new(ButtonCode::PublicKey, "Public key").line(xpub)).await,
        _ => Ok(()),
    }
}

fn node(wallet: &mut Wallet, path: &[u32]) -> (HdNode, String) {
    let key = wallet.public_key(path);
    let node = HdNode {
        depth: u32::from(key.depth),
        fingerprint: key.parent_fingerprint,
        child_num: key.child,
        chain_code: key.chain_code.to_vec(),
        public_key: key.point.to_vec(),
    };
    (node, key.xpub)
}
