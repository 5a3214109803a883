use super::*;
use crate::storage::{Direction, KeyRange, MemoryStorage};

fn ledger() -> Ledger {
    Ledger::start(Arc::new(MemoryStorage::default()))
}

fn write(tx: &mut Tx, key: &str, value: &str) -> Result<(), Conflict> {
    tx.lock(key.as_bytes())?;
    tx.put(key.into(), value.into());
    Ok(())
}

#[test]
fn the_first_writer_wins_at_once() {
    let ledger = ledger();
    let (mut first, mut second) = (ledger.begin().unwrap(), ledger.begin().unwrap());
    write(&mut first, "a", "1").unwrap();
    assert_eq!(write(&mut second, "a", "2"), Err(Conflict));
    ledger.commit(first).unwrap();
    assert_eq!(write(&mut second, "a", "2"), Err(Conflict), "committed after its snapshot");
    let mut third = ledger.begin().unwrap();
    assert_eq!(write(&mut third, "a", "3"), Ok(()));
}

#[test]
fn an_abandoned_transaction_leaves_nothing() {
    let ledger = ledger();
    let mut dropped = ledger.begin().unwrap();
    write(&mut dropped, "a", "1").unwrap();
    drop(dropped);
    let mut next = ledger.begin().unwrap();
    assert_eq!(next.view().get(b"a").unwrap(), None);
    assert_eq!(write(&mut next, "a", "2"), Ok(()));
}

#[test]
fn a_view_lays_its_own_writes_over_the_snapshot() {
    let ledger = ledger();
    ledger.write_within(|| (), |tx| Ok(["a", "b", "d"].iter().try_for_each(|key| write(tx, key, "old"))?)).unwrap();
    let mut tx = ledger.begin().unwrap();
    write(&mut tx, "b", "new").unwrap();
    write(&mut tx, "c", "new").unwrap();
    tx.delete(b"d".to_vec());
    let range = KeyRange { start: b"a".to_vec(), end: b"z".to_vec() };
    let seen = |direction| -> Vec<(Vec<u8>, Vec<u8>)> {
        tx.view().scan(&range, direction).unwrap().map(Result::unwrap).collect()
    };
    let expected =
        [("a", "old"), ("b", "new"), ("c", "new")].map(|(k, v)| (k.as_bytes().to_vec(), v.as_bytes().to_vec()));
    assert_eq!(seen(Direction::Forward), expected);
    assert_eq!(seen(Direction::Backward), expected.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(tx.view().count(&range).unwrap(), 3);
}

#[test]
fn writes_outside_a_transaction_try_again_until_they_fit() {
    let ledger = Arc::new(ledger());
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let ledger = Arc::clone(&ledger);
            std::thread::spawn(move || {
                ledger.write_within(
                    || (),
                    |tx| {
                        let count = tx.view().get(b"n")?.map_or(0, |bytes| bytes[0]);
                        tx.lock(b"n")?;
                        tx.put(b"n".to_vec(), vec![count + 1]);
                        Ok(())
                    },
                )
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap().unwrap());
    assert_eq!(ledger.view().unwrap().get(b"n").unwrap(), Some(vec![8]));
}
