//! What a row says, what its hash says, and what it cannot be made to say.

use super::*;

fn row() -> EventRow {
    EventRow {
        id: EventId::from_bytes([1; 16]),
        subject: Subject::User(UserId::from_bytes([2; 16])),
        request_id: None,
        actor: Actor::Nobody,
        at: Timestamp::from_millis(1_763_000_000_000),
        deed: "sign_in".to_owned(),
        from: None,
        to: "refused".to_owned(),
        why: None,
        outcome: Some("sign-in-refused".to_owned()),
        trace: Trace::of("rq_1", "192.0.2.7".parse().ok()),
        seal: None,
    }
}

#[test]
fn every_word_of_a_row_is_in_its_hash() {
    let first = row().sealed_after(1, Seal::START).hash;
    let changed: [fn(&mut EventRow); 7] = [
        |row| row.deed = "sign_out".to_owned(),
        |row| row.outcome = None,
        |row| row.why = Some("sign-in-refused".to_owned()),
        |row| row.actor = Actor::House,
        |row| row.subject = Subject::Door,
        |row| row.trace.ip = Some("192.0.2.8".to_owned()),
        |row| row.at = Timestamp::from_millis(1_763_000_000_001),
    ];
    for change in changed {
        let mut other = row();
        change(&mut other);
        assert_ne!(first, other.sealed_after(1, Seal::START).hash, "{other:?}");
    }
}

#[test]
fn a_line_end_in_a_reason_cannot_move_words_into_another_field() {
    let (mut one, mut other) = (row(), row());
    (one.why, one.outcome) = (Some("a\n1:b".to_owned()), None);
    (other.why, other.outcome) = (Some("a".to_owned()), Some("b\n-".to_owned()));
    assert_ne!(one.canonical_text(), other.canonical_text());
}

#[test]
fn the_text_that_hashes_depend_on_stays_as_it_was_shipped() {
    let hash = row().sealed_after(1, Seal::START).hash;
    assert_eq!(hash, "8429d36794357825ab6bd209f587a1c0541e44c74fda79d1f596e3b9f6b2b412");
}

#[test]
fn an_address_is_kept_as_what_one_person_holds() {
    let kept = |ip: &str| cut(ip.parse().unwrap());
    assert_eq!(kept("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    assert_eq!(kept("::ffff:192.0.2.7"), "192.0.2.7");
}

#[test]
fn a_text_cannot_pretend_to_be_another_row() {
    assert_eq!(one_line("sign_in\r\n{\"deed\":\"grant_role\"}", 20), "sign_in  {\"deed\":\"gr");
    assert_eq!(one_line("\u{2028}a\u{0}", 9), "a");
}
