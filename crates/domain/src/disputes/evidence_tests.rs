//! What counts as evidence, and what its hashes are.

use super::{EVIDENCE_WORDS_MAX, Evidence, EvidenceType, NewEvidence, hash_of};
use crate::{
    AttachmentId, DisputeId, EvidenceId, Timestamp, UserId,
    attachments::{AttachedFile, FileKind},
};

fn file(kind: FileKind, hash: &str) -> AttachedFile {
    let (id, name) = (AttachmentId::from_bytes([1; 16]), "lid.png".to_owned());
    AttachedFile { id, name, kind, size_bytes: 1, hash: hash.to_owned() }
}

fn codes(typed: &str, files: Vec<AttachedFile>) -> Vec<String> {
    let refused = NewEvidence::read(typed, files).err().unwrap_or_default();
    refused.0.into_values().map(|fault| fault.code).collect()
}

#[test]
fn words_or_a_file_are_evidence_and_nothing_is_not() {
    assert_eq!(codes("", vec![]), ["evidence-nothing"]);
    assert_eq!(codes(" \n ", vec![]), ["evidence-nothing"]);
    assert_eq!(codes(&"x".repeat(EVIDENCE_WORDS_MAX + 1), vec![file(FileKind::Png, "a")]), ["too-long"]);
    assert!(codes("", vec![file(FileKind::Png, "a")]).is_empty());
    assert!(codes("The lid is missing.", vec![]).is_empty());
    assert_eq!(NewEvidence::beside(" ", vec![]), Ok(None), "a complaint may come without");
    assert!(NewEvidence::beside("Look.", vec![]).unwrap().is_some());
}

#[test]
fn hashes_come_in_one_order_and_changed_words_do_not_fit_theirs() {
    let words = Some("abc".to_owned());
    let evidence = Evidence {
        id: EvidenceId::from_bytes([2; 16]),
        version: 0,
        dispute_id: DisputeId::from_bytes([3; 16]),
        by: UserId::from_bytes([4; 16]),
        place: 0,
        words_hash: words.as_deref().map(hash_of),
        words,
        files: vec![file(FileKind::Png, "one"), file(FileKind::Pdf, "two")],
        created_at: Timestamp::from_millis(0),
    };
    // FIPS 180-2, appendix B.1.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(evidence.hashes(), [abc, "one", "two"]);
    assert!(evidence.is_whole());
    assert!(!Evidence { words: Some("abd".to_owned()), ..evidence.clone() }.is_whole());
    assert!(!Evidence { words: None, ..evidence }.is_whole());
}

#[test]
fn every_kind_of_file_is_something_to_those_who_judge() {
    for (kind, is) in [
        (FileKind::Jpeg, EvidenceType::Image),
        (FileKind::Png, EvidenceType::Image),
        (FileKind::Webp, EvidenceType::Image),
        (FileKind::Pdf, EvidenceType::Document),
        (FileKind::Text, EvidenceType::Document),
        (FileKind::Mp4, EvidenceType::Video),
    ] {
        assert_eq!(file(kind, "x").evidence_type(), is, "{kind}");
    }
}
