//! The rules of conversations as tables: every deed with a message, by everybody, at every moment.

use super::{
    Asker, Chat, ChatError, ChatType, EDIT_MINUTES, MAX_EDITS, MAX_TEXT, Message, MessageForm, MessageKind, NewText,
    ReactionKind, ReadMark, Told, TypedMessage,
};
use crate::{
    ChatId, DisputeId, EventId, MessageId, Minutes, PurchaseRequestId, Seconds, Timestamp, UserId, machine::Word,
};

const NOW: Timestamp = Timestamp::from_millis(1_795_248_000_000);

fn person(byte: u8) -> UserId {
    UserId::from_bytes([byte; 16])
}

fn words(text: &str) -> NewText {
    NewText::read(text).unwrap()
}

fn said(text: &str) -> Message {
    let form = MessageForm { text: words(text), client_id: "one".to_owned(), reply_to: None, files: Vec::new() };
    Message::said(MessageId::from_bytes([9; 16]), ChatId::from_bytes([8; 16]), person(1), form, NOW)
}

#[test]
fn there_is_one_conversation_per_request_and_seller_and_one_with_the_house_per_person() {
    let [a, b] = [1, 2].map(|byte| PurchaseRequestId::from_bytes([byte; 16]));
    assert_eq!(Chat::direct_id(a, person(1)), Chat::direct_id(a, person(1)));
    let all = [
        Chat::direct_id(a, person(1)),
        Chat::direct_id(a, person(2)),
        Chat::direct_id(b, person(1)),
        Chat::support_id(person(1)),
        Chat::support_id(person(2)),
        Chat::group_id(DisputeId::from_bytes([1; 16])),
        Chat::group_id(DisputeId::from_bytes([2; 16])),
    ];
    let each: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(each.len(), all.len());
}

#[test]
fn who_takes_part_is_decided_by_the_conversation_and_for_support_by_the_role() {
    let support = Chat::support(person(1), NOW);
    let direct = Chat { chat_type: ChatType::Direct, participants: vec![person(1), person(2)], ..support.clone() };
    let group = Chat { chat_type: ChatType::Group, ..direct.clone() };
    for (chat, who, helps, is_in) in [
        (&support, 1, false, true),
        (&support, 3, false, false),
        (&support, 3, true, true),
        (&direct, 1, false, true),
        (&direct, 2, false, true),
        (&direct, 3, false, false),
        (&direct, 3, true, false),
        (&group, 2, false, true),
        (&group, 3, true, false),
    ] {
        let found = chat.only_members(Asker { id: person(who), helps });
        assert_eq!(found.is_ok(), is_in, "{:?} {who} {helps}", chat.chat_type);
    }
}

#[test]
fn an_author_may_change_a_message_for_fifteen_minutes_and_nobody_else_ever() {
    let message = said("hello");
    let last = NOW + EDIT_MINUTES;
    assert!(message.edited(person(1), words("hallo"), last - Seconds(1)).unwrap().is_some());
    assert_eq!(message.edited(person(1), words("hallo"), last), Err(ChatError::TooLateToEdit));
    assert_eq!(message.edited(person(2), words("hallo"), NOW), Err(ChatError::NotTheAuthor));
    assert_eq!(message.edited(person(1), words("hello"), NOW), Ok(None), "the same words change nothing");
}

#[test]
fn every_version_of_a_changed_message_is_kept() {
    let mut message = said("0");
    for n in 1..=MAX_EDITS {
        message = message.edited(person(1), words(&n.to_string()), NOW + Minutes(1)).unwrap().unwrap();
    }
    let before: Vec<_> = message.edits.iter().map(|edit| edit.text.clone()).collect();
    assert_eq!(before, (0..MAX_EDITS).map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(message.edited(person(1), words("more"), NOW), Err(ChatError::EditedTooOften));
}

#[test]
fn a_deleted_message_shows_no_words_and_is_found_no_more() {
    let message = said("my street is Lindenstr. 5").reacted(person(2), ReactionKind::Agree, NOW).unwrap();
    assert_eq!(message.deleted(person(2), NOW), Err(ChatError::NotTheAuthor));
    let gone = message.deleted(person(1), NOW + Minutes(60)).unwrap().unwrap();
    assert_eq!((gone.words(), gone.search_terms.len(), gone.reactions.len()), (None, 0, 0));
    assert_eq!(gone.text, message.text, "the one who decides a dispute reads it");
    assert_eq!(gone.deleted(person(1), NOW), Ok(None), "twice is once");
    assert_eq!(gone.edited(person(1), words("no"), NOW), Err(ChatError::Deleted));
    assert_eq!(gone.reacted(person(2), ReactionKind::Love, NOW), Err(ChatError::Deleted));
}

#[test]
fn what_the_house_told_stays_as_it_is() {
    let told = Message::of_the_house(MessageId::from_bytes([1; 16]), Told::Paid, EventId::from_bytes([2; 16]), NOW);
    assert_eq!(told.kind, MessageKind::System);
    assert_eq!(told.edited(person(1), words("no"), NOW), Err(ChatError::Fixed));
    assert_eq!(told.deleted(person(1), NOW), Err(ChatError::Fixed));
}

#[test]
fn an_answer_without_words_given_twice_is_taken_back() {
    let message = said("deal?");
    let once = message.reacted(person(2), ReactionKind::Agree, NOW).unwrap();
    let twice = once.reacted(person(2), ReactionKind::Agree, NOW).unwrap();
    assert_eq!((once.reactions.len(), twice.reactions.len()), (1, 0));
    let both = once.reacted(person(1), ReactionKind::Agree, NOW).unwrap();
    assert_eq!(both.reactions.len(), 2);
}

#[test]
fn words_have_limits_and_lines_are_kept() {
    assert_eq!(words(" a\r\nb\u{7}\u{0} ").text, "a\nb");
    assert!(NewText::read(&"x".repeat(MAX_TEXT)).is_ok());
    for (text, code) in [("", "required"), (" \n ", "required"), (&*"x".repeat(MAX_TEXT + 1), "too-long")] {
        let form = TypedMessage { text: text.to_owned(), client_id: "one".to_owned(), reply_to: String::new() };
        assert_eq!(form.read().unwrap_err().0["text"].code, code);
    }
    let form = TypedMessage { text: "a".to_owned(), client_id: "a".repeat(65), reply_to: "req_1".to_owned() };
    let faults: Vec<_> = form.read().unwrap_err().0.into_keys().collect();
    assert_eq!(faults, ["client_id", "reply_to"]);
}

#[test]
fn what_is_new_counts_the_messages_of_others_after_the_last_one_read() {
    let mut chat = Chat::support(person(1), NOW);
    let mark = ReadMark::first(chat.id, person(1), NOW);
    chat.last_seq = 7;
    assert_eq!(mark.unread(&chat), 7);
    assert_eq!(ReadMark { own_after: 3, ..mark.clone() }.unread(&chat), 4);
    let read = mark.read_to(5, 1, NOW).unwrap();
    assert_eq!(read.unread(&chat), 1);
    assert_eq!(read.read_to(5, 0, NOW), None);
    assert_eq!(read.read_to(4, 0, NOW), None, "what was read stays read");
}

#[test]
fn every_answer_without_words_and_every_piece_of_news_has_a_word_of_its_own() {
    let words: std::collections::BTreeSet<_> = Told::ALL.iter().map(|told| told.word()).collect();
    assert_eq!(words.len(), Told::ALL.len());
    assert!(ReactionKind::ALL.iter().all(|kind| !kind.word().is_empty()));
}
