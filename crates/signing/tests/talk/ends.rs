//! How conversations end before their time: by the person at the page, by the one at the device, by a plug.

use crate::{
    line::{Line, Step, device, failure, host, run},
    people::{ADDRESS, Tester, first_model, path, registered, safe_5},
};
use signing::{Connected, Error, MessageSignature, Trust, messages::*, person::Passphrase};
use std::collections::BTreeSet;

const TEXT: &str = "RELEASE to seller: 125.50 USDT on Polygon";

/// A PIN, a passphrase, two screens and a signature of two packets.
fn long_script() -> Vec<Vec<Step>> {
    let shows = || [device(ButtonRequest::default()), host(ButtonAck {})].concat();
    vec![
        host(Initialize::default()),
        device(safe_5()),
        host(EthereumGetAddress { address_n: path(0).address_n(), show_display: Some(false), ..Default::default() }),
        device(PinMatrixRequest::default()),
        host(PinMatrixAck { pin: "5697".to_owned() }),
        device(PassphraseRequest {}),
        host(PassphraseAck { passphrase: Some(String::new()), on_device: None }),
        device(EthereumAddress { address: Some(ADDRESS.to_owned()), ..Default::default() }),
        host(EthereumSignMessage { address_n: path(0).address_n(), message: TEXT.into(), ..Default::default() }),
        shows(),
        shows(),
        device(EthereumMessageSignature { signature: [vec![1; 64], vec![27]].concat(), address: ADDRESS.to_owned() }),
    ]
}

fn signed(line: &Line, person: &Tester) -> Result<MessageSignature, Error> {
    run(async {
        let mut connected = Connected::open(line, person, None, Trust::Official).await?;
        connected.pair(&registered()).await?.sign_text(path(0), TEXT).await
    })
}

#[test]
fn taking_it_back_ends_it_at_every_point() {
    let whole = Tester::cancelling_at(usize::MAX);
    assert!(signed(&Line::new(long_script()), &whole).is_ok());
    assert!(whole.waits.get() > 8, "there is something to take back");
    let mut reasons = BTreeSet::new();
    for wait in 0..whole.waits.get() {
        let line = Line::new(long_script()).ending_with(FailureCode::ActionCancelled);
        let ended = signed(&line, &Tester::cancelling_at(wait)).unwrap_err();
        assert!(matches!(ended, Error::CancelledInPage | Error::PinCancelled), "{wait}: {ended}");
        assert_eq!(line.cancel_count.get(), 1, "the device is told once");
        assert!(line.is_at_end(), "{wait}: the device's word for it is heard");
        reasons.insert(ended.code());
    }
    assert_eq!(reasons.len(), 2);
}

#[test]
fn what_the_device_still_had_to_say_when_it_was_taken_back_is_no_answer() {
    let mut script = long_script();
    let answer = script.pop().unwrap();
    script.extend([host(Cancel {}), answer, device(failure(FailureCode::ActionCancelled))]);
    let (line, person) = (Line::new(script), Tester::cancelling_at(usize::MAX));
    signed(&Line::new(long_script()), &person).unwrap();
    let last = person.waits.get() - 2;
    let ended = signed(&line, &Tester::cancelling_at(last));
    assert_eq!(ended, Err(Error::CancelledInPage));
    assert!(line.is_at_end());
}

#[test]
fn a_plug_that_is_pulled_ends_it_at_every_packet() {
    let length = Line::new(long_script()).length();
    for packet in 0..length {
        let line = Line::new(long_script());
        line.unplugged_after.set(Some(packet));
        let ended = signed(&line, &Tester::cancelling_at(usize::MAX));
        assert_eq!(ended, Err(Error::Unplugged), "after {packet} packets");
    }
}

