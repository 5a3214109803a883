//! Who hears whom, and what can be reported, as tables.

use super::{
    Blocked, Chat, ChatError, ChatType, Message, MessageForm, MessageKind, NewText, ReportReason, ReportStatus,
};
use crate::{Change, ChatId, MessageId, Timestamp, UserId};

const NOW: Timestamp = Timestamp::from_millis(1_795_248_000_000);

fn person(byte: u8) -> UserId {
    UserId::from_bytes([byte; 16])
}

fn said() -> Message {
    let form =
        MessageForm { text: NewText { text: "Pay me outside.".to_owned() }, ..MessageForm::unspoken("a".to_owned()) };
    Message::said(MessageId::from_bytes([9; 16]), ChatId::from_bytes([8; 16]), person(1), form, NOW)
}

#[test]
fn whoever_blocks_or_is_blocked_says_nothing_and_each_is_told_which() {
    for (by_me, by_other, wanted) in [
        (false, false, Ok(())),
        (true, false, Err(ChatError::BlockedByYou)),
        (false, true, Err(ChatError::Blocked)),
        (true, true, Err(ChatError::BlockedByYou)),
    ] {
        assert_eq!(Blocked { by_me, by_other }.only_open(), wanted);
    }
}

#[test]
fn only_the_other_of_two_can_be_blocked() {
    let support = Chat::support(person(1), NOW);
    let direct = Chat { chat_type: ChatType::Direct, participants: vec![person(1), person(2)], ..support.clone() };
    let group = Chat { chat_type: ChatType::Group, ..direct.clone() };
    assert_eq!(direct.to_block(person(1)), Ok(person(2)));
    assert_eq!(direct.to_block(person(2)), Ok(person(1)));
    for chat in [support, group] {
        assert_eq!(chat.to_block(person(1)), Err(ChatError::NobodyToBlock), "{:?}", chat.chat_type);
    }
}

#[test]
fn what_another_person_wrote_can_be_reported_and_nothing_else() {
    let message = said();
    let gone = message.deleted(person(1), NOW).unwrap().unwrap();
    let told = Message { kind: MessageKind::System, author_id: None, ..message.clone() };
    for (message, by, wanted) in [
        (&message, 2, Ok(person(1))),
        (&message, 1, Err(ChatError::OwnMessage)),
        (&gone, 2, Err(ChatError::Deleted)),
        (&told, 2, Err(ChatError::Fixed)),
    ] {
        assert_eq!(message.may_report(person(by)), wanted);
    }
}

#[test]
fn a_report_is_decided_once() {
    let report = said().reported(person(2), (ReportReason::Fraud, None), NOW).unwrap();
    assert_eq!((report.said.as_str(), report.status), ("Pay me outside.", ReportStatus::Open));
    for (first, other) in
        [(ReportStatus::Handled, ReportStatus::Dismissed), (ReportStatus::Dismissed, ReportStatus::Handled)]
    {
        let Ok(Change::Made(decided)) = report.decided(person(3), first, None, NOW) else { panic!("it waits") };
        assert_eq!((decided.status, decided.decided_by), (first, Some(person(3))));
        assert_eq!(decided.decided(person(4), first, None, NOW), Ok(Change::AlreadyMade));
        assert_eq!(decided.decided(person(4), other, None, NOW), Err(ChatError::ReportDecided));
    }
}
