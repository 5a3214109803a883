//! Both storages keep the same promises.

use super::*;

fn both(check: impl Fn(&dyn Storage)) {
    check(&MemoryStorage::default());
    let folder = tempfile::tempdir().unwrap();
    check(&DiskStorage::open(&folder.path().join("test.redb")).unwrap());
}

fn put(key: &str, value: &str) -> Change {
    Change::Put(key.into(), value.into())
}

fn keys(snapshot: &dyn Snapshot, start: &str, end: &str, direction: Direction) -> Vec<String> {
    let range = KeyRange { start: start.into(), end: end.into() };
    snapshot.scan(&range, direction).unwrap().map(|e| String::from_utf8(e.unwrap().0).unwrap()).collect()
}

#[test]
fn a_snapshot_does_not_see_later_batches() {
    both(|storage| {
        storage.apply(vec![put("a", "1"), put("b", "1")]).unwrap();
        let before = storage.snapshot().unwrap();
        storage.apply(vec![put("a", "2"), Change::Delete("b".into()), put("c", "2")]).unwrap();
        assert_eq!(before.get(b"a").unwrap(), Some(b"1".to_vec()));
        assert_eq!(keys(&*before, "a", "z", Direction::Forward), ["a", "b"]);
        let after = storage.snapshot().unwrap();
        assert_eq!(after.get(b"a").unwrap(), Some(b"2".to_vec()));
        assert_eq!(keys(&*after, "a", "z", Direction::Backward), ["c", "a"]);
    });
}

#[test]
fn a_range_is_walked_both_ways_and_counted() {
    both(|storage| {
        let names: Vec<String> = (0..300).map(|n| format!("k{n:03}")).collect();
        storage.apply(names.iter().map(|name| put(name, "v")).collect()).unwrap();
        let snapshot = storage.snapshot().unwrap();
        assert_eq!(keys(&*snapshot, "k010", "k200", Direction::Forward), &names[10..200]);
        let mut backward = keys(&*snapshot, "k010", "k200", Direction::Backward);
        backward.reverse();
        assert_eq!(backward, &names[10..200]);
        let range = KeyRange { start: b"k010".to_vec(), end: b"k200".to_vec() };
        assert_eq!(snapshot.count(&range).unwrap(), 190);
    });
}

#[test]
fn a_range_can_be_deleted_at_once() {
    both(|storage| {
        storage.apply(vec![put("a", "1"), put("b", "1"), put("c", "1")]).unwrap();
        let range = KeyRange { start: b"a".to_vec(), end: b"c".to_vec() };
        storage.apply(vec![Change::DeleteRange(range), put("b", "2")]).unwrap();
        assert_eq!(keys(&*storage.snapshot().unwrap(), "a", "z", Direction::Forward), ["b", "c"]);
    });
}

#[test]
fn memory_forgets_versions_that_nobody_reads() {
    let storage = MemoryStorage::default();
    for round in 0..10 {
        storage.apply(vec![put("a", &round.to_string()), Change::Delete("b".into())]).unwrap();
    }
    storage.apply(vec![]).unwrap();
    assert_eq!(storage.versions_held(), 1);
}
