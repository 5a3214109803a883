//! What a message leads to, and sessions: who speaks, in which wallet. The one table of what which model knows.

use crate::{
    addresses,
    features::features,
    keys::SharedWallet,
    setup::TrezorModel,
    signing_text,
    talk::{Answer, Refusal, Talk},
    transaction, typed_data, typed_hash, unlock,
};
use alloy_primitives::keccak256;
use signing::messages::{Message, Success};

/// So many are remembered; the oldest is forgotten first.
const SESSIONS: usize = 10;

/// A host's session.
pub(crate) struct Session {
    pub(crate) id: Vec<u8>,
    /// Once the passphrase is known.
    pub(crate) wallet: Option<SharedWallet>,
}

/// Does what the host asks, to its end.
pub(crate) async fn serve(talk: Talk, message: Message) -> Answer {
    let (model, is_bootloader) = {
        let state = talk.state();
        (state.setup.model, state.setup.is_bootloader)
    };
    match message {
        Message::Initialize(_) | Message::GetFeatures(_) if is_bootloader => Ok(features(&talk.state()).into()),
        _ if is_bootloader => Err(Refusal::unexpected()),
        Message::Initialize(asked) => Ok(initialize(&talk, asked.session_id)),
        Message::GetFeatures(_) => Ok(features(&talk.state()).into()),
        Message::Ping(ping) => Ok(Success { message: ping.message }.into()),
        Message::Cancel(_) => Err(Refusal::cancelled()),
        Message::EndSession(_) => Ok(end(&talk)),
        Message::LockDevice(_) => Ok(lock(&talk)),
        Message::ApplyFlags(_) => {
            unlock::unlock(&talk).await?;
            Ok(done("Flags applied"))
        }
        Message::GetPublicKey(asked) => addresses::public_key(&talk, asked).await,
        Message::EthereumGetPublicKey(asked) => addresses::account_key(&talk, asked).await,
        Message::EthereumGetAddress(asked) => addresses::address(&talk, asked).await,
        Message::EthereumSignMessage(asked) => signing_text::sign(&talk, asked).await,
        Message::EthereumSignTx(asked) => transaction::sign_legacy(&talk, asked).await,
        Message::EthereumSignTxEip1559(asked) => transaction::sign_eip1559(&talk, asked).await,
        Message::EthereumSignTypedData(asked) if model != TrezorModel::One => typed_data::sign(&talk, asked).await,
        Message::EthereumSignTypedHash(asked) if model == TrezorModel::One => typed_hash::sign(&talk, asked).await,
        _ => Err(Refusal::unexpected()),
    }
}

pub(crate) fn done(text: &str) -> Message {
    Success { message: Some(text.to_owned()) }.into()
}

/// Goes on with the session of that name, or begins one.
fn initialize(talk: &Talk, wanted: Option<Vec<u8>>) -> Message {
    let mut state = talk.state();
    let known = wanted.filter(|id| state.sessions.iter().any(|session| session.id == *id));
    let id = known.unwrap_or_else(|| {
        state.begun += 1;
        let id = keccak256(format!("{} {}", state.setup.words, state.begun)).to_vec();
        if state.sessions.len() == SESSIONS {
            state.sessions.remove(0);
        }
        state.sessions.push(Session { id: id.clone(), wallet: None });
        id
    });
    state.current = Some(id);
    features(&state).into()
}

fn end(talk: &Talk) -> Message {
    let mut state = talk.state();
    let ended = state.current.take();
    state.sessions.retain(|session| Some(&session.id) != ended.as_ref());
    done("Session ended")
}

fn lock(talk: &Talk) -> Message {
    let mut state = talk.state();
    state.is_unlocked = state.setup.pin.is_none();
    done("Session cleared")
}
