//! What a store holds after its process or its machine went away: every batch that was answered, and no half of another.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use proptest::{collection::vec, prelude::*};

use super::*;

/// Everything in a store.
type Content = BTreeMap<Vec<u8>, Vec<u8>>;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn store(&self) -> PathBuf {
        self.0.path().join("test.redb")
    }

    fn log(&self) -> PathBuf {
        self.0.path().join("test.log")
    }

    fn open(&self) -> DiskStorage {
        DiskStorage::open(&self.store()).unwrap()
    }

    /// The files as they are now: what a crash leaves behind.
    fn crashed(&self) -> Self {
        let other = Self::new();
        fs::copy(self.store(), other.store()).unwrap();
        fs::copy(self.log(), other.log()).unwrap();
        other
    }

    fn refusal(&self) -> String {
        DiskStorage::open(&self.store()).err().unwrap().to_string()
    }
}

fn content(storage: &DiskStorage) -> Content {
    let all = KeyRange { start: Vec::new(), end: vec![0xff; 4] };
    storage.snapshot().unwrap().scan(&all, Direction::Forward).unwrap().map(Result::unwrap).collect()
}

fn put(key: u8, value: &[u8]) -> Change {
    Change::Put(vec![key], value.to_vec())
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

#[test]
fn what_was_answered_is_there_after_a_crash_and_stays_there_after_the_next() {
    let folder = Folder::new();
    let storage = folder.open();
    storage.apply(vec![put(1, b"a"), put(2, b"b")]).unwrap();
    storage.apply(vec![Change::Delete(vec![1]), put(3, b"c")]).unwrap();
    storage.apply(vec![Change::DeleteRange(KeyRange { start: vec![3], end: vec![4] }), put(4, b"d")]).unwrap();
    let crashed = folder.crashed();
    let again = crashed.open();
    assert_eq!(content(&again), content(&storage));
    again.apply(vec![put(5, b"e")]).unwrap();
    assert_eq!(content(&crashed.crashed().open()), content(&again));
}

#[test]
fn a_batch_that_was_cut_anywhere_was_never_there() {
    let folder = Folder::new();
    let storage = folder.open();
    storage.apply(vec![put(1, b"whole")]).unwrap();
    let (before, whole) = (content(&storage), size(&folder.log()));
    storage.apply(vec![put(1, b"cut"), put(2, b"cut too")]).unwrap();
    for end in whole..size(&folder.log()) {
        let crashed = folder.crashed();
        fs::OpenOptions::new().write(true).open(crashed.log()).unwrap().set_len(end).unwrap();
        assert_eq!(content(&crashed.open()), before, "cut at {end}");
    }
}

#[test]
fn a_batch_with_one_wrong_bit_was_never_there() {
    let folder = Folder::new();
    let storage = folder.open();
    storage.apply(vec![put(1, b"whole")]).unwrap();
    let (before, whole) = (content(&storage), usize::try_from(size(&folder.log())).unwrap());
    storage.apply(vec![put(1, b"bad"), Change::Delete(vec![9])]).unwrap();
    for place in whole..fs::read(folder.log()).unwrap().len() {
        let crashed = folder.crashed();
        let mut bytes = fs::read(crashed.log()).unwrap();
        bytes[place] ^= 1 << (place % 8);
        fs::write(crashed.log(), bytes).unwrap();
        assert_eq!(content(&crashed.open()), before, "byte {place}");
    }
}

#[test]
fn a_closed_store_needs_no_log() {
    let folder = Folder::new();
    let storage = folder.open();
    storage.apply(vec![put(1, b"a")]).unwrap();
    let before = content(&storage);
    drop(storage);
    fs::remove_file(folder.log()).unwrap();
    assert_eq!(content(&folder.open()), before);
}

#[test]
fn a_store_that_was_not_closed_does_not_open_without_its_log() {
    let folder = Folder::new();
    let storage = folder.open();
    let crashed = folder.crashed();
    drop(storage);
    fs::remove_file(crashed.log()).unwrap();
    assert!(crashed.refusal().contains("is missing"), "{}", crashed.refusal());
}

#[test]
fn a_store_does_not_open_with_the_log_of_another() {
    let (one, other) = (Folder::new(), Folder::new());
    drop((one.open(), other.open()));
    fs::copy(one.log(), other.log()).unwrap();
    assert!(other.refusal().contains("another store"), "{}", other.refusal());
}

#[test]
fn an_older_file_does_not_open_with_a_log_that_goes_on_later() {
    let folder = Folder::new();
    let storage = folder.open();
    let older = folder.crashed();
    for value in 0..3 {
        storage.apply(vec![put(1, &[value])]).unwrap();
    }
    drop(storage);
    let storage = folder.open();
    storage.apply(vec![put(1, b"later")]).unwrap();
    fs::copy(folder.log(), older.log()).unwrap();
    assert!(older.refusal().contains("the log goes on at 4 and the file ends at 0"), "{}", older.refusal());
}

#[test]
fn a_log_whose_making_was_cut_short_is_made_again() {
    let folder = Folder::new();
    drop(folder.open());
    fs::write(folder.log(), b"amanl").unwrap();
    folder.open().apply(vec![put(1, b"a")]).unwrap();
}

/// A small batch: few keys, so that they meet.
fn batches() -> impl Strategy<Value = Vec<Change>> {
    let key = || vec(0..6_u8, 0..3);
    let change = prop_oneof![
        4 => (key(), vec(any::<u8>(), 0..40)).prop_map(|(key, value)| Change::Put(key, value)),
        2 => key().prop_map(Change::Delete),
        1 => (key(), key()).prop_map(|(start, end)| Change::DeleteRange(KeyRange { start, end })),
    ];
    vec(change, 1..5)
}

fn model(content: &mut Content, changes: &[Change]) {
    for change in changes {
        match change {
            Change::Put(key, value) => drop(content.insert(key.clone(), value.clone())),
            Change::Delete(key) => drop(content.remove(key)),
            Change::DeleteRange(range) => content.retain(|key, _| *key < range.start || *key >= range.end),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_store_that_crashes_again_and_again_is_what_was_answered(
        steps in vec((batches(), prop_oneof![3 => Just(false), 1 => Just(true)]), 1..24),
        log_bytes in 1..600_u64,
    ) {
        let mut folder = Folder::new();
        let mut storage = DiskStorage::open_with(&folder.store(), log_bytes).unwrap();
        let mut expected = Content::new();
        for (changes, crashes) in steps {
            model(&mut expected, &changes);
            storage.apply(changes).unwrap();
            if crashes {
                let crashed = folder.crashed();
                storage = DiskStorage::open_with(&crashed.store(), log_bytes).unwrap();
                folder = crashed;
            }
            prop_assert_eq!(content(&storage), expected.clone());
        }
    }
}