#[test]
fn a_plug_that_is_pulled_while_it_is_taken_back_ends_it_too() {
    for wait in 0..8 {
        let counted = Line::new(long_script()).ending_with(FailureCode::ActionCancelled);
        let _ = signed(&counted, &Tester::cancelling_at(wait));
        let line = Line::new(long_script());
        // The packet that would have been `Cancel`.
        let until = (0..Line::new(long_script()).length()).find(|until| {
            let line = Line::new(long_script()).ending_with(FailureCode::ActionCancelled);
            line.unplugged_after.set(Some(*until));
            let _ = signed(&line, &Tester::cancelling_at(wait));
            line.cancel_count.get() == 1
        });
        line.unplugged_after.set(until.map(|until| until - 1));
        assert_eq!(signed(&line, &Tester::cancelling_at(wait)), Err(Error::Unplugged), "{wait}");
    }
}

fn asked(answer: Vec<Vec<Step>>, person: &Tester) -> Result<signing::Address, Error> {
    let request =
        EthereumGetAddress { address_n: path(0).address_n(), show_display: Some(false), ..Default::default() };
    let mut script = vec![host(Initialize::default()), device(first_model()), host(request)];
    script.extend(answer);
    let line = Line::new(script);
    let answer = run(async { Connected::open(&line, person, None, Trust::Emulators).await?.address(path(0)).await });
    assert!(line.is_at_end());
    answer
}

#[test]
fn every_refusal_of_a_device_has_its_own_name() {
    use FailureCode::*;
    for (code, reason) in [
        (UnexpectedMessage, Error::NotSupported),
        (DataError, Error::NotAccepted),
        (ActionCancelled, Error::CancelledOnDevice),
        (PinExpected, Error::Locked),
        (PinCancelled, Error::PinCancelled),
        (PinInvalid, Error::PinWrong),
        (NotInitialized, Error::NotInitialized),
        (InvalidSession, Error::SessionEnded),
        (Busy, Error::Busy),
        (InProgress, Error::Busy),
        (InvalidProtocol, Error::OtherProtocol),
        (ThpUnallocatedSession, Error::OtherProtocol),
        (ProcessError, Error::Failed(9)),
        (FirmwareError, Error::Failed(99)),
    ] {
        assert_eq!(asked(vec![device(failure(code))], &Tester::new()), Err(reason), "{code:?}");
    }
    let unknown = Failure { code: Some(77), message: None };
    assert_eq!(asked(vec![device(unknown)], &Tester::new()), Err(Error::Failed(77)));
    let forbidden = Failure { code: Some(DataError.into()), message: Some("Forbidden key path".to_owned()) };
    assert_eq!(asked(vec![device(forbidden)], &Tester::new()), Err(Error::ForbiddenPath));
}

#[test]
fn a_pin_that_is_not_entered_is_taken_back_at_the_device() {
    let ends = vec![
        device(PinMatrixRequest { kind: Some(PinKind::Current.into()) }),
        host(Cancel {}),
        device(failure(FailureCode::PinCancelled)),
    ];
    assert_eq!(asked(ends, &Tester::new()), Err(Error::PinCancelled));
    let new_pin = vec![
        device(PinMatrixRequest { kind: Some(PinKind::NewFirst.into()) }),
        host(Cancel {}),
        device(failure(FailureCode::PinCancelled)),
    ];
    let person = Tester::with_pin("1234");
    assert_eq!(asked(new_pin, &person), Err(Error::Hostile("a question for a new PIN")));
}

#[test]
fn a_passphrase_is_not_entered_on_a_device_without_keys() {
    let ends = || vec![device(PassphraseRequest {}), host(Cancel {}), device(failure(FailureCode::ActionCancelled))];
    let person = Tester::with_passphrase(Passphrase::OnDevice);
    assert_eq!(asked(ends(), &person), Err(Error::NotSupported));
    assert_eq!(person.could_enter_there.get(), Some(false));
    assert_eq!(asked(ends(), &Tester::new()), Err(Error::CancelledInPage));
}

#[test]
fn a_signature_of_another_key_than_the_paired_one_is_not_given_out() {
    let mut script = long_script();
    script.pop();
    let other = "0xFA01a39f8Abaeb660c3137f14A310d0b414b2A15".to_owned();
    script.push(device(EthereumMessageSignature { signature: [vec![1; 64], vec![27]].concat(), address: other }));
    assert_eq!(signed(&Line::new(script), &Tester::cancelling_at(usize::MAX)), Err(Error::OtherDevice));
}
