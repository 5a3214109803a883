//! What stands before the keys: is there a seed, the PIN, the passphrase.

use crate::{
    device::State,
    keys::{SharedWallet, Wallet},
    screen::TrezorScreen,
    setup::TrezorModel,
    talk::{Refusal, Talk},
};
use signing::messages::{
    ButtonCode, FailureCode, PassphraseAck, PassphraseRequest, PinKind, PinMatrixAck, PinMatrixRequest,
};
use std::sync::{Arc, Mutex};

/// The first matrix that is shown; later ones are scrambled anew.
const FIRST_MATRIX: &str = "965812473";
/// No passphrase is longer, in bytes.
const LONGEST_PASSPHRASE: usize = 50;

/// The wallet of the session, if the host may use this path. Asks for PIN and passphrase where they are missing.
pub(crate) async fn wallet(talk: &Talk, is_allowed: bool) -> Result<SharedWallet, Refusal> {
    unlock(talk).await?;
    if !is_allowed {
        return Err(Refusal::data("Forbidden key path"));
    }
    let known = talk.state().session()?.wallet.clone();
    if let Some(wallet) = known {
        return Ok(wallet);
    }
    let passphrase = passphrase(talk).await?;
    let words = talk.state().setup.words.clone();
    let wallet = Arc::new(Mutex::new(Wallet::of(&words, &passphrase)));
    talk.state().session()?.wallet = Some(Arc::clone(&wallet));
    Ok(wallet)
}

/// Asks for the PIN unless it was entered.
pub(crate) async fn unlock(talk: &Talk) -> Result<(), Refusal> {
    let (is_empty, is_busy, is_unlocked, model) = {
        let state = talk.state();
        (state.setup.is_empty, state.setup.is_busy, state.is_unlocked, state.setup.model)
    };
    match () {
        () if is_empty => return Err(Refusal::Because(FailureCode::NotInitialized, "Device is not initialized")),
        () if is_busy => return Err(Refusal::Because(FailureCode::Busy, "Device is busy")),
        () if is_unlocked => return Ok(()),
        () if model == TrezorModel::One => pin_over_the_host(talk).await?,
        () => pin_on_the_device(talk).await?,
    }
    talk.state().is_unlocked = true;
    Ok(())
}

/// The host sends positions, and never learns the digits.
async fn pin_over_the_host(talk: &Talk) -> Result<(), Refusal> {
    let matrix = {
        let mut state = talk.state();
        let matrix = scrambled(state.matrices);
        state.matrices += 1;
        state.matrix = Some(matrix.clone());
        matrix
    };
    let request = PinMatrixRequest { kind: Some(PinKind::Current.into()) };
    let PinMatrixAck { pin: typed } = talk.ask(request).await.map_err(pin_cancelled)?;
    let meant = typed.chars().map(|position| digit_at(&matrix, position)).collect::<Option<String>>();
    let mut state = talk.state();
    state.matrix = None;
    match meant == state.setup.pin {
        true => Ok(()),
        false => Err(Refusal::Because(FailureCode::PinInvalid, "PIN invalid")),
    }
}

async fn pin_on_the_device(talk: &Talk) -> Result<(), Refusal> {
    let mut title = "Enter PIN";
    loop {
        talk.confirm(TrezorScreen::new(ButtonCode::PinEntry, title)).await.map_err(pin_cancelled)?;
        let mut state = talk.state();
        if state.person.wrong_pins == 0 {
            return Ok(());
        }
        state.person.wrong_pins -= 1;
        title = "Wrong PIN";
    }
}

fn pin_cancelled(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Because(FailureCode::ActionCancelled, _) => {
            Refusal::Because(FailureCode::PinCancelled, "PIN cancelled")
        }
        other => other,
    }
}

async fn passphrase(talk: &Talk) -> Result<String, Refusal> {
    let (asks, on_device, model) = {
        let state = talk.state();
        (state.setup.asks_passphrase, state.setup.passphrase_on_device, state.setup.model)
    };
    if !asks {
        return Ok(String::new());
    }
    if on_device {
        return typed_on_the_device(talk).await;
    }
    match talk.ask(PassphraseRequest {}).await? {
        PassphraseAck { passphrase: Some(_), on_device: Some(true) } => {
            Err(Refusal::data("Passphrase provided when it should be entered on device"))
        }
        PassphraseAck { on_device: Some(true), .. } if model != TrezorModel::One => typed_on_the_device(talk).await,
        PassphraseAck { passphrase: Some(typed), .. } => confirmed(talk, typed).await,
        PassphraseAck { .. } => Err(Refusal::data("Passphrase not provided")),
    }
}

async fn typed_on_the_device(talk: &Talk) -> Result<String, Refusal> {
    talk.confirm(TrezorScreen::new(ButtonCode::PassphraseEntry, "Enter passphrase")).await?;
    Ok(talk.state().person.passphrase.clone())
}

/// A hidden wallet is opened only by somebody who has read its passphrase.
async fn confirmed(talk: &Talk, typed: String) -> Result<String, Refusal> {
    if typed.len() > LONGEST_PASSPHRASE {
        return Err(Refusal::data("Maximum passphrase length is 50 bytes"));
    }
    if !typed.is_empty() {
        let warning = TrezorScreen::new(ButtonCode::Other, "Access hidden wallet?");
        talk.confirm(warning.line("Next screen will show the passphrase!")).await?;
        talk.confirm(TrezorScreen::new(ButtonCode::Other, "Confirm passphrase").line(&typed)).await?;
    }
    Ok(typed)
}

impl State {
    /// The session the host speaks in.
    fn session(&mut self) -> Result<&mut crate::session::Session, Refusal> {
        let current = self.current.as_ref();
        let found = self.sessions.iter_mut().find(|session| Some(&session.id) == current);
        found.ok_or(Refusal::Because(FailureCode::InvalidSession, "Invalid session"))
    }
}

/// Nine digits; the first stands at position 1, the bottom left of a keypad.
fn scrambled(round: u32) -> String {
    let mut digits: Vec<char> = FIRST_MATRIX.chars().collect();
    // Any numbers that look unlike the last do: this keeps nothing secret.
    let mut drawn = round;
    for place in (1..digits.len() * usize::from(round > 0)).rev() {
        drawn = drawn.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let other = usize::try_from(drawn >> 16).unwrap_or_default() % (place + 1);
        digits.swap(place, other);
    }
    digits.into_iter().collect()
}

fn digit_at(matrix: &str, position: char) -> Option<char> {
    let place = usize::try_from(position.to_digit(10)?).ok()?.checked_sub(1)?;
    matrix.chars().nth(place)
}

/// Where somebody presses who knows the PIN and sees this matrix.
pub(crate) fn positions(matrix: &str, pin: &str) -> String {
    let place = |digit| matrix.find(digit).map_or('?', |index| char::from(b'1' + u8::try_from(index).unwrap_or(8)));
    pin.chars().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_emulator_and_mean_the_pin_again() {
        assert_eq!(positions(FIRST_MATRIX, "1234"), "5697");
        for round in 0..20 {
            let matrix = scrambled(round);
            let mut sorted: Vec<char> = matrix.chars().collect();
            sorted.sort_unstable();
            assert_eq!(sorted.into_iter().collect::<String>(), "123456789");
            let pressed = positions(&matrix, "314159265");
            let meant: String = pressed.chars().filter_map(|position| digit_at(&matrix, position)).collect();
            assert_eq!(meant, "314159265");
        }
        assert_eq!((scrambled(0).as_str(), scrambled(1) == scrambled(2)), (FIRST_MATRIX, false));
    }
}
